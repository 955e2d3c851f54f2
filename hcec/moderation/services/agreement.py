"""The child's side: see what would be quoted, agree, object, contest a refusal (M2, M4). Nothing is journalled."""

from sqlalchemy.orm import Session

from hcec.moderation.services.changes import ChangedMeanwhile, latest, move
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import put_words
from hcec.text.normalise import plain


def agree(session: Session, *, testimony: Testimony, version: int) -> Testimony:
    """Agree to be quoted in these very words; a second reader decides next. Raises ChangedMeanwhile."""
    held = latest(session, testimony)
    if held.state == TestimonyState.SECOND_READER and held.agreed_version == held.version == version:
        return held  # a second tap
    _check_asked(held, version)
    accept(held, by_silence=False)
    session.flush()
    return held


def object_to(session: Session, *, testimony: Testimony, version: int) -> Testimony:
    """Refuse to be quoted: the message was read and counts, and is never quoted. Raises ChangedMeanwhile."""
    held = latest(session, testimony)
    if held.state == TestimonyState.KEPT and held.version == version and not held.may_quote:
        return held  # a second tap
    _check_asked(held, version)
    held.may_quote = False
    held.proposed = None
    move(held, TestimonyState.KEPT)
    session.flush()
    return held


def contest(session: Session, *, testimony: Testimony, body: str) -> Testimony:
    """Ask another reader to look again at a refused message, rewritten or not (M4). Raises ChangedMeanwhile.

    Once its words are erased, so is its envelope: a new message is written instead.
    """
    held, words = latest(session, testimony), plain(body)
    if held.state == TestimonyState.SECOND_READER and held.refusal_reason and words in {"", held.original}:
        return held  # a second tap
    if held.state != TestimonyState.REFUSED or held.original_box is None:
        raise ChangedMeanwhile(held)
    if words.strip() and words != held.original:
        put_words(held, words)
        held.version += 1
    held.proposed, held.agreed_version = None, None
    move(held, TestimonyState.SECOND_READER)
    session.flush()
    return held


def accept(held: Testimony, *, by_silence: bool) -> None:
    """Pass agreed words on to a second reader."""
    held.agreed_version, held.agreed_by_silence = held.version, by_silence
    move(held, TestimonyState.SECOND_READER)


def _check_asked(held: Testimony, version: int) -> None:
    if held.state != TestimonyState.PROPOSED or held.version != version:
        raise ChangedMeanwhile(held)
