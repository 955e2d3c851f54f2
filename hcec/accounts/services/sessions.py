"""Web sessions: rows of the volatile database whose content only the cookie's token opens."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hcec import clock, keys
from hcec.accounts.enums import Audience
from hcec.accounts.models import WebSession

PLACE = "web_session.box"
ROUND_TO = timedelta(minutes=5)
IDLE = {
    Audience.VISITOR: timedelta(minutes=60),
    Audience.YOUTH: timedelta(minutes=30),
    Audience.STAFF: timedelta(minutes=45),
}
LONGEST = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """What a live session holds, and until when it lives without a request."""

    content: dict[str, Any]
    audience: Audience
    idle_until: datetime


def new_token() -> str:
    """Return a fresh cookie value: 256 random bits that open the row and say nothing."""
    return secrets.token_urlsafe(32)


def open_session(volatile: Session, token: str) -> OpenedSession | None:
    """Return what the token opens, or None when the session ended, idled out or was revoked."""
    row = volatile.get(WebSession, _token_hash(token))
    now = clock.now()
    if row is None or row.idle_until <= now or row.ends_at <= now:
        return None
    try:
        plain = keys.unpad(keys.unseal_under(_box_key(token), row.box, place=PLACE))
    except keys.Unreadable:
        return None
    return OpenedSession(json.loads(plain), row.audience, row.idle_until)


def save_session(
    volatile: Session,
    token: str,
    content: dict[str, Any],
    *,
    audience: Audience,
    staff_id: UUID | None,
    is_new: bool = True,
) -> None:
    """Write the session's row, its life rounded so that it does not tell the moment.

    One that is not new and has no row any more was ended or revoked meanwhile: a slow request does not revive it.
    """
    now = clock.now()
    box = keys.seal_under(_box_key(token), keys.pad(json.dumps(content).encode()), place=PLACE)
    row = volatile.get(WebSession, _token_hash(token), with_for_update=True)
    if row is None and not is_new:
        return
    if row is None:
        row = WebSession(token_hash=_token_hash(token), ends_at=_rounded(now + LONGEST))
        volatile.add(row)
    row.box, row.audience, row.staff_id = box, audience, staff_id
    row.idle_until = idle_limit(audience, now)


def touch_session(volatile: Session, token: str, audience: Audience) -> None:
    """Put off the idle limit."""
    values = {"idle_until": idle_limit(audience, clock.now())}
    volatile.execute(update(WebSession).where(WebSession.token_hash == _token_hash(token)).values(values))


def idle_limit(audience: Audience, now: datetime) -> datetime:
    """Return when a session not used after `now` ends, rounded up."""
    return _rounded(now + IDLE[audience])


def end_session(volatile: Session, token: str) -> None:
    """Delete the row: the cookie opens nothing any more."""
    volatile.execute(delete(WebSession).where(WebSession.token_hash == _token_hash(token)))


def end_sessions_of(volatile: Session, staff_id: UUID, *, but: str | None = None) -> None:
    """Revoke every session of a member of staff, except the one of the token `but`."""
    which = delete(WebSession).where(WebSession.staff_id == staff_id)
    if but is not None:
        which = which.where(WebSession.token_hash != _token_hash(but))
    volatile.execute(which)


def count_sessions_of(volatile: Session, staff_id: UUID) -> int:
    """Return how many live sessions a member of staff has."""
    now = clock.now()
    live = (WebSession.idle_until > now, WebSession.ends_at > now)
    rows = select(WebSession.token_hash).where(WebSession.staff_id == staff_id, *live)
    return len(volatile.execute(rows).all())


def _rounded(moment: datetime) -> datetime:
    seconds = ROUND_TO.total_seconds()
    return datetime.fromtimestamp(-(-moment.timestamp() // seconds) * seconds, tz=moment.tzinfo)


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(b"session" + token.encode("utf-8", "replace")).digest()


def _box_key(token: str) -> bytes:
    return keys.mac(token.encode("utf-8", "replace"), "session box")
