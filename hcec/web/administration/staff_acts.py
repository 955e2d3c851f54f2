"""What is done to somebody's account: name, role, training, certificate, closed territories, link, leaving.

Nobody does to their own account what would open a door: another administrator does (A7).
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts import queries
from hcec.accounts.models import Circle, Service, Staff
from hcec.accounts.services import staff as accounts
from hcec.council.services.acting import note
from hcec.labels import N_, label
from hcec.moderation.services import leaving
from hcec.permissions import Permission, Role
from hcec.web.access import requires
from hcec.web.administration import links
from hcec.web.administration.seen import Held, check_unchanged
from hcec.web.administration.staff import find
from hcec.web.administration.staff_forms import (
    SERVICE,
    CertificateForm,
    LeaveForm,
    PersonForm,
    RenewForm,
    RoleForm,
    TieForm,
    TrainingForm,
)
from hcec.web.administration.telling import UNHEARD, NobodyHears, telling
from hcec.web.form_pages import Page, form_page
from hcec.web.proof import REFUSED
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("staff_acts", __name__, url_prefix="/equipe")


class OwnAccount(Exception):
    """Another administrator does this: nobody opens a door for themselves (A7)."""


REFUSALS: dict[type[Exception], tuple[str, str]] = {
    **REFUSED,
    accounts.LastAdministrator: ("role", N_("Il ne resterait personne pour administrer la plateforme.")),
    accounts.LastOverseer: ("role", N_("Il ne resterait personne dans ce rôle. Invitez d’abord qui prend la suite.")),
    NobodyHears: ("role", UNHEARD),
    OwnAccount: ("role", N_("C’est votre compte : quelqu’un d’autre de l’administration le fait.")),
}


@bp.route("/<ref>/nom", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Call somebody otherwise."""
    row = find(ref)
    held = Held(name=row.name, title=row.title)
    form = PersonForm(obj=held)

    def act() -> None:
        row.name, row.title = form.name.data, form.title.data
        note(db.session, current_staff(), row, "rename")

    return _form(form, act, row, _("Nom et fonction"), held=held)


@bp.route("/<ref>/role", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def role(ref: str) -> ResponseReturnValue:
    """Give somebody another role."""
    row = find(ref)
    held = Held(role=row.role)
    form = RoleForm(obj=held)

    def act() -> None:
        _refuse_own(row)
        form.prove()
        note(db.session, current_staff(), row, "role", form.role.data)
        new = Role(form.role.data)
        what = _("son rôle devient « %(role)s »", role=_(label("role", new)))
        with db.current().volatile() as volatile, telling(row, what):
            leaving.change_role(db.session, volatile, person=row, role=new)

    intro = _("Ses sessions se ferment. Ce que cette personne tenait et ne peut plus lire revient dans la file.")
    return _form(form, act, row, _("Changer de rôle"), held=held, intro=intro)


@bp.route("/<ref>/formation", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def train(ref: str) -> ResponseReturnValue:
    """Write down the training, without which nobody reads."""
    row = find(ref)
    held = Held(trained_on=row.trained_on)
    form = TrainingForm(obj=held)

    def act() -> None:
        _refuse_own(row)
        form.prove()
        row.trained_on = form.trained_on.data
        note(db.session, current_staff(), row, "train")

    return _form(form, act, row, _("Noter la formation"), held=held)


@bp.route("/<ref>/attestation", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def certify(ref: str) -> ResponseReturnValue:
    """Write down who checked the certificate of honourability. No copy is kept."""
    row = find(ref)
    held = Held(checked_by=row.certificate_checked_by or "", checked_on=row.certificate_checked_on)
    form = CertificateForm(obj=held)

    def act() -> None:
        _refuse_own(row)
        form.prove()
        seen = {"checked_by": form.checked_by.data, "checked_on": form.checked_on.data}
        accounts.note_certificate(db.session, staff=row, **seen)
        note(db.session, current_staff(), row, "certificate")

    intro = _("Regardez l’original, puis rendez-le : la plateforme n’en garde aucune copie.")
    return _form(form, act, row, _("Noter l’attestation d’honorabilité"), held=held, intro=intro)


@bp.route("/<ref>/territoires", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def tie(ref: str) -> ResponseReturnValue:
    """Close a territory to somebody, for ever (A5)."""
    row, form = find(ref), TieForm()
    form.offer(db.session.scalars(queries.circles_by_name()), db.session.scalars(queries.services_by_circle()).all())

    def act() -> None:
        form.prove()
        kind, _colon, name = form.where.data.partition(":")
        service = db.session.get_one(Service, as_id(name)) if kind == SERVICE else None
        circle = service.circle if service else db.session.get_one(Circle, as_id(name))
        leaving.tie(db.session, person=row, circle=circle, service=service)
        note(db.session, current_staff(), row, "tie")

    intro = _("Cette personne n’y lira plus aucun message, même après son départ : cela ne se retire pas.")
    return _form(form, act, row, _("Fermer un territoire à la lecture"), intro=intro)


@bp.route("/<ref>/nouveau-lien", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def renew(ref: str) -> ResponseReturnValue:
    """Give a new one-time link to somebody who is locked out."""
    row, form = find(ref), RenewForm()

    def act() -> None:
        _refuse_own(row)
        form.prove()
        lost = bool(form.new_second_factor.data)
        note(db.session, current_staff(), row, "reset", "second_factor" if lost else "")
        what = _("son second facteur peut être remplacé") if lost else _("un lien a été fait pour l’ouvrir")
        with db.current().volatile() as volatile, telling(row, what, is_reset=lost):
            links.keep(row.id, accounts.renew(db.session, volatile, staff=row, new_second_factor=lost))

    intro = _("Le mot de passe change, ses sessions se ferment. Les liens d’avant ne marchent plus.")
    then = url_for("administration.staff.link", ref=ref)
    return _form(form, act, row, _("Donner un nouveau lien"), intro=intro, then=then)


@bp.route("/<ref>/depart", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def leave(ref: str) -> ResponseReturnValue:
    """Close the account of somebody who leaves."""
    row, form = find(ref), LeaveForm()

    def act() -> None:
        _refuse_own(row)
        form.prove()
        note(db.session, current_staff(), row, "revoke")
        with db.current().volatile() as volatile, telling(row, _("son compte est fermé")):
            leaving.let_go(db.session, volatile, person=row, today=clock.today())

    intro = _(
        "Son compte se ferme et ses sessions aussi. Ses messages en cours reviennent dans la file, ses alertes aussi. "
        "L’astreinte ne compte plus sur cette personne. Les territoires fermés le restent."
    )
    return _form(form, act, row, _("Noter le départ"), intro=intro, submit=_("Fermer ce compte"))


def _form(
    form: Any, act: Callable[[], None], row: Staff, title: str, *, held: Held | None = None, **more: Any
) -> ResponseReturnValue:
    def unchanged_then_act() -> None:
        if held is not None:
            check_unchanged(form, held)
        act()

    done = "" if "then" in more else _("C’est noté.")
    page = Page(f"{title} : {row.name}", url_for("administration.staff.show", ref=row.id.hex), row.name, done, **more)
    return form_page(form, unchanged_then_act, page, refusals=REFUSALS, held=held)


def _refuse_own(row: Staff) -> None:
    if row.id == current_staff().id:
        raise OwnAccount
