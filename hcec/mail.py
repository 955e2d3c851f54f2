"""The only way out for e-mail: to staff, and to adults invited to answer a survey. Notices hold no content (S4)."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from hcec.config import Settings

TIMEOUT = 15

_outbox: list[EmailMessage] | None = None


class MailNotSent(Exception):
    """The mail server did not take the message; try again later."""


def send(settings: Settings, *, to: str, subject: str, body: str) -> None:
    """Send a plain-text message to one address. Raises MailNotSent, ValueError on what is no address or no header."""
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
    except (AttributeError, IndexError, TypeError) as odd:  # the standard library's own slips on odd addresses
        raise ValueError("not an address") from odd
    message.set_content(body)
    if _outbox is not None:
        _outbox.append(message)
        return
    if settings.smtp_url is None:
        raise MailNotSent("no mail server is set (HCEC_SMTP_URL)")
    try:
        _deliver(settings.smtp_url, message)
    except (OSError, smtplib.SMTPException) as refusal:
        raise MailNotSent(type(refusal).__name__) from refusal


def _deliver(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    connect: Callable[..., smtplib.SMTP] = smtplib.SMTP
    options: dict[str, object] = {"timeout": TIMEOUT}
    if parts.scheme == "smtps":
        connect, options["context"] = smtplib.SMTP_SSL, ssl.create_default_context()
    with connect(parts.hostname or "", parts.port or 0, **options) as server:
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)


def capture() -> list[EmailMessage]:
    """For tests: keep messages in a list instead of sending them, and return the list."""
    global _outbox
    _outbox = []
    return _outbox


def stop_capture() -> None:
    """For tests: send for real again."""
    global _outbox
    _outbox = None
