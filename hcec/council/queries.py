"""Look-ups of the council's life."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from hcec.council.enums import DecisionState, SessionState, TopicState
from hcec.council.models import CouncilDecision, Mandate, Session, Topic, TopicSupport, WorkingGroup
from hcec.moderation.models import Approval
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony

WAITING = TopicState.SUPPORTED


def every_session() -> Select[Session]:
    """Return all sessions, the latest first."""
    return select(Session).order_by(Session.held_on.desc(), Session.id)


def planned(today: date) -> Select[Session]:
    """Return what is in the calendar and still to come, the first first."""
    coming = (Session.state == SessionState.PLANNED, Session.held_on >= today)
    return select(Session).where(*coming).order_by(Session.held_on, Session.id)


def published() -> Select[Session]:
    """Return what is told in public, the latest first."""
    return every_session().where(Session.state == SessionState.PUBLISHED)


def mandates() -> Select[Mandate]:
    """Return every mandate, seat by seat, the latest first."""
    return select(Mandate).order_by(Mandate.seat, Mandate.from_month.desc())


def mandates_between(seat: int, from_month: date, to_month: date) -> Select[Mandate]:
    """Return the mandates of a seat that hold it in one of those months, `to_month` not included."""
    end = func.coalesce(Mandate.ended_month, Mandate.to_month)
    return select(Mandate).where(Mandate.seat == seat, Mandate.from_month < to_month, end > from_month)


def seats_held(month: date) -> Select[int]:
    """Return how many seats are held in a month."""
    held = (
        Mandate.from_month <= month,
        Mandate.to_month > month,
        or_(Mandate.ended_month.is_(None), Mandate.ended_month > month),
    )
    return select(func.count(Mandate.seat.distinct())).where(*held)


def topics_of(session_id: UUID) -> Select[Topic]:
    """Return the topics put on a session's agenda."""
    return select(Topic).where(Topic.session_id == session_id).order_by(Topic.testimony_id)


def groups() -> Select[WorkingGroup]:
    """Return the working groups, those at work first."""
    return select(WorkingGroup).order_by(WorkingGroup.is_over, WorkingGroup.name)


def offered_topics(since: date) -> Select[Testimony, Approval, Topic | None]:
    """Return (message, approved words, what the council does with it) of the topics that children may read (M1).

    Two readers and the child agreed, and nobody withdrew. One that few support leaves the list after a year: `since`
    is its month. The order is that of keyed hashes: it ranks nothing and dates nothing.
    """
    return (
        select(Testimony, Approval, Topic)
        .join(Approval, Approval.testimony_id == Testimony.id)
        .outerjoin(Topic, Topic.testimony_id == Testimony.id)
        .where(*_is_shown(), or_(Testimony.written_on >= since, Topic.testimony_id.is_not(None)))
        .order_by(Approval.text_hash)
    )


def supports_by_topic(fewest: int) -> Select[UUID, int]:
    """Return (topic, how many support it) where they are `fewest` or more: under it, the number leaves no query."""
    return (
        select(TopicSupport.testimony_id, func.count())
        .join(Testimony, Testimony.id == TopicSupport.testimony_id)
        .where(*_is_shown())
        .group_by(TopicSupport.testimony_id)
        .having(func.count() >= fewest)
        .order_by(TopicSupport.testimony_id)
    )


def _is_shown() -> tuple[ColumnElement[bool], ...]:
    return Testimony.is_topic.is_(True), Testimony.state == TestimonyState.APPROVED, Testimony.may_quote.is_(True)


def topics_with_words(*, session_id: UUID | None = None) -> Select[Topic, Approval]:
    """Return the topics that enough children support, with the words that were approved and not withdrawn since (M1).

    With a session's identifier, those of its agenda only.
    """
    shown = (
        select(Topic, Approval)
        .join(Testimony, Testimony.id == Topic.testimony_id)
        .join(Approval, Approval.testimony_id == Topic.testimony_id)
        .where(*_is_shown())
        .order_by(Approval.text_hash)
    )
    return shown.where(Topic.session_id == session_id) if session_id else shown


def open_decisions() -> Select[CouncilDecision]:
    """Return what was decided and is neither done nor given up, the oldest session first."""
    is_open = CouncilDecision.state.in_([DecisionState.TO_DO, DecisionState.UNDER_WAY])
    return (
        select(CouncilDecision)
        .join(Session, Session.id == CouncilDecision.session_id)
        .where(is_open)
        .order_by(Session.held_on, CouncilDecision.position)
    )
