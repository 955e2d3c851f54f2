"""Sessions and plenaries: planned, held, told in public; and what they decided, followed to its end."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council import models, queries
from hcec.council.enums import DecisionState, SessionKind, SessionState
from hcec.council.services.revising import advance, note


class NotHeldYet(Exception):
    """Its day has not come: nobody came, nothing was said or decided."""


class NothingToTell(Exception):
    """A session is published with its minutes and how many came."""


class NotPublished(Exception):
    """It is not on the public page."""


class AlreadyHeld(Exception):
    """What took place is not called off: it is corrected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When and where the council meets, and what it will talk about: a point on each line."""

    kind: SessionKind
    held_on: date
    place: str
    agenda: str


def plan_session(session: Session, *, row_id: UUID, actor: StaffMember, plan: Plan) -> models.Session:
    """Put a session in the calendar. Sent twice, the same `row_id` gives the same session."""
    db.lock(session, row_id.hex)
    if existing := session.get(models.Session, row_id):
        return existing
    made = models.Session(id=row_id)
    _write(made, plan)
    session.add(made)
    session.flush()
    note(session, actor, "council:plan", "council_session", made.id)
    return made


def change_session(
    session: Session, *, meeting: models.Session, actor: StaffMember, version: int, plan: Plan, today: date
) -> None:
    """Change the day, the place or the agenda, at any time: the journal keeps that it was done.

    Raises ChangedMeanwhile, NotHeldYet for a day to come of what took place.
    """
    advance(session, meeting, version)
    if meeting.state is not SessionState.PLANNED and plan.held_on > today:
        raise NotHeldYet
    _write(meeting, plan)
    session.flush()
    note(session, actor, "council:change", "council_session", meeting.id)


def call_off(session: Session, *, meeting: models.Session, actor: StaffMember, version: int) -> None:
    """Take a planned session out of the calendar; its topics wait for another one.

    Raises ChangedMeanwhile, AlreadyHeld.
    """
    advance(session, meeting, version)
    if meeting.state is not SessionState.PLANNED:
        raise AlreadyHeld
    for topic in session.scalars(queries.topics_of(meeting.id)):
        topic.state, topic.session_id, topic.version = queries.WAITING, None, topic.version + 1
    session.flush()
    session.delete(meeting)
    session.flush()
    note(session, actor, "council:call_off", "council_session", meeting.id)


def write_minutes(
    session: Session,
    *,
    meeting: models.Session,
    actor: StaffMember,
    version: int,
    attended: int,
    minutes: str,
    today: date,
) -> None:
    """Write, or correct, how many young people came and what was said. Raises ChangedMeanwhile, NotHeldYet."""
    advance(session, meeting, version)
    if meeting.held_on > today:
        raise NotHeldYet
    meeting.attended, meeting.minutes = attended, minutes
    if meeting.state is SessionState.PLANNED:
        meeting.state = SessionState.HELD
    session.flush()
    note(session, actor, "council:minutes", "council_session", meeting.id)


def publish_session(
    session: Session, *, meeting: models.Session, actor: StaffMember, version: int, today: date
) -> None:
    """Tell the session on the public page. Raises ChangedMeanwhile, NothingToTell."""
    advance(session, meeting, version)
    if meeting.state is SessionState.PLANNED or not meeting.minutes:
        raise NothingToTell
    meeting.state, meeting.published_on = SessionState.PUBLISHED, meeting.published_on or today
    session.flush()
    note(session, actor, "council:publish", "council_session", meeting.id)


def take_back(session: Session, *, meeting: models.Session, actor: StaffMember, version: int) -> None:
    """Take the session off the public page, for an error found in it. Raises ChangedMeanwhile, NotPublished."""
    advance(session, meeting, version)
    if meeting.state is not SessionState.PUBLISHED:
        raise NotPublished
    meeting.state, meeting.published_on = SessionState.HELD, None
    session.flush()
    note(session, actor, "council:take_back", "council_session", meeting.id)


def add_decision(
    session: Session, *, row_id: UUID, meeting: models.Session, actor: StaffMember, words: str, today: date
) -> models.CouncilDecision:
    """Keep one thing that the council decided. Sent twice, the same `row_id` gives the same decision.

    Raises NotHeldYet.
    """
    session.refresh(meeting, with_for_update=True)
    if existing := session.get(models.CouncilDecision, row_id):
        return existing
    if meeting.state is SessionState.PLANNED:
        raise NotHeldYet
    places = select(func.max(models.CouncilDecision.position)).where(models.CouncilDecision.session_id == meeting.id)
    place = (session.scalar(places) or 0) + 1
    made = models.CouncilDecision(id=row_id, position=place, words=words, changed_on=today)
    meeting.decisions.append(made)
    session.flush()
    note(session, actor, "council:decide", "council_decision", made.id)
    return made


def follow_decision(
    session: Session,
    *,
    decision: models.CouncilDecision,
    actor: StaffMember,
    version: int,
    words: str,
    state: DecisionState,
    told: str,
    today: date,
) -> None:
    """Say what became of a decision, or correct its words. Raises ChangedMeanwhile."""
    advance(session, decision, version)
    decision.words, decision.state, decision.told, decision.changed_on = words, state, told, today
    session.flush()
    note(session, actor, "council:follow", "council_decision", decision.id)


def drop_decision(session: Session, *, decision: models.CouncilDecision, actor: StaffMember, version: int) -> None:
    """Take out a decision that was written by mistake. Raises ChangedMeanwhile."""
    advance(session, decision, version)
    session.delete(decision)
    session.flush()
    note(session, actor, "council:drop", "council_decision", decision.id)


def _write(meeting: models.Session, plan: Plan) -> None:
    meeting.kind, meeting.held_on, meeting.place, meeting.agenda = plan.kind, plan.held_on, plan.place, plan.agenda
