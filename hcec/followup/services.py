"""What the département answers, and the archive that waits for it."""

from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.services import advance, note
from hcec.followup.models import PublicAnswer
from hcec.followup.queries import answer_to


class ConsultationNotClosed(Exception):
    """It still takes answers, or was never opened, or is archived."""


class NoAnswerYet(Exception):
    """Nobody answered in public: children would never hear what came of it (F1)."""


class IncompleteAnswer(Exception):
    """An answer names who answers and has its three parts (F1)."""


def publish_answer(
    session: Session,
    *,
    consultation: Consultation,
    actor: StaffMember,
    version: int,
    by_function: str,
    said: str,
    will_do: str,
    cannot_do: str,
    today: date,
) -> PublicAnswer:
    """Publish the answer in three parts, or correct it until the archive; journalled (F1).

    Raises ChangedMeanwhile, ConsultationNotClosed, IncompleteAnswer.
    """
    if not (by_function and said and will_do and cannot_do):
        raise IncompleteAnswer
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.CLOSED:
        raise ConsultationNotClosed
    answer = session.scalars(answer_to(consultation)).first()
    if answer is None:
        answer = PublicAnswer(consultation_id=consultation.id)
        session.add(answer)
    answer.by_function, answer.said, answer.will_do, answer.cannot_do = by_function, said, will_do, cannot_do
    answer.published_on = answer.published_on or today
    session.flush()
    subject = f"public_answer:{answer.id.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action="answer:publish", subject=subject)
    return answer


def archive(session: Session, *, consultation: Consultation, actor: StaffMember, version: int) -> None:
    """Put a closed consultation away once it was answered in public; journalled (F1).

    Raises ChangedMeanwhile, ConsultationNotClosed, NoAnswerYet.
    """
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.CLOSED:
        raise ConsultationNotClosed
    published = session.scalars(answer_to(consultation).where(PublicAnswer.published_on.is_not(None))).first()
    if published is None:
        raise NoAnswerYet
    consultation.status = ConsultationStatus.ARCHIVED
    session.flush()
    note(session, consultation, actor, "archive")
