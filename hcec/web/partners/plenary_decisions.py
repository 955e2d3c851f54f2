"""What comes of a plenary: its minutes, which institutions came, decisions followed until they are done."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.partners import queries
from hcec.partners.models import Plenary, PlenaryDecision
from hcec.partners.services import plenaries
from hcec.permissions import Permission
from hcec.syntheses.services.typed_text import to_typed
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, pressed
from hcec.web.partners.plenaries import find
from hcec.web.partners.plenary_forms import PRESENCE, ChangeDecisionForm, NewDecisionForm, minutes_form
from hcec.web.partners.plenary_pages import form_page
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("plenary_decisions", __name__, url_prefix="/partenaires/plenieres")


class Held:
    """Minutes as one would type them, read when they are shown beside what was typed."""

    def __init__(self, plenary: Plenary) -> None:
        self.plenary = plenary

    @property
    def version(self) -> int:
        """The version in place."""
        return self.plenary.version

    @property
    def minutes(self) -> str:
        """What somebody else wrote."""
        return to_typed(self.plenary.minutes)


@bp.route("/<ref>/compte-rendu", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def minutes(ref: str) -> ResponseReturnValue:
    """Write what was said and which institutions came, or correct it."""
    plenary = find(ref)
    told = {f"{PRESENCE}{each.institution_id.hex}": each.presence for each in plenary.attendances}
    named = db.session.scalars(queries.institutions())
    form = minutes_form(named, data={"version": plenary.version, "minutes": to_typed(plenary.minutes), **told})
    acted: dict[str, Any] = {"plenary": plenary, "version": form.version.data, "typed": form.minutes.data}
    today, actor = clock.today(), current_staff()
    return form_page(
        form,
        lambda: plenaries.write_minutes(db.session, actor=actor, presences=form.presences(), today=today, **acted),
        Page(_("Le compte rendu"), _home(plenary), _("La plénière"), _("Le compte rendu est enregistré.")),
        held=Held(plenary),
    )


@bp.route("/<ref>/decisions/nouvelle", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def new(ref: str) -> ResponseReturnValue:
    """Write down a decision."""
    plenary, form = find(ref), NewDecisionForm()
    acted: dict[str, Any] = {"actor": current_staff(), "plenary": plenary, "today": clock.today()}
    return form_page(
        form,
        lambda: plenaries.decide(db.session, row_id=form.row_id, plan=form.plan(), **acted),
        Page(_("Noter une décision"), _home(plenary), _("La plénière"), _("La décision est notée.")),
    )


@bp.route("/decisions/<ref>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Say what came of a decision."""
    decision = _find(ref)
    form = ChangeDecisionForm(obj=decision)
    acted: dict[str, Any] = {"actor": current_staff(), "decision": decision, "version": form.version.data}
    drop = (_("Supprimer la décision"), _("Seulement si elle est notée par erreur."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: plenaries.follow(db.session, plan=form.plan(), today=clock.today(), **acted),
        Page(_("Suivre la décision"), _home(decision.plenary), _("La plénière"), _("C’est enregistré."), drop=drop),
        held=decision,
    )


@bp.post("/decisions/<ref>/supprimer")
@requires(Permission.PARTNERS_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away what was written by mistake."""
    pressed()
    decision = _find(ref)
    home = _home(decision.plenary)
    plenaries.drop_decision(db.session, actor=current_staff(), decision=decision)
    flash(_("La décision est supprimée."))
    return redirect(home, code=303)


def _home(plenary: Plenary) -> str:
    return url_for("partners.plenaries.show", ref=plenary.id.hex)


def _find(ref: str) -> PlenaryDecision:
    found: PlenaryDecision = one_or_404(db.session, select(PlenaryDecision).where(PlenaryDecision.id == as_id(ref)))
    return found
