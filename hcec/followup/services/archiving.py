"""The archive waits for the answers (F1)."""

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.services import advance, note
from hcec.followup.queries import unanswered_proposals_of
from hcec.followup.services.answers import answer_of
from hcec.followup.services.recording import ConsultationNotClosed


class NoAnswerYet(Exception):
    """Nobody answered in public: children would never hear what came of it (F1)."""


class ProposalsUnanswered(Exception):
    """The plenary adopted proposals that nobody answered yet, or drafted some that it has not seen (F1, F3)."""


def archive(session: Session, *, consultation: Consultation, actor: StaffMember, version: int) -> None:
    """Put a closed consultation away once it and every proposal made of it were answered in public; journalled (F1).

    Raises ChangedMeanwhile, ConsultationNotClosed, NoAnswerYet, ProposalsUnanswered.
    """
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.CLOSED:
        raise ConsultationNotClosed
    answer = answer_of(session, consultation)
    if answer is None or answer.published_on is None:
        raise NoAnswerYet
    if session.scalars(unanswered_proposals_of(consultation).limit(1)).first():
        raise ProposalsUnanswered
    consultation.status = ConsultationStatus.ARCHIVED
    session.flush()
    note(session, consultation, actor, "archive")
