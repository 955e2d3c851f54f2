"""Indicators of an action: what is measured, year by year."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import db
from hcec.permissions import Permission
from hcec.scheme.models import SchemeIndicator
from hcec.scheme.services import measuring
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.scheme_actions import find as find_action
from hcec.web.observatory.scheme_forms import ChangeIndicatorForm, NewIndicatorForm, with_years
from hcec.web.observatory.scheme_pages import Page, form_page, named, pressed
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("scheme_indicators", __name__, url_prefix="/observatoire/schema")


@bp.route("/actions/<ref>/indicateurs/nouveau", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new(ref: str) -> ResponseReturnValue:
    """Add an indicator to an action."""
    action = find_action(ref)
    form = with_years(NewIndicatorForm, action.axis.scheme.years)()
    actor = current_staff()
    return form_page(
        form,
        lambda: measuring.add_indicator(
            db.session, row_id=form.row_id, actor=actor, action=action, plan=form.plan(), by_year=form.by_year()
        ),
        Page(
            _("Ajouter un indicateur"),
            url_for("observatory.scheme_actions.show", ref=ref),
            named(action),
            _("L’indicateur est ajouté."),
            intro=_("Une case vide veut dire : on ne sait pas. Ce n’est pas zéro."),
        ),
    )


@bp.route("/indicateurs/<ref>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change an indicator and what it was each year."""
    indicator = _find(ref)
    action = indicator.action
    known = {f"year_{year}": value for year, value in indicator.by_year.items()}
    form = with_years(ChangeIndicatorForm, action.axis.scheme.years)(obj=indicator, data=known)
    acted = {"actor": current_staff(), "indicator": indicator, "version": form.version.data}
    drop = (_("Supprimer l’indicateur"), _("Ses valeurs partent avec lui."), url_for(".drop", ref=ref))
    back = url_for("observatory.scheme_actions.show", ref=action.id.hex)
    return form_page(
        form,
        lambda: measuring.change_indicator(db.session, plan=form.plan(), by_year=form.by_year(), **acted),
        Page(_("Modifier l’indicateur"), back, named(action), _("C’est enregistré."), drop=drop),
        held=indicator,
    )


@bp.post("/indicateurs/<ref>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop(ref: str) -> ResponseReturnValue:
    """Take an indicator away with its values."""
    pressed()
    indicator = _find(ref)
    back = url_for("observatory.scheme_actions.show", ref=indicator.action_id.hex)
    measuring.drop_indicator(db.session, actor=current_staff(), indicator=indicator)
    flash(_("L’indicateur est supprimé."))
    return redirect(back, code=303)


def _find(ref: str) -> SchemeIndicator:
    found: SchemeIndicator = one_or_404(db.session, select(SchemeIndicator).where(SchemeIndicator.id == as_id(ref)))
    return found
