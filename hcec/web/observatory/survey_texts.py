"""Free answers of adults, read by the observatory alone: what names somebody is marked, what worries comes first."""

from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import Permission
from hcec.surveys import queries
from hcec.surveys.models import SurveyText
from hcec.surveys.services import reading
from hcec.surveys.services.reading import Read
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import pressed
from hcec.web.observatory.surveys import find
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("survey_texts", __name__, url_prefix="/observatoire/questionnaires/<ref>/reponses-libres")


class Piece(NamedTuple):
    """A stretch of words, and what kind of detail it tells, if any."""

    words: str
    kind: str = ""


@bp.get("/")
@requires(Permission.SURVEY_KEEP)
def index(ref: str) -> ResponseReturnValue:
    """Read what people wrote. Opening the page leaves a line in the journal."""
    survey = find(ref)
    with db.current().transaction() as journal:
        reading.note_reading(journal, actor=current_staff(), survey=survey)
    asked = reading.read_texts(db.session, survey)
    return render_template("observatory/survey_texts/index.html", survey=survey, asked=asked, pieces_of=pieces_of)


@bp.post("/<text>/transmis")
@requires(Permission.SURVEY_KEEP)
def refer(ref: str, text: str) -> ResponseReturnValue:
    """Say that a free answer was handed on to the CRIP."""
    pressed()
    survey = find(ref)
    row: SurveyText = one_or_404(db.session, queries.texts(survey.id).where(SurveyText.id == as_id(text)))
    reading.refer(db.session, actor=current_staff(), survey=survey, text=row)
    flash(_("C’est noté : transmis à la CRIP."), "success")
    return redirect(url_for(".index", ref=ref), code=303)


def pieces_of(read: Read) -> list[Piece]:
    """Cut words at each detail that could name somebody."""
    pieces, at = [], 0
    for found in read.aids.suggestions:
        pieces.append(Piece(read.words[at : found.start]))
        pieces.append(Piece(read.words[found.start : found.end], translate(label("identifier", found.label))))
        at = found.end
    return [*pieces, Piece(read.words[at:])]
