"""The first page of every member of staff, and their account."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.accounts.services import printed_codes, sessions, signing_in
from hcec.labels import N_
from hcec.permissions import Permission, Role
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.sessions import SealedSession
from hcec.web.viewer import current_staff

bp = Blueprint("home", __name__)

# What each role is here for, in a sentence.
ROLE_WORDS = {
    Role.MODERATOR: N_("Vous lisez ce que des jeunes d’autres territoires ont écrit."),
    Role.OUTSIDE_READER: N_("Vous lisez ce que personne du département ne doit lire."),
    Role.COORDINATOR: N_("Vous suivez les alertes, et vous lisez quand il manque quelqu’un."),
    Role.CRIP: N_("Vous recevez les alertes, et vous transmettez."),
    Role.OBSERVATORY: N_(
        "Vous préparez les consultations et publiez les synthèses. Vous ne lisez que les mots approuvés."
    ),
    Role.ANSWERER: N_("Vous répondez au nom du département. Vos réponses sont enregistrées par l’observatoire."),
    Role.PARTNER: N_("Vous prenez part aux travaux de l’observatoire. Vous ne lisez que ce qui est publié."),
    Role.DPO: N_("Vous vérifiez le journal et les durées. Vous ne lisez aucun message."),
    Role.ADMINISTRATOR: N_("Vous tenez les réglages, les comptes et les cartes. Vous ne lisez aucun message."),
}


@bp.get("/")
@requires(Permission.STAFF_HOME)
def index() -> ResponseReturnValue:
    """Who I am here, what I can do, and what is missing before I can."""
    return render_template("staff/home/index.html", person=current_staff(), words=_(ROLE_WORDS[current_staff().role]))


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
    left = printed_codes.left(db.session, staff_id=person.id)
    return render_template("staff/home/account.html", form=form, person=person, opened=opened, left=left)
