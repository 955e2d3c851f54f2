"""What was erased since a backup was made is erased again after it is restored (trust model, ATTACKS 34)."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import clock, tombstones
from hcec.accounts.models import Account, Card
from hcec.council.models import TopicSupport
from hcec.department.services import load
from hcec.moderation.services import forgetting as moderation
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import forgetting as safeguarding
from hcec.testimonies.models import AnswerSheet, Testimony


def erase_again(session: Session) -> int:
    """Erase what the tombstones name; return how many rows or texts."""
    found = 0
    for kind, identifiers, erase in (
        ("testimony", _messages, _delete_message),
        ("testimony.words", _messages, _erase_message_words),
        ("alert.words", _alerts, _erase_alert_words),
        ("answer_sheet", _sheets, _delete_sheet),
        ("account", _accounts, _delete_account),
        ("card", _cards, _delete_card),
        ("topic_support", _supports, _delete_support),
    ):
        found += _each(session, kind, identifiers(session), erase)
    return found


def _each(session: Session, kind: str, identifiers: Iterable[bytes], erase: Callable[[Session, bytes], None]) -> int:
    erased = tombstones.erased(kind, identifiers)
    for identifier in erased:
        erase(session, identifier)
    return len(erased)


def _messages(session: Session) -> list[bytes]:
    return [each.bytes for each in session.scalars(select(Testimony.id))]


def _sheets(session: Session) -> list[bytes]:
    return [each.bytes for each in session.scalars(select(AnswerSheet.id))]


def _alerts(session: Session) -> list[bytes]:
    return [each.bytes for each in session.scalars(select(Alert.id))]


def _accounts(session: Session) -> list[bytes]:
    return list(session.scalars(select(Account.selector)))


def _cards(session: Session) -> list[bytes]:
    return list(session.scalars(select(Card.number_hash)))


def _supports(session: Session) -> list[bytes]:
    return list(session.scalars(select(TopicSupport.tag)))


def _delete_message(session: Session, identifier: bytes) -> None:
    session.execute(delete(Testimony).where(Testimony.id == UUID(bytes=identifier)))


def _erase_message_words(session: Session, identifier: bytes) -> None:
    moderation.erase_words(session, UUID(bytes=identifier))


def _erase_alert_words(session: Session, identifier: bytes) -> None:
    alert, today = session.get_one(Alert, UUID(bytes=identifier)), clock.today()
    told_before = today - timedelta(days=load(session).alert_days)
    safeguarding.erase_words(session, alert, today=today, told_before=told_before)


def _delete_sheet(session: Session, identifier: bytes) -> None:
    session.execute(delete(AnswerSheet).where(AnswerSheet.id == UUID(bytes=identifier)))


def _delete_account(session: Session, identifier: bytes) -> None:
    session.execute(delete(Account).where(Account.selector == identifier))


def _delete_card(session: Session, identifier: bytes) -> None:
    session.execute(delete(Card).where(Card.number_hash == identifier))


def _delete_support(session: Session, identifier: bytes) -> None:
    session.execute(delete(TopicSupport).where(TopicSupport.tag == identifier))
