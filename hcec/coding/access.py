"""Which messages a reader may code, first or second (M3, A5). The observatory codes no original words (ATTACKS 4)."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from hcec.accounts.access import StaffMember
from hcec.accounts.models import StaffTie
from hcec.coding.enums import Place
from hcec.coding.models import Coding, ThemeCode
from hcec.moderation.access import visible_to
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony

COUNTED = (TestimonyState.KEPT, TestimonyState.APPROVED)


def codable_by(actor: StaffMember) -> Select[Testimony]:
    """Return what was decided, is counted, is theirs to read, and still has its words."""
    return visible_to(actor).where(Testimony.state.in_(COUNTED), Testimony.original_box.is_not(None))


def to_code(actor: StaffMember) -> Select[Testimony]:
    """Return what nobody has coded, the oldest month first."""
    waiting = codable_by(actor).where(~_has(Place.FIRST))
    return waiting.order_by(Testimony.written_on, Testimony.id)


def to_code_again(actor: StaffMember) -> Select[Testimony]:
    """Return what chance wants coded by a second reader of another service, and nobody has."""
    is_theirs = exists().where(
        Coding.testimony_id == Testimony.id,
        Coding.place == Place.FIRST,
        Coding.is_drawn,
        Coding.staff_id != actor.id,
        ~_shares_a_service(actor),
    )
    waiting = codable_by(actor).where(is_theirs, ~_has(Place.SECOND))
    return waiting.order_by(Testimony.written_on, Testimony.id)


def coded(actor: StaffMember, theme: str | None = None) -> Select[Testimony]:
    """Return what was coded, under one theme or any, words erased or not: every count leads here.

    What still waits for this reader's blind coding is left out.
    """
    blind = to_code_again(actor).with_only_columns(Testimony.id).order_by(None)
    found = visible_to(actor).where(Testimony.state.in_(COUNTED), _has(Place.FIRST), Testimony.id.not_in(blind))
    if theme is not None:
        found = found.where(
            exists().where(
                ThemeCode.testimony_id == Testimony.id, ThemeCode.place == Place.FIRST, ThemeCode.theme == theme
            )
        )
    return found.order_by(Testimony.written_on, Testimony.id)


def identifiers(found: Select[Testimony]) -> Select[UUID]:
    """Return the identifiers alone, in no order."""
    return found.with_only_columns(Testimony.id).order_by(None)


def _has(place: Place) -> ColumnElement[bool]:
    return exists().where(Coding.testimony_id == Testimony.id, Coding.place == place)


def _shares_a_service(actor: StaffMember) -> ColumnElement[bool]:
    """Whether who coded first works where this person works. Two people without a service are of two."""
    mine, theirs = aliased(StaffTie), aliased(StaffTie)
    whole_circle = or_(mine.service_id.is_(None), theirs.service_id.is_(None))
    is_shared = or_(mine.service_id == theirs.service_id, and_(whole_circle, mine.circle_id == theirs.circle_id))
    return (
        select(mine.staff_id)
        .where(mine.staff_id == actor.id, theirs.staff_id == Coding.staff_id, is_shared)
        .correlate(Coding)
        .exists()
    )
