"""What a consultation prints: the form to fill in by hand, and the poster that says when the answer comes back."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.accounts import queries as accounts
from hcec.consultations.enums import DONT_KNOW, FACES, QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.disclosure.wording import at_least
from hcec.documents.paper_form import PaperForm, PaperQuestion, PaperWords, render_paper_form
from hcec.documents.poster import Poster, PosterWords, render_poster
from hcec.i18n import current_locale, day_in_words, translate
from hcec.labels import label, options
from hcec.permissions import Permission
from hcec.testimonies import queries
from hcec.testimonies.services import takes_answers
from hcec.text.typography import french_spaces
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.context import help_numbers
from hcec.web.observatory.consultations import find

bp = Blueprint("paper", __name__, url_prefix="/observatoire/consultations/<slug>/papier")

ON_A_WALL = 5  # numbers that are read from afar; the form has them all


@bp.get("/")
@requires(Permission.CONSULTATION_EDIT)
def index(slug: str) -> ResponseReturnValue:
    """What can be printed, and how much came back on paper once that can be told."""
    consultation = find(slug)
    return render_template(
        "observatory/paper/index.html",
        consultation=consultation,
        told=at_least(
            db.session.scalars(queries.paper_sheets_of(consultation.id)).one(),
            platform().department().threshold_internal,
        ),
        takes_answers=takes_answers(consultation, clock.today()),
    )


@bp.get("/feuille.pdf")
@requires(Permission.CONSULTATION_EDIT)
def sheet(slug: str) -> ResponseReturnValue:
    """The form to fill in by hand."""
    consultation = find(slug)
    words = PaperWords.translated(current_locale().language, _said)
    return _pdf(render_paper_form(_form(consultation), words), f"{consultation.slug}-feuille")


@bp.get("/affiche.pdf")
@requires(Permission.CONSULTATION_EDIT)
def poster(slug: str) -> ResponseReturnValue:
    """The poster, with the return date (F2)."""
    consultation = find(slug)
    made = Poster(
        title=consultation.title,
        why=consultation.why,
        council=platform().department().council_name,
        origin=platform().settings.origin,
        numbers=_numbers()[:ON_A_WALL],
        last_day=day_in_words(consultation.closes_on),
        answer_day=day_in_words(consultation.answer_due_on),
    )
    words = PosterWords.translated(current_locale().language, _said)
    return _pdf(render_poster(made, words), f"{consultation.slug}-affiche")


def _form(consultation: Consultation) -> PaperForm:
    return PaperForm(
        title=consultation.title,
        why=consultation.why,
        who_reads=consultation.who_reads,
        what_next=consultation.what_next,
        council=platform().department().council_name,
        questions=[_question(question) for question in consultation.questions],
        ages=[_said(words) for code, words in options("age_band") if code in _ages(consultation)],
        places=[_said(words) for _code, words in options("placement_type")],
        circles=[circle.name for circle in db.session.scalars(accounts.circles_by_name())],
        numbers=_numbers(),
        address=f"{platform().settings.origin}/resultats/{consultation.slug}",
        last_day=day_in_words(consultation.closes_on),
        answer_day=day_in_words(consultation.answer_due_on),
        is_draft=consultation.status == "draft",
    )


def _question(question: Question) -> PaperQuestion:
    words = {choice.position: choice.label for choice in question.choices}
    if question.kind is QuestionKind.FACES:
        faces = [words.get(mood) or _said(label("face", mood)) for mood in range(1, FACES + 1)]
        return PaperQuestion("faces", question.label, question.hint, (*faces, _said(label("face", DONT_KNOW))))
    return PaperQuestion(str(question.kind), question.label, question.hint, tuple(words.values()))


def _ages(consultation: Consultation) -> set[str]:
    return {band.age_band for band in consultation.audience} or {code for code, _words in options("age_band")}


def _numbers() -> list[tuple[str, str]]:
    return [(each.number, each.purpose) for each in help_numbers()]


def _said(text: str) -> str:
    return french_spaces(translate(text))


def _pdf(content: bytes, name: str) -> ResponseReturnValue:
    answer = make_response(content)
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
