"""What time settles by itself: claims that ran out, silence that became agreement, words kept long enough."""

import logging
import random
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db, tombstones
from hcec.department.services import load
from hcec.moderation import queries
from hcec.moderation.hints import Finder, packed
from hcec.moderation.services import rereading
from hcec.moderation.services.agreement import accept, settle_as_unquoted
from hcec.moderation.services.changes import move
from hcec.moderation.services.forgetting import erase_words
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.spans import Suggestion

logger = logging.getLogger("hcec.moderation")

BATCH = 100  # messages a minute given to the model: half a second's work
_shuffle = random.SystemRandom().shuffle


def release_expired_claims(session: Session) -> int:
    """Give back to the queue what its reader let run out; a redaction under way stays (M3)."""
    expired = session.scalars(queries.expired_claims(clock.today()).with_for_update()).all()
    for testimony in expired:
        move(testimony, _unclaimed(testimony.state))
    session.flush()
    return len(expired)


def agree_by_silence(session: Session) -> int:
    """Count silence as agreement, 7 days after the child has seen what is proposed and never before (M2).

    The silence of a child who objected once is a no: the message is kept, and never quoted.
    """
    last = clock.today() - timedelta(days=load(session).agreement_by_silence_days)
    silent = session.scalars(queries.seen_before(last).with_for_update()).all()
    for testimony in silent:
        if testimony.objected_version is None:
            accept(testimony, by_silence=True)
        else:
            settle_as_unquoted(testimony)
    session.flush()
    return len(silent)


def draw_rereadings(session: Session) -> int:
    """Draw the refusals that another service reads again (M4)."""
    return rereading.draw_rereadings(session)


def erase_decided_words(session: Session) -> int:
    """Erase the words of what was decided long enough ago (PRODUCT §5), once the whole month is past."""
    department, today = load(session), clock.today()
    days = {TestimonyState.REFUSED: department.refused_days}
    due = [
        row.id
        for row in session.execute(queries.decided_with_words())
        if _end_of_month(row.month) + timedelta(days=days.get(row.state, department.original_days)) < today
    ]
    _shuffle(due)
    tombstones.mark(session, "testimony.words", *(each.bytes for each in due))
    for identifier in due:
        erase_words(session, identifier)
    return len(due)


def add_hints(load_model: Callable[[], Finder], session: Session) -> int:
    """Look at what waits with a language model, loaded when there is something to look at.

    Reading takes long: nothing is locked before it is done, and words rewritten meanwhile get none of these hints.
    """
    with db.current().reading() as reader:
        waiting = reader.scalars(queries.without_hints().limit(BATCH)).all()
    find = load_model() if waiting else _nothing
    found = [(each, packed(_found(find, each.original or ""))) for each in waiting]
    for seen, hints in found:
        same = (Testimony.id == seen.id, Testimony.original_box == seen.original_box)
        if testimony := session.scalar(select(Testimony).where(*same).with_for_update()):
            testimony.hints = hints
    session.flush()
    return len(found)


def _nothing(words: str) -> list[Suggestion]:
    return []


def _found(find: Finder, words: str) -> list[Suggestion]:
    """Return what the model sees; where it fails, nothing: the rules read these words, and the others get theirs."""
    try:
        return find(words)
    except Exception as failure:  # noqa: BLE001 - whatever a model does on one text, the next ones wait
        logger.error("add_hints: one text is left without hints: %s", type(failure).__name__)
        return []


def _end_of_month(month: date) -> date:
    return clock.month_of(month + timedelta(days=31)) - timedelta(days=1)


def _unclaimed(state: TestimonyState) -> TestimonyState:
    return TestimonyState.SUBMITTED if state == TestimonyState.CLAIMED else state
