"""A reader gives the alert: it copies all that the child wrote, under the message too (S4)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.moderation.models import ExchangeLine
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.models import Testimony


def give_alert(session: Session, *, actor: StaffMember, testimony: Testimony, note: str) -> Alert:
    """Signal a message with why its author said no to being quoted, and what they wrote back to a reader."""
    written = (ExchangeLine.testimony_id == testimony.id, ExchangeLine.staff_id.is_(None))
    back = session.scalars(select(ExchangeLine).where(*written).order_by(ExchangeLine.position)).all()
    besides = [words for words in (testimony.objection, *(line.body for line in back)) if words]
    return raise_alert(session, testimony=testimony, raised_by=actor, reason=note, besides=besides, now=clock.now())
