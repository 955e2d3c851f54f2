"""A reader's own page: their week, which nobody else is shown, and how they like the desk (M6)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.moderation import queries, services
from hcec.moderation.enums import HardTheme
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.moderation.forms import OwnForm
from hcec.web.viewer import current_staff

bp = Blueprint("week", __name__, url_prefix="/moderation/ma-semaine")


@bp.route("", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_READ)
def index() -> ResponseReturnValue:
    """What I read this week, what I leave to others, how I like the desk."""
    actor, form = current_staff(), OwnForm()
    if form.validate_on_submit():
        themes = [HardTheme(theme) for theme in form.themes.data]
        services.leave_to_others(db.session, actor=actor, themes=themes)
        services.prefer(db.session, actor=actor, has_shortcuts=form.has_shortcuts.data, reads_on=form.reads_on.data)
        flash(_("Vos choix sont gardés."), "success")
        return redirect(url_for(".index"), code=303)
    if not form.is_submitted():
        preference = services.preference_of(db.session, actor)
        form.themes.data = list(db.session.scalars(queries.avoided_by(actor)))
        form.has_shortcuts.data, form.reads_on.data = preference.has_shortcuts, preference.reads_on
    week = services.own_week(db.session, actor=actor)
    return render_template("moderation/week/index.html", form=form, week=week), 400 if form.errors else 200
