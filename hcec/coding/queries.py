"""What codes count: distinct children by theme (D1), true numbers that go to disclosure control and nowhere else."""

from uuid import UUID

from sqlalchemy import Delete, Exists, Select, and_, delete, exists, func, or_, select, union_all

from hcec.accounts.access import StaffMember
from hcec.accounts.models import Staff
from hcec.coding.access import COUNTED, codable_by
from hcec.coding.enums import Place
from hcec.coding.models import CodeProposal, Coding, CodingFreeze, FrozenTheme, ThemeCode
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.moderation.access import has_reader
from hcec.moderation.models import Approval
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import belongs_to


def theme_counts(consultation_id: UUID) -> Select[str, int]:
    """Return (theme, distinct children): as frozen at the first release, or as coded today before it (D1, D5)."""
    live = live_themes(consultation_id).where(~_is_frozen(consultation_id)).subquery()
    frozen = select(FrozenTheme.theme, FrozenTheme.tag).where(FrozenTheme.consultation_id == consultation_id)
    both = union_all(select(live.c.theme, live.c.tag), frozen).subquery()
    return select(both.c.theme, func.count(both.c.tag.distinct())).group_by(both.c.theme).order_by(both.c.theme)


def live_themes(consultation_id: UUID) -> Select[str, bytes]:
    """Return (theme, message tag) of what is coded today and counted: confirmed first codings, nothing withdrawn."""
    return (
        select(ThemeCode.theme, Testimony.tag)
        .distinct()
        .join(Testimony, Testimony.id == ThemeCode.testimony_id)
        .where(
            ThemeCode.place == Place.FIRST,
            belongs_to(consultation_id),
            Testimony.state.in_(COUNTED),
        )
    )


def voices(consultation_id: UUID) -> Select[int]:
    """Return the base of the themes: distinct children whose words were coded, frozen or of today."""
    frozen = select(CodingFreeze.voices).where(CodingFreeze.consultation_id == consultation_id).scalar_subquery()
    return select(func.coalesce(frozen, live_voices(consultation_id).scalar_subquery()))


def live_voices(consultation_id: UUID) -> Select[int]:
    """Return how many distinct children have a message coded today and counted."""
    return (
        select(func.count(Testimony.tag.distinct()))
        .join(Coding, Coding.testimony_id == Testimony.id)
        .where(
            Coding.place == Place.FIRST,
            belongs_to(consultation_id),
            Testimony.state.in_(COUNTED),
        )
    )


def progress() -> Select[UUID | None, int, int]:
    """Return (consultation, messages counted, of these coded) of every consultation with one."""
    is_coded = exists().where(Coding.testimony_id == Testimony.id, Coding.place == Place.FIRST)
    return (
        select(Testimony.consultation_id, func.count(), func.count().filter(is_coded))
        .where(Testimony.state.in_(COUNTED), Testimony.consultation_id.is_not(None))
        .group_by(Testimony.consultation_id)
    )


def still_to_code(consultation_id: UUID) -> Select[int]:
    """Return how many counted messages with words nobody has coded yet: a first release would leave them out."""
    is_coded = exists().where(Coding.testimony_id == Testimony.id, Coding.place == Place.FIRST)
    return select(func.count(Testimony.id)).where(
        belongs_to(consultation_id),
        Testimony.state.in_(COUNTED),
        Testimony.original_box.is_not(None),
        ~is_coded,
    )


def codings_of(testimony_id: UUID) -> Select[Coding]:
    """Return the codings of a message, the first first."""
    return select(Coding).where(Coding.testimony_id == testimony_id).order_by(Coding.place)


def approved_words() -> Select[Approval, Coding, str]:
    """Return (approved words, first coding, consultation's title) of what may be quoted and is not frozen yet (D6).

    Of closed consultations only. Nothing else of a message is here: the observatory reads this (ATTACKS 4).
    """
    is_frozen = exists().where(CodingFreeze.consultation_id == Testimony.consultation_id)
    return (
        select(Approval, Coding, Consultation.title)
        .join(Testimony, Testimony.id == Approval.testimony_id)
        .join(Coding, and_(Coding.testimony_id == Testimony.id, Coding.place == Place.FIRST))
        .join(Consultation, Consultation.id == Testimony.consultation_id)
        .where(
            Testimony.state == TestimonyState.APPROVED,
            Testimony.may_quote.is_(True),
            Consultation.status.in_((ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED)),
            ~is_frozen,
        )
        .order_by(Consultation.title, Approval.text_hash)
    )


def proposals() -> Select[CodeProposal]:
    """Return every proposal of other themes."""
    return select(CodeProposal)


def drop_proposals(consultation_id: UUID) -> Delete:
    """Return the deletion of what is proposed for the messages of a consultation."""
    messages = select(Testimony.id).where(belongs_to(consultation_id))
    return delete(CodeProposal).where(CodeProposal.testimony_id.in_(messages))


def proposed_to(actor: StaffMember) -> Select[Testimony]:
    """Return what this person may code again, and for which other themes are proposed.

    They coded it first; or whoever did has left, or may not read it any more, and they have not coded it blind.
    """
    is_proposed = exists().where(CodeProposal.testimony_id == Testimony.id)
    of_this = Coding.testimony_id == Testimony.id
    is_mine = exists().where(of_this, Coding.place == Place.FIRST, Coding.staff_id == actor.id)
    first_coder = select(Coding.staff_id).where(of_this, Coding.place == Place.FIRST).correlate(Testimony)
    is_left = and_(~has_reader(Staff.id.in_(first_coder)), ~exists().where(of_this, Coding.staff_id == actor.id))
    return codable_by(actor).where(is_proposed, or_(is_mine, is_left)).order_by(Testimony.written_on, Testimony.id)


def twice_coded(among: Select[UUID] | None = None) -> Select[UUID, int, str]:
    """Return (message, place, theme) of every message coded twice, among these or all."""
    again = select(Coding.testimony_id).where(Coding.place == Place.SECOND)
    rows = select(ThemeCode.testimony_id, ThemeCode.place, ThemeCode.theme).where(ThemeCode.testimony_id.in_(again))
    return rows if among is None else rows.where(ThemeCode.testimony_id.in_(among))


def examples(readable: Select[UUID], besides: UUID, most: int) -> Select[Testimony, Coding]:
    """Return the latest messages first coded whose words are here, with their coding, to learn from."""
    return (
        select(Testimony, Coding)
        .join(Coding, Coding.testimony_id == Testimony.id)
        .where(Coding.place == Place.FIRST, Testimony.id.in_(readable), Testimony.id != besides)
        .order_by(Coding.coded_on.desc(), Testimony.id)
        .limit(most)
    )


def theme_totals(readable: Select[UUID]) -> Select[str, int]:
    """Return (theme, messages) among these: an index that leads to the messages, for those who may read them."""
    return (
        select(ThemeCode.theme, func.count(ThemeCode.testimony_id))
        .where(ThemeCode.place == Place.FIRST, ThemeCode.testimony_id.in_(readable))
        .group_by(ThemeCode.theme)
    )


def _is_frozen(consultation_id: UUID) -> Exists:
    return exists().where(CodingFreeze.consultation_id == consultation_id)
