"""How a synthesis counts, as every release prints it: read from the settings; and the licence of what is published."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from hcec import db
from hcec.department import services as department
from hcec.disclosure.thresholds import CROSSING_BASE, PERCENT_BASE
from hcec.permissions import Permission
from hcec.syntheses.services.reviewing import rereading_line
from hcec.web.access import requires
from hcec.web.forms import Form
from hcec.web.observatory.synthesis_forms import NOT_OFFERED, options_of
from hcec.web.viewer import current_staff

bp = Blueprint("method", __name__, url_prefix="/observatoire/syntheses/methode")


class LicenceForm(Form):
    """What others may do with public releases, from the next one on."""

    licence = RadioField(
        _l("Licence des versions publiques"),
        choices=lambda: options_of("licence"),
        invalid_choice_message=NOT_OFFERED,
        validators=[InputRequired(_l("Choisissez une licence."))],
    )


@bp.route("", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """Show the method; choose the licence."""
    decided = department.load(db.session)
    form = LicenceForm(data={"licence": decided.licence})
    if form.validate_on_submit():
        actor = current_staff()
        department.change(db.session, actor=actor.id.hex, role=actor.role, licence=form.licence.data)
        flash(_("C’est choisi. Ce qui est déjà publié garde sa licence."), "success")
        return redirect(url_for(".index"), code=303)
    words = {"decided": decided, "percent_base": PERCENT_BASE, "crossing_base": CROSSING_BASE}
    page = render_template("observatory/method/index.html", form=form, rereading=rereading_line(db.session), **words)
    return page, 400 if form.errors else 200
