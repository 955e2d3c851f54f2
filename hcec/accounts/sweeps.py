"""What accounts do by themselves: sessions end, limits and links expire, cards used are added up, old accounts go."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.models import Account, CardUse, Limit, OneTimeLink, Service, WebSession
from hcec.department.services import load

MONTHS_A_QUARTER = 3


def end_expired(session: Session) -> int:
    """Delete sessions that idled out, one-time links and limits that expired (volatile database)."""
    now = clock.now()
    with db.current().volatile() as volatile:
        gone = volatile.execute(delete(WebSession).where((WebSession.idle_until <= now) | (WebSession.ends_at <= now)))
        volatile.execute(delete(OneTimeLink).where(OneTimeLink.expires_at <= now))
        volatile.execute(delete(Limit).where(Limit.expires_at <= now))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def count_used_cards(session: Session) -> int:
    """Add the day's used cards to each service's count: no backup tells when one was used."""
    with db.current().volatile() as volatile:
        uses = {use.service_id: use.used for use in volatile.scalars(select(CardUse))}
        volatile.execute(delete(CardUse))
    for service in session.scalars(select(Service).where(Service.id.in_(uses))):
        service.cards_used += uses[service.id]
    return sum(uses.values())


def erase_unused_accounts(session: Session) -> int:
    """Delete accounts whose phrase opened nothing for the retention period (PRODUCT §5), kept by quarter."""
    oldest = _quarter_before(clock.today(), load(session).account_months)
    gone = session.execute(delete(Account).where(Account.last_quarter < oldest))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _quarter_before(day: date, months: int) -> str:
    index = day.year * 4 + (day.month - 1) // MONTHS_A_QUARTER - -(-months // MONTHS_A_QUARTER)
    return f"{index // 4}-Q{index % 4 + 1}"
