"""The list of themes, how far messages are coded, how far two coders agree. No message is here (ATTACKS 4)."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from hcec import db
from hcec.coding import queries, services
from hcec.consultations.models import Consultation
from hcec.moderation.figures import percent
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import ActForm, OnceForm, strip
from hcec.web.viewer import current_staff

bp = Blueprint("coding", __name__, url_prefix="/observatoire/codage")


class ThemeForm(OnceForm):
    """A theme in a child's words."""

    words = StringField(
        _l("Le thème, en quelques mots"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez le thème.")), Length(max=60, message=_l("C’est trop long."))],
    )


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """The list as it stands, and what coding has come to."""
    return _page(ThemeForm())


@bp.post("/themes")
@requires(Permission.SYNTHESIS_WRITE)
def add() -> ResponseReturnValue:
    """Add a theme of the département's."""
    form = ThemeForm()
    if not form.validate_on_submit():
        return _page(form), 400
    services.add_theme(db.session, actor=current_staff(), row_id=form.row_id, words=form.words.data)
    flash(_("Le thème est dans la liste. Les messages déjà codés ne changent pas."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/themes/<code>/retirer")
@requires(Permission.SYNTHESIS_WRITE)
def retire(code: str) -> ResponseReturnValue:
    """Offer a theme no more."""
    if not ActForm().validate_on_submit():
        abort(400)
    try:
        services.retire_theme(db.session, actor=current_staff(), code=code)
    except services.NotALocalTheme:
        abort(404)
    flash(_("Le thème n’est plus proposé. Les messages qui le portent le gardent."), "success")
    return redirect(url_for(".index"), code=303)


def _page(form: ThemeForm) -> str:
    return render_template(
        "observatory/coding/index.html",
        form=form,
        themes=services.every_theme(db.session),
        version=services.list_version(db.session),
        progress=_progress(),
        agreement=services.agreement(db.session),
    )


def _progress() -> list[tuple[str, int | None]]:
    """Return (title, % coded) of each consultation with messages to count; None on too few for a percentage (D2)."""
    found = {row[0]: percent(row[2], row[1]) for row in db.session.execute(queries.progress())}
    titled = select(Consultation).where(Consultation.id.in_(found)).order_by(Consultation.title)
    return [(each.title, found[each.id]) for each in db.session.scalars(titled)]
