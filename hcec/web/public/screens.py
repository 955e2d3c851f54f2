"""A question on the wall of a room: as it is asked, without any number; once it is over, its protected result."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Question
from hcec.consultations.queries import consultation_with_slug
from hcec.disclosure.values import Release, from_bytes
from hcec.syntheses import models, queries
from hcec.testimonies.services import takes_answers
from hcec.web import releases
from hcec.web.access import one_or_404, public
from hcec.web.application import platform
from hcec.web.public.results import was_asked

bp = Blueprint("screens", __name__, url_prefix="/conseil/ecran")

MOST_WORDS = 3  # quotations on one wall


@dataclass(frozen=True, slots=True)
class Result:
    """What a public release says of one question: bars, or words when it was asked in free words."""

    figure: releases.Figure | None
    quotations: list[str]
    is_too_small: bool


@bp.get("/<slug>")
@bp.get("/<slug>/<int:n>")
@public
def show(slug: str, n: int = 1) -> ResponseReturnValue:
    """One question, large enough for the back of the room; nothing in it moves while children answer."""
    consultation, today = one_or_404(db.session, consultation_with_slug(slug)), clock.today()
    if not was_asked(consultation, today) or not 1 <= n <= len(consultation.questions):
        abort(404)
    question = consultation.questions[n - 1]
    released = queries.public_releases(today).where(
        models.Release.consultation_id == consultation.id, models.Release.withdrawn_on.is_(None)
    )
    release = db.session.scalars(released).first()
    return render_template(
        "public/screens/show.html",
        consultation=consultation,
        question=question,
        n=n,
        is_open=takes_answers(consultation, today),
        result=_result(from_bytes(release.content), question) if release else None,
        address=platform().settings.origin.split("://", 1)[-1],
    )


def _result(release: Release, question: Question) -> Result:
    drawn = zip(release.tables, releases.figures(release), strict=True)
    figure = next((figure for table, figure in drawn if table.question_code == f"q{question.position}"), None)
    words = release.quotations if question.kind is QuestionKind.TEXT else ()
    return Result(figure, [each.text for each in words[:MOST_WORDS]], release.contributors is None)
