"""Sessions: planned, held or called off; who came, by profession and kind of institution; what they thought."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, discard, note, write
from hcec.council.services.revising import advance
from hcec.training.enums import Asked, Opinion, Profession, ProgrammeState, SessionState
from hcec.training.models import Attendance, SessionOpinion, TrainingLine, TrainingSession


class DaysUnsound(Exception):
    """The end comes before the start, or what was held has not begun."""


class NotOfTheProgramme(Exception):
    """No such line in a programme that was adopted, or its programme does not cover that year."""


class NotHeld(Exception):
    """Nobody can have come to what was not held."""


class StillCounted(Exception):
    """Who came was counted: it was held."""


class TooManyAnswers(Exception):
    """More answered a question than came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """What a session is, when and where."""

    title: str
    line_id: UUID | None
    body: str
    place: str
    starts_on: date
    ends_on: date
    hours: int
    cost: int
    state: SessionState


def add_session(
    session: Session, *, row_id: UUID, actor: StaffMember, plan: SessionPlan, today: date
) -> TrainingSession:
    """Note a session; the same form gives the same one. Raises DaysUnsound, NotOfTheProgramme."""
    if existing := session.get(TrainingSession, row_id):
        return existing
    refuse_unsound(session, plan, today)
    made = TrainingSession(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_session(
    session: Session, *, actor: StaffMember, held: TrainingSession, version: int, plan: SessionPlan, today: date
) -> None:
    """Change a session. Raises ChangedMeanwhile, DaysUnsound, NotOfTheProgramme, StillCounted."""
    refuse_unsound(session, plan, today, own=held.line_id)
    if plan.state is not SessionState.HELD and (held.attendances or held.opinions):
        raise StillCounted
    change(session, actor=actor, row=held, version=version, plan=plan)
    session.expire(held, ["line"])


def drop_session(session: Session, *, actor: StaffMember, held: TrainingSession) -> None:
    """Take away a session to which nobody was counted. Raises StillCounted."""
    session.refresh(held)
    if held.attendances or held.opinions:
        raise StillCounted
    discard(session, actor=actor, row=held)


def count(
    session: Session,
    *,
    actor: StaffMember,
    held: TrainingSession,
    version: int,
    profession: Profession,
    employer: str,
    people: int,
) -> None:
    """Say how many of a profession came from a kind of institution; none takes the line away.

    Raises ChangedMeanwhile, NotHeld, TooManyAnswers.
    """
    advance(session, held, version)
    if held.state is not SessionState.HELD:
        raise NotHeld
    line = next((each for each in held.attendances if (each.profession, each.employer) == (profession, employer)), None)
    if line is None and people:
        held.attendances.append(Attendance(profession=profession, employer=employer, people=people))
    elif line and people:
        line.people = people
    elif line:
        held.attendances.remove(line)
    if most_answers(held) > held.participants:
        raise TooManyAnswers
    session.flush()
    note(session, actor, held, "count")


def ask(
    session: Session,
    *,
    actor: StaffMember,
    held: TrainingSession,
    version: int,
    answers: dict[tuple[Asked, Opinion], int],
) -> None:
    """Keep what those who came answered. Raises ChangedMeanwhile, NotHeld, TooManyAnswers."""
    advance(session, held, version)
    if held.state is not SessionState.HELD:
        raise NotHeld
    if _most_answers(answers) > held.participants:
        raise TooManyAnswers
    kept = {(each.asked, each.opinion): each for each in held.opinions}
    for (asked, opinion), people in answers.items():
        line = kept.get((asked, opinion))
        if line is None and people:
            held.opinions.append(SessionOpinion(asked=asked, opinion=opinion, people=people))
        elif line and people:
            line.people = people
        elif line:
            held.opinions.remove(line)
    session.flush()
    note(session, actor, held, "ask_opinion")


def refuse_unsound(session: Session, plan: SessionPlan, today: date, *, own: UUID | None = None) -> None:
    """Refuse days and lines that cannot be; the line that it has already (`own`) is kept. Raises as add_session."""
    if plan.ends_on < plan.starts_on or (plan.state is SessionState.HELD and plan.starts_on > today):
        raise DaysUnsound
    if plan.line_id is None:
        return
    line = session.scalars(select(TrainingLine).where(TrainingLine.id == plan.line_id)).first()
    if line is None or (line.programme.state is ProgrammeState.DRAFT and line.id != own):
        raise NotOfTheProgramme
    if plan.starts_on.year not in line.programme.years:
        raise NotOfTheProgramme


def most_answers(held: TrainingSession) -> int:
    """Return how many answered the question that most answered after a session."""
    return _most_answers({(each.asked, each.opinion): each.people for each in held.opinions})


def _most_answers(answers: dict[tuple[Asked, Opinion], int]) -> int:
    return max(sum(people for (asked, _opinion), people in answers.items() if asked is each) for each in Asked)
