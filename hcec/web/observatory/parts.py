"""The sections of a synthesis and what it asks: written one a page, ordered by buttons."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.permissions import Permission
from hcec.syntheses.enums import Stage
from hcec.syntheses.models import Synthesis, SynthesisAsk, SynthesisSection
from hcec.syntheses.services import composing, writing
from hcec.syntheses.services.typed_text import to_typed
from hcec.web.access import requires
from hcec.web.observatory.part_forms import OFFERED, AskForm, OrderForm, SectionForm, offer
from hcec.web.observatory.synthesis_forms import VersionForm
from hcec.web.observatory.synthesis_pages import back_to, changed_meanwhile, one_synthesis
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("parts", __name__, url_prefix="/observatoire/syntheses/<ref>")


@bp.route("/parties/nouvelle", methods=["GET", "POST"], defaults={"part": None})
@bp.route("/parties/<part>", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def section(ref: str, part: str | None) -> ResponseReturnValue:
    """Write a section, or write it again."""
    synthesis = one_synthesis(db.session, ref)
    held = _held(synthesis.sections, part)
    offered = OFFERED.get(request.args.get("modele", ""))
    form = SectionForm(data=_section_typed(synthesis, held) if held else offered and offered.typed())
    if synthesis.stage is not Stage.DRAFT and not form.is_submitted():
        return back_to(synthesis)
    offer(form, db.session, synthesis)
    if not form.validate_on_submit():
        form.version.data = form.version.data or synthesis.version
        words = {"form": form, "synthesis": synthesis, "offered": offered, "is_new": held is None}
        return render_template("observatory/parts/section.html", **words), 400 if form.is_submitted() else 200
    return _put(synthesis, composing.put_section, held, form)


@bp.route("/demandes/nouvelle", methods=["GET", "POST"], defaults={"part": None})
@bp.route("/demandes/<part>", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def ask(ref: str, part: str | None) -> ResponseReturnValue:
    """Write what is asked, of whom."""
    synthesis = one_synthesis(db.session, ref)
    held = _held(synthesis.asks, part)
    form = AskForm(data={"what": held.what, "of_whom": held.of_whom, "engagement": held.engagement} if held else None)
    if synthesis.stage is not Stage.DRAFT and not form.is_submitted():
        return back_to(synthesis)
    if not form.validate_on_submit():
        form.version.data = form.version.data or synthesis.version
        words = {"form": form, "synthesis": synthesis, "is_new": held is None}
        return render_template("observatory/parts/ask.html", **words), 400 if form.is_submitted() else 200
    return _put(synthesis, composing.put_ask, held, form)


@bp.post("/ordre/<part>")
@requires(Permission.SYNTHESIS_WRITE)
def move(ref: str, part: str) -> ResponseReturnValue:
    """Move a section or an ask one place up or down."""
    form = OrderForm()
    if not form.validate_on_submit():
        abort(400)
    return _act(one_synthesis(db.session, ref), composing.move_part, part, form, up=form.move.data == "up")


@bp.post("/parties/<part>/retirer")
@requires(Permission.SYNTHESIS_WRITE)
def drop(ref: str, part: str) -> ResponseReturnValue:
    """Take a section or an ask out of a draft."""
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    answer = _act(one_synthesis(db.session, ref), composing.drop_part, part, form)
    if answer.status_code < 400:
        flash(_("C’est retiré. Ses tableaux et ses phrases sont à la suite."), "success")
    return answer


def _held(parts: Sequence[Any], part: str | None) -> Any:
    """Return the part that the address names, None for a new one; 404 for any other."""
    if part is None:
        return None
    wanted = as_id(part)
    return next((each for each in parts if each.id == wanted), None) or abort(404)


def _identifiers(synthesis: Synthesis) -> set[UUID]:
    return {each.id for each in synthesis.sections} | {each.id for each in synthesis.asks}


def _section_typed(synthesis: Synthesis, held: SynthesisSection) -> dict[str, Any]:
    names = ("title", "tables", "themes", "shows_coverage")
    return {**{name: getattr(held, name) for name in names}, "text": to_typed(held.text)}


def _put(synthesis: Synthesis, service: Any, held: SynthesisSection | SynthesisAsk | None, form: Any) -> Response:
    """Keep what was written. The same form sent again finds its own part: the first time is the answer."""
    part_id: UUID = held.id if held else form.row_id
    acted = {"actor": current_staff(), "version": form.version.data, "part_id": part_id, "words": form.words()}
    try:
        service(db.session, synthesis=synthesis, **acted)
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        is_sent_twice = held is None and part_id in _identifiers(synthesis)
        return back_to(synthesis, "document") if is_sent_twice else changed_meanwhile(synthesis)
    except composing.TooManyParts:
        return changed_meanwhile(synthesis)
    flash(_("C’est enregistré. L’aperçu est à jour."), "success")
    return back_to(synthesis, "document")


def _act(synthesis: Synthesis, service: Any, part: str, form: Any, **more: Any) -> Response:
    acted = {"actor": current_staff(), "version": form.version.data, "part_id": as_id(part)}
    try:
        service(db.session, synthesis=synthesis, **acted, **more)
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return changed_meanwhile(synthesis)
    except composing.NoSuchPart:
        abort(404)
    return back_to(synthesis, "document")
