"""Propositions and avis: drafted from a release or typed, adopted in a plenary, followed to their end (F3)."""

from dataclasses import asdict
from typing import Any, cast

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hcec import clock, db
from hcec.accounts.queries import staff_of
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile
from hcec.disclosure.values import from_bytes
from hcec.followup import queries, services
from hcec.followup.access import answerable_by, visible_to
from hcec.followup.enums import UNDER_WAY, ProposalState
from hcec.followup.lateness import days_late
from hcec.followup.models import Proposal
from hcec.labels import N_
from hcec.permissions import Permission, Role
from hcec.syntheses.models import Release
from hcec.web.access import one_or_404, requires
from hcec.web.answer_forms import NewsForm
from hcec.web.forms import ActForm
from hcec.web.observatory.forms import VersionForm
from hcec.web.observatory.proposal_forms import AdoptForm, NewProposalForm, ProposalForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("proposals", __name__, url_prefix="/observatoire/propositions")

REFUSALS: dict[type[Exception], str] = {
    ChangedMeanwhile: N_("Quelqu’un vient de modifier cette page. Relisez-la, puis recommencez."),
    services.ProposalNotDraft: N_("La plénière l’a adoptée : ses mots ne changent plus."),
    services.IncompleteProposal: N_(
        "Pour l’adopter, dites ce qui est demandé, à qui, et pour quand après la plénière."
    ),
    services.AdoptedInTheFuture: N_("Cette plénière n’a pas encore eu lieu."),
    services.NoNewsYet: N_("On n’annonce rien de plus ici : ce n’est pas encore répondu, ou c’est fini."),
}


@bp.get("/")
@requires(Permission.PROPOSAL_WRITE)
def index() -> ResponseReturnValue:
    """Every proposal, by where it stands; what waits for the observatory first."""
    proposals = db.session.scalars(visible_to(current_staff()).order_by(Proposal.due_on, Proposal.id)).all()
    by_state = {state: [one for one in proposals if one.state is state] for state in ProposalState}
    to_read = db.session.scalars(queries.answers_to_read()).all()
    consultations = db.session.scalars(answerable_by(current_staff()).order_by(Consultation.title)).all()
    return render_template(
        "observatory/proposals/index.html",
        by_state=by_state,
        to_read=[(one, one.proposal or db.session.get_one(Consultation, one.consultation_id)) for one in to_read],
        asking=[(one, _asking(one)) for one in consultations],
        act=ActForm(formdata=None),
        days_late=days_late,
        today=clock.today(),
    )  # fmt: skip


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.PROPOSAL_WRITE)
def new() -> ResponseReturnValue:
    """Type a proposal about a closed consultation."""
    asked = answerable_by(current_staff()).where(Consultation.slug == request.args.get("consultation", ""))
    consultation = cast(Consultation, one_or_404(db.session, asked))
    data = {"due_on": consultation.answer_due_on, "version": 0}
    form = NewProposalForm(answerers=_answerers(), data=data)
    if not form.validate_on_submit():
        body = render_template("observatory/proposals/new.html", form=form, consultation=consultation)
        return make_response(body, 400 if form.is_submitted() else 200)
    made = services.draft_proposal(
        db.session, row_id=form.row_id, consultation=consultation, actor=current_staff(), plan=form.plan()
    )
    flash(_("Le brouillon est gardé. Seul l’observatoire le voit, jusqu’à la plénière."), "success")
    return _back(made)


@bp.post("/depuis/<ref>")
@requires(Permission.PROPOSAL_WRITE)
def from_release(ref: str) -> ResponseReturnValue:
    """Make a draft of each thing that a release asks."""
    release = db.session.get(Release, as_id(ref))
    if release is None or release.withdrawn_on is not None:
        abort(404)
    if not ActForm().validate_on_submit():
        abort(400)
    consultation = db.session.get_one(Consultation, release.consultation_id)
    drafts = services.draft_from_release(db.session, release=release, consultation=consultation, actor=current_staff())
    said = ngettext("Un brouillon est prêt.", "%(num)s brouillons sont prêts.", len(drafts))
    flash(said if drafts else _("Cette synthèse ne demande rien : écrivez la proposition."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/<ref>")
@requires(Permission.PROPOSAL_WRITE)
def show(ref: str) -> ResponseReturnValue:
    """One proposal: its words while it is a draft, then its answer and its history."""
    return page(find(ref))


@bp.post("/<ref>/modifier")
@requires(Permission.PROPOSAL_WRITE)
def change(ref: str) -> ResponseReturnValue:
    """Change a draft's words."""
    proposal, form = find(ref), ProposalForm(answerers=_answerers())
    if not form.validate_on_submit():
        return page(proposal, form=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data}
    try:
        services.change_proposal(db.session, proposal=proposal, plan=form.plan(), **acted)
    except tuple(REFUSALS) as refusal:
        db.session.rollback()
        proposal = find(ref)
        form.see(proposal.version)
        return page(proposal, form=form, refusal=_(REFUSALS[type(refusal)]), status=409)
    flash(_("C’est enregistré."), "success")
    return _back(proposal)


@bp.post("/<ref>/supprimer")
@requires(Permission.PROPOSAL_WRITE)
def drop(ref: str) -> ResponseReturnValue:
    """Let go of a draft."""
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    acted = {"actor": current_staff(), "version": form.version.data}
    try:
        services.drop_proposal(db.session, proposal=find(ref), **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal)
    flash(_("Le brouillon est supprimé."))
    return redirect(url_for(".index"), code=303)


@bp.post("/<ref>/adopter")
@requires(Permission.PROPOSAL_WRITE)
def adopt(ref: str) -> ResponseReturnValue:
    """Record that a plenary adopted it."""
    proposal, form = find(ref), AdoptForm()
    if not form.validate_on_submit():
        return page(proposal, adopt_form=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        services.adopt(db.session, proposal=proposal, adopted_on=form.adopted_on.data, **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal)
    flash(_("Elle est adoptée. Qui doit répondre la voit, et la date court."), "success")
    return _back(proposal)


@bp.post("/<ref>/nouvelles")
@requires(Permission.PROPOSAL_WRITE)
def tell(ref: str) -> ResponseReturnValue:
    """Say what has changed since the answer."""
    proposal, form = find(ref), NewsForm()
    if not form.validate_on_submit():
        return page(proposal, news=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        state = ProposalState(form.state.data)
        services.tell(db.session, proposal=proposal, state=state, words=form.words.data, **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal, news=form)
    flash(_("C’est dit. Les jeunes le voient, avec la date."), "success")
    return _back(proposal)


def find(ref: str) -> Proposal:
    """Return the proposal at this address, or the 404 of what does not exist."""
    return cast(Proposal, one_or_404(db.session, visible_to(current_staff()).where(Proposal.id == as_id(ref))))


def page(proposal: Proposal, *, refusal: str = "", status: int = 200, **forms: Any) -> ResponseReturnValue:
    """Return a proposal's page, with what was typed when it was refused."""
    plan, seen = asdict(services.plan_of(proposal)), {"version": proposal.version}
    data = plan | seen | {"answerer": proposal.answerer_id}
    shown = {
        "form": ProposalForm(formdata=None, answerers=_answerers(), data=data),
        "adopt_form": AdoptForm(formdata=None, data=seen),
        "news": NewsForm(formdata=None, data=seen),
    } | forms
    body = render_template(
        "observatory/proposals/show.html",
        proposal=proposal,
        plenaries=db.session.scalars(queries.plenaries().limit(6)).all(),
        act=VersionForm(formdata=None, data=seen),
        can_tell=proposal.state in UNDER_WAY,
        late=days_late(proposal.due_on, clock.today()) if proposal.state is ProposalState.ADOPTED else 0,
        refusal=refusal,
        **shown,
    )
    return make_response(body, status)


def _refused(ref: str, refusal: Exception, **forms: Any) -> ResponseReturnValue:
    db.session.rollback()
    return page(find(ref), refusal=_(REFUSALS[type(refusal)]), status=409, **forms)


def _back(proposal: Proposal) -> ResponseReturnValue:
    return redirect(url_for("observatory.proposals.show", ref=proposal.id.hex), code=303)


def _answerers() -> list[Any]:
    return list(db.session.scalars(staff_of(Role.ANSWERER)))


def _asking(consultation: Consultation) -> Release | None:
    """Return the latest release over a consultation that asks something."""
    rows = db.session.scalars(queries.releases_with_words(consultation.id))
    return next((row for row in rows if from_bytes(row.content).asks), None)
