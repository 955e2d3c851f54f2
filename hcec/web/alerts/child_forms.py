"""Forms that speak to the child: what happens, why not yet, the exchange."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.labels import N_
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import exchange, telling
from hcec.web.alerts.forms import LONGEST, Lacks, TakeForm
from hcec.web.forms import OnceForm

SHORT = 1000
TOO_LONG = _l("C’est trop long : quelques phrases suffisent.")


class TellForm(TakeForm):
    """What happens, in plain words."""

    done: ClassVar[str] = N_("L’enfant le lira sous son message.")
    lacks: ClassVar[Lacks] = {telling.NoWords: ("told", N_("À écrire."))}

    told = TextAreaField(_l("Ce que l’enfant lira"), validators=[Length(max=LONGEST, message=TOO_LONG)])

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Tell."""
        words = self.told.data or ""
        telling.tell(session, actor=actor, alert=alert, version=self.seen, words=words, today=clock.today())


class SilenceForm(TakeForm):
    """Why not yet."""

    done: ClassVar[str] = N_("C’est noté. La question reviendra demain.")
    lacks: ClassVar[Lacks] = {telling.ReasonTooShort: ("silence_reason", N_("Écrivez au moins vingt signes."))}

    silence_reason = TextAreaField(
        _l("Pourquoi ne rien dire encore à l’enfant"), validators=[Length(max=LONGEST, message=TOO_LONG)]
    )

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Write it down, or confirm it today."""
        reason = self.silence_reason.data or ""
        telling.keep_silent(session, actor=actor, alert=alert, version=self.seen, reason=reason, today=clock.today())


class MessageForm(OnceForm):
    """A line to the child. It changes no step of the alert, so it carries no version."""

    done: ClassVar[str] = N_("Votre message est sous le message de l’enfant.")
    lacks: ClassVar[Lacks] = {telling.NoWords: ("body", N_("À écrire."))}

    body = TextAreaField(_l("Votre message à l’enfant"), validators=[Length(max=SHORT, message=TOO_LONG)])

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """Write."""
        words, today = self.body.data or "", clock.today()
        exchange.write_to_child(session, actor=actor, alert=alert, row_id=self.row_id, body=words, today=today)


class EndExchangeForm(TakeForm):
    """End the exchange."""

    done: ClassVar[str] = N_("L’échange est fini. L’enfant le lira.")

    def act(self, session: Session, actor: StaffMember, alert: Alert) -> None:
        """End it."""
        exchange.end(session, actor=actor, alert=alert, today=clock.today())
