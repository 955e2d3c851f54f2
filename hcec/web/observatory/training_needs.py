"""Training needs: seen in a synthesis or elsewhere, answered in words."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.disclosure.values import from_bytes
from hcec.permissions import Permission
from hcec.scheme.queries import linkable_releases
from hcec.syntheses.enums import Theme
from hcec.syntheses.models import Release
from hcec.training import queries
from hcec.training.models import TrainingNeed
from hcec.training.services import needing
from hcec.training.services.needing import Source
from hcec.training.sources import SeenIn, parts_of
from hcec.web.access import requires
from hcec.web.form_pages import Page, history, pressed
from hcec.web.observatory.training_forms import AnswerNeedForm, ChangeNeedForm, SeenNeedForm
from hcec.web.observatory.training_pages import find_need, form_page
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("training_needs", __name__, url_prefix="/observatoire/formation/besoins")

LONGEST_CHOICE = 110


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def new() -> ResponseReturnValue:
    """Raise a need, seen in a synthesis or elsewhere."""
    seen = _seen(request.args.get("synthese", ""))
    form = SeenNeedForm(data=_known(seen)).offer([(value, words[:LONGEST_CHOICE]) for value, words, _part in seen])
    acted: dict[str, Any] = {"actor": current_staff(), "today": clock.today()}
    return form_page(
        form,
        lambda: needing.raise_need(
            db.session, row_id=form.row_id, plan=form.plan(), source=_source(form.source.data, seen), **acted
        ),
        Page(_("Noter un besoin de formation"), _back(), _("Formation"), _("Le besoin est noté.")),
    )


@bp.get("/<ref>")
@requires(Permission.TRAINING_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One need: who raised it, where it was seen, what became of it."""
    need = find_need(ref)
    return render_template("observatory/training_needs/show.html", need=need, history=history(need))


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change what the observatory wrote; what an institution raised is its own."""
    need = _own(find_need(ref))
    form = ChangeNeedForm(obj=need)
    acted = {"actor": current_staff(), "need": need, "version": form.version.data}
    drop = (_("Supprimer le besoin"), _("Seul un besoin encore sans réponse peut l’être."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: needing.change_need(db.session, plan=form.plan(), **acted),
        Page(_("Modifier le besoin"), url_for(".show", ref=ref), need.title, _("C’est enregistré."), drop=drop),
        held=need,
    )


@bp.route("/<ref>/repondre", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def answer(ref: str) -> ResponseReturnValue:
    """Keep a need, merge it into another or set it aside."""
    need = find_need(ref)
    others = db.session.scalars(queries.mergeable_into(need.id))
    form = AnswerNeedForm(obj=need).offer([(each.id.hex, _named(each)) for each in others])
    acted = {"actor": current_staff(), "need": need, "version": form.version.data, "today": clock.today()}
    return form_page(
        form,
        lambda: needing.answer_need(db.session, verdict=form.verdict(), **acted),
        Page(_("Répondre à ce besoin"), url_for(".show", ref=ref), need.title, _("La réponse est enregistrée.")),
        held=need,
    )


@bp.post("/<ref>/supprimer")
@requires(Permission.TRAINING_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away a need of the observatory's that nobody answered."""
    pressed()
    need = _own(find_need(ref))
    try:
        needing.drop_need(db.session, actor=current_staff(), need=need)
    except (needing.AlreadyAnswered, needing.IsAnswered):
        flash(_("Ce besoin a déjà reçu une réponse : il est gardé."), "error")
        return redirect(url_for(".show", ref=ref), code=303)
    flash(_("Le besoin est supprimé."))
    return redirect(url_for("observatory.training.index"), code=303)


def _seen(ref: str) -> list[tuple[str, str, SeenIn]]:
    """Return (value, words, part) of what a need may have been seen in: one synthesis if it is named, else every one.

    The reference is a synthesis': that is what its page knows.
    """
    found = linkable_releases(clock.today())
    releases = db.session.scalars(found.where(Release.synthesis_id == as_id(ref)) if ref else found).all()
    return [
        (f"{release.id.hex}:{part.code}", f"{release.synthesis.title} · {part.words}", part)
        for release in releases
        for part in parts_of(from_bytes(release.content))
    ]


def _known(seen: list[tuple[str, str, SeenIn]]) -> dict[str, object]:
    """Return what the address says already: the part, and its theme."""
    asked = request.args.get("partie", "")
    part = next(((value, part) for value, _words, part in seen if part.code == asked), None)
    return {"source": part[0], "theme": Theme(part[1].theme) if _is_theme(part[1]) else None} if part else {}


def _is_theme(part: SeenIn) -> bool:
    return part.theme in list(Theme)


def _source(value: str, seen: list[tuple[str, str, SeenIn]]) -> Source | None:
    part = next((part for known, _words, part in seen if known == value), None)
    return Source(UUID(value.partition(":")[0]), part.words) if part else None


def _back() -> str:
    return url_for("observatory.training.index")


def _own(need: TrainingNeed) -> TrainingNeed:
    """Return a need of the observatory's; another's is the 404 of what does not exist."""
    if need.institution_id is not None:
        abort(404)
    return need


def _named(need: TrainingNeed) -> str:
    return f"{need.title} ({need.institution_name or _('l’observatoire')})"[:LONGEST_CHOICE]
