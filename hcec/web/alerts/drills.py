"""The CRIP's drill, and the page that opens envelopes off line (A6)."""

from importlib import resources

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.permissions import Permission
from hcec.safeguarding.services import drills
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.alerts.envelope_forms import DrillForm
from hcec.web.alerts.envelopes import as_file
from hcec.web.application import platform
from hcec.web.forms import ActForm
from hcec.web.viewer import current_staff

bp = Blueprint("drills", __name__, url_prefix="/alertes")
PAGE, SAVED_AS = "crip_page.html", "ouvrir-une-enveloppe.html"


@bp.route("/exercice", methods=["GET", "POST"])
@requires(Permission.ENVELOPE_OPEN)
def show() -> ResponseReturnValue:
    """Say when an envelope was last opened; take the words of the one downloaded."""
    form = DrillForm()
    if form.is_submitted() and form.validate():
        try:
            drills.pass_drill(db.session, actor=current_staff(), words=form.words.data, now=clock.now())
        except drills.OtherWords:
            form.refuse(_("Ce ne sont pas les mots de l’enveloppe. Vérifiez la clé, ou refaites l’exercice."))
        else:
            flash(_("Réussi : la clé et la phrase de passe ouvrent les enveloppes."))
            return redirect(url_for(".show"), code=303)
    last = drills.last_drill(db.session)
    page = render_template("alerts/drills/show.html", form=form, last=last, is_due=drills.is_due(last, clock.now()))
    return page, 400 if form.errors else 200


@bp.post("/exercice/enveloppe")
@requires(Permission.ENVELOPE_OPEN)
def envelope() -> ResponseReturnValue:
    """Send a fresh envelope of random words."""
    if not ActForm().validate_on_submit():
        return errors.page(400)
    try:
        made = drills.make_drill(db.session, actor=current_staff(), department=platform().department(), now=clock.now())
    except drills.NoCripKey:
        return errors.page(409, sentence=_("La clé publique de la CRIP n’est pas encore enregistrée."))
    return as_file(made, "enveloppe-exercice.bin")


@bp.get("/ouvrir-une-enveloppe")
@requires(Permission.ENVELOPE_OPEN)
def opener() -> ResponseReturnValue:
    """Send the page that opens envelopes: to keep on the CRIP's computer."""
    return as_file(resources.files("hcec.safeguarding").joinpath(PAGE).read_bytes(), SAVED_AS)
