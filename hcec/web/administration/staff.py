"""The team: who has an account, what each still needs before reading, who left."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.accounts import queries
from hcec.accounts.access import member
from hcec.accounts.models import Circle, Service, Staff
from hcec.accounts.services import staff as accounts
from hcec.accounts.services.sessions import end_sessions_of
from hcec.council.services.acting import note
from hcec.labels import N_
from hcec.partners.queries import institution_of
from hcec.permissions import Permission, Role, may
from hcec.safeguarding.models import CoverPeriod
from hcec.web.access import one_or_404, requires
from hcec.web.administration import links
from hcec.web.administration.seen import hold
from hcec.web.administration.staff_forms import InviteForm
from hcec.web.administration.telling import UNHEARD, NobodyHears, telling
from hcec.web.form_pages import Page, form_page, history, pressed
from hcec.web.proof import REFUSED
from hcec.web.references import as_id
from hcec.web.transaction import SAFE_METHODS
from hcec.web.viewer import current_staff

bp = Blueprint("staff", __name__, url_prefix="/equipe")

REFUSALS: dict[type[Exception], tuple[str, str]] = {
    **REFUSED,
    NobodyHears: ("role", UNHEARD),
    accounts.EmailTaken: ("email", N_("Cette adresse a déjà un compte, ouvert ou fermé.")),
}


COMINGS = ("staff:sign_in", "staff:sign_in_refused", "staff:use_printed_code")
"""When a colleague comes in is for the journal's readers, not for whoever keeps the accounts."""


class Readiness(NamedTuple):
    """Whether somebody may read, and what is missing, in words."""

    reads: bool
    missing: list[str]


@bp.get("/")
@requires(Permission.PLATFORM_KEEP)
def index() -> ResponseReturnValue:
    """Everybody, present and gone."""
    people = db.session.scalars(select(Staff).order_by(Staff.name, Staff.id)).all()
    here = [each for each in people if each.left_on is None]
    return render_template(
        "administration/staff/index.html",
        people=[(each, readiness(each)) for each in here],
        gone=[each for each in people if each.left_on is not None],
    )


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def invite() -> ResponseReturnValue:
    """Make an account, and the one-time link that opens it."""
    form = InviteForm()
    form.offer(db.session.scalars(queries.services_by_circle()))
    then = url_for(".link", ref=form.row_id.hex) if form.is_submitted() and form.submission_key.data else ""
    page = Page(_("Inviter quelqu’un"), url_for(".index"), _("Équipe"), "", submit=_("Faire le compte"), then=then)
    return form_page(form, lambda: _invite(form), page, refusals=REFUSALS)


@bp.get("/<ref>")
@requires(Permission.PLATFORM_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One person: what they have, what is missing, what can be done."""
    row = one_or_404(db.session, select(Staff).where(Staff.id == as_id(ref)))
    duties = select(CoverPeriod).where(CoverPeriod.staff_id == row.id, CoverPeriod.to_on >= clock.today())
    names = dict(db.session.execute(select(Service.id, Service.name)).all())
    circles = dict(db.session.execute(select(Circle.id, Circle.name)).all())
    return render_template(
        "administration/staff/show.html",
        person=row,
        readiness=readiness(row),
        closed=[(circles[tie.circle_id], names.get(tie.service_id, "")) for tie in row.ties],
        duties=db.session.scalars(duties.order_by(CoverPeriod.from_on)).all(),
        history=history(row, but=COMINGS),
        is_me=row.id == current_staff().id,
        institution=db.session.scalars(institution_of(row.id)).first() if row.role is Role.PARTNER else None,
    )


@bp.get("/<ref>/lien")
@requires(Permission.PLATFORM_KEEP)
def link(ref: str) -> ResponseReturnValue:
    """Show the link just made, once."""
    row = find(ref)
    words = {"address": links.take(row.id), "hours": accounts.LINK_HOURS}
    return render_template("administration/staff/link.html", person=row, **words)


@bp.post("/<ref>/sessions")
@requires(Permission.PLATFORM_KEEP)
def close_sessions(ref: str) -> ResponseReturnValue:
    """End somebody's sessions everywhere: a lost computer, a doubt."""
    pressed()
    row = find(ref)
    note(db.session, current_staff(), row, "revoke_sessions")
    with db.current().volatile() as volatile:
        end_sessions_of(volatile, row.id)
    flash(_("Ses sessions sont fermées."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


def find(ref: str) -> Staff:
    """Return somebody present, held when something is about to be written; 404 for whoever left."""
    if request.method not in SAFE_METHODS:
        hold()
    row: Staff = one_or_404(db.session, select(Staff).where(Staff.id == as_id(ref), Staff.left_on.is_(None)))
    return row


def readiness(row: Staff) -> Readiness:
    """Return what somebody still needs before reading a first message (A7)."""
    actor = member(row)
    reads = may(row.role, Permission.TESTIMONY_DECIDE)
    lacks = {
        _("mot de passe"): row.password_hash is None and row.left_on is None,
        _("charte"): reads and actor.charter_signed_on is None,
        _("formation"): reads and actor.trained_on is None,
        _("attestation"): reads and actor.needs_certificate and actor.certificate_checked_on is None,
    }
    return Readiness(reads, [words for words, is_missing in lacks.items() if is_missing])


def _invite(form: InviteForm) -> None:
    """Make the account and its link; pressed twice, once."""
    hold()
    if db.session.get(Staff, form.row_id) is not None:
        return
    form.prove()
    service = db.session.get(Service, as_id(form.service.data)) if form.service.data else None
    typed = {name: form[name].data for name in ("name", "title", "email")}
    row = accounts.create_staff(db.session, row_id=form.row_id, role=Role(form.role.data), service=service, **typed)
    note(db.session, current_staff(), row, "create", row.role)
    with db.current().volatile() as volatile, telling(row, _("un lien a été fait pour l’ouvrir")):
        links.keep(row.id, accounts.issue_link(volatile, staff_id=row.id))
