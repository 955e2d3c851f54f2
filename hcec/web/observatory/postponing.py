"""More time to answer an open consultation: a later last day, and why, which children read."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, TextAreaField
from wtforms.validators import Length, Optional

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.safeguarding.services import postponing
from hcec.testimonies.services import ConsultationClosed, takes_answers
from hcec.web.access import requires
from hcec.web.observatory.consultations import find, page
from hcec.web.observatory.forms import DAYS, VersionForm
from hcec.web.viewer import current_staff

bp = Blueprint("postponing", __name__, url_prefix="/observatoire/consultations/<slug>")

CLOSED = N_("Elle ne prend plus de réponses : ses dates ne changent plus.")
LACKS: dict[type[Exception], tuple[str, str]] = {
    ChangedMeanwhile: ("closes_on", N_("Quelqu’un vient de la modifier. Relisez les dates, puis recommencez.")),
    postponing.NotLater: ("closes_on", N_("Le dernier jour ne peut qu’être repoussé : les jeunes comptent dessus.")),
    postponing.AnswerTooSoon: (
        "answer_due_on",
        N_("La réponse vient après le dernier jour, et pas avant le jour déjà promis."),
    ),
    postponing.NoReasonGiven: ("reason", N_("Dites pourquoi, en une phrase au moins : les jeunes la liront.")),
    postponing.DaysUncovered: (
        "closes_on",
        N_("Certains jours ajoutés sont sans astreinte, sans suppléance ou sans heures de lecture (règle S3)."),
    ),
}


class PostponeForm(VersionForm):
    """The new dates, and why."""

    closes_on = DateField(_l("Le nouveau dernier jour"), format=DAYS, validators=[Optional()])
    answer_due_on = DateField(_l("La réponse, au plus tard"), format=DAYS, validators=[Optional()])
    reason = TextAreaField(_l("Pourquoi"), validators=[Length(max=500, message=_l("C’est trop long."))])

    @property
    def dates(self) -> postponing.NewDates:
        """What was asked."""
        return postponing.NewDates(self.closes_on.data, self.answer_due_on.data, self.reason.data or "")


@bp.route("/prolonger", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def edit(slug: str) -> ResponseReturnValue:
    """Put off the last day."""
    consultation, today = find(slug), clock.today()
    if not takes_answers(consultation, today):
        return page(slug, refusal=_(CLOSED))
    form = PostponeForm(data={name: getattr(consultation, name) for name in ("version", "closes_on", "answer_due_on")})
    if not form.validate_on_submit():
        return _page(consultation, form)
    given = {"consultation": consultation, "actor": current_staff(), "version": form.version.data}
    try:
        postponing.postpone(db.session, dates=form.dates, today=today, **given)
    except ConsultationClosed:
        return page(slug, refusal=_(CLOSED))
    except tuple(LACKS) as lack:
        db.session.rollback()
        field, words = LACKS[type(lack)]
        form[field].errors = [_(words)]
        return _page(find(slug), form)
    flash(_("Les nouvelles dates sont dites aux jeunes, avec les anciennes."), "success")
    return redirect(url_for("observatory.consultations.show", slug=slug), code=303)


def _page(consultation: Consultation, form: PostponeForm) -> ResponseReturnValue:
    form.see(consultation.version)
    status = 400 if form.is_submitted() else 200
    return render_template("observatory/postponing/edit.html", consultation=consultation, form=form), status
