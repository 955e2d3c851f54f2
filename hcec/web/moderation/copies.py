"""The copy under way: kept as one goes, or made by the server for whoever works without JavaScript (M2, M3)."""

from typing import TypedDict

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.moderation import services
from hcec.moderation.copying import hide_everywhere
from hcec.permissions import Permission
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.moderation.forms import CopyForm, HidingForm
from hcec.web.moderation.reading import changed, readable
from hcec.web.viewer import current_staff

bp = Blueprint("copies", __name__, url_prefix="/moderation")

RESTART, BACK = "restart", "back"
BY_ITSELF = "application/json"  # what the page's own saving asks for: no page, only whether it is kept


@bp.post("/<ref>/brouillon")
@requires(Permission.TESTIMONY_DECIDE)
def save(ref: str) -> ResponseReturnValue:
    """Keep a redaction under way."""
    testimony, form = readable(ref), CopyForm()
    if not form.validate_on_submit():
        return errors.page(400)
    try:
        mark = _keep(testimony, form, form.published_text.data or "")
    except services.ChangedMeanwhile as change:
        return changed(change, testimony)
    except services.KeptElsewhere:
        return _kept_elsewhere()
    if request.headers.get("Accept") == BY_ITSELF:
        return "", 204, {"Copy-Mark": mark}
    flash(_("Le brouillon est gardé."))
    return redirect(url_for("moderation.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/cacher")
@requires(Permission.TESTIMONY_DECIDE)
def hide(ref: str) -> ResponseReturnValue:
    """Hide what is ticked, and what is typed, everywhere in the copy; or go back a step, or to the words as written."""
    testimony, form = readable(ref), HidingForm()
    if not form.validate_on_submit():
        return errors.page(400)
    original = testimony.original or ""
    try:
        if form.act.data == BACK:
            _step_back(testimony, form)
        else:
            _keep(testimony, form, original if form.act.data == RESTART else _hidden(original, form))
    except services.ChangedMeanwhile as change:
        return changed(change, testimony)
    except services.KeptElsewhere:
        return _kept_elsewhere()
    flash(_("La copie est prête, plus bas : relisez-la."))
    return redirect(url_for("moderation.testimonies.show", ref=ref), code=303)


def _hidden(original: str, form: HidingForm) -> str:
    copy = plain(form.published_text.data or "")
    for start, end, role in form.ticked:
        copy = hide_everywhere(copy, original[start:end], role)
    return hide_everywhere(copy, plain(form.hide_words.data or "").strip(), form.hide_as.data)


def _kept_elsewhere() -> ResponseReturnValue:
    words = _("Une autre page a gardé une autre copie de ce message. La vôtre est plus bas : rechargez, et comparez.")
    return errors.page(409, sentence=words)


def _keep(testimony: Testimony, form: CopyForm, copy: str) -> str:
    return services.save_unfinished(db.session, published_text=copy, **_held(testimony, form))


def _step_back(testimony: Testimony, form: CopyForm) -> None:
    services.step_back(db.session, published_text=form.published_text.data or "", **_held(testimony, form))


class _Held(TypedDict):
    """Whose copy it is, of which version, and which copy the page began from."""

    actor: StaffMember
    testimony: Testimony
    version: int
    mark: str


def _held(testimony: Testimony, form: CopyForm) -> _Held:
    return {
        "actor": current_staff(),
        "testimony": testimony,
        "version": int(form.version.data),
        "mark": form.mark.data or "",
    }
