"""What accounts do by themselves: sessions end, limits and links expire, cards used are added up, old accounts go.

The journal's heads go out from here, because they go to people: each day, to the data-protection officer.
"""

import logging
import random
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import clock, db, mail, tombstones
from hcec.accounts import queries
from hcec.accounts.models import Account, CardUse, ChannelCount, ChannelUse, Limit, OneTimeLink, Service, WebSession
from hcec.audit import queries as journal
from hcec.audit import services as audit
from hcec.audit.models import JournalHead
from hcec.config import Settings
from hcec.department.services import load
from hcec.i18n import translate
from hcec.labels import N_
from hcec.permissions import Role

logger = logging.getLogger("hcec.accounts")
MONTHS_A_QUARTER = 3
HEAD_SUBJECT = N_("Journal : l’empreinte du jour")
HEAD_BODY = N_(
    "Gardez ce message : il prouve, avec la commande « hcec audit verify --head », qu’aucune ligne n’a été retirée."
)
_shuffle = random.SystemRandom().shuffle


def end_expired(session: Session) -> int:
    """Delete sessions that idled out, one-time links and limits that expired (volatile database)."""
    now = clock.now()
    with db.current().volatile() as volatile:
        gone = volatile.execute(delete(WebSession).where((WebSession.idle_until <= now) | (WebSession.ends_at <= now)))
        volatile.execute(delete(OneTimeLink).where(OneTimeLink.expires_at <= now))
        volatile.execute(delete(Limit).where(Limit.expires_at <= now))
    return db.rows_touched(gone)


def count_used_cards(session: Session) -> int:
    """Add the day's used cards to each service's and each channel's count: no backup tells when one was used."""
    with db.current().volatile() as volatile:
        uses = {use.service_id: use.used for use in volatile.scalars(select(CardUse))}
        ways = {way.channel: way.used for way in volatile.scalars(select(ChannelUse))}
        volatile.execute(delete(CardUse))
        volatile.execute(delete(ChannelUse))
    for service in session.scalars(select(Service).where(Service.id.in_(uses))):
        service.cards_used += uses[service.id]
    for told in session.scalars(select(ChannelCount).where(ChannelCount.channel.in_(ways))):
        told.cards_used += ways[told.channel]
    return sum(uses.values())


def erase_unused_accounts(session: Session) -> int:
    """Delete accounts whose phrase opened nothing for the retention period (PRODUCT §5), kept by quarter."""
    oldest = _quarter_before(clock.today(), load(session).account_months)
    unused = list(session.scalars(select(Account.selector).where(Account.last_quarter < oldest)))
    _shuffle(unused)
    tombstones.mark(session, "account", *unused)
    for selector in unused:
        session.execute(delete(Account).where(Account.selector == selector))
    return len(unused)


def erase_old_journal(session: Session) -> int:
    """Let go of the journal's months past their retention; return how many lines (PRODUCT §5)."""
    today = clock.today()
    index = today.year * 12 + today.month - 1 - load(session).journal_months
    before, gone = date(index // 12, index % 12 + 1, 1), 0
    while erased := audit.erase_month(session, before=before):
        gone += erased
    return gone


def note_journal_head(session: Session) -> int:
    """Keep where the journal stood at the end of yesterday."""
    return int(audit.note_head(session, day=clock.today() - timedelta(days=1)) is not None)


def send_journal_heads(settings: Settings, session: Session) -> int:
    """Send each head to every data-protection officer; one that nobody could receive stays due (ATTACKS 36).

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    with db.current().reading() as reading:
        heads = reading.scalars(journal.unsent_heads()).all()
        officers = reading.scalars(queries.staff_of(Role.DPO)).all() if heads else []
        sent = [head.day for head in heads if sum(_send(settings, person.email, head) for person in officers)]
    for day in sent:
        session.get_one(JournalHead, day).sent_at = clock.now()
    return len(sent)


def _send(settings: Settings, address: str, head: JournalHead) -> bool:
    body = f"{head.day:%d/%m/%Y}\n{head.seq}:{head.mac.hex()}\n\n{translate(HEAD_BODY)}\n"
    try:
        mail.send(settings, to=address, subject=translate(HEAD_SUBJECT), body=body)
    except (mail.MailNotSent, ValueError) as refusal:  # the server, or an address that no header can hold
        logger.warning("journal head: %s", type(refusal).__name__)
        return False
    return True


def _quarter_before(day: date, months: int) -> str:
    index = day.year * 4 + (day.month - 1) // MONTHS_A_QUARTER - -(-months // MONTHS_A_QUARTER)
    return f"{index // 4}-Q{index % 4 + 1}"
