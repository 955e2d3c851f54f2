"""A consultation's life: opened, closed, archived, copied."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile, ConsultationNotDraft, duplicate_consultation
from hcec.followup import services as followup
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.safeguarding.services import opening
from hcec.testimonies.services import ConsultationClosed
from hcec.web.access import requires
from hcec.web.forms import OnceForm
from hcec.web.observatory.consultations import find, page
from hcec.web.observatory.forms import VersionForm
from hcec.web.viewer import current_staff

bp = Blueprint("stages", __name__, url_prefix="/observatoire/consultations/<slug>")

REFUSALS: dict[type[Exception], str] = {
    ChangedMeanwhile: N_("Quelqu’un vient de la modifier. Relisez-la, puis recommencez."),
    ConsultationNotDraft: N_("Elle n’est plus en préparation : elle a déjà été ouverte."),
    opening.NotReady: N_("Elle ne peut pas encore ouvrir. Voyez ce qui manque."),
    ConsultationClosed: N_("Elle n’est pas ouverte : il n’y a rien à clore."),
    followup.ConsultationNotClosed: N_("Seule une consultation close peut être archivée."),
    followup.NoAnswerYet: N_("Le département n’a pas encore répondu : enregistrez d’abord sa réponse."),
    followup.ProposalsUnanswered: N_(
        "Des propositions attendent encore la plénière ou une réponse : voyez-les d’abord."
    ),
}


@bp.post("/ouvrir")
@requires(Permission.CONSULTATION_EDIT)
def open_now(slug: str) -> ResponseReturnValue:
    """Open a draft that lacks nothing."""

    def act(consultation: Consultation, version: int) -> None:
        opening.open_consultation(
            db.session, consultation=consultation, actor=current_staff(), version=version, today=clock.today()
        )

    return _advance(slug, act, _("Elle est ouverte. Les jeunes peuvent répondre aux dates prévues."))


@bp.post("/clore")
@requires(Permission.CONSULTATION_EDIT)
def close_now(slug: str) -> ResponseReturnValue:
    """Close before the last day."""

    def act(consultation: Consultation, version: int) -> None:
        opening.close_early(
            db.session, consultation=consultation, actor=current_staff(), version=version, today=clock.today()
        )

    return _advance(slug, act, _("Elle est close. Les réponses sont figées pour les synthèses."))


@bp.post("/archiver")
@requires(Permission.CONSULTATION_EDIT)
def archive(slug: str) -> ResponseReturnValue:
    """Put away what was answered in public."""

    def act(consultation: Consultation, version: int) -> None:
        followup.archive(db.session, consultation=consultation, actor=current_staff(), version=version)

    return _advance(slug, act, _("Elle est archivée. Ses résultats restent publics."))


@bp.post("/dupliquer")
@requires(Permission.CONSULTATION_EDIT)
def duplicate(slug: str) -> ResponseReturnValue:
    """Make a draft with the same words and questions."""
    form = OnceForm()
    if not form.validate_on_submit():
        abort(400)
    copy = duplicate_consultation(db.session, row_id=form.row_id, consultation=find(slug), actor=current_staff())
    flash(_("Voici la copie, sans date. L’original n’a pas changé."), "success")
    return redirect(url_for("observatory.consultations.show", slug=copy.slug), code=303)


def _advance(slug: str, act: Callable[[Consultation, int], None], done: str) -> ResponseReturnValue:
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        act(find(slug), form.version.data)
    except tuple(REFUSALS) as refusal:
        return page(slug, refusal=_(REFUSALS[type(refusal)]))
    flash(done, "success")
    return redirect(url_for("observatory.consultations.show", slug=slug), code=303)
