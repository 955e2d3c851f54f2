"""Money of the contract: lines by action, year and source; totals are added up, never typed."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from hcec import db
from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import NotReadable
from hcec.permissions import Permission
from hcec.scheme.enums import FundingSource
from hcec.scheme.models import Funding
from hcec.scheme.services import accounting, funding
from hcec.scheme.services.evaluating import ordered
from hcec.scheme.services.reporting import actions_of
from hcec.scheme.totals import total, totals_by
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm
from hcec.web.observatory.contract import find
from hcec.web.observatory.contract_forms import ChangeFundingForm, NewFundingForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.observatory.scheme import may_edit
from hcec.web.observatory.scheme_pages import Page, form_page, pressed
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("contract_funding", __name__, url_prefix="/observatoire/schema/contrat")


@bp.get("/<ref>/financements")
@requires(Permission.SCHEME_READ)
def index(ref: str) -> ResponseReturnValue:
    """Every line, and the totals by year and by source."""
    return _page(ref, told())


@bp.get("/<ref>/financements.<any(csv,ods):kind>")
@requires(Permission.SCHEME_READ)
def download(ref: str, kind: str) -> ResponseReturnValue:
    """Send every line of money."""
    contract = find(ref)
    if kind == "csv":
        return attachment(accounting.as_csv(contract), "text/csv; charset=utf-8", "financements.csv")
    return attachment(accounting.as_ods(contract), SPREADSHEET, "financements.ods")


@bp.post("/<ref>/importer-financements")
@requires(Permission.SCHEME_EDIT)
def load(ref: str) -> ResponseReturnValue:
    """Keep what fits of a table; say the line and the column of the rest."""
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page(ref, [], _(UNREADABLE[refusal.fault])), 400)
    loaded = accounting.load_money(db.session, actor=current_staff(), contract=find(ref), given=given)
    tell(loaded)
    return redirect(url_for(".index", ref=ref), code=303)


@bp.route("/<ref>/financements/nouveau", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new(ref: str) -> ResponseReturnValue:
    """Add a line of money."""
    contract, actor = find(ref), current_staff()
    form = NewFundingForm(actions=actions_of(contract.scheme), years=contract.years)
    return form_page(
        form,
        lambda: funding.fund(db.session, row_id=form.row_id, actor=actor, contract=contract, plan=form.plan()),
        Page(_("Ajouter un financement"), url_for(".index", ref=ref), contract.title, _("La ligne est ajoutée.")),
    )


@bp.route("/<ref>/financements/<line>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str, line: str) -> ResponseReturnValue:
    """Change a line of money, or take it away."""
    contract = find(ref)
    of_it = select(Funding).where(Funding.contract_id == contract.id, Funding.id == as_id(line))
    held: Funding = one_or_404(db.session, of_it)
    form = ChangeFundingForm(obj=held, actions=actions_of(contract.scheme), years=contract.years)
    acted = {"actor": current_staff(), "contract": contract, "funding": held, "version": form.version.data}
    drop = (_("Supprimer la ligne"), _("Les totaux changent aussitôt."), url_for(".drop", ref=ref, line=line))
    return form_page(
        form,
        lambda: funding.change_funding(db.session, plan=form.plan(), **acted),
        Page(
            _("Modifier un financement"), url_for(".index", ref=ref), contract.title, _("C’est enregistré."), drop=drop
        ),
        held=held,
    )


@bp.post("/<ref>/financements/<line>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop(ref: str, line: str) -> ResponseReturnValue:
    """Take a line of money away."""
    pressed()
    contract = find(ref)
    funding.drop_funding(db.session, actor=current_staff(), contract=contract, funding_id=as_id(line))
    left = len(contract.fundings)
    flash(ngettext("Il reste %(num)s ligne.", "Il reste %(num)s lignes.", left))
    return redirect(url_for(".index", ref=ref), code=303)


def _page(ref: str, faults: list[Said], refusal: str = "") -> str:
    contract = find(ref)
    lines = ordered(contract.fundings)
    by_source = totals_by(lines, lambda line: line.source)
    return render_template(
        "observatory/contract_funding/index.html",
        contract=contract,
        lines=lines,
        by_year=totals_by(sorted(lines, key=lambda line: line.year), lambda line: line.year),
        by_source=[(each, by_source[each]) for each in FundingSource if each in by_source],
        everything=total(lines),
        may_edit=may_edit(),
        has_actions=bool(actions_of(contract.scheme)),
        faults=faults,
        refusal=refusal,
    )
