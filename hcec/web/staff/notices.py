"""Which e-mails I want: none, unless I ask."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import Optional

from hcec import clock, db
from hcec.labels import label
from hcec.notices.enums import NoticeKind
from hcec.notices.services import choosing
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import Form
from hcec.web.viewer import current_staff

bp = Blueprint("notices", __name__, url_prefix="/compte/courriels")


class NoticesForm(Form):
    """The kinds of notice that a person may ask for."""

    kinds = SelectMultipleField(_l("M’écrire quand"), validators=[Optional()])


@bp.route("", methods=["GET", "POST"])
@requires(Permission.STAFF_HOME)
def index() -> ResponseReturnValue:
    """Choose."""
    form, person = NoticesForm(), current_staff()
    offered = choosing.offered_to(person)
    form.kinds.choices = [(kind, _(label("notice_kind", kind))) for kind in offered]
    if form.validate_on_submit():
        kinds = [NoticeKind(kind) for kind in form.kinds.data or ()]
        choosing.choose(db.session, person=person, kinds=kinds, today=clock.today())
        flash(_("C’est noté."), "success")
        return redirect(url_for(".index"), code=303)
    if not form.is_submitted():
        form.kinds.data = list(choosing.chosen_by(db.session, person))
    page = render_template("staff/notices/index.html", form=form, person=person, offered=offered)
    return make_response(page, 400 if form.errors else 200)
