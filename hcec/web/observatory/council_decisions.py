"""What the council decided, and what became of it."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.council.enums import DecisionState
from hcec.council.models import CouncilDecision
from hcec.council.services import ChangedMeanwhile, sessions
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.observatory import council_sessions
from hcec.web.observatory.council_forms import DecisionForm, FollowForm
from hcec.web.observatory.forms import VersionForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("council_decisions", __name__, url_prefix="/observatoire/conseil")

CHANGED = N_("Quelqu’un vient de modifier cette décision. Relisez-la, puis recommencez.")


@bp.post("/seances/<ref>/decisions")
@requires(Permission.COUNCIL_KEEP)
def add(ref: str) -> ResponseReturnValue:
    """Keep one more decision of a session."""
    meeting, form = council_sessions.find(ref), DecisionForm()
    if not form.validate_on_submit():
        return council_sessions.page(meeting, form)
    words = {"words": form.decided.data, "today": clock.today()}
    try:
        sessions.add_decision(db.session, row_id=form.row_id, meeting=meeting, actor=current_staff(), **words)
    except sessions.NotHeldYet:
        return errors.page(409, sentence=_("Écrivez d’abord le compte rendu de la séance."))
    flash(_("La décision est notée."), "success")
    return redirect(url_for("observatory.council_sessions.show", ref=ref), code=303)


@bp.route("/decisions/<ref>", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Say what became of a decision, or correct its words."""
    decision = _find(ref)
    form = FollowForm(data=_held(decision))
    if not form.validate_on_submit():
        page = render_template("observatory/council_decisions/edit.html", form=form, decision=decision)
        return make_response(page, 400 if form.is_submitted() else 200)
    said = {"words": form.decided.data, "state": DecisionState(form.state.data), "told": form.told.data or ""}
    acted = {"decision": decision, "actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        sessions.follow_decision(db.session, **acted, **said)
    except ChangedMeanwhile:
        difference = f"{decision.words}\n\n{decision.told}"
        return errors.page(409, sentence=_(CHANGED), difference=difference)
    flash(_("C’est enregistré."), "success")
    return redirect(url_for("observatory.council_sessions.show", ref=decision.session_id.hex), code=303)


@bp.post("/decisions/<ref>/effacer")
@requires(Permission.COUNCIL_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take out a decision written by mistake."""
    form, decision = VersionForm(), _find(ref)
    if not form.validate_on_submit():
        abort(400)
    session_id = decision.session_id
    try:
        sessions.drop_decision(db.session, decision=decision, actor=current_staff(), version=form.version.data)
    except ChangedMeanwhile:
        return errors.page(409, sentence=_(CHANGED))
    flash(_("La décision est effacée."))
    return redirect(url_for("observatory.council_sessions.show", ref=session_id.hex), code=303)


def _find(ref: str) -> CouncilDecision:
    found: CouncilDecision = one_or_404(db.session, select(CouncilDecision).where(CouncilDecision.id == as_id(ref)))
    return found


def _held(decision: CouncilDecision) -> dict[str, object]:
    kept = {"decided": decision.words, "state": decision.state, "told": decision.told}
    return kept | {"version": decision.version}
