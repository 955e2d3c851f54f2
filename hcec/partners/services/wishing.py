"""Offers and requests of immersion days: written, changed while nothing hangs on them, withdrawn."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, note, write
from hcec.council.services.revising import advance
from hcec.partners import matching
from hcec.partners.enums import Answer, ImmersionTheme, Outcome, Side
from hcec.partners.matching import Fit
from hcec.partners.models import Immersion, ImmersionWish, Institution


class CharterNotSigned(Exception):
    """Only institutions that signed the charter of immersion offer or ask."""


class DaysUnsound(Exception):
    """The last day comes before the first, or has gone by."""


class AlreadyProposed(Exception):
    """A day is proposed on it: what it says holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WishPlan:
    """What is offered or asked. The profession is a function, never a name."""

    side: Side
    theme: ImmersionTheme
    from_on: date
    to_on: date
    places: int
    profession: str
    place: str = ""
    words: str = ""


def express(
    session: Session, *, row_id: UUID, actor: StaffMember, institution: Institution, plan: WishPlan, today: date
) -> ImmersionWish:
    """Offer or ask for days; the same form gives the same one. Raises CharterNotSigned, DaysUnsound."""
    db.lock(session, "immersion")
    if existing := session.get(ImmersionWish, row_id):
        return existing
    if institution.charter_signed_on is None:
        raise CharterNotSigned
    _refuse(plan, today)
    made = ImmersionWish(id=row_id, institution_id=institution.id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_wish(
    session: Session, *, actor: StaffMember, wish: ImmersionWish, version: int, plan: WishPlan, today: date
) -> None:
    """Change what is offered or asked. Raises ChangedMeanwhile, AlreadyProposed, DaysUnsound."""
    db.lock(session, "immersion")
    _refuse(plan, today)
    if wish.is_withdrawn or taken(session, wish.id):
        raise AlreadyProposed
    change(session, actor=actor, row=wish, version=version, plan=plan)


def withdraw(session: Session, *, actor: StaffMember, wish: ImmersionWish) -> None:
    """Offer or ask no more; days that are proposed or agreed remain. Twice is once."""
    db.lock(session, "immersion")
    if wish.is_withdrawn:
        return
    advance(session, wish, wish.version)
    wish.is_withdrawn = True
    session.flush()
    note(session, actor, wish, "withdraw")


def taken(session: Session, wish_id: UUID) -> int:
    """Return how many places of an offer or a request are proposed or agreed."""
    places = select(func.coalesce(func.sum(Immersion.places), 0)).where(
        (Immersion.offer_id == wish_id) | (Immersion.request_id == wish_id),
        Immersion.host_answer != Answer.DECLINED,
        Immersion.guest_answer != Answer.DECLINED,
        Immersion.outcome != Outcome.CANCELLED,
    )
    return int(session.scalars(places).one())


def as_wish(session: Session, row: ImmersionWish) -> matching.Wish:
    """Return what matching needs to know."""
    return matching.Wish(
        id=row.id,
        institution=row.institution_id,
        side=row.side,
        theme=row.theme,
        place=row.place,
        from_on=row.from_on,
        to_on=row.to_on,
        left=0 if row.is_withdrawn else row.places - taken(session, row.id),
    )


def fits_of(session: Session, wish: ImmersionWish, *, today: date) -> list[tuple[Fit, ImmersionWish]]:
    """Return what goes with an offer or a request, then what nearly does, each with what it is."""
    open_ones = select(ImmersionWish).where(
        ImmersionWish.side != wish.side,
        ImmersionWish.institution_id != wish.institution_id,
        ImmersionWish.is_withdrawn.is_(False),
        ImmersionWish.to_on >= today,
    )
    rows = {row.id: row for row in session.scalars(open_ones)}
    found = matching.compared(as_wish(session, wish), [as_wish(session, row) for row in rows.values()], today=today)
    return [(fit, rows[fit.other(wish.id)]) for fit in found]


def _refuse(plan: WishPlan, today: date) -> None:
    if plan.to_on < plan.from_on or plan.to_on < today:
        raise DaysUnsound
