"""A short exchange with the child under a message: a reader begins it, either ends it (issue of the desk; F2, A5).

What the child does leaves no line in the journal, and its day only until somebody has read it (A4).
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember, Youth
from hcec.moderation.access import visible_to
from hcec.moderation.enums import DecisionKind
from hcec.moderation.models import Decision, Exchange, ExchangeLine
from hcec.moderation.services.alarming import give_alert
from hcec.moderation.services.changes import latest
from hcec.moderation.services.deciding import UnderAlert
from hcec.moderation.services.reading import HeldByAnother, NotReadyToRead, record
from hcec.safeguarding import queries as safeguarding
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import is_under_alert
from hcec.safeguarding.services.exchange import ExchangeClosed, pass_on
from hcec.safeguarding.services.telling import NoWords
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import asked_consultations
from hcec.testimonies.services import lines
from hcec.testimonies.services.messages import put_circles
from hcec.testimonies.urgency import urgency_of
from hcec.text.normalise import plain

OTHERS_AFTER_DAYS = 3  # a child's line that nobody opened is then offered to everybody who may read the message


def answerable_by(actor: StaffMember, today: date) -> Select[Testimony]:
    """Return the messages that this person may answer the child about, while their words are here.

    They hold it, decided on it or answered before; or the child's line worries, or waits for too long. Always from
    elsewhere (A5).
    """
    is_held = and_(Testimony.claimed_by == actor.id, Testimony.claimed_until >= today)
    has_decided = exists().where(
        Decision.testimony_id == Testimony.id, Decision.staff_id == actor.id, Decision.kind != DecisionKind.RECUSE
    )
    has_answered = exists().where(Exchange.testimony_id == Testimony.id, Exchange.answered_by == actor.id)
    waits_long = _unread(from_child=True, until=today - timedelta(days=OTHERS_AFTER_DAYS))
    worries = and_(Testimony.urgency > 0, _unread(from_child=True))
    may_answer = or_(is_held, has_decided, has_answered, waits_long, worries)
    return visible_to(actor).where(Testimony.original_box.is_not(None), ~Testimony.is_paper, may_answer)


def awaiting(actor: StaffMember, today: date) -> Select[Testimony]:
    """Return the messages whose child wrote back and waits for this person: what worries first, then the oldest."""
    return (
        answerable_by(actor, today)
        .where(_unread(from_child=True))
        .order_by((Testimony.urgency > 0).desc(), Testimony.written_on, Testimony.id)
    )


def is_answerable(session: Session, *, actor: StaffMember, testimony: Testimony, today: date) -> bool:
    """Return whether this person may write to the child of this message, or read what they answered."""
    found = answerable_by(actor, today).where(Testimony.id == testimony.id).with_only_columns(Testimony.id)
    return actor.is_ready_to_read and session.scalar(found) is not None


def exchange_of(session: Session, testimony: Testimony) -> tuple[Exchange | None, Sequence[ExchangeLine]]:
    """Return the exchange under a message, if one began, with its lines in order."""
    found = select(ExchangeLine).where(ExchangeLine.testimony_id == testimony.id).order_by(ExchangeLine.position)
    return session.get(Exchange, testimony.id), session.scalars(found).all()


def answer_child(
    session: Session, *, actor: StaffMember, testimony: Testimony, row_id: UUID, body: str, today: date
) -> ExchangeLine:
    """Write to the child. Sent twice, it is one line.

    Raises NotReadyToRead (A7), ChangedMeanwhile, HeldByAnother, UnderAlert (its own exchange is the one that counts),
    ExchangeClosed, NoWords, NotYours.
    """
    held = _hold(session, actor, testimony, today)
    exchange = session.get(Exchange, held.id)
    if existing := lines.sent_before(session, ExchangeLine, row_id, staff_id=actor.id, testimony_id=held.id):
        return existing
    if is_under_alert(session, held):
        raise UnderAlert
    if exchange is not None and exchange.is_over:
        raise ExchangeClosed
    words = _words(body)
    session.merge(Exchange(testimony_id=held.id, answered_by=actor.id, is_over=False))
    session.flush()
    record(session, actor, "testimony:write", held)
    return _add(session, row_id, held, actor.id, words, today)


def reply(session: Session, *, testimony: Testimony, row_id: UUID, body: str, today: date) -> ExchangeLine:
    """Answer, as the child, under one's own message. Sent twice, it is one line.

    What the aids suspect in it makes the message urgent (S5); while an alert is open, who follows it reads it too.
    Raises ChangedMeanwhile, ExchangeClosed, NoWords, NotYours.
    """
    held = latest(session, testimony)
    exchange = session.get(Exchange, held.id)
    if existing := lines.sent_before(session, ExchangeLine, row_id, staff_id=None, testimony_id=held.id):
        return existing
    if exchange is None or exchange.is_over:
        raise ExchangeClosed
    words = _words(body)
    held.urgency |= urgency_of(words)
    line = _add(session, row_id, held, None, words, today)
    pass_on(session, testimony=held, words=words)
    return line


def end_exchange(session: Session, *, actor: StaffMember, testimony: Testimony, today: date) -> None:
    """End it, on the reader's side; ended already or never begun, nothing changes.

    Raises NotReadyToRead, ChangedMeanwhile, HeldByAnother.
    """
    held = _hold(session, actor, testimony, today)
    exchange = session.get(Exchange, held.id)
    if exchange is not None and not exchange.is_over:
        exchange.is_over = True
        record(session, actor, "testimony:end_exchange", held)
        session.flush()


def end_mine(session: Session, *, testimony: Testimony) -> None:
    """End it, on the child's side. Raises ChangedMeanwhile, ExchangeClosed when there is none."""
    exchange = session.get(Exchange, latest(session, testimony).id)
    if exchange is None:
        raise ExchangeClosed
    exchange.is_over = True
    session.flush()


def warn(session: Session, *, actor: StaffMember, testimony: Testimony, note: str, today: date) -> Alert:
    """Give the alert on a message because of what the child wrote back: the alert copies that too (S4).

    Raises NotReadyToRead, ChangedMeanwhile, HeldByAnother, UnderAlert.
    """
    held = _hold(session, actor, testimony, today)
    if is_under_alert(session, held):
        raise UnderAlert
    alert = give_alert(session, actor=actor, testimony=held, note=note)
    record(session, actor, "testimony:alert", held)
    session.flush()
    return alert


def note_opened(session: Session, *, testimony_id: UUID, by: StaffMember | None, today: date) -> None:
    """What the other side wrote is now read: "Lu", and of the day only the month stays (F2, A4). None is the child.

    Who reads what a child wrote back is who owes them the next answer.
    """
    unread = select(ExchangeLine).where(
        ExchangeLine.testimony_id == testimony_id, _is_unread(from_child=by is not None)
    )
    opened = session.scalars(unread.with_for_update()).all()
    for line in opened:
        line.read_on, line.written_on = clock.month_of(today), clock.month_of(line.written_on)
    if opened and by is not None:
        session.get_one(Exchange, testimony_id).answered_by = by.id
    session.flush()


def with_news(session: Session, testimonies: Iterable[Testimony]) -> set[UUID]:
    """Return which of these messages hold a line that the child has not opened."""
    ids = [each.id for each in testimonies]
    found = select(ExchangeLine.testimony_id).where(ExchangeLine.testimony_id.in_(ids), _is_unread(from_child=False))
    return set(session.scalars(found))


def something_new(youth: Youth, consultation_ids: Iterable[UUID], *, year: int) -> Select[UUID]:
    """Return the messages under which this young person has something to open, an exchange's lines among it."""
    ids = list(consultation_ids)
    own = own_testimonies(youth, ids, year=year).order_by(None).with_only_columns(Testimony.id)
    elsewhere = Testimony.id.in_(safeguarding.something_new(youth, ids, year=year))
    return own.where(or_(elsewhere, _unread(from_child=False)))


def keep_from(session: Session, *, youth: Youth, circle_id: UUID, today: date) -> None:
    """Keep a new card's circle from the messages that an exchange keeps open, though they are decided (A5)."""
    own = own_testimonies(youth, session.scalars(asked_consultations()).all(), year=today.year)
    spoken_of = own.where(exists().where(Exchange.testimony_id == Testimony.id)).with_for_update()
    for testimony in session.scalars(spoken_of):
        put_circles(testimony, {each.circle_id for each in testimony.circles} | {circle_id})
    session.flush()


def _hold(session: Session, actor: StaffMember, testimony: Testimony, today: date) -> Testimony:
    if not actor.is_ready_to_read:
        raise NotReadyToRead
    held = latest(session, testimony)
    if not is_answerable(session, actor=actor, testimony=held, today=today):
        raise HeldByAnother
    return held


def _words(body: str) -> str:
    words = plain(body).strip()
    if not words:
        raise NoWords
    return words


def _add(
    session: Session, row_id: UUID, held: Testimony, staff_id: UUID | None, words: str, today: date
) -> ExchangeLine:
    return lines.add_line(session, ExchangeLine, row_id, words, staff_id=staff_id, today=today, testimony_id=held.id)


def _is_unread(*, from_child: bool) -> ColumnElement[bool]:
    writer = ExchangeLine.staff_id
    return and_(ExchangeLine.read_on.is_(None), writer.is_(None) if from_child else writer.is_not(None))


def _unread(*, from_child: bool, until: date | None = None) -> ColumnElement[bool]:
    unread = exists().where(ExchangeLine.testimony_id == Testimony.id, _is_unread(from_child=from_child))
    return unread.where(ExchangeLine.written_on <= until) if until else unread
