"""Young people's accounts: a key that a phrase unwraps, and nothing else (A2, A3, trust model)."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import clock, db, keys, tombstones
from hcec.accounts import phrase
from hcec.accounts.access import EnteredCard, Youth
from hcec.accounts.models import Account

KEY_PLACE = "account.wrapped_key"
ORIGIN_PLACE = "account.origin_box"
SALT_BYTES = 16


class PhraseReplaced(Exception):
    """The phrase that this person came in with was replaced or erased meanwhile, from elsewhere."""


@dataclass(frozen=True, slots=True)
class WrappedAccount:
    """A row about to be written: made outside any transaction, because the derivation is slow on purpose."""

    selector: bytes
    salt: bytes
    wrapped_key: bytes
    origin_box: bytes


def start_account(card: EnteredCard) -> Youth:
    """Return a new young person, who holds a key and no phrase yet (A3)."""
    return Youth(key=secrets.token_bytes(keys.KEY_BYTES), cards=(card,))


def draw_phrase(session: Session) -> tuple[str, ...]:
    """Draw six words whose selecting pair nobody else has (redrawn on collision)."""
    while True:
        words = phrase.draw_phrase()
        if session.get(Account, _selector(words)) is None:
            return words


def draw_next_phrase(session: Session, *, youth: Youth, token: str) -> tuple[str, ...]:
    """Draw the phrase that a session shows next; two taps at once, or a retry after a failure, draw the same one.

    The seed is the account's key, the phrase to replace and the session's token, which only the cookie holds: neither
    whoever saw the former phrase nor whoever holds the database can draw it too.
    """
    for attempt in count():
        parts = (token.encode(), youth.selector or b"", attempt.to_bytes(4, "big"))
        words = phrase.phrase_from(youth.tag("phrase", *parts))
        row = session.get(Account, _selector(words))
        if row is None or _is_of(youth, row):
            break
    return words


def wrap_account(youth: Youth, words: tuple[str, ...]) -> WrappedAccount:
    """Wrap the account key under a phrase. Slow (Argon2id): call it outside any transaction."""
    salt = secrets.token_bytes(SALT_BYTES)
    wrapping = keys.current().derive_key(phrase.canonical(words), salt=salt)
    wrapped = keys.seal_under(wrapping, youth.key, place=KEY_PLACE)
    return WrappedAccount(_selector(words), salt, wrapped, youth.seal(_origin(youth), place=ORIGIN_PLACE))


def store_account(session: Session, *, youth: Youth, wrapped: WrappedAccount, today: date) -> Youth:
    """Keep the phrase's row; the old phrase, if there was one, stops working at once (A3). Stored already, it stays.

    Raises PhraseReplaced: whoever had seen the old one may have been faster, and then only one of the two goes on.
    """
    db.lock(session, f"account {youth.tag('account').hex()}")
    kept = session.get(Account, wrapped.selector)
    if kept is None or not _is_of(youth, kept):
        if youth.selector is not None and not erase_account(session, youth=youth):
            raise PhraseReplaced
        row = Account(selector=wrapped.selector, salt=wrapped.salt, last_quarter=clock.quarter_of(today))
        row.wrapped_key, row.origin_box = wrapped.wrapped_key, wrapped.origin_box
        session.add(row)
        session.flush()
    return replace(youth, selector=wrapped.selector)


def open_account(session: Session, text: str) -> Youth | None:
    """Return the young person whose phrase this is, or None; unwrapping is the verification.

    Read with a session that holds no lock: the derivation is slow, and done in the same time when nobody is found.
    """
    words = phrase.parse_phrase(text)
    row = session.get(Account, _selector(words)) if words else None
    salt = row.salt if row else b"\x00" * SALT_BYTES
    wrapping = keys.current().derive_key(phrase.canonical(words or phrase.WORDS[:6]), salt=salt)
    if row is None:
        return None
    try:
        key = keys.unseal_under(wrapping, row.wrapped_key, place=KEY_PLACE)
    except keys.Unreadable:
        return None
    found = Youth(key=key, cards=(), selector=row.selector)
    return Youth(key=key, cards=_cards(found.unseal(row.origin_box, place=ORIGIN_PLACE)), selector=row.selector)


def as_kept_now(session: Session, youth: Youth) -> Youth | None:
    """Return the young person as their account now is: a card entered on another device counts here too (A5).

    None when the phrase they signed in with was replaced or erased since: whoever had seen it is out (A3).
    """
    if youth.selector is None:
        return youth
    row = session.get(Account, youth.selector)
    if row is None:
        return None
    return replace(youth, cards=_cards(youth.unseal(row.origin_box, place=ORIGIN_PLACE)))


def note_sign_in(session: Session, *, youth: Youth, today: date) -> None:
    """Keep the quarter of the last sign-in: nothing finer (retention)."""
    row = session.get(Account, youth.selector) if youth.selector else None
    if row is not None:
        row.last_quarter = clock.quarter_of(today)


def add_card(session: Session, *, youth: Youth, card: EnteredCard) -> Youth:
    """Add a card entered while signed in: it brings its circle too (A5)."""
    richer = youth.with_card(card)
    row = session.get(Account, youth.selector) if youth.selector else None
    if row is not None:
        row.origin_box = richer.seal(_origin(richer), place=ORIGIN_PLACE)
    return richer


def erase_account(session: Session, *, youth: Youth) -> bool:
    """Delete the phrase's row; return whether there was one. What was said stays, and can no longer be found."""
    if youth.selector is None:
        return False
    tombstones.mark(session, "account", youth.selector)
    gone = session.execute(delete(Account).where(Account.selector == youth.selector))
    return bool(db.rows_touched(gone))


def _is_of(youth: Youth, row: Account) -> bool:
    """Return whether a row is this person's: only their key opens what it holds."""
    try:
        youth.unseal(row.origin_box, place=ORIGIN_PLACE)
    except keys.Unreadable:
        return False
    return True


def _selector(words: tuple[str, ...]) -> bytes:
    return keys.current().keyed_hash("selector", phrase.canonical(words[:2]))


def _origin(youth: Youth) -> list[dict[str, Any]]:
    return [
        {"number": card.number, "service": card.service_id.hex, "circle": card.circle_id.hex} for card in youth.cards
    ]


def _cards(origin: list[dict[str, Any]]) -> tuple[EnteredCard, ...]:
    return tuple(
        EnteredCard(number=each["number"], service_id=UUID(each["service"]), circle_id=UUID(each["circle"]))
        for each in origin
    )


def to_session(youth: Youth) -> dict[str, Any]:
    """Return what a sealed web session keeps of a young person."""
    return {
        "key": youth.key.hex(),
        "cards": _origin(youth),
        "selector": youth.selector.hex() if youth.selector else None,
    }


def from_session(kept: dict[str, Any]) -> Youth:
    """Return the young person that `to_session` kept."""
    selector = bytes.fromhex(kept["selector"]) if kept["selector"] else None
    return Youth(key=bytes.fromhex(kept["key"]), cards=_cards(kept["cards"]), selector=selector)
