"""Topics that children propose and support, and what the council does with them (A4, D1, M1).

A topic is a message of the idea box that its author offers to the others: it is moderated as any message. Support is
counted once a week, by steps, and the step never goes down: nobody can watch it move after somebody's tap.
"""

from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from hcec import clock, db, tombstones
from hcec.accounts.access import StaffMember, Youth
from hcec.council import models, queries
from hcec.council.access import support_tag
from hcec.council.enums import SessionState, TopicState
from hcec.council.services.revising import advance, note
from hcec.council.steps import step_reached
from hcec.department.services import load
from hcec.testimonies.models import Testimony

SHOWN_FOR = timedelta(days=365)


class Tap(Protocol):
    """What a young person does with a topic: support it, or not any more."""

    def __call__(self, session: Session, *, youth: Youth, topic: Testimony) -> None:
        """Do it. Raises NotSupportable."""


class NotSupportable(Exception):
    """It is not, or no longer, a topic that is shown; or the council has talked about it."""


class NoSuchSession(Exception):
    """A topic is put on the agenda of a session still to come."""


class NothingSaid(Exception):
    """What the council says of a topic is written for the children who support it."""


def support(session: Session, *, youth: Youth, topic: Testimony) -> None:
    """Support a topic; a second tap changes nothing, and nothing says who or when. Raises NotSupportable."""
    _refuse_settled(session, topic)
    tag = support_tag(youth, topic.id)
    db.lock(session, f"support {tag.hex()}")  # a double tap finds the first one's row
    session.merge(models.TopicSupport(testimony_id=topic.id, tag=tag))
    session.flush()


def stop_supporting(session: Session, *, youth: Youth, topic: Testimony) -> None:
    """Take one's support back; none is no error. Raises NotSupportable."""
    _refuse_settled(session, topic)
    _forget(session, models.TopicSupport.tag == support_tag(youth, topic.id))


def forget_supports(session: Session, *, youth: Youth) -> None:
    """Take back every support of somebody who leaves for good."""
    supported = session.scalars(select(models.TopicSupport.testimony_id).distinct())
    _forget(session, models.TopicSupport.tag.in_([support_tag(youth, each) for each in supported]))


def shown_since(today: date) -> date:
    """Return the month since which a topic is on the list, however few support it."""
    return clock.month_of(today - SHOWN_FOR)


def forget_old_supports(session: Session, *, today: date) -> None:
    """Delete the supports of topics that left the list: nobody can take them back any more."""
    is_told = exists().where(models.Topic.testimony_id == Testimony.id)
    left = select(Testimony.id).where(Testimony.written_on < shown_since(today), ~is_told)
    _forget(session, models.TopicSupport.testimony_id.in_(left))


def count_supports(session: Session) -> int:
    """Write the step that each topic has reached, when it is higher than the last one. Return how many moved."""
    department = load(session)
    counts = session.execute(queries.supports_by_topic(department.threshold_internal)).all()
    moved = 0
    for topic_id, count in counts:
        step = step_reached(count, internal=department.threshold_internal, public=department.threshold_public)
        topic = session.get(models.Topic, topic_id)
        if topic is None:
            session.add(models.Topic(testimony_id=topic_id, reached=step))
            moved += 1
        elif topic.reached < step:
            topic.reached = step
            moved += 1
    session.flush()
    return moved


def put_on_agenda(session: Session, *, topic: models.Topic, actor: StaffMember, version: int, meeting_id: UUID) -> None:
    """Put a topic on the agenda of a session to come. Raises ChangedMeanwhile, NoSuchSession."""
    meeting = session.get(models.Session, meeting_id)
    if meeting is None or meeting.state is not SessionState.PLANNED:
        raise NoSuchSession
    advance(session, topic, version)
    topic.state, topic.session_id = TopicState.PLANNED, meeting_id
    session.flush()
    note(session, actor, "topic:plan", "council_topic", topic.testimony_id)


def tell_topic(session: Session, *, topic: models.Topic, actor: StaffMember, version: int, told: str) -> None:
    """Say what the council thinks of a topic: the supports have done their work, and are deleted.

    Raises ChangedMeanwhile, NothingSaid.
    """
    if not told:
        raise NothingSaid
    advance(session, topic, version)
    topic.state, topic.told = TopicState.DISCUSSED, told
    _forget(session, models.TopicSupport.testimony_id == topic.testimony_id)
    note(session, actor, "topic:tell", "council_topic", topic.testimony_id)


def put_back(session: Session, *, topic: models.Topic, actor: StaffMember, version: int) -> None:
    """Let a topic wait again, off any agenda. Raises ChangedMeanwhile."""
    advance(session, topic, version)
    topic.state, topic.session_id = TopicState.SUPPORTED, None
    session.flush()
    note(session, actor, "topic:wait", "council_topic", topic.testimony_id)


def _refuse_settled(session: Session, testimony: Testimony) -> None:
    topic = session.get(models.Topic, testimony.id)
    if topic is not None and topic.state is TopicState.DISCUSSED:
        raise NotSupportable


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    """Delete supports, and leave what erases them again after a restore; one given anew since is given once more."""
    ended = session.scalars(select(models.TopicSupport.tag).where(which)).all()
    tombstones.mark(session, "topic_support", *ended)
    session.execute(delete(models.TopicSupport).where(models.TopicSupport.tag.in_(ended)))
    session.flush()
