"""A reader's own page: their week, which nobody else is shown, and how they like the desk (M6)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.department import services as department
from hcec.moderation import queries, services
from hcec.moderation.enums import HardTheme
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.moderation.forms import OwnForm, SupportForm
from hcec.web.viewer import current_staff

bp = Blueprint("week", __name__, url_prefix="/moderation/ma-semaine")

SUPPORT = ("supervision_name", "supervision_phone", "department_code")


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
    status = 400 if form.errors else 200
    return render_template("moderation/week/index.html", form=form, week=week, support=_support()), status


@bp.post("/soutien")
@requires(Permission.COVER_EDIT)
def support() -> ResponseReturnValue:
    """Say whom readers call; journalled, as every decision of the département."""
    form = SupportForm()
    if not form.validate_on_submit():
        return errors.page(400, sentence=" ".join(str(each) for lines in form.errors.values() for each in lines))
    actor = current_staff()
    said = {name: form[name].data or "" for name in SUPPORT}
    department.change(db.session, actor=actor.id.hex, role=actor.role, **said)
    flash(_("C’est changé pour toute l’équipe, dans quelques secondes."), "success")
    return redirect(url_for(".index"), code=303)


def _support() -> SupportForm | None:
    """Return the form of whom to call, filled in, for who may change it."""
    if not current_staff().may(Permission.COVER_EDIT):
        return None
    decided = department.load(db.session)
    return SupportForm(formdata=None, data={name: getattr(decided, name) for name in SUPPORT})
