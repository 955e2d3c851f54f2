"""Charters and protocols, followed until their review."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.permissions import Permission
from hcec.scheme.models import Commitment
from hcec.scheme.services import committing
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.contract_forms import ChangeCommitmentForm, NewCommitmentForm
from hcec.web.observatory.scheme_pages import Page, form_page, pressed
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("commitments", __name__, url_prefix="/observatoire/schema/chartes")


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new() -> ResponseReturnValue:
    """Begin to follow a charter or a protocol."""
    form, actor, today = NewCommitmentForm(), current_staff(), clock.today()
    return form_page(
        form,
        lambda: committing.follow(db.session, row_id=form.row_id, actor=actor, plan=form.plan(), today=today),
        Page(_("Suivre une charte ou un protocole"), _home(), _("Schéma et engagements"), _("C’est noté.")),
    )


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Say what changed."""
    commitment, today = _find(ref), clock.today()
    form = ChangeCommitmentForm(obj=commitment)
    acted = {"actor": current_staff(), "commitment": commitment, "version": form.version.data, "today": today}
    drop = (_("Ne plus suivre"), _("À faire seulement s’il a été noté par erreur."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: committing.change_commitment(db.session, plan=form.plan(), **acted),
        Page(commitment.title, _home(), _("Schéma et engagements"), _("C’est enregistré."), drop=drop),
        held=commitment,
    )


@bp.post("/<ref>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop(ref: str) -> ResponseReturnValue:
    """Stop following what was noted by mistake."""
    pressed()
    committing.drop_commitment(db.session, actor=current_staff(), commitment=_find(ref))
    flash(_("Le document n’est plus suivi."))
    return redirect(_home(), code=303)


def _home() -> str:
    return url_for("observatory.scheme.index")


def _find(ref: str) -> Commitment:
    found: Commitment = one_or_404(db.session, select(Commitment).where(Commitment.id == as_id(ref)))
    return found
