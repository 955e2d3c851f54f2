"""Opening a consultation, only when everything that protects young people is in place; and closing it early."""

from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember, member
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.services import ConsultationNotDraft, advance, hold, note
from hcec.department import services as department
from hcec.permissions import Permission
from hcec.safeguarding import queries
from hcec.safeguarding.enums import CoverGap, Obstacle
from hcec.safeguarding.gaps import Span, spans
from hcec.safeguarding.services import cover
from hcec.testimonies import services as testimonies

LACKING = {
    CoverGap.NO_ON_CALL: Obstacle.NO_ON_CALL_COVER,
    CoverGap.NO_DEPUTY: Obstacle.NO_DEPUTY,
    CoverGap.NO_HOURS: Obstacle.NO_HOURS,
}


class NotReady(Exception):
    """Something is missing; `obstacles` lists what."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__(", ".join(obstacles))
        self.obstacles = obstacles


def open_consultation(
    session: Session, *, consultation: Consultation, actor: StaffMember, version: int, today: date
) -> None:
    """Let young people answer, from the opening day on; journalled (S3).

    Raises ChangedMeanwhile, ConsultationNotDraft, NotReady.
    """
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.DRAFT:
        raise ConsultationNotDraft
    missing = obstacles(session, consultation=consultation, today=today)
    if missing:
        raise NotReady(missing)
    consultation.status = ConsultationStatus.OPEN
    session.flush()
    note(session, consultation, actor, "open")


def close_early(session: Session, *, consultation: Consultation, actor: StaffMember, version: int, today: date) -> None:
    """Take no more answers and freeze the snapshot (D5); journalled.

    Raises ChangedMeanwhile, ConsultationClosed when it is not open.
    """
    hold(session, consultation=consultation, version=version)
    testimonies.close_consultation(session, consultation=consultation, today=today)
    note(session, consultation, actor, "close")


def obstacles(session: Session, *, consultation: Consultation, today: date) -> tuple[Obstacle, ...]:
    """Return what still prevents a draft from opening, in the order in which to see to it."""
    on_call = consultation.on_call
    lacking = {LACKING[span.kind] for span in cover_gaps(session, consultation=consultation, today=today)}
    facts = {
        Obstacle.NO_TITLE: not consultation.title,
        Obstacle.NO_WHY: not consultation.why,
        Obstacle.NO_WHO_READS: not consultation.who_reads,
        Obstacle.NO_WHAT_NEXT: not consultation.what_next,
        Obstacle.NO_AUDIENCE: not consultation.audience,
        Obstacle.NO_QUESTION: not consultation.questions,
        **_dates(consultation, today),
        Obstacle.NO_ON_CALL: on_call is None
        or on_call.left_on is not None
        or not member(on_call).may(Permission.ALERT_HANDLE),
        Obstacle.NO_CRIP_KEY: not department.load(session).crip_public_key,
        Obstacle.NO_CRIP_ACCOUNT: session.scalars(queries.crip_accounts()).first() is None,
        **{obstacle: obstacle in lacking for obstacle in LACKING.values()},
    }
    return tuple(obstacle for obstacle, is_there in facts.items() if is_there)


def cover_gaps(session: Session, *, consultation: Consultation, today: date) -> list[Span]:
    """Return the days, from its opening to its last one, on which nobody could answer a child (S3)."""
    opens, closes = consultation.opens_on, consultation.closes_on
    if not (opens and closes):
        return []
    return spans(cover.gaps(session, max(opens, today), closes))


def _dates(consultation: Consultation, today: date) -> dict[Obstacle, bool]:
    opens, closes, answer = consultation.opens_on, consultation.closes_on, consultation.answer_due_on
    return {
        Obstacle.NO_DATES: not (opens and closes and answer),
        Obstacle.CLOSES_BEFORE_OPENING: bool(opens and closes and closes < opens),
        Obstacle.CLOSES_IN_THE_PAST: bool(closes and closes < today),
        Obstacle.ANSWER_BEFORE_CLOSING: bool(closes and answer and answer < closes),
    }
