"""Editions of the idea box: the observatory closes months that are over, then writes a synthesis of each (D5)."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from hcec import clock, db
from hcec.consultations.queries import editions
from hcec.i18n import day_in_words
from hcec.permissions import Permission
from hcec.syntheses.services.editions import MonthsNotOver, MonthsTaken, free_months, make_edition
from hcec.web.access import requires
from hcec.web.forms import OnceForm
from hcec.web.viewer import current_staff

bp = Blueprint("editions", __name__, url_prefix="/observatoire/editions")

NOT_OFFERED = _l("Choisissez un mois de la liste.")


class EditionForm(OnceForm):
    """From which month to which month, both included."""

    first = SelectField(_l("Du mois de"), invalid_choice_message=NOT_OFFERED, validators=[DataRequired()])
    last = SelectField(_l("Au mois de"), invalid_choice_message=NOT_OFFERED, validators=[DataRequired()])

    def offer(self, months: list[date]) -> None:
        """List the months that may still be closed."""
        choices = [SelectChoice(f"{month:%Y-%m}", day_in_words(month, "MMMM y")) for month in months]
        self.first.choices = self.last.choices = choices


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """List the editions, and the months that may be closed."""
    return _page(EditionForm())


@bp.post("/nouvelle")
@requires(Permission.SYNTHESIS_WRITE)
def new() -> ResponseReturnValue:
    """Close some months of the idea box."""
    form = EditionForm()
    form.offer(free_months(db.session, clock.today()))
    if not form.validate_on_submit():
        return _page(form), 400
    first, last = (date.fromisoformat(f"{field.data}-01") for field in (form.first, form.last))
    try:
        made = make_edition(
            db.session,
            actor=current_staff(),
            first_month=first,
            last_month=last,
            today=clock.today(),
            row_id=form.row_id,
        )
    except MonthsNotOver:
        form.last.errors = [_("Le dernier mois vient après le premier, et il est fini.")]
        return _page(form), 400
    except MonthsTaken:
        form.first.errors = [_("Une édition contient déjà l’un de ces mois : deux éditions ne se recouvrent jamais.")]
        return _page(form), 400
    flash(_("L’édition est close. Écrivez maintenant sa synthèse."), "success")
    return redirect(url_for("observatory.syntheses.new", consultation=made.consultation.slug), code=303)


def _page(form: EditionForm) -> str:
    form.offer(free_months(db.session, clock.today()))
    made = db.session.scalars(editions()).all()
    return render_template("observatory/editions/index.html", form=form, editions=made)
