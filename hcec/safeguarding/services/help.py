""" "J'ai besoin d'aide": one press makes a message of kind help, with its own envelope, and an alert (S1)."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import Youth
from hcec.department.services import Department
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.safeguarding.services.exchange import BETWEEN, owe_news
from hcec.safeguarding.services.steps import change, held
from hcec.testimonies.access import help_tag
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony, TestimonyCircle
from hcec.testimonies.services.messages import NoEnvelope, NotYours, close_envelope, envelope_place
from hcec.text.normalise import plain

HOUR = timedelta(hours=1)
LONGEST_COPY = 20_000


def call_for_help(
    session: Session, *, youth: Youth, row_id: UUID, department: Department, now: datetime, how_to_find_me: str = ""
) -> Alert:
    """Signal that this person needs help, now and without any contract. Pressed twice, it is one call.

    `how_to_find_me` may be empty; words that the first press did not hold make a call of their own, and so does a page
    left open when the first call is over or was said to be a mistake. None is ever refused: many in an hour join the
    alert that is open, with their words. Raises NotYours.
    """
    db.lock(session, str(row_id))
    call, words = session.get(Testimony, row_id), plain(how_to_find_me).strip()
    if call is not None and call.tag != help_tag(youth):
        raise NotYours
    if call is None or (words and call.original != words) or not _is_waiting(session, call):
        if joined := _join(session, youth, department, now, words):
            return joined
        call = Testimony(
            id=row_id if call is None else uuid4(),
            tag=help_tag(youth),
            kind=TestimonyKind.HELP,
            written_on=clock.today(),
            circles=[TestimonyCircle(circle_id=circle) for circle in sorted(youth.circles)],
        )
        call.original = words
        _enclose(session, call, youth, department)
        session.add(call)
        session.flush()
    return raise_alert(session, testimony=call, raised_by=None, now=now)


def _join(session: Session, youth: Youth, department: Department, now: datetime, words: str) -> Alert | None:
    """Add a call to the latest alert that is open, when this person made as many as one hour has room for.

    So a finger that presses again and again buries neither this alert nor another child's. None: make a call of it.
    """
    own = select(Testimony.id).where(Testimony.tag == help_tag(youth))
    calls = session.scalars(queries.alerts_on(own).where(Alert.raised_at > now - HOUR)).all()
    alert = next((each for each in reversed(calls) if each.state in OPEN_ALERTS), None)
    if alert is None or len(calls) < department.help_calls_an_hour:
        return None
    is_told = words in (held(session, alert).copy or "").split(BETWEEN) or not words
    told = (alert.copy or "") if is_told else BETWEEN.join(filter(None, [alert.copy, words]))
    if alert.state not in OPEN_ALERTS or len(told) > LONGEST_COPY:
        return None
    if not is_told or alert.is_mistake:
        change(alert, copy=told, is_mistake=False)
        _write(session, alert, told)
        owe_news(session, alert)
    return alert


def _write(session: Session, alert: Alert, words: str) -> None:
    """Keep the words under the child's own message too."""
    call = session.get(Testimony, alert.testimony_id) if alert.testimony_id else None
    if call is not None:
        call.original = words


def _is_waiting(session: Session, call: Testimony) -> bool:
    """Return whether somebody still looks at this call as what it is."""
    its_own = queries.alerts_on([call.id]).where(Alert.state.in_(OPEN_ALERTS), Alert.is_mistake.is_(False))
    return session.scalars(its_own).first() is not None


def _enclose(session: Session, call: Testimony, youth: Youth, department: Department) -> None:
    """Give the call its envelope, empty when the CRIP has no key yet: a call for help goes through whatever lacks."""
    try:
        call.envelope_box = close_envelope(session, youth=youth, department=department, place=envelope_place(call.id))
    except NoEnvelope:
        call.envelope = b""
