"""The schéma départemental: its years, its axes, its actions seen by axis or by national engagement."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.followup.enums import Engagement
from hcec.followup.models import Proposal
from hcec.permissions import Permission
from hcec.scheme import access, queries
from hcec.scheme.amounts import told_amount
from hcec.scheme.models import Scheme, SchemeAction, SchemeAxis
from hcec.scheme.services import StillInUse, planning
from hcec.syntheses.models import Release
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.scheme_forms import ChangeAxisForm, ChangeSchemeForm, NewAxisForm, NewSchemeForm
from hcec.web.observatory.scheme_pages import Change, Page, form_page, history, pressed
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("scheme", __name__, url_prefix="/observatoire/schema")


@bp.get("/")
@requires(Permission.SCHEME_READ)
def index() -> ResponseReturnValue:
    """Every scheme, contract, charter and protocol."""
    return render_template(
        "observatory/scheme/index.html",
        schemes=db.session.scalars(queries.schemes()).all(),
        contracts=db.session.scalars(queries.contracts()).all(),
        commitments=db.session.scalars(access.commitments_for(current_staff())).all(),
        today=clock.today(),
        may_edit=may_edit(),
    )


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new() -> ResponseReturnValue:
    """Start a scheme."""
    form = NewSchemeForm()
    then, done = url_for(".show", ref=form.row_id.hex), _("Le schéma est créé. Ajoutez ses axes, ou importez-les.")
    return form_page(
        form,
        lambda: planning.start_scheme(db.session, row_id=form.row_id, actor=current_staff(), plan=form.plan()),
        Page(_("Commencer un schéma"), url_for(".index"), _("Schéma"), done, then=then),
    )


@bp.get("/<ref>")
@requires(Permission.SCHEME_READ)
def show(ref: str) -> ResponseReturnValue:
    """One scheme: its actions by axis, or those of one engagement."""
    scheme, engagement = find(ref), _engagement()
    actions = [action for axis in scheme.axes for action in axis.actions]
    shown = [action for action in actions if not engagement or engagement in action.engagements]
    return render_template(
        "observatory/scheme/show.html",
        scheme=scheme,
        shown={action.id for action in shown},
        states=[action.state for action in shown],
        engagement=engagement,
        engagements=list(Engagement),
        years=[each for each in scheme.years if each <= clock.today().year],
        heard=_heard(actions),
        history=history_for_insiders(scheme, *scheme.axes),
        may_edit=may_edit(),
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change its title or its years."""
    scheme = find(ref)
    form = ChangeSchemeForm(obj=scheme)
    acted = {"actor": current_staff(), "scheme": scheme, "version": form.version.data}
    return form_page(
        form,
        lambda: planning.change_scheme(db.session, plan=form.plan(), **acted),
        Page(_("Modifier le schéma"), url_for(".show", ref=ref), scheme.title, _("C’est enregistré.")),
        held=scheme,
    )


@bp.route("/<ref>/axes/nouveau", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def add_axis(ref: str) -> ResponseReturnValue:
    """Add an axis."""
    scheme = find(ref)
    form = NewAxisForm(data={"number": max((axis.number for axis in scheme.axes), default=0) + 1})
    actor = current_staff()
    return form_page(
        form,
        lambda: planning.add_axis(db.session, row_id=form.row_id, actor=actor, scheme=scheme, plan=form.plan()),
        Page(_("Ajouter un axe"), url_for(".show", ref=ref), scheme.title, _("L’axe est ajouté.")),
    )


@bp.route("/axes/<ref>", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def change_axis(ref: str) -> ResponseReturnValue:
    """Change an axis, or take it away while it is empty."""
    axis = find_axis(ref)
    form = ChangeAxisForm(obj=axis)
    acted = {"actor": current_staff(), "axis": axis, "version": form.version.data}
    back = url_for(".show", ref=axis.scheme_id.hex)
    drop = (_("Supprimer l’axe"), _("Il n’a aucune action."), url_for(".drop_axis", ref=ref))
    return form_page(
        form,
        lambda: planning.change_axis(db.session, plan=form.plan(), **acted),
        Page(_("Modifier l’axe"), back, axis.scheme.title, _("C’est enregistré."), drop=None if axis.actions else drop),
        held=axis,
    )


@bp.post("/axes/<ref>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop_axis(ref: str) -> ResponseReturnValue:
    """Take away an axis without actions."""
    pressed()
    axis = find_axis(ref)
    back = url_for(".show", ref=axis.scheme_id.hex)
    try:
        planning.drop_axis(db.session, actor=current_staff(), axis=axis)
    except StillInUse:
        flash(_("Cet axe a des actions : rien n’est supprimé."), "error")
    else:
        flash(_("L’axe est supprimé."))
    return redirect(back, code=303)


@bp.app_template_filter("amount")
def amount(hundredths: int | None, unit: str = "") -> str:
    """Write hundredths as French does; what is not known is a dash, which is not zero."""
    return "–" if hundredths is None else told_amount(hundredths, unit)


def find(ref: str) -> Scheme:
    """Return a scheme, or answer 404."""
    found: Scheme = one_or_404(db.session, select(Scheme).where(Scheme.id == as_id(ref)))
    return found


def find_axis(ref: str) -> SchemeAxis:
    """Return an axis, or answer 404."""
    found: SchemeAxis = one_or_404(db.session, select(SchemeAxis).where(SchemeAxis.id == as_id(ref)))
    return found


def is_inside() -> bool:
    """Return whether who looks reads what stays between the observatory and the département."""
    return access.is_inside(current_staff())


def history_for_insiders(*rows: Any) -> list[Change]:
    """Return who changed these rows; a partner reads no name of staff."""
    return history(*rows) if is_inside() else []


def may_edit() -> bool:
    """Return whether who looks may change anything."""
    return current_staff().may(Permission.SCHEME_EDIT)


def _heard(actions: Iterable[SchemeAction]) -> dict[UUID, int]:
    """Return how many words of children bear on each action, of those that who looks may read."""
    actor, today = current_staff(), clock.today()
    proposals = db.session.scalars(access.proposals_for(actor, today).with_only_columns(Proposal.id))
    releases = db.session.scalars(access.releases_for(actor, today).with_only_columns(Release.id))
    seen = {*proposals, *releases}
    return {
        each.id: len(seen.intersection([*(one.id for one in each.proposals), *(one.id for one in each.releases)]))
        for each in actions
    }


def _engagement() -> Engagement | None:
    asked = request.args.get("engagement", "")
    return Engagement(asked) if asked in list(Engagement) else None
