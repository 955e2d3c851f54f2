"""The child's side: see what would be quoted, agree, object, contest a refusal (M2, M4). Nothing is journalled.

Once a child has objected, silence never counts as agreement again: it is a no.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec.moderation.models import Approval
from hcec.moderation.services.changes import ChangedMeanwhile, forget_copies, latest, move
from hcec.safeguarding.services.exchange import pass_on
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import put_words
from hcec.text.normalise import plain


def agree(session: Session, *, testimony: Testimony, version: int) -> Testimony:
    """Agree to be quoted in these very words; a second reader decides next. Raises ChangedMeanwhile."""
    held = latest(session, testimony)
    if is_agreed(held) and held.version == version:
        return held  # a second tap
    if held.state != TestimonyState.PROPOSED or held.version != version:
        raise ChangedMeanwhile(held)
    accept(held, by_silence=False)
    session.flush()
    return held


def object_to(session: Session, *, testimony: Testimony, version: int, body: str = "") -> Testimony:
    """Refuse these words, and say why or not: a second reader answers, with a reason (M2). Raises ChangedMeanwhile.

    Possible until they are published. Words that were approved already are not argued about: they are never quoted.
    """
    held, why = latest(session, testimony), plain(body).strip()
    if held.state == TestimonyState.APPROVED:
        return never_quote(session, testimony=held, version=version)
    if not (is_objected(held) and held.version == version):
        _check_still_ours(held, version)
        _refuse(session, held)
        move(held, TestimonyState.SECOND_READER)
    if why and why != held.objection:
        held.objection = why  # a second tap may bring the words that the first one lacked
        pass_on(session, testimony=held, words=why)
    session.flush()
    return held


def never_quote(session: Session, *, testimony: Testimony, version: int) -> Testimony:
    """Refuse every quotation: the message was read, counts, and is never quoted (D6). Raises ChangedMeanwhile.

    What left in a release cannot be recalled.
    """
    held = latest(session, testimony)
    if held.state == TestimonyState.KEPT and held.objected_version == held.version == version:
        return held  # a second tap
    if not (is_objected(held) and held.version == version):
        _check_still_ours(held, version)
        _refuse(session, held)
    settle_as_unquoted(held)
    session.execute(delete(Approval).where(Approval.testimony_id == held.id))
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
        pass_on(session, testimony=held, words=words)
    held.proposed, held.agreed_version = None, None
    move(held, TestimonyState.SECOND_READER)
    session.flush()
    return held


def accept(held: Testimony, *, by_silence: bool) -> None:
    """Pass agreed words on to a second reader."""
    held.agreed_version, held.agreed_by_silence = held.version, by_silence
    move(held, TestimonyState.SECOND_READER)


def settle_as_unquoted(held: Testimony) -> None:
    """End with the child's no: read, counted, never quoted."""
    held.may_quote, held.proposed = False, None
    move(held, TestimonyState.KEPT)


def is_agreed(testimony: Testimony) -> bool:
    """Return whether a second reader now decides on words that the child agreed to; else they are read anew."""
    return testimony.state == TestimonyState.SECOND_READER and testimony.agreed_version == testimony.version


def is_objected(testimony: Testimony) -> bool:
    """Return whether a second reader now owes an answer to a child who refused the words proposed."""
    return testimony.state == TestimonyState.SECOND_READER and testimony.objected_version == testimony.version


def _refuse(session: Session, held: Testimony) -> None:
    forget_copies(session, held)  # the copy under way started from words that are refused
    held.objected_version, held.objection, held.objection_answer = held.version, None, None
    held.agreed_version, held.agreed_by_silence = None, False


def _check_still_ours(held: Testimony, version: int) -> None:
    """What was proposed is still the child's to refuse: asked, agreed to, or approved and in no new version."""
    is_asked = held.state in {TestimonyState.PROPOSED, TestimonyState.APPROVED} or is_agreed(held)
    if not is_asked or held.version != version:
        raise ChangedMeanwhile(held)
