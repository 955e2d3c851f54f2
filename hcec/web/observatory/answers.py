"""The département's public answer, recorded by the observatory (F1)."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup import queries, services
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.observatory.consultations import find
from hcec.web.observatory.forms import AnswerForm, Other, differences
from hcec.web.viewer import current_staff

bp = Blueprint("answers", __name__, url_prefix="/observatoire/consultations/<slug>")

PARTS = ("by_function", "said", "will_do", "will_study", "cannot_do")


@bp.route("/reponse", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def edit(slug: str) -> ResponseReturnValue:
    """Publish the answer, or correct it until the archive."""
    consultation = find(slug)
    form = AnswerForm(data=_held(consultation))
    if not form.validate_on_submit():
        return _form(form, consultation, status=400 if form.is_submitted() else 200)
    words = {part: form[part].data for part in PARTS}
    acted = {"consultation": consultation, "actor": current_staff(), "version": form.version.data}
    try:
        services.publish_answer(db.session, today=clock.today(), reason=form.reason.data, **acted, **words)
    except services.ConsultationNotClosed:
        refusal = _("On ne répond qu’à une consultation close, et on ne corrige plus une consultation archivée.")
        return _form(form, consultation, status=409, refusal=refusal)
    except ChangedMeanwhile:
        return _changed(slug, form)
    flash(_("La réponse est publiée. Les jeunes la voient."), "success")
    return redirect(url_for("observatory.consultations.show", slug=slug), code=303)


def _form(
    form: AnswerForm, consultation: Consultation, *, status: int, refusal: str = "", others: list[Other] | None = None
) -> ResponseReturnValue:
    if status == 409:
        db.session.rollback()
    answer = db.session.scalars(queries.answer_to(consultation)).first()
    words = {"form": form, "consultation": consultation, "answer": answer, "refusal": refusal, "others": others}
    return make_response(render_template("observatory/answers/edit.html", **words), status)


def _held(consultation: Consultation) -> dict[str, object]:
    answer = db.session.scalars(queries.answer_to(consultation)).first()
    return {part: getattr(answer, part) if answer else "" for part in PARTS} | {"version": consultation.version}


def _changed(slug: str, form: AnswerForm) -> ResponseReturnValue:
    """Show the form again with what was typed, beside what somebody else published meanwhile (409)."""
    db.session.rollback()
    consultation = find(slug)
    others = differences(form, _held(consultation), PARTS)
    form.see(consultation.version)
    return _form(form, consultation, status=409, others=others)
