"""Mandates in the observatory: which function sits for which institution."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.partners import queries
from hcec.partners.models import Institution, ObservatoryMandate
from hcec.partners.services import mandating
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, pressed
from hcec.web.observatory.partners import find
from hcec.web.observatory.partners_forms import ChangeMandateForm, NewMandateForm
from hcec.web.observatory.partners_pages import form_page
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("partners_mandates", __name__, url_prefix="/observatoire/partenaires")


@bp.route("/institutions/<ref>/mandats/nouveau", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def new(ref: str) -> ResponseReturnValue:
    """Give a mandate."""
    institution = find(ref)
    form, actor = NewMandateForm(data={"from_on": clock.today()}), current_staff()
    form.offer(db.session.scalars(queries.accounts_of(institution.id)))
    acted: dict[str, Any] = {"actor": actor, "institution": institution}
    return form_page(
        form,
        lambda: mandating.give(db.session, row_id=form.row_id, plan=form.plan(), **acted),
        Page(_("Donner un mandat"), _home(institution), institution.name, _("Le mandat est noté.")),
    )


@bp.route("/mandats/<ref>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change or end a mandate."""
    mandate = _find(ref)
    form = ChangeMandateForm(obj=mandate)
    form.offer(db.session.scalars(queries.accounts_of(mandate.institution_id)), holder=mandate.staff_id)
    acted: dict[str, Any] = {"actor": current_staff(), "mandate": mandate, "version": form.version.data}
    said = _("Seulement s’il est noté par erreur. Un mandat qui finit a un dernier jour.")
    return form_page(
        form,
        lambda: mandating.change_mandate(db.session, plan=form.plan(), **acted),
        Page(
            _("Modifier le mandat"),
            _home(mandate.institution),
            mandate.institution.name,
            _("C’est enregistré."),
            drop=(_("Supprimer le mandat"), said, url_for(".drop", ref=ref)),
        ),
        held=mandate,
    )


@bp.post("/mandats/<ref>/supprimer")
@requires(Permission.PARTNERS_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away what was written by mistake."""
    pressed()
    mandate = _find(ref)
    home = _home(mandate.institution)
    mandating.drop_mandate(db.session, actor=current_staff(), mandate=mandate)
    flash(_("Le mandat est supprimé."))
    return redirect(home, code=303)


def _home(institution: Institution) -> str:
    return url_for("observatory.partners.show", ref=institution.id.hex)


def _find(ref: str) -> ObservatoryMandate:
    select_one = select(ObservatoryMandate).where(ObservatoryMandate.id == as_id(ref))
    found: ObservatoryMandate = one_or_404(db.session, select_one)
    return found
