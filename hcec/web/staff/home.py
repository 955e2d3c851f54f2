"""The first page of every member of staff, and their account."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.accounts.services import sessions, signing_in
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.sessions import SealedSession
from hcec.web.viewer import current_staff

bp = Blueprint("home", __name__)


@bp.get("/")
@requires(Permission.STAFF_HOME)
def index() -> ResponseReturnValue:
    """Who I am here, what I can do, and what is missing before I can."""
    return render_template("staff/home/index.html", person=current_staff())


@bp.route("/compte", methods=["GET", "POST"])
@requires(Permission.STAFF_HOME)
def account() -> ResponseReturnValue:
    """My sessions, and a way to close the others."""
    form, person = ActForm(), current_staff()
    if form.validate_on_submit():
        token = cast(SealedSession, session).token or ""
        with db.current().volatile() as volatile:
            signing_in.close_other_sessions(db.session, volatile, person=person, token=token)
        flash(_("Vos autres sessions sont fermées."), "success")
        return redirect(url_for(".account"), code=303)
    with db.current().volatile_reading() as volatile:
        opened = sessions.count_sessions_of(volatile, person.id)
    return render_template("staff/home/account.html", form=form, person=person, opened=opened)
