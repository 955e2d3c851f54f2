"""What time settles by itself: claims that ran out, and silence that became agreement."""

from datetime import timedelta

from sqlalchemy.orm import Session

from hcec import clock
from hcec.department.services import load
from hcec.moderation import queries
from hcec.moderation.services.agreement import accept
from hcec.moderation.services.changes import move
from hcec.testimonies.enums import TestimonyState


def release_expired_claims(session: Session) -> int:
    """Give back to the queue what its reader let run out; a redaction under way stays (M3)."""
    expired = session.scalars(queries.expired_claims(clock.today()).with_for_update()).all()
    for testimony in expired:
        move(testimony, _unclaimed(testimony.state))
    session.flush()
    return len(expired)


def agree_by_silence(session: Session) -> int:
    """Count silence as agreement, 7 days after the child has seen what is proposed and never before (M2)."""
    last = clock.today() - timedelta(days=load(session).agreement_by_silence_days)
    silent = session.scalars(queries.seen_before(last).with_for_update()).all()
    for testimony in silent:
        accept(testimony, by_silence=True)
    session.flush()
    return len(silent)


def _unclaimed(state: TestimonyState) -> TestimonyState:
    return TestimonyState.SUBMITTED if state == TestimonyState.CLAIMED else state
