"""Territories, and the establishments and services in them: who works there reads none of its young people (A5)."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.accounts import queries
from hcec.accounts.models import Circle, Service
from hcec.accounts.services import services_and_circles as accounts
from hcec.council.services.acting import note
from hcec.department import services as department
from hcec.disclosure.wording import at_least
from hcec.labels import N_
from hcec.moderation.services import leaving
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.administration.seen import Held, check_unchanged, hold
from hcec.web.administration.service_forms import (
    ChangeCircleForm,
    CircleForm,
    MoveForm,
    RenameServiceForm,
    ServiceForm,
    choices,
)
from hcec.web.form_pages import Page, form_page, history
from hcec.web.proof import REFUSED
from hcec.web.references import as_id
from hcec.web.transaction import SAFE_METHODS
from hcec.web.viewer import current_staff

bp = Blueprint("services", __name__, url_prefix="/services")

REFUSALS: dict[type[Exception], tuple[str, str]] = {
    **REFUSED,
    accounts.NameTaken: ("name", N_("Ce nom est déjà pris.")),
    accounts.CircleTooSmall: ("children", N_("Au moins 20 : un territoire plus petit montrerait qui a écrit.")),
    accounts.SameCircle: ("circle", N_("Ce service y est déjà.")),
    leaving.NobodyLeft: (
        "circle",
        N_("Un message n’aurait plus personne pour le lire. Ajoutez d’abord quelqu’un qui lit d’ailleurs."),
    ),
}


@bp.get("/")
@requires(Permission.PLATFORM_KEEP)
def index() -> ResponseReturnValue:
    """Territory by territory, its services and their cards."""
    circles = db.session.scalars(queries.circles_by_name()).all()
    services = db.session.scalars(queries.services_by_circle()).all()
    threshold = department.load(db.session).threshold_internal
    return render_template(
        "administration/services/index.html",
        circles=[(circle, [each for each in services if each.circle_id == circle.id]) for circle in circles],
        used={each.id: at_least(each.cards_used, threshold) for each in services},
        threshold=threshold,
        history=history(*circles, *services),
    )


@bp.route("/territoires/nouveau", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def add_circle() -> ResponseReturnValue:
    """Add a territory."""
    form = CircleForm()

    def act() -> None:
        hold()
        if db.session.get(Circle, form.row_id) is None:
            made = accounts.create_circle(db.session, row_id=form.row_id, **_typed(form, "name", "children"))
            note(db.session, current_staff(), made, "create")

    return _form(form, act, _("Ajouter un territoire"), _("Le territoire est ajouté."))


@bp.route("/territoires/<ref>", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def change_circle(ref: str) -> ResponseReturnValue:
    """Name a territory otherwise, or count its children anew."""
    circle = _found(Circle, ref)
    held = Held(name=circle.name, children=circle.children)
    form = ChangeCircleForm(obj=held)

    def act() -> None:
        check_unchanged(form, held)
        accounts.change_circle(db.session, circle=circle, **_typed(form, "name", "children"))
        note(db.session, current_staff(), circle, "change")

    return _form(form, act, _("Modifier le territoire"), _("C’est enregistré."), held=held)


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def new() -> ResponseReturnValue:
    """Add a service to a territory."""
    form = ServiceForm(data={"circle": request.args.get("territoire", "")})
    form.circle.choices = choices(db.session.scalars(queries.circles_by_name()))

    def act() -> None:
        hold()
        if db.session.get(Service, form.row_id) is None:
            within = as_id(form.circle.data)
            typed = _typed(form, "name", "short_name")
            made = accounts.create_service(db.session, row_id=form.row_id, circle_id=within, **typed)
            note(db.session, current_staff(), made, "create")

    return _form(form, act, _("Ajouter un service"), _("Le service est ajouté."))


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def rename(ref: str) -> ResponseReturnValue:
    """Call a service otherwise."""
    service = _found(Service, ref)
    held = Held(name=service.name, short_name=service.short_name)
    form = RenameServiceForm(obj=held)

    def act() -> None:
        check_unchanged(form, held)
        accounts.rename_service(db.session, service=service, **_typed(form, "name", "short_name"))
        note(db.session, current_staff(), service, "rename")

    return _form(form, act, _("Renommer le service"), _("C’est enregistré."), held=held)


@bp.route("/<ref>/deplacer", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def move(ref: str) -> ResponseReturnValue:
    """Put a service in another territory: who works for it reads nothing of that one any more."""
    service = _found(Service, ref)
    held, intro = Held(circle=service.circle_id.hex), _what_moving_changes(service)
    form = MoveForm(data={"version": held.version})
    others = select(Circle).where(Circle.id != service.circle_id).order_by(Circle.name)
    form.circle.choices = choices(db.session.scalars(others))

    def act() -> None:
        check_unchanged(form, held)
        circle = db.session.get_one(Circle, as_id(form.circle.data))
        form.prove()
        leaving.move_service(db.session, service=service, circle=circle, today=clock.today())
        note(db.session, current_staff(), service, "move")

    title = _("Déplacer « %(name)s »", name=service.name)
    return _form(
        form, act, title, _("Le service a changé de territoire."), held=held, intro=intro, submit=_("Déplacer")
    )


def _found(model: type[Any], ref: str) -> Any:
    """Return the row, held when something is about to be written; 404 for one that is not."""
    if request.method not in SAFE_METHODS:
        hold()
    return one_or_404(db.session, select(model).where(model.id == as_id(ref)))


def _form(form: Any, act: Any, title: str, done: str, *, held: Any = None, **more: Any) -> ResponseReturnValue:
    page = Page(title, url_for(".index"), _("Territoires et services"), done, **more)
    return form_page(form, act, page, refusals=REFUSALS, held=held)


def _typed(form: Any, *names: str) -> dict[str, Any]:
    return {name: form[name].data for name in names}


def _what_moving_changes(service: Service) -> str:
    """Say who may read what afterwards, by name."""
    people = ", ".join(each.name for each in accounts.tied_to(db.session, service) if each.left_on is None)
    first = _(
        "Les cartes pas encore utilisées amèneront les jeunes dans le nouveau territoire. "
        "Ce qui est déjà écrit reste dans « %(circle)s ». "
        "À qui l’encadre sans y travailler, fermez aussi le nouveau territoire, à la page « Équipe ».",
        circle=service.circle.name,
    )
    if not people:
        return str(first)
    then = _(
        "Ces personnes ne liront plus rien du nouveau territoire, et toujours rien de l’ancien : %(people)s. "
        "Ce qu’elles y tenaient revient dans la file.",
        people=people,
    )
    return f"{first} {then}"
