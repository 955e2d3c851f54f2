"""Forms of the room of alerts: one an act. Each carries the version of the alert that was shown."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional, Regexp, ValidationError

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.i18n import translate
from hcec.labels import N_, options
from hcec.safeguarding.enums import Recipient
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts
from hcec.safeguarding.services.telling import ChildNotTold, is_reason, is_settled
from hcec.web.forms import Form, strip

LONGEST = 2000
NOW, LATER = "now", "later"
TOO_SHORT = _l("Écrivez au moins vingt signes.")
Lacks = dict[type[Exception], tuple[str, str]]
TO_THE_CHILD = N_("Des adultes formés ont lu ce que tu as dit. Ils s’en sont occupés, pour te protéger.")

NOTHING_MORE = N_(
    "Des adultes formés ont lu ce que tu as dit. Pour le moment, ils ne font rien de plus. "
    "Si ça ne va pas, tu peux appuyer encore sur « J’ai besoin d’aide »."
)


class TakeForm(Form):
    """Take in charge."""

    done: ClassVar[str] = N_("Vous l’avez prise en charge.")
    lacks: ClassVar[Lacks] = {}  # what the service may miss: the field, and what it says

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Rechargez la page."))])

    @property
    def seen(self) -> int:
        """The version that was shown."""
        return int(self.version.data)

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Do what the button says. Raises what the service raises."""
        alerts.take(session, actor=actor, alert=alert, version=self.seen, now=clock.now())


class ReceiptForm(TakeForm):
    """The receipt, when it comes after the transmission."""

    done: ClassVar[str] = N_("L’accusé de réception est noté.")

    receipt = StringField(_l("Numéro d’accusé de réception"), filters=[strip], validators=[Length(max=200)])
    receipt_on = DateField(_l("Reçu le"), validators=[Optional()])

    def validate_receipt_on(self, field: Any) -> None:
        """A receipt is not dated tomorrow."""
        if field.data and field.data > clock.today():
            raise ValidationError(_l("Ce jour n’est pas encore venu."))

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Keep its number and day."""
        given = {"receipt": self.receipt.data or "", "receipt_on": self.receipt_on.data}
        alerts.note_receipt(session, actor=actor, alert=alert, version=self.seen, **given)


class TransmitForm(ReceiptForm):
    """To whom, and the receipt when there is one."""

    done: ClassVar[str] = N_("C’est noté : elle est transmise.")

    recipient = SelectField(
        _l("Transmise à"),
        default="",
        validators=[AnyOf([each.value for each in Recipient], message=_l("Choisissez à qui."))],
    )

    def __init__(self, **options_of_form: object) -> None:
        super().__init__(**options_of_form)
        self.recipient.choices = [("", "—"), *((code, translate(words)) for code, words in options("recipient"))]

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Say to whom it went."""
        alerts.transmit(
            session,
            actor=actor,
            alert=alert,
            version=self.seen,
            recipient=Recipient(self.recipient.data),
            receipt=self.receipt.data or "",
            receipt_on=self.receipt_on.data,
            now=clock.now(),
        )


def _words_for_the_child(proposed: str) -> TextAreaField:
    return TextAreaField(
        _l("Ce que l’enfant lira sous son message"),
        id="told_at_the_end",
        default=lambda: translate(proposed),
        validators=[Length(max=LONGEST)],
    )


class EndForm(TakeForm):
    """With an alert's end: the child is told, or not yet and why, unless that was settled today (A6)."""

    lacks: ClassVar[Lacks] = {ChildNotTold: ("told", N_("Dites-le à l’enfant, ou notez pourquoi pas encore."))}

    telling = RadioField(
        _l("Ce que l’enfant en sait"),
        choices=[(NOW, _l("Le dire à l’enfant maintenant")), (LATER, _l("Pas encore : j’écris pourquoi"))],
        default=NOW,
    )
    told = _words_for_the_child(TO_THE_CHILD)
    silence = TextAreaField(_l("Si c’est trop tôt pour le dire : pourquoi"), validators=[Length(max=LONGEST)])

    def validate_silence(self, field: Any) -> None:
        """Not yet takes a reason."""
        if self.telling.data == LATER and not is_reason(field.data or ""):
            raise ValidationError(TOO_SHORT)

    def settled(self, alert: Alert) -> dict[str, str]:
        """Return the words for the child, or the reason to wait; neither where the day's duty is done."""
        is_done, is_later = is_settled(alert, clock.today()), self.telling.data == LATER
        told, silence = self.told.data or "", self.silence.data or ""
        return {"told": "" if is_done or is_later else told, "silence": silence if is_later and not is_done else ""}


class CloseForm(EndForm):
    """How it ended."""

    done: ClassVar[str] = N_("Elle est close.")
    lacks: ClassVar[Lacks] = EndForm.lacks | {alerts.NoOutcome: ("outcome", N_("À écrire."))}

    outcome = TextAreaField(
        _l("Ce que c’est devenu"), filters=[strip], validators=[Length(min=1, max=LONGEST, message=_l("À écrire."))]
    )

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Say how it ended."""
        given, now = {"outcome": self.outcome.data or ""} | self.settled(alert), clock.now()
        alerts.close(session, actor=actor, alert=alert, version=self.seen, now=now, **given)


class DismissForm(EndForm):
    """Without follow-up: a first person writes why, a second confirms and settles what the child knows."""

    done: ClassVar[str] = N_("C’est noté.")
    lacks: ClassVar[Lacks] = EndForm.lacks | {alerts.NoReason: ("reason", N_("À écrire."))}

    told = _words_for_the_child(NOTHING_MORE)
    reason = TextAreaField(_l("Pourquoi il n’y a pas de suite à donner"), validators=[Length(max=LONGEST)])

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Ask, or confirm."""
        given, now = {"reason": self.reason.data or ""} | self.settled(alert), clock.now()
        alerts.dismiss(session, actor=actor, alert=alert, version=self.seen, now=now, **given)
