"""An answer on its way: written by who answers, read over by the observatory, published (F1)."""

from dataclasses import asdict
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile, advance
from hcec.followup.answering import NAMES, AnswerWords, lacking
from hcec.followup.enums import AnswerStage, ProposalState
from hcec.followup.models import Proposal, PublicAnswer
from hcec.followup.queries import answer_to
from hcec.followup.services.holding import record, step, take

Subject = Consultation | Proposal


class NotAnswerable(Exception):
    """Nobody waits for an answer to this: it is not closed, not adopted, or put away."""


class AlreadyPublished(Exception):
    """Young people read it: from now on it is corrected, with a date, or followed by news."""


class IncompleteAnswer(Exception):
    """An answer names who answers and has its parts (F1); `missing` names those it lacks."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(missing)
        self.missing = missing


class NotReadYet(Exception):
    """It was not sent to the observatory, or not validated by it: nobody else may publish it."""


def answer_of(session: Session, subject: Subject) -> PublicAnswer | None:
    """Return the answer to this, at whatever stage."""
    return session.scalars(answer_to(subject)).first()


def words_of(answer: PublicAnswer | None) -> AnswerWords:
    """Return what an answer says so far."""
    return AnswerWords(**{name: getattr(answer, name) for name in NAMES}) if answer else AnswerWords()


def write_answer(
    session: Session,
    *,
    subject: Subject,
    actor: StaffMember,
    version: int,
    words: AnswerWords,
    sends: bool,
    today: date,
) -> PublicAnswer:
    """Keep an answer's words, and send them to be read over; what was validated must be again. Version 0: none yet.

    Raises AlreadyPublished, ChangedMeanwhile, IncompleteAnswer, NotAnswerable.
    """
    db.lock(session, f"answer:{subject.id.hex}")
    answer = answer_of(session, subject)
    if (answer.version if answer else 0) != version:
        raise ChangedMeanwhile
    if answer is not None and answer.published_on:
        raise AlreadyPublished
    _check_awaited(subject)
    missing = lacking(words, of_proposal=isinstance(subject, Proposal)) if sends else ()
    if missing:
        raise IncompleteAnswer(missing)
    if answer is None:
        answer = start(session, subject)
    else:
        answer.version += 1
    for name, value in asdict(words).items():
        setattr(answer, name, value)
    answer.sent_on, answer.validated_on = (today if sends else None), None
    answer.remark = "" if sends else answer.remark
    if isinstance(subject, Consultation):  # whoever records the answer by hand must see these words first
        advance(session, consultation=subject, version=subject.version)
    session.flush()
    record(session, answer, actor, "send" if sends else "write")
    return answer


def send_back(session: Session, *, answer: PublicAnswer, actor: StaffMember, version: int, remark: str) -> None:
    """Ask who answers to say it better. Raises ChangedMeanwhile, NotReadYet, AlreadyPublished."""
    take(session, answer, version)
    _check_stage(answer, AnswerStage.SENT, AnswerStage.VALIDATED)
    answer.sent_on = answer.validated_on = None
    answer.remark = remark
    session.flush()
    record(session, answer, actor, "send-back")


def validate(session: Session, *, answer: PublicAnswer, actor: StaffMember, version: int, today: date) -> None:
    """Say that the wording is plain enough to be published. Raises ChangedMeanwhile, NotReadYet, AlreadyPublished."""
    take(session, answer, version)
    _check_stage(answer, AnswerStage.SENT)
    answer.validated_on = today
    session.flush()
    record(session, answer, actor, "validate")


def publish(
    session: Session, *, answer: PublicAnswer, subject: Subject, actor: StaffMember, version: int, today: date
) -> None:
    """Let young people read what the observatory validated. Raises as `validate`, and NotAnswerable."""
    take(session, answer, version)
    _check_stage(answer, AnswerStage.VALIDATED)
    _check_awaited(subject)
    answer.published_on = today
    if isinstance(subject, Proposal):
        is_no = not (answer.will_do or answer.will_study)
        step(subject, ProposalState.CANNOT if is_no else ProposalState.ANSWERED, today)
        subject.version += 1
    session.flush()
    record(session, answer, actor, "publish")


def start(session: Session, subject: Subject) -> PublicAnswer:
    """Add an answer without a word."""
    answer = PublicAnswer(id=uuid4(), **asdict(AnswerWords()), remark="", version=1)
    if isinstance(subject, Proposal):
        answer.proposal = subject
    else:
        answer.consultation_id = subject.id
    session.add(answer)
    return answer


def _check_stage(answer: PublicAnswer, *stages: AnswerStage) -> None:
    if answer.stage is AnswerStage.PUBLISHED:
        raise AlreadyPublished
    if answer.stage not in stages:
        raise NotReadYet


def _check_awaited(subject: Subject) -> None:
    if isinstance(subject, Proposal):
        is_awaited = subject.state is ProposalState.ADOPTED
    else:
        is_awaited = subject.status is ConsultationStatus.CLOSED
    if not is_awaited:
        raise NotAnswerable
