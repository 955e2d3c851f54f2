"""Look-ups of proposals, of answers and of what can be shown in public."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all

from hcec.accounts.models import Staff
from hcec.accounts.queries import staff_of
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.council.enums import SessionKind
from hcec.council.models import Session as CouncilSession
from hcec.followup.enums import ProposalState
from hcec.followup.models import AnswerReminder, Proposal, PublicAnswer
from hcec.permissions import Role
from hcec.syntheses.models import Release
from hcec.syntheses.queries import public_releases
from hcec.testimonies.models import AnswerSheet

UNANSWERED = (ProposalState.DRAFT, ProposalState.ADOPTED)


def latest_results(most: int = 3) -> Select[str, str, str]:
    """Return (title, slug, what will be done) of the latest published answers."""
    return (
        select(Consultation.title, Consultation.slug, PublicAnswer.will_do.label("summary"))
        .join(PublicAnswer, PublicAnswer.consultation_id == Consultation.id)
        .where(PublicAnswer.published_on.is_not(None))
        .order_by(PublicAnswer.published_on.desc())
        .limit(most)
    )


def answer_to(subject: Consultation | Proposal) -> Select[PublicAnswer]:
    """Return the answer to a consultation or to a proposal, published or not."""
    if isinstance(subject, Proposal):
        return select(PublicAnswer).where(PublicAnswer.proposal_id == subject.id)
    return select(PublicAnswer).where(PublicAnswer.consultation_id == subject.id)


def answers_to_consultations() -> Select[PublicAnswer]:
    """Return the answers to consultations, at whatever stage."""
    return select(PublicAnswer).where(PublicAnswer.consultation_id.is_not(None))


def sent_answer(answer_id: UUID) -> Select[PublicAnswer]:
    """Return the answer of this identifier, once it was sent: before, it is its author's alone."""
    return select(PublicAnswer).where(PublicAnswer.id == answer_id, PublicAnswer.sent_on.is_not(None))


def awaiting_answer() -> Select[Consultation]:
    """Return what is closed and was never answered in public, the answer due first (F1)."""
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.CLOSED, Consultation.id.not_in(answered_consultations()))
        .order_by(Consultation.answer_due_on, Consultation.slug)
    )


def answered_consultations() -> Select[UUID | None]:
    """Return the consultations whose answer is published."""
    return select(PublicAnswer.consultation_id).where(
        PublicAnswer.published_on.is_not(None), PublicAnswer.consultation_id.is_not(None)
    )


def counted_and_answered(today: date) -> Select[UUID | None, str]:
    """Return (consultation, what will be done) where a synthesis is out and its answer too, whoever looks (F2)."""
    released = public_releases(today).with_only_columns(Release.consultation_id).where(Release.withdrawn_on.is_(None))
    return select(PublicAnswer.consultation_id, PublicAnswer.will_do).where(
        PublicAnswer.published_on.is_not(None), PublicAnswer.consultation_id.in_(released.order_by(None))
    )


def awaiting_release() -> Select[Consultation]:
    """Return what is closed and of which nothing was released, the first closed first."""
    released = select(Release.consultation_id).where(Release.withdrawn_on.is_(None))
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.CLOSED, Consultation.id.not_in(released))
        .order_by(Consultation.closed_on, Consultation.slug)
    )


def sheet_counts() -> Select[UUID, int]:
    """Return (consultation, how many sheets). Never shown as it is: see `wording.at_least`."""
    return select(AnswerSheet.consultation_id, func.count()).group_by(AnswerSheet.consultation_id)


def adopted_proposals_of(consultation_id: UUID) -> Select[Proposal]:
    """Return what a plenary adopted about a consultation, in the order of its asks."""
    return (
        select(Proposal)
        .where(Proposal.consultation_id == consultation_id, Proposal.state != ProposalState.DRAFT)
        .order_by(Proposal.position)
    )


def told_proposals(today: date) -> Select[Proposal]:
    """Return what a plenary adopted about consultations of which something is out: everyone reads it there."""
    released = public_releases(today).with_only_columns(Release.consultation_id).order_by(None)
    return select(Proposal).where(
        Proposal.state != ProposalState.DRAFT,
        or_(Proposal.consultation_id.in_(released), Proposal.consultation_id.in_(answered_consultations())),
    )


def unanswered_proposals_of(consultation: Consultation) -> Select[Proposal]:
    """Return what is drafted or adopted about a consultation, and that nobody answered in public."""
    return select(Proposal).where(Proposal.consultation_id == consultation.id, Proposal.state.in_(UNANSWERED))


def awaited_proposals() -> Select[Proposal]:
    """Return what a plenary adopted and nobody answered in public, the answer due first."""
    return select(Proposal).where(Proposal.state == ProposalState.ADOPTED).order_by(Proposal.due_on, Proposal.id)


def answers_to_read() -> Select[PublicAnswer]:
    """Return what was sent to the observatory and waits for it, the first sent first."""
    return (
        select(PublicAnswer)
        .where(PublicAnswer.sent_on.is_not(None), PublicAnswer.published_on.is_(None))
        .order_by(PublicAnswer.sent_on, PublicAnswer.id)
    )


def plenaries() -> Select[CouncilSession]:
    """Return the plenaries of the council, the latest first."""
    return (
        select(CouncilSession)
        .where(CouncilSession.kind == SessionKind.PLENARY)
        .order_by(CouncilSession.held_on.desc(), CouncilSession.id)
    )


def adopted_in(meeting: CouncilSession) -> Select[Proposal]:
    """Return what a plenary of the council adopted, in the order of its asks."""
    of_it = Proposal.plenary.has(CouncilSession.id == meeting.id)
    return select(Proposal).where(of_it).order_by(Proposal.consultation_id, Proposal.position)


def releases_with_words(consultation_id: UUID) -> Select[Release]:
    """Return the releases over a consultation that were not withdrawn, the latest first."""
    return (
        select(Release)
        .where(Release.consultation_id == consultation_id, Release.withdrawn_on.is_(None))
        .order_by(Release.published_on.desc(), Release.id)
    )


def owed_by(staff_id: UUID) -> CompoundSelect[date | None]:
    """Return the days by which this person owes an answer; what the observatory reads over is not in their hands."""
    elsewhere = and_(PublicAnswer.sent_on.is_not(None), PublicAnswer.validated_on.is_(None))
    settled = or_(PublicAnswer.published_on.is_not(None), elsewhere)
    of_proposals = select(PublicAnswer.proposal_id).where(settled, PublicAnswer.proposal_id.is_not(None))
    of_consultations = select(PublicAnswer.consultation_id).where(settled, PublicAnswer.consultation_id.is_not(None))
    proposals = select(Proposal.due_on).where(
        Proposal.state == ProposalState.ADOPTED,
        is_for(staff_id),
        Proposal.id.not_in(of_proposals),
    )
    consultations = select(Consultation.answer_due_on).where(
        Consultation.status == ConsultationStatus.CLOSED, Consultation.id.not_in(of_consultations)
    )
    return union_all(proposals, consultations)


def is_for(staff_id: UUID) -> ColumnElement[bool]:
    """Whether a proposal waits for this person: asked of them, of nobody, or of somebody who answers no more (F1)."""
    present = staff_of(Role.ANSWERER).order_by(None).with_only_columns(Staff.id)
    asked_of = Proposal.answerer_id
    return or_(asked_of.is_(None), asked_of == staff_id, asked_of.not_in(present))


def last_reminder(staff_id: UUID) -> Select[date | None]:
    """Return the day on which this person was last reminded."""
    return select(func.max(AnswerReminder.day)).where(AnswerReminder.staff_id == staff_id)
