"""Telling people that an alert waits (S4). A notice holds no content."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.accounts.access import member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.config import Settings
from hcec.i18n import translate
from hcec.labels import N_
from hcec.safeguarding import access, queries
from hcec.safeguarding.models import Alert

SUBJECT = N_("Une alerte attend")
BODY = N_("Une alerte attend sur la plateforme. Ce message ne dit rien de ce qu'elle contient.\n\nPour la prendre :")


def notify_alerts(settings: Settings, session: Session) -> int:
    """Write to whoever must see each new alert; one that no mail could tell of stays due.

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    with db.current().reading() as reading:
        waiting = reading.scalars(queries.unannounced()).all()
        told = [alert.id for alert in waiting if _tell(settings, reading, alert)]
    if told:
        session.execute(update(Alert).where(Alert.id.in_(told)).values(notified_at=clock.now()))
    return len(told)


def _tell(settings: Settings, reading: Session, alert: Alert) -> bool:
    """Return whether at least one person was written to."""
    sent = False
    for person in _recipients(reading, alert):
        body = f"{translate(BODY)}\n{settings.origin}/alertes/\n"
        try:
            mail.send(settings, to=person.email, subject=translate(SUBJECT), body=body)
        except mail.MailNotSent:
            continue
        sent = True
    return sent


def _recipients(reading: Session, alert: Alert) -> list[Staff]:
    """Return the CRIP, and the first appointment that has somebody whom no circle keeps away."""
    crip = list(reading.scalars(queries.crip_accounts()))
    for kind in (Appointment.ON_CALL, Appointment.DEPUTY, Appointment.HEAD):
        free = [person for person in reading.scalars(queries.appointed(kind)) if _may_see(reading, person, alert)]
        if free:
            return [*free, *(person for person in crip if person not in free)]
    return crip


def _may_see(reading: Session, person: Staff, alert: Alert) -> bool:
    return reading.scalar(access.visible_to(member(person)).where(Alert.id == alert.id)) is not None
