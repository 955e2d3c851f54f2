"""What a synthesis counts, in SQL, and look-ups of syntheses and releases. Never a word that was not approved.

Counts are true: they go to disclosure control and nowhere else.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, or_, select

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.moderation.models import Approval
from hcec.permissions import Role
from hcec.syntheses.enums import Level
from hcec.syntheses.models import FrozenQuotation, Release, ReleaseFile, Synthesis
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, SheetAnswer, Testimony
from hcec.testimonies.queries import belongs_to

CLOSED = (ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED)


def contributors(consultation_id: UUID) -> Select[int]:
    """Return how many young people answered: one sheet each (D1)."""
    return select(func.count()).select_from(AnswerSheet).where(AnswerSheet.consultation_id == consultation_id)


def children_by_answer(consultation_id: UUID) -> Select[UUID, int, int]:
    """Return (question, choice, children) of questions with one answer a child; in a ranking, what came first.

    A ranking with two firsts has none, and counts as "sans réponse".
    """
    kept = _single_answers(consultation_id).c
    return select(kept.question_id, kept.choice, func.count()).group_by(kept.question_id, kept.choice)


def children_by_answer_age_and_place(
    consultation_id: UUID,
) -> Select[UUID, int, AgeBand | None, PlacementType | None, int]:
    """Return (question, choice, age band, place, children) of the same questions: what crossings are made of."""
    kept = _single_answers(consultation_id)
    by = kept.c.question_id, kept.c.choice, AnswerSheet.age_band, AnswerSheet.placement_type
    return select(*by, func.count()).join(AnswerSheet, AnswerSheet.id == kept.c.sheet_id).group_by(*by)


def children_by_age_and_place(consultation_id: UUID) -> Select[AgeBand | None, PlacementType | None, int]:
    """Return (age band, place, children)."""
    by = AnswerSheet.age_band, AnswerSheet.placement_type
    return select(*by, func.count()).where(AnswerSheet.consultation_id == consultation_id).group_by(*by)


def _single_answers(consultation_id: UUID) -> Subquery:
    return (
        select(SheetAnswer.sheet_id, SheetAnswer.question_id, func.min(SheetAnswer.choice).label("choice"))
        .join(AnswerSheet, AnswerSheet.id == SheetAnswer.sheet_id)
        .join(Question, Question.id == SheetAnswer.question_id)
        .where(
            *_asked_in(consultation_id),
            Question.kind != QuestionKind.SEVERAL,
            or_(Question.kind != QuestionKind.RANKING, SheetAnswer.rank == 1),
        )
        .group_by(SheetAnswer.sheet_id, SheetAnswer.question_id)
        .having(func.count() == 1)
        .subquery()
    )


def children_by_choice(consultation_id: UUID) -> Select[UUID, int, int]:
    """Return (question, choice, children) of questions with several answers a child."""
    return (
        select(SheetAnswer.question_id, SheetAnswer.choice, func.count(SheetAnswer.sheet_id.distinct()))
        .join(AnswerSheet, AnswerSheet.id == SheetAnswer.sheet_id)
        .join(Question, Question.id == SheetAnswer.question_id)
        .where(*_asked_in(consultation_id), Question.kind == QuestionKind.SEVERAL)
        .group_by(SheetAnswer.question_id, SheetAnswer.choice)
    )


def children_who_answered(consultation_id: UUID) -> Select[UUID, int]:
    """Return (question, children who answered it)."""
    return (
        select(SheetAnswer.question_id, func.count(SheetAnswer.sheet_id.distinct()))
        .join(AnswerSheet, AnswerSheet.id == SheetAnswer.sheet_id)
        .join(Question, Question.id == SheetAnswer.question_id)
        .where(*_asked_in(consultation_id))
        .group_by(SheetAnswer.question_id)
    )


def children_by_age(consultation_id: UUID) -> Select[AgeBand | None, int]:
    """Return (age band, children); None did not say."""
    band = AnswerSheet.age_band
    return select(band, func.count()).where(AnswerSheet.consultation_id == consultation_id).group_by(band)


def children_by_place(consultation_id: UUID) -> Select[PlacementType | None, int]:
    """Return (place, children); None did not say."""
    place = AnswerSheet.placement_type
    return select(place, func.count()).where(AnswerSheet.consultation_id == consultation_id).group_by(place)


def _asked_in(consultation_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return AnswerSheet.consultation_id == consultation_id, Question.consultation_id == consultation_id


def quotable(consultation_id: UUID) -> Select[Approval, bytes]:
    """Return (approved words, tag of who wrote them): two readers and the child agreed, and nobody withdrew (D6).

    Once something is out, only what could be quoted then (D5).
    """
    is_out = exists().where(Release.consultation_id == consultation_id)
    was_quotable = exists().where(FrozenQuotation.testimony_id == Testimony.id)
    return (
        select(Approval, Testimony.tag)
        .join(Testimony, Testimony.id == Approval.testimony_id)
        .where(
            belongs_to(consultation_id),
            Testimony.state == TestimonyState.APPROVED,
            Testimony.may_quote.is_(True),
            or_(~is_out, was_quotable),
        )
        .order_by(Approval.text_hash)
    )


def observers() -> Select[int]:
    """Return how many people hold an active account of the observatory."""
    return (
        select(func.count())
        .select_from(Staff)
        .where(Staff.role == Role.OBSERVATORY, Staff.left_on.is_(None), Staff.password_hash.is_not(None))
    )


def closed_consultations() -> Select[Consultation]:
    """Return what can be synthesised, the latest to close first."""
    return (
        select(Consultation)
        .where(Consultation.status.in_(CLOSED))
        .order_by(Consultation.closed_on.desc(), Consultation.slug)
    )


def releases_over(consultation_id: UUID) -> Select[Release]:
    """Return every release over one snapshot, withdrawn ones too: what is out cannot be called back (D5)."""
    return select(Release).where(Release.consultation_id == consultation_id).order_by(Release.published_on, Release.id)


def public_releases(today: date) -> Select[Release]:
    """Return what everyone may read, the latest first, and what was withdrawn, to be said so.

    What waits for its plenary is nowhere before that day.
    """
    return select(Release).where(*_is_public(today)).order_by(Release.published_on.desc(), Release.id)


def public_file(release_id: UUID, file_format: str, today: date) -> Select[ReleaseFile]:
    """Return the file of a public release that was not withdrawn, and whose day came."""
    return _file(file_format).where(Release.id == release_id, *_is_public(today))


def _is_public(today: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Release.level == Level.PUBLIC, or_(Release.embargo_on.is_(None), Release.embargo_on <= today)


def public_files(today: date) -> Select[UUID, str, bytes, int]:
    """Return (release, format, hash, size) of every file that everyone may take, without reading any."""
    return (
        select(ReleaseFile.release_id, ReleaseFile.format, ReleaseFile.content_hash, func.length(ReleaseFile.content))
        .join(Release, Release.id == ReleaseFile.release_id)
        .where(*_is_public(today), Release.withdrawn_on.is_(None))
        .order_by(ReleaseFile.release_id, ReleaseFile.format)
    )


def file_hashes() -> Select[UUID, str, bytes]:
    """Return (release, format, hash) of every file of every release, without reading any."""
    return select(ReleaseFile.release_id, ReleaseFile.format, ReleaseFile.content_hash).order_by(
        ReleaseFile.release_id, ReleaseFile.format
    )


def file_of_synthesis(synthesis: Synthesis, file_format: str) -> Select[ReleaseFile]:
    """Return the file of a published synthesis that was not withdrawn."""
    return _file(file_format).where(Release.synthesis_id == synthesis.id)


def _file(file_format: str) -> Select[ReleaseFile]:
    return (
        select(ReleaseFile)
        .join(Release, Release.id == ReleaseFile.release_id)
        .where(ReleaseFile.format == file_format, Release.withdrawn_on.is_(None))
    )
