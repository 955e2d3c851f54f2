"""Fiches action: what is done, what was done each year, what the council said that bears on it."""

from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.council.models import WorkingGroup
from hcec.followup.models import Proposal
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import Permission
from hcec.scheme import access, queries
from hcec.scheme.enums import ActionState
from hcec.scheme.models import SchemeAction
from hcec.scheme.services import NotLinkable, StillInUse, linking, planning
from hcec.syntheses.models import Release
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.scheme import find_axis, history_for_insiders, may_edit
from hcec.web.observatory.scheme_forms import ChangeActionForm, LinkForm, NewActionForm, ReviewForm
from hcec.web.observatory.scheme_pages import Page, form_page, named, pressed
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("scheme_actions", __name__, url_prefix="/observatoire/schema")

LONGEST_CHOICE = 90


class Bearing(NamedTuple):
    """What bears on an action, of one kind: what is tied to it, and a form to tie more."""

    kind: str
    tied: list[tuple[str, str]]
    form: LinkForm | None


@bp.route("/axes/<ref>/actions/nouvelle", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def new(ref: str) -> ResponseReturnValue:
    """Write a fiche action."""
    axis = find_axis(ref)
    form = NewActionForm(data={"number": max((each.number for each in axis.actions), default=0) + 1})
    back = url_for("observatory.scheme.show", ref=axis.scheme_id.hex)
    return form_page(
        form,
        lambda: planning.add_action(db.session, row_id=form.row_id, actor=current_staff(), axis=axis, plan=form.plan()),
        Page(_("Écrire une fiche action"), back, axis.scheme.title, _("La fiche action est gardée.")),
    )


@bp.get("/actions/<ref>")
@requires(Permission.SCHEME_READ)
def show(ref: str) -> ResponseReturnValue:
    """One action: what it is, where it stands, what bears on it."""
    action = find(ref)
    return render_template(
        "observatory/scheme_actions/show.html",
        action=action,
        bearings=_bearings(action),
        is_due=_is_due(action),
        history=history_for_insiders(action, *action.indicators),
        may_edit=may_edit(),
    )


@bp.get("/actions/<ref>/fiche")
@requires(Permission.SCHEME_READ)
def sheet(ref: str) -> ResponseReturnValue:
    """The same, to print."""
    action = find(ref)
    return render_template("observatory/scheme_actions/sheet.html", action=action, bearings=_bearings(action))


@bp.route("/actions/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def edit(ref: str) -> ResponseReturnValue:
    """Change a fiche action, or take it away while nothing hangs on it."""
    action = find(ref)
    form = ChangeActionForm(obj=action)
    acted = {"actor": current_staff(), "action": action, "version": form.version.data}
    drop = (
        _("Supprimer l’action"),
        _("Seule une action sans suivi ni financement peut l’être."),
        url_for(".drop", ref=ref),
    )
    return form_page(
        form,
        lambda: planning.change_action(db.session, plan=form.plan(), **acted),
        Page(_("Modifier l’action"), url_for(".show", ref=ref), named(action), _("C’est enregistré."), drop=drop),
        held=action,
    )


@bp.post("/actions/<ref>/supprimer")
@requires(Permission.SCHEME_EDIT)
def drop(ref: str) -> ResponseReturnValue:
    """Take away an action on which nothing hangs."""
    pressed()
    action = find(ref)
    back = url_for("observatory.scheme.show", ref=action.axis.scheme_id.hex)
    try:
        planning.drop_action(db.session, actor=current_staff(), action=action)
    except StillInUse:
        flash(_("Cette action a déjà un suivi. Faites le point et dites-la abandonnée."), "error")
        return redirect(url_for(".show", ref=ref), code=303)
    flash(_("L’action est supprimée."))
    return redirect(back, code=303)


@bp.route("/actions/<ref>/point", methods=["GET", "POST"])
@requires(Permission.SCHEME_EDIT)
def review(ref: str) -> ResponseReturnValue:
    """Say where an action stands for a year."""
    action, today = find(ref), clock.today()
    years = [each for each in reversed(action.axis.scheme.years) if each <= today.year]
    if not years:
        abort(404)
    held = next((each for each in action.reviews if each.year == years[0]), None)
    known = {"year": years[0], "version": action.version, "state": action.state, "words": held.words if held else ""}
    form = ReviewForm(data=known, years=years)
    acted = {"actor": current_staff(), "action": action, "version": form.version.data, "today": today}
    title = _("Faire le point")
    return form_page(
        form,
        lambda: planning.review_action(
            db.session, year=form.year.data, state=ActionState(form.state.data), words=form.words.data, **acted
        ),
        Page(title, url_for(".show", ref=ref), named(action), _("Le point est fait.")),
        held=action,
    )


@bp.post("/actions/<ref>/liens/<any(proposal,release,group):kind>")
@requires(Permission.SCHEME_EDIT)
def link(ref: str, kind: str) -> ResponseReturnValue:
    """Tie a proposition, a synthesis or a group to an action."""
    action = find(ref)
    form = _choices(action, kind)
    if not form or not form.validate_on_submit():
        abort(400)
    acted: dict[str, Any] = {"actor": current_staff(), "target_id": as_id(form.target.data), "today": clock.today()}
    try:
        linking.link(db.session, action=action, kind=kind, **acted)
    except NotLinkable:
        abort(404)
    flash(_("C’est relié."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/actions/<ref>/liens/<any(proposal,release,group):kind>/<target>/retirer")
@requires(Permission.SCHEME_EDIT)
def unlink(ref: str, kind: str, target: str) -> ResponseReturnValue:
    """Untie it."""
    pressed()
    linking.unlink(db.session, action=find(ref), actor=current_staff(), kind=kind, target_id=as_id(target))
    flash(_("Le lien est retiré."))
    return redirect(url_for(".show", ref=ref), code=303)


def find(ref: str) -> SchemeAction:
    """Return an action, or answer 404."""
    found: SchemeAction = one_or_404(db.session, select(SchemeAction).where(SchemeAction.id == as_id(ref)))
    return found


def _is_due(action: SchemeAction) -> bool:
    """Whether its end has come and nobody said that it is over."""
    is_over = action.state in (ActionState.DONE, ActionState.GIVEN_UP)
    return bool(action.ends_on and action.ends_on < clock.today() and not is_over)


def _bearings(action: SchemeAction) -> list[Bearing]:
    """Return what bears on an action, of what who looks may read."""
    actor, today = current_staff(), clock.today()
    asked = access.proposals_for(actor, today).where(Proposal.id.in_([each.id for each in action.proposals]))
    out = access.releases_for(actor, today).where(Release.id.in_([each.id for each in action.releases]))
    tied = {
        "proposal": [(each.id.hex, _proposal(each)) for each in db.session.scalars(asked.order_by(Proposal.position))],
        "release": [(each.id.hex, _release(each)) for each in db.session.scalars(out)],
        "group": [(each.id.hex, each.name) for each in action.groups],
    }
    return [Bearing(kind, held, _choices(action, kind) if may_edit() else None) for kind, held in tied.items()]


def _choices(action: SchemeAction, kind: str) -> LinkForm | None:
    """Return a form over what may still be tied, or none when there is nothing."""
    title, offered = _OFFERED[kind]()
    rows: list[Proposal | Release | WorkingGroup] = [*action.proposals, *action.releases, *action.groups]
    held = {each.id for each in rows}
    choices = [(target.hex, words[:LONGEST_CHOICE]) for target, words in offered if target not in held]
    return LinkForm().offer(title, choices) if choices else None


def _offered_proposals() -> tuple[str, list[tuple[UUID, str]]]:
    rows = db.session.scalars(queries.linkable_proposals())
    return _("Une proposition ou un avis"), [(each.id, _proposal(each)) for each in rows]


def _offered_releases() -> tuple[str, list[tuple[UUID, str]]]:
    rows = db.session.scalars(queries.linkable_releases(clock.today()))
    return _("Une synthèse"), [(each.id, _release(each)) for each in rows]


def _offered_groups() -> tuple[str, list[tuple[UUID, str]]]:
    return _("Un groupe"), [(each.id, each.name) for each in db.session.scalars(queries.linkable_groups())]


_OFFERED = {"proposal": _offered_proposals, "release": _offered_releases, "group": _offered_groups}


def _proposal(proposal: Proposal) -> str:
    kind = translate(label("proposal_kind", proposal.kind)).capitalize()
    return f"{kind} : {proposal.what} ({translate(label('proposal_state', proposal.state))})"


def _release(release: Release) -> str:
    level = translate(label("level", release.level))
    return f"{release.synthesis.title} ({level}, {release.published_on:%d/%m/%Y})"
