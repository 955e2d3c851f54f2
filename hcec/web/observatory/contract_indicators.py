"""Indicators of the contract: what its parties agreed to measure, with a target and a value each year."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import db
from hcec.permissions import Permission
from hcec.scheme.models import ContractIndicator
from hcec.scheme.services import agreeing
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.contract import find as find_contract
from hcec.web.observatory.contract_forms import ChangeAgreedForm, NewAgreedForm, with_two_a_year
from hcec.web.observatory.scheme_pages import Page, form_page, pressed
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("contract_indicators", __name__, url_prefix="/observatoire/schema/contrat")


@bp.route("/<ref>/indicateurs/nouveau", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new(ref: str) -> ResponseReturnValue:
    """Add an indicator to a contract."""
    contract, actor = find_contract(ref), current_staff()
    form = with_two_a_year(NewAgreedForm, contract.years)()
    return form_page(
        form,
        lambda: agreeing.agree_indicator(
            db.session, row_id=form.row_id, actor=actor, contract=contract, plan=form.plan(), years=form.years()
        ),
        Page(
            _("Ajouter un indicateur au contrat"),
            _back(contract.id.hex),
            contract.title,
            _("L’indicateur est ajouté."),
            intro=_("Une case vide veut dire : on ne sait pas. Ce n’est pas zéro."),
        ),
    )


@bp.route("/indicateurs/<ref>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change an indicator, its targets and what was measured."""
    indicator = _find(ref)
    contract = indicator.contract
    known = {f"target_{year}": target for year, target in indicator.targets.items()}
    known |= {f"value_{year}": value for year, value in indicator.values.items()}
    form = with_two_a_year(ChangeAgreedForm, contract.years)(obj=indicator, data=known)
    acted = {"actor": current_staff(), "indicator": indicator, "version": form.version.data}
    drop = (_("Supprimer l’indicateur"), _("Ses valeurs partent avec lui."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: agreeing.change_agreed(db.session, plan=form.plan(), years=form.years(), **acted),
        Page(_("Modifier l’indicateur"), _back(contract.id.hex), contract.title, _("C’est enregistré."), drop=drop),
        held=indicator,
    )


@bp.post("/indicateurs/<ref>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop(ref: str) -> ResponseReturnValue:
    """Take an indicator away with its years."""
    pressed()
    indicator = _find(ref)
    back = _back(indicator.contract_id.hex)
    agreeing.drop_agreed(db.session, actor=current_staff(), indicator=indicator)
    flash(_("L’indicateur est supprimé."))
    return redirect(back, code=303)


def _find(ref: str) -> ContractIndicator:
    found: ContractIndicator = one_or_404(
        db.session, select(ContractIndicator).where(ContractIndicator.id == as_id(ref))
    )
    return found


def _back(ref: str) -> str:
    return url_for("observatory.contract.show", ref=ref)
