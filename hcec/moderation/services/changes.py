"""One hand at a time on a message: whoever comes second is told what changed (M5)."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec.moderation.models import EarlierCopies
from hcec.testimonies.enums import NEXT, TestimonyState
from hcec.testimonies.models import Testimony


class ChangedMeanwhile(Exception):
    """The message moved on, was rewritten or withdrawn since it was shown. `state` is None when it is gone."""

    def __init__(self, testimony: Testimony | None) -> None:
        super().__init__("the message changed meanwhile")
        self.state = testimony.state if testimony else None
        self.version = testimony.version if testimony else None


class ImpossibleStep(Exception):
    """A state cannot follow another (testimonies.enums.NEXT): a defect, not a refusal."""


def latest(session: Session, testimony: Testimony) -> Testimony:
    """Return the message as it is now, held until the transaction ends. Raises ChangedMeanwhile when it is gone."""
    held = session.scalars(
        select(Testimony)
        .where(Testimony.id == testimony.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None or held.state == TestimonyState.WITHDRAWN:
        raise ChangedMeanwhile(held)
    return held


def forget_copies(session: Session, testimony: Testimony) -> None:
    """Forget the copy under way, and what it was before."""
    testimony.unfinished = None
    session.execute(delete(EarlierCopies).where(EarlierCopies.testimony_id == testimony.id))


def move(testimony: Testimony, state: TestimonyState) -> None:
    """Go to the next state, free for whoever comes next. Raises ImpossibleStep."""
    if state != testimony.state and state not in NEXT[testimony.state]:
        raise ImpossibleStep(f"{testimony.state} to {state}")
    testimony.state = state
    testimony.claimed_by = testimony.claimed_until = None
    if state != TestimonyState.PROPOSED:
        testimony.seen_on = None  # it would date the child's visit
