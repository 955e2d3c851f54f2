"""One question a screen (INTERFACE). Every press keeps what is typed; the last one sends."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec import clock, db, keys
from hcec.consultations.enums import DONT_KNOW, QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.permissions import Permission
from hcec.safeguarding.services import cover
from hcec.testimonies import queries, services
from hcec.testimonies.questionnaire import Answer, Problem, Questionnaire, problem_of
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.viewer import current_youth
from hcec.web.youth.consultations import asked, save, too_late
from hcec.web.youth.forms import NO, ConsentForm

bp = Blueprint("answers", __name__, url_prefix="/consultations/<slug>")

WORDS = {
    Problem.TOO_LONG: N_("C’est trop long : 5 000 signes au plus. Coupe ton texte, ou garde la suite pour un message."),
    Problem.UNKNOWN_CHOICE: N_("Choisis une réponse de la liste, ou passe la question."),
    Problem.SAME_PLACE: N_("Deux choix ont la même place. Donne une place différente à chacun."),
}
NONE = -1  # what no choice has for value


class Press(StrEnum):
    """The button pressed; Enter alone goes on."""

    NEXT = "next"
    SKIP = "skip"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Screen:
    """One question, where it stands, and all that was answered so far."""

    consultation: Consultation
    n: int
    answers: Questionnaire
    is_open: bool
    has_accepted: bool
    has_draft: bool
    is_sent: bool = False  # without a draft, nothing differs from what was already sent

    @property
    def question(self) -> Question:
        """The question of this screen."""
        return self.consultation.questions[self.n - 1]

    @property
    def answer(self) -> Answer:
        """What was answered to it."""
        return self.answers.answers.get(self.question.id, Answer())

    @property
    def is_last(self) -> bool:
        """Whether going on sends."""
        return self.n == len(self.consultation.questions)

    @property
    def problem(self) -> Problem | None:
        """Why the answer cannot be sent."""
        return problem_of(self.question, self.answer)

    @property
    def is_for_later(self) -> bool:
        """Whether words wait until the child is alone: a safety topic, and somebody beside them (S3)."""
        said, is_text = self.answers.situation, self.question.kind == QuestionKind.TEXT
        return is_text and self.consultation.is_safety_topic and said is not None and said.was_alone is False

    def number_of(self, question: Question) -> int:
        """Return where a question stands."""
        return [each.id for each in self.consultation.questions].index(question.id) + 1


@bp.route("/questions/<int:n>", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_ANSWER)
def question(slug: str, n: int) -> ResponseReturnValue:
    """Ask one question; keep the answer, then go where the button says."""
    if request.method == "POST":
        return _take(slug, n)
    screen = _load(db.session, slug, n)
    if not screen.is_open:
        return redirect(url_for("youth.consultations.show", slug=slug), code=303)
    if not screen.has_accepted:
        return redirect(url_for("youth.consultations.agreement", slug=slug), code=303)
    if screen.answers.situation is None:  # going back from the thanks finds what was sent, not a form to fill again
        step = "show" if screen.answers.answers and not screen.has_draft else "situation"
        return redirect(url_for(f"youth.consultations.{step}", slug=slug), code=303)
    consents = {"quote_ok": screen.answer.quote_ok, "about_adult": screen.answer.about_adult}
    return _render(screen, ConsentForm(formdata=None, data=consents))


@bp.get("/merci")
@requires(Permission.CONSULTATION_ANSWER)
def thanks(slug: str) -> ResponseReturnValue:
    """Thank, say when the answer comes, offer a phrase (A3, F2)."""
    consultation, youth = asked(db.session, slug), current_youth()
    is_sent = bool(db.session.scalars(queries.sheet_tags_among(youth, [consultation.id])).first())
    is_open = services.takes_answers(consultation, clock.today())
    words_wait = is_open and services.has_words_waiting(db.session, youth=youth, consultation=consultation)
    return render_template(
        "youth/answers/thanks.html",
        consultation=consultation,
        is_sent=is_sent or not is_open,
        words_wait=words_wait and cover.pause(db.session, clock.today()) is not None,
    )


def _take(slug: str, n: int) -> ResponseReturnValue:
    form, press = ConsentForm(), _pressed()
    with db.current().transaction() as session:  # of its own: the draft outlives a refusal
        screen = _load(session, slug, n)
        typed = _typed(screen.question, press)
        if screen.is_for_later and typed.is_empty:  # there was no field: what was written before stays
            typed = replace(screen.answer, is_skipped=screen.answer.is_skipped or press == Press.SKIP)
        problem = problem_of(screen.question, typed)
        if screen.is_open and problem != Problem.UNKNOWN_CHOICE:
            screen = _keep(session, screen, typed)
        session.expunge_all()  # the question is still shown after the commit
    if not screen.is_open:
        return too_late()
    if not screen.has_accepted:
        return redirect(url_for("youth.consultations.agreement", slug=slug), code=303)
    if press == Press.PREVIOUS:
        return _go(screen, n - 1)
    if not form.validate() or (problem and press == Press.NEXT):
        return _render(screen, form, problem, status=400)
    return _send(screen, form) if screen.is_last else _go(screen, n + 1)


def _load(session: Session, slug: str, n: int) -> Screen:
    consultation, youth = asked(session, slug), current_youth()
    if not 1 <= n <= len(consultation.questions):
        abort(404)
    if request.method == "POST":
        services.hold_draft(session, youth=youth, consultation_id=consultation.id)
    draft = services.load_draft(session, youth=youth, consultation_id=consultation.id)
    return Screen(
        consultation,
        n,
        draft or services.answers_sent(session, youth=youth, consultation=consultation),
        is_open=services.takes_answers(consultation, clock.today()),
        has_accepted=services.has_accepted(session, youth=youth, consultation_id=consultation.id),
        has_draft=draft is not None,
    )


def _keep(session: Session, screen: Screen, typed: Answer) -> Screen:
    """Save the draft. Without one, and with nothing new, this is a sending sent twice: there is nothing to save."""
    answers = screen.answers.with_answer(screen.question.id, typed)
    if answers == screen.answers and not screen.has_draft:
        return replace(screen, is_sent=True)
    save(session, screen.consultation, answers)
    return replace(screen, answers=answers)


def _send(screen: Screen, form: ConsentForm) -> ResponseReturnValue:
    slug, key = screen.consultation.slug, form.submission_key.data
    if screen.answers.situation is None:
        step = "youth.answers.thanks" if screen.is_sent else "youth.consultations.situation"
        return redirect(url_for(step, slug=slug), code=303)
    try:
        services.send_answers(
            db.session,
            youth=current_youth(),
            consultation=asked(db.session, slug),
            questionnaire=screen.answers,
            today=clock.today(),
            department=platform().department(),
            row_id=lambda question_id: _row_id(key, question_id),
            takes_words=cover.pause(db.session, clock.today()) is None,
        )
    except services.ConsultationClosed:
        return too_late()
    except services.NoEnvelope:
        return errors.page(503)
    except services.AnswerRefused as refused:
        return _go(screen, screen.number_of(refused.question))
    return redirect(url_for(".thanks", slug=slug), code=303)


def _row_id(submission_key: str, question_id: UUID) -> UUID:
    """Return the identifier of a question's message: two of one form are not joined by it."""
    return keys.current().row_id(f"{submission_key}:{question_id.hex}")


def _go(screen: Screen, n: int) -> ResponseReturnValue:
    slug = screen.consultation.slug
    if n < 1:
        return redirect(url_for("youth.consultations.situation", slug=slug), code=303)
    return redirect(url_for(".question", slug=slug, n=n), code=303)


def _pressed() -> Press:
    return next((press for press in (Press.PREVIOUS, Press.SKIP) if press in request.form), Press.NEXT)


def _typed(question: Question, press: Press) -> Answer:
    """Return what the form says, in the shape of the question."""
    form, is_skipped = request.form, press == Press.SKIP
    if question.kind == QuestionKind.TEXT:
        text = plain(form.get("answer", ""))
        return Answer(
            text=text,
            quote_ok=bool(text) and _is_ticked("quote_ok"),
            about_adult=bool(text) and _is_ticked("about_adult"),
            is_skipped=is_skipped,
        )
    if question.kind == QuestionKind.RANKING:
        named = [(choice.position, form.get(f"rank_{choice.position}", "")) for choice in question.choices]
        ranks = tuple((position, _number(value)) for position, value in named if value)
        return Answer(ranks=ranks, is_skipped=is_skipped)
    return Answer(choices=tuple(sorted({_number(value) for value in form.getlist("answer")})), is_skipped=is_skipped)


def _is_ticked(name: str) -> bool:
    return request.form.get(name, "") not in NO


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else NONE


def _choices(question: Question) -> list[tuple[int, str]]:
    choices = [(choice.position, choice.label) for choice in question.choices]
    if question.kind == QuestionKind.FACES:
        choices.append((DONT_KNOW, translate(label("face", DONT_KNOW))))
    return choices


def _render(
    screen: Screen, form: ConsentForm, problem: Problem | None = None, *, status: int = 200
) -> ResponseReturnValue:
    shown = problem or (None if screen.answer.is_skipped else screen.problem)
    page = render_template(
        "youth/answers/question.html",
        screen=screen,
        form=form,
        choices=_choices(screen.question),
        error=translate(WORDS[shown]) if shown else "",
        skip_label=_skip_label(screen),
    )
    return make_response(page, status)


def _skip_label(screen: Screen) -> str:
    if screen.is_last:
        return str(_("Envoyer sans cette réponse"))
    is_answered = not (screen.answer.is_empty or screen.answer.is_skipped)
    return str(_("Ne pas envoyer cette réponse") if is_answered else _("Passer cette question"))
