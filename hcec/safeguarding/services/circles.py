"""One circle more that must not read: a new card brings it, for what was said before too (A5)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import Youth
from hcec.safeguarding.models import Alert, AlertCircle
from hcec.testimonies import queries
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import TestimonyCircle

# Nobody reads these again: a rarer set of circles would only make them easier to join.
AT_REST = frozenset({TestimonyState.KEPT, TestimonyState.APPROVED})


def keep_from(session: Session, *, youth: Youth, circle_id: UUID, today: date) -> None:
    """Keep a circle's staff from the messages of this person that somebody may still read, and from their alerts.

    An alert that came to its end is read too, until its words are erased.
    """
    asked = session.scalars(queries.asked_consultations()).all()
    own = session.scalars(own_testimonies(youth, asked, year=today.year).with_for_update()).all()
    for testimony in own:
        if testimony.state not in AT_REST and circle_id not in {each.circle_id for each in testimony.circles}:
            testimony.circles.append(TestimonyCircle(circle_id=circle_id))
    ids = [testimony.id for testimony in own]
    alerts = select(Alert).where(Alert.testimony_id.in_(ids), Alert.erased_on.is_(None)).with_for_update()
    for alert in session.scalars(alerts):
        if circle_id not in {each.circle_id for each in alert.circles}:
            alert.circles.append(AlertCircle(circle_id=circle_id))
    session.flush()
