"""A door to messages was opened: who answers for it, and whom it concerns, hear of it by mail, after the commit.

Whoever runs the platform could invent somebody, or take a reader's place through a lost telephone. They cannot do it
unseen: the coordination, the delegate and the person themselves are told, and the journal keeps it.
"""

import logging
from collections.abc import Iterable

from flask import Response, after_this_request
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import db, mail
from hcec.accounts.models import Staff
from hcec.labels import label
from hcec.permissions import Permission, Role, may
from hcec.web.application import platform
from hcec.web.viewer import current_staff

logger = logging.getLogger("hcec.administration")

ANSWERS_FOR_IT = (Role.COORDINATOR, Role.DPO)


def tell_of(person: Staff, *, is_reset: bool = False) -> None:
    """Tell, after the commit, of an account that reads words or handles alerts; of a reset, whoever's it is."""
    opens = any(may(person.role, each) for each in (Permission.TESTIMONY_READ, Permission.ALERT_HANDLE))
    if not (opens or is_reset or person.appointments):
        return
    answering = Staff.role.in_(ANSWERS_FOR_IT) & Staff.left_on.is_(None)
    addresses = {row.email for row in db.session.scalars(select(Staff).where(answering))} | {person.email}
    what = _("son second facteur peut être remplacé") if is_reset else _("un lien a été fait pour l’ouvrir")
    _send_later(addresses - {current_staff().email}, _words(person, what))


def _words(person: Staff, what: str) -> str:
    return "\n\n".join(
        (
            _("%(name)s, %(role)s : %(what)s.", name=person.name, role=_(label("role", person.role)), what=what),
            _("Cela a été fait par %(name)s, de l’administration.", name=current_staff().name),
            _("Si cela vous étonne, appelez la coordination et regardez le journal. Ne répondez pas à ce message."),
        )
    )


def _send_later(addresses: Iterable[str], body: str) -> None:
    """Send when the answer leaves, if the act was kept. A server that does not answer is asked once."""
    settings, subject = platform().settings, _("Un compte de l’équipe")

    @after_this_request
    def send(response: Response) -> Response:
        try:
            for each in sorted(addresses) if response.status_code < 400 else ():
                mail.send(settings, to=each, subject=subject, body=body)
        except (mail.MailNotSent, ValueError) as refusal:
            logger.warning("telling of an account: %s", type(refusal).__name__)
        return response
