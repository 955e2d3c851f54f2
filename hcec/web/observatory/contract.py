"""The contract with the State: signatures, deadlines, the four engagements over the same actions, the yearly sheet."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.documents.odf import TEXT
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.followup.enums import Engagement
from hcec.permissions import Permission
from hcec.scheme.enums import Criterion, FundingSource, Signatory
from hcec.scheme.models import Contract
from hcec.scheme.services import contracts
from hcec.scheme.services.evaluating import evaluation_sheet
from hcec.scheme.services.reporting import actions_of
from hcec.scheme.totals import total, totals_by
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.observatory.contract_forms import (
    ChangeContractForm,
    CriterionForm,
    DeadlineForm,
    EvaluationForm,
    NewContractForm,
    SignatureForm,
)
from hcec.web.observatory.scheme import find as find_scheme
from hcec.web.observatory.scheme import history_for_insiders, is_inside, may_edit
from hcec.web.observatory.scheme_pages import Page, form_page, offered, pressed
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("contract", __name__, url_prefix="/observatoire/schema/contrat")


@bp.route("/nouveau/<ref>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new(ref: str) -> ResponseReturnValue:
    """Start a contract over the actions of a scheme."""
    scheme, form, actor = find_scheme(ref), NewContractForm(), current_staff()
    return form_page(
        form,
        lambda: contracts.start_contract(db.session, row_id=form.row_id, actor=actor, scheme=scheme, plan=form.plan()),
        Page(
            _("Commencer un contrat avec l’État"),
            url_for("observatory.scheme.index"),
            _("Schéma et engagements"),
            _("Le contrat est créé."),
            intro=_(
                "Il suit les actions du schéma « %(title)s », vues par les quatre engagements.", title=scheme.title
            ),
        ),
    )


@bp.get("/<ref>")
@requires(Permission.SCHEME_READ)
def show(ref: str) -> ResponseReturnValue:
    """One contract, whole."""
    contract, today = find(ref), clock.today()
    actions = actions_of(contract.scheme)
    by_source = totals_by(contract.fundings, lambda line: line.source)
    return render_template(
        "observatory/contract/show.html",
        contract=contract,
        signatures={each.signatory: each for each in contract.signatures},
        signatories=offered("signatory"),
        by_engagement=[(each, [one for one in actions if each in one.engagements]) for each in Engagement],
        loose=[one for one in actions if not one.engagements],
        by_source=[(each, by_source[each]) for each in FundingSource if each in by_source],
        everything=total(contract.fundings),
        criteria=[(each, _evidence(contract, each)) for each in Criterion],
        years=[each for each in contract.years if each <= today.year],
        history=history_for_insiders(contract, *contract.indicators),
        today=today,
        is_inside=is_inside(),
        may_edit=may_edit(),
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change its title or its years."""
    contract = find(ref)
    form = ChangeContractForm(obj=contract)
    acted = {"actor": current_staff(), "contract": contract, "version": form.version.data}
    return form_page(
        form,
        lambda: contracts.change_contract(db.session, plan=form.plan(), **acted),
        Page(_("Modifier le contrat"), url_for(".show", ref=ref), contract.title, _("C’est enregistré.")),
        held=contract,
    )


@bp.route("/<ref>/signatures/<any(department,prefect,health_agency):party>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def sign(ref: str, party: str) -> ResponseReturnValue:
    """Say who signs, and when."""
    contract = find(ref)
    held = next((each for each in contract.signatures if each.signatory == party), None)
    form, actor, today = SignatureForm(obj=held), current_staff(), clock.today()
    title = _("Signature : %(party)s", party=dict(offered("signatory"))[party])
    return form_page(
        form,
        lambda: contracts.sign(
            db.session,
            actor=actor,
            contract=contract,
            signatory=Signatory(party),
            function=form.function.data,
            signed_on=form.signed_on.data,
            today=today,
        ),
        Page(title, url_for(".show", ref=ref), contract.title, _("C’est enregistré.")),
    )


@bp.route("/<ref>/echeances/nouvelle", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def add_deadline(ref: str) -> ResponseReturnValue:
    """Keep what is due."""
    contract, form, actor = find(ref), DeadlineForm(), current_staff()
    return form_page(
        form,
        lambda: contracts.add_deadline(
            db.session,
            row_id=form.row_id,
            actor=actor,
            contract=contract,
            what=form.what.data,
            due_on=form.due_on.data,
        ),
        Page(_("Ajouter une échéance"), url_for(".show", ref=ref), contract.title, _("L’échéance est notée.")),
    )


@bp.post("/<ref>/echeances/<deadline>/<any(tenue,rouvrir,effacer):act>")
@requires(Permission.SCHEME_EDIT)
def settle(ref: str, deadline: str, act: str) -> ResponseReturnValue:
    """Say that what was due is done, or is not after all, or was written by mistake."""
    pressed()
    acted: dict[str, Any] = {"actor": current_staff(), "contract": find(ref), "deadline_id": as_id(deadline)}
    if act == "effacer":
        contracts.drop_deadline(db.session, **acted)
    else:
        contracts.settle_deadline(db.session, done_on=clock.today() if act == "tenue" else None, **acted)
    flash(_("C’est noté."))
    return redirect(url_for(".show", ref=ref), code=303)


@bp.route("/<ref>/criteres/<any(needs,prevention,care,innovation,territory):criterion>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def weigh(ref: str, criterion: str) -> ResponseReturnValue:
    """Say whether a criterion is met, and what shows it."""
    contract = find(ref)
    form, actor = CriterionForm(obj=_evidence(contract, Criterion(criterion))), current_staff()
    return form_page(
        form,
        lambda: contracts.weigh_criterion(
            db.session,
            actor=actor,
            contract=contract,
            criterion=Criterion(criterion),
            is_met=form.is_met.data,
            evidence=form.evidence.data,
        ),
        Page(
            dict(offered("criterion"))[criterion],
            url_for(".show", ref=ref),
            contract.title,
            _("C’est enregistré."),
        ),
    )


@bp.route("/<ref>/evaluation/<int:year>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def evaluate(ref: str, year: int) -> ResponseReturnValue:
    """Write what the sheet of a year says beside its figures."""
    contract, today = _find_in(ref, year), clock.today()
    held = contracts.evaluation_of(contract, year)
    form = EvaluationForm(obj=held, data={} if held else {"version": 0})
    acted = {"actor": current_staff(), "contract": contract, "version": form.version.data, "today": today}
    return form_page(
        form,
        lambda: contracts.evaluate(db.session, year=year, words=form.words(), **acted),
        Page(
            _("Évaluation de l’année %(year)s", year=year),
            url_for(".show", ref=ref),
            contract.title,
            _("C’est enregistré. La fiche est prête."),
            intro=_("Les chiffres s’ajoutent d’eux-mêmes. N’écrivez que ce qu’ils ne disent pas."),
        ),
        held=held,
    )


@bp.get("/<ref>/evaluation-<int:year>.<any(odt,pdf):kind>")
@requires(Permission.SCHEME_READ)
def sheet(ref: str, year: int, kind: str) -> ResponseReturnValue:
    """Send the evaluation sheet of a year, to those who sign it; the observatory hands it on once it is settled."""
    if not is_inside():
        abort(404)
    report = evaluation_sheet(_find_in(ref, year), year=year, department=platform().department())
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", f"evaluation-{year}.pdf")
    return attachment(render_report_odt(report), TEXT, f"evaluation-{year}.odt")


def find(ref: str) -> Contract:
    """Return a contract, or answer 404."""
    found: Contract = one_or_404(db.session, select(Contract).where(Contract.id == as_id(ref)))
    return found


def _find_in(ref: str, year: int) -> Contract:
    """Return a contract that covers a year that has come, or answer 404."""
    contract = find(ref)
    if year not in contract.years or year > clock.today().year:
        abort(404)
    return contract


def _evidence(contract: Contract, criterion: Criterion) -> object:
    return next((each for each in contract.evidence if each.criterion is criterion), None)
