"""The copy under way and the ones before it: kept as one goes, undone step by step, forgotten once decided (M2, M3)."""

import json
from functools import partial

from sqlalchemy.orm import Session

from hcec import keys
from hcec.accounts.access import StaffMember
from hcec.moderation.models import EarlierCopies
from hcec.moderation.services.agreement import is_agreed
from hcec.moderation.services.changes import ChangedMeanwhile, latest
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain

MOST_STEPS = 20


class KeptElsewhere(Exception):
    """Another page of the same reader kept other words meanwhile: nothing newer is written over."""


def beginning_of(testimony: Testimony) -> str:
    """Return what a copy begins from: the words agreed to, beginning where the original does; else the original."""
    words = testimony.original or ""
    blanks = words[: len(words) - len(words.lstrip())]
    return f"{blanks}{testimony.proposed}" if is_agreed(testimony) else words


def steps_before(session: Session, testimony: Testimony) -> list[str]:
    """Return the copies that were kept before the one under way, the latest last."""
    kept = session.get(EarlierCopies, testimony.id)
    steps: list[str] = json.loads(kept.steps or "[]") if kept else []
    return steps


def save_unfinished(
    session: Session, *, actor: StaffMember, testimony: Testimony, version: int, published_text: str, mark: str = ""
) -> str:
    """Keep a redaction under way (M3), and return its mark; `mark` is that of the copy which the page began from.

    Raises ChangedMeanwhile when it is no longer in this reader's hands; KeptElsewhere when another page of theirs kept
    other words since.
    """
    held, copy = latest(session, testimony), plain(published_text)
    if held.claimed_by != actor.id or held.version != version:
        raise ChangedMeanwhile(held)
    if mark and held.unfinished not in {None, copy} and mark != mark_of(held):
        raise KeptElsewhere
    _step(session, held, copy)
    session.flush()
    return mark_of(held)


def step_back(
    session: Session, *, actor: StaffMember, testimony: Testimony, version: int, published_text: str, mark: str = ""
) -> None:
    """Keep what is typed, then take the copy before it again; with none before, nothing changes. Raises as above."""
    keep = partial(save_unfinished, session, actor=actor, testimony=testimony, version=version)
    keep(published_text=published_text, mark=mark)
    if steps := steps_before(session, testimony):
        keep(published_text=steps[-1])


def mark_of(testimony: Testimony) -> str:
    """Return what tells two copies under way apart, and says nothing of them."""
    copy = f"{testimony.id.hex} {testimony.unfinished or ''}"
    return keys.current().keyed_hash("copy under way", copy.encode())[:8].hex()


def _step(session: Session, held: Testimony, copy: str) -> None:
    """Keep the copy; going back to the one before is a step less, not a step more."""
    steps = steps_before(session, held)
    now = plain(beginning_of(held)) if held.unfinished is None else held.unfinished
    held.unfinished = copy
    if copy == now:
        return
    steps = steps[:-1] if steps and steps[-1] == copy else [*steps, now][-MOST_STEPS:]
    kept = session.get(EarlierCopies, held.id) or EarlierCopies(testimony_id=held.id)
    kept.steps = json.dumps(steps)
    session.add(kept)
