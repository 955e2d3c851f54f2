"""The second reading of a synthesis: sent, taken back, agreed to, sent back with a note."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from hcec import clock, db
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.disclosure.values import Release, sha256
from hcec.permissions import Permission
from hcec.syntheses.enums import Stage
from hcec.syntheses.models import Synthesis, SynthesisReview
from hcec.syntheses.services import publishing, reviewing, writing
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.forms import strip
from hcec.web.observatory.synthesis_forms import VersionForm
from hcec.web.observatory.synthesis_pages import back_to, changed_meanwhile, one_synthesis
from hcec.web.viewer import current_staff

bp = Blueprint("rereading", __name__, url_prefix="/observatoire/syntheses/<ref>/relecture")


class AgreeForm(VersionForm):
    """Agreeing holds for what was on the page, to the last byte."""

    seen = HiddenField(validators=[DataRequired(), Regexp(r"^[0-9a-f]{64}$")])


class SendBackForm(AgreeForm):
    """What to change before it may leave."""

    note = TextAreaField(
        _l("Ce qu’il faut revoir"),
        filters=[strip],
        validators=[
            DataRequired(_l("Dites ce qu’il faut revoir.")),
            Length(max=2000, message=_l("C’est trop long : 2 000 signes au plus.")),
        ],
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the second reading stands, for whoever looks."""

    is_needed: bool
    is_agreed: bool
    is_own: bool
    """Whether who looks sent it: somebody else reads."""
    seen: str
    notes: list[SynthesisReview]


def reading_of(synthesis: Synthesis, release: Release) -> Reading:
    """Return what the page says of the second reading of what it shows."""
    seen = sha256(release)
    return Reading(
        is_needed=reviewing.needs_second_reader(db.session),
        is_agreed=reviewing.is_agreed(synthesis, synthesis.version, bytes.fromhex(seen)),
        is_own=synthesis.author_id == current_staff().id,
        seen=seen,
        notes=[each for each in synthesis.reviews if not each.is_agreed],
    )


@bp.post("")
@requires(Permission.SYNTHESIS_WRITE)
def send(ref: str) -> ResponseReturnValue:
    """Give a draft to its second reader."""
    synthesis, form = one_synthesis(db.session, ref), VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        reviewing.send_to_review(db.session, synthesis=synthesis, actor=current_staff(), version=form.version.data)
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return back_to(synthesis) if synthesis.stage is Stage.REVIEW else changed_meanwhile(synthesis)
    except reviewing.NobodyElse:
        return errors.page(409, sentence=_("L’observatoire n’a qu’une personne : vous pouvez publier."))
    flash(_("C’est envoyé. Plus rien ne change avant la relecture."), "success")
    return back_to(synthesis)


@bp.post("/reprendre")
@requires(Permission.SYNTHESIS_WRITE)
def take_back(ref: str) -> ResponseReturnValue:
    """Make it a draft again."""
    synthesis, form = one_synthesis(db.session, ref), VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        reviewing.take_back(db.session, synthesis=synthesis, actor=current_staff(), version=form.version.data)
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return changed_meanwhile(synthesis)
    flash(_("C’est de nouveau un brouillon. Il faudra une nouvelle relecture."), "success")
    return back_to(synthesis)


@bp.post("/accord")
@requires(Permission.SYNTHESIS_WRITE)
def agree(ref: str) -> ResponseReturnValue:
    """Agree to what was on the page. What it would make now is computed first: it is slow."""
    form = AgreeForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        with db.current().reading() as reading:
            made = publishing.fingerprint(reading, synthesis=one_synthesis(reading, ref))
        synthesis = one_synthesis(db.session, ref)
        known = {"version": form.version.data, "seen": bytes.fromhex(form.seen.data), "today": clock.today()}
        reviewing.agree(db.session, synthesis=synthesis, actor=current_staff(), content_hash=made, **known)
    except ReleaseUnsafe:
        return errors.page(409, sentence=_("Cette version désignerait quelqu’un : elle ne peut pas être publiée."))
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return changed_meanwhile(one_synthesis(db.session, ref))
    except reviewing.OwnSynthesis:
        return errors.page(409, sentence=_("Vous l’avez envoyée : une autre personne la relit."))
    flash(_("Vous êtes d’accord. Elle peut être publiée telle quelle."), "success")
    return back_to(synthesis)


@bp.post("/renvoyer")
@requires(Permission.SYNTHESIS_WRITE)
def send_back(ref: str) -> ResponseReturnValue:
    """Send it back to be changed, and say what."""
    synthesis, form = one_synthesis(db.session, ref), SendBackForm()
    if not form.validate_on_submit():
        return errors.page(400, sentence=" ".join(str(each) for said in form.errors.values() for each in said))
    known = {"version": form.version.data, "seen": bytes.fromhex(form.seen.data), "today": clock.today()}
    try:
        reviewing.send_back(db.session, synthesis=synthesis, actor=current_staff(), note=form.note.data, **known)
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return changed_meanwhile(synthesis)
    except reviewing.OwnSynthesis:
        return errors.page(409, sentence=_("Vous l’avez envoyée : une autre personne la relit."))
    flash(_("C’est renvoyé, avec votre remarque."), "success")
    return back_to(synthesis)
