"""Working groups: institutions and functions, meetings, what came of them."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.council import queries
from hcec.council.models import WorkingGroup
from hcec.council.services import ChangedMeanwhile, groups
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm
from hcec.web.observatory.council_forms import ChangeGroupForm, MeetingForm, MemberForm, NewGroupForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("council_groups", __name__, url_prefix="/observatoire/conseil/groupes")

TAKEN = N_("Un autre groupe porte déjà ce nom.")
FUTURE = N_("Ce jour n’est pas encore venu.")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def index() -> ResponseReturnValue:
    """Every group; start one."""
    form = NewGroupForm()
    if form.validate_on_submit():
        named = {"name": form.name.data, "aim": form.aim.data}
        try:
            made = groups.start_group(db.session, row_id=form.row_id, actor=current_staff(), **named)
        except groups.NameTaken:
            form.name.errors = [_(TAKEN)]
        else:
            flash(_("Le groupe est créé. Ajoutez ses membres."), "success")
            return redirect(url_for(".show", ref=made.id.hex), code=303)
    rows = db.session.scalars(queries.groups()).all()
    page = render_template("observatory/council_groups/index.html", form=form, groups=rows)
    return make_response(page, 400 if form.is_submitted() else 200)


@bp.get("/<ref>")
@requires(Permission.COUNCIL_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One group: who is in it, when it met."""
    return _page(_find(ref))


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change what it is for, or say what it led to."""
    group = _find(ref)
    form = ChangeGroupForm(obj=group)
    if form.validate_on_submit():
        said = {"name": form.name.data, "aim": form.aim.data, "outcome": form.outcome.data or ""}
        acted = {"group": group, "actor": current_staff(), "version": form.version.data}
        try:
            groups.change_group(db.session, is_over=form.is_over.data, **acted, **said)
        except groups.NameTaken:
            form.name.errors = [_(TAKEN)]
        except ChangedMeanwhile:
            return errors.page(409, difference="\n\n".join([group.name, group.aim, group.outcome]))
        else:
            flash(_("C’est enregistré."), "success")
            return redirect(url_for(".show", ref=ref), code=303)
    page = render_template("observatory/council_groups/edit.html", form=form, group=group)
    return make_response(page, 400 if form.is_submitted() else 200)


@bp.post("/<ref>/membres")
@requires(Permission.COUNCIL_KEEP)
def add_member(ref: str) -> ResponseReturnValue:
    """Add a member by institution and function."""
    group, form = _find(ref), MemberForm()
    if not form.validate_on_submit():
        return _page(group, member_form=form)
    said = {"institution": form.institution.data, "function": form.function.data}
    groups.add_member(db.session, row_id=form.row_id, group=group, actor=current_staff(), **said)
    flash(_("Le membre est ajouté."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/membres/<member>/retirer")
@requires(Permission.COUNCIL_KEEP)
def remove_member(ref: str, member: str) -> ResponseReturnValue:
    """Take a member out."""
    if not ActForm().validate_on_submit():
        abort(400)
    groups.remove_member(db.session, group=_find(ref), actor=current_staff(), member_id=as_id(member))
    flash(_("Le membre est retiré."))
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/reunions")
@requires(Permission.COUNCIL_KEEP)
def add_meeting(ref: str) -> ResponseReturnValue:
    """Keep a meeting and what came of it."""
    group, form = _find(ref), MeetingForm()
    is_whole = form.validate_on_submit()
    if is_whole and form.held_on.data > clock.today():
        form.held_on.errors, is_whole = [_(FUTURE)], False
    if not is_whole:
        return _page(group, meeting_form=form)
    said = {"held_on": form.held_on.data, "outcome": form.outcome.data}
    groups.keep_meeting(db.session, row_id=form.row_id, group=group, actor=current_staff(), **said)
    flash(_("La réunion est notée."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/reunions/<meeting>/effacer")
@requires(Permission.COUNCIL_KEEP)
def drop_meeting(ref: str, meeting: str) -> ResponseReturnValue:
    """Take out a meeting written by mistake."""
    if not ActForm().validate_on_submit():
        abort(400)
    groups.drop_meeting(db.session, group=_find(ref), actor=current_staff(), meeting_id=as_id(meeting))
    flash(_("La réunion est effacée."))
    return redirect(url_for(".show", ref=ref), code=303)


def _find(ref: str) -> WorkingGroup:
    found: WorkingGroup = one_or_404(db.session, select(WorkingGroup).where(WorkingGroup.id == as_id(ref)))
    return found


def _page(
    group: WorkingGroup, *, member_form: MemberForm | None = None, meeting_form: MeetingForm | None = None
) -> ResponseReturnValue:
    page = render_template(
        "observatory/council_groups/show.html",
        group=group,
        member_form=member_form or MemberForm(formdata=None),
        meeting_form=meeting_form or MeetingForm(formdata=None),
    )
    return make_response(page, 400 if member_form or meeting_form else 200)
