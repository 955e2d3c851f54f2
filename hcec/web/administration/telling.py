"""A door to messages opens or closes: who answers for it, and whom it concerns, hear of it by mail, after the commit.

Whoever runs the platform could invent somebody, take a reader's place through a lost telephone, or first send away
those who would be told. They cannot do it unseen: the coordination, the delegate and the person themselves are told,
as they were before the act, and the journal keeps it (A7).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, after_this_request
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import db, mail
from hcec.accounts.models import Staff
from hcec.labels import N_, label
from hcec.permissions import OVERSEERS, Permission, may
from hcec.web.application import platform
from hcec.web.viewer import current_staff

logger = logging.getLogger("hcec.administration")

UNHEARD = N_("Personne d’autre n’en serait averti. Invitez d’abord la coordination, ou le ou la délégué(e).")


class NobodyHears(Exception):
    """A door to messages would open, and nobody but whom it opens for would know."""


@contextmanager
def telling(person: Staff, what: str, *, is_reset: bool = False) -> Iterator[None]:
    """Tell of what is done inside to somebody who reads, handles alerts or answers for it; of a reset, whoever's it is.

    Raises NobodyHears, once it is done, when a door opened unheard: the transaction is to be given up.
    """
    hearing, matters, body = _hearing(), _matters(person), _words(person, what)
    yield
    if not (is_reset or matters or _matters(person)):
        return
    opens = is_reset or (person.left_on is None and _reads(person))
    if opens and not any(each != person.email for each in hearing):
        raise NobodyHears
    _send_later([each for each in dict.fromkeys((*hearing, person.email)) if each != current_staff().email], body)


def _hearing() -> list[str]:
    """Return the addresses of who answers for accounts, as of now."""
    answering = select(Staff.email).where(Staff.role.in_(OVERSEERS), Staff.left_on.is_(None))
    return list(db.session.scalars(answering.order_by(Staff.email)))


def _reads(person: Staff) -> bool:
    granted = any(may(person.role, each) for each in (Permission.TESTIMONY_READ, Permission.ALERT_HANDLE))
    return granted or bool(person.appointments)


def _matters(person: Staff) -> bool:
    return _reads(person) or person.role in OVERSEERS


def _words(person: Staff, what: str) -> str:
    return "\n\n".join(
        (
            _("%(name)s, %(role)s : %(what)s.", name=person.name, role=_(label("role", person.role)), what=what),
            _("Cela a été fait par %(name)s, de l’administration.", name=current_staff().name),
            _("Si cela vous étonne, appelez la coordination et regardez le journal. Ne répondez pas à ce message."),
        )
    )


def _send_later(addresses: list[str], body: str) -> None:
    """Send when the answer leaves, if the act was kept. An address that is refused keeps no other from hearing."""
    settings, subject = platform().settings, _("Un compte de l’équipe")

    @after_this_request
    def send(response: Response) -> Response:
        for each in addresses if response.status_code < 400 else ():
            try:
                mail.send(settings, to=each, subject=subject, body=body)
            except (mail.MailNotSent, ValueError) as refusal:
                logger.warning("telling of an account: %s", type(refusal).__name__)
        return response
