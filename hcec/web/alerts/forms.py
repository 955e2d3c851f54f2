"""Forms of the room of alerts: one an act. Each carries the version of the alert that was shown."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Regexp

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.i18n import translate
from hcec.labels import options
from hcec.safeguarding.enums import Recipient
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts
from hcec.web.forms import strip

LONGEST = 2000


class TakeForm(FlaskForm):  # type: ignore[misc]
    """Take in charge."""

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Rechargez la page."))])

    @property
    def seen(self) -> int:
        """The version that was shown."""
        return int(self.version.data)

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Do what the button says. Raises what the service raises."""
        alerts.take(session, actor=actor, alert=alert, version=self.seen, now=clock.now())


class TransmitForm(TakeForm):
    """To whom, and the receipt's number."""

    recipient = SelectField(
        _l("Transmise à"),
        default="",
        validators=[AnyOf([each.value for each in Recipient], message=_l("Choisissez à qui."))],
    )
    receipt = StringField(_l("Numéro d’accusé de réception"), filters=[strip], validators=[Length(max=200)])

    def __init__(self, **options_of_form: object) -> None:
        super().__init__(**options_of_form)
        self.recipient.choices = [("", "—"), *((code, translate(words)) for code, words in options("recipient"))]

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Say to whom it went."""
        recipient, receipt = Recipient(self.recipient.data), self.receipt.data or ""
        alerts.transmit(session, actor=actor, alert=alert, version=self.seen, recipient=recipient, receipt=receipt)


class CloseForm(TakeForm):
    """How it ended."""

    outcome = TextAreaField(
        _l("Ce que c’est devenu"), filters=[strip], validators=[Length(min=1, max=LONGEST, message=_l("À écrire."))]
    )

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Say how it ended."""
        alerts.close(session, actor=actor, alert=alert, version=self.seen, outcome=self.outcome.data)


class DismissForm(TakeForm):
    """Without follow-up: a first person writes why, a second confirms."""

    reason = TextAreaField(_l("Pourquoi il n’y a pas de suite à donner"), validators=[Length(max=LONGEST)])

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Ask, or confirm."""
        alerts.dismiss(session, actor=actor, alert=alert, version=self.seen, reason=self.reason.data or "")
