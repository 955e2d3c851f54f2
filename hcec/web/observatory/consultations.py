"""Consultations as the observatory makes them: a list, a draft, its page, and what a phone will show."""

from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts import queries as accounts
from hcec.accounts.access import StaffMember, member
from hcec.consultations import queries, services
from hcec.consultations.enums import DONT_KNOW, ConsultationStatus, QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.disclosure.wording import at_least
from hcec.followup import queries as followup
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import Permission
from hcec.safeguarding.enums import Obstacle
from hcec.safeguarding.services import opening
from hcec.safeguarding.services.forecasting import forecast_load
from hcec.testimonies.questionnaire import Answer
from hcec.text.readability import Hint, hints
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.forms import OnceForm
from hcec.web.observatory.forms import ChangeConsultationForm, NewConsultationForm, VersionForm, differences
from hcec.web.reading_hours import span_in_words
from hcec.web.viewer import current_staff
from hcec.web.youth.forms import ConsentForm

bp = Blueprint("consultations", __name__, url_prefix="/observatoire/consultations")

COMPARED = ("title", "why", "who_reads", "what_next", "opens_on", "closes_on", "answer_due_on")


@bp.get("/")
@requires(Permission.CONSULTATION_EDIT)
def index() -> ResponseReturnValue:
    """Every consultation, drafts first."""
    return render_template(
        "observatory/consultations/index.html",
        consultations=db.session.scalars(queries.every_consultation()).all(),
        sheets=sheets_told(),
        unanswered={one.id for one in db.session.scalars(followup.awaiting_answer())},
        today=clock.today(),
    )


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def new() -> ResponseReturnValue:
    """Start a draft."""
    people = on_call_people()
    form = NewConsultationForm(on_call=people, data={"on_call": people[0].id if people else None})
    if not form.validate_on_submit():
        return _form("observatory/consultations/new.html", form)
    made = services.create_consultation(db.session, row_id=form.row_id, actor=current_staff(), plan=form.plan())
    flash(_("Le brouillon est enregistré. Ajoutez maintenant vos questions."), "success")
    return redirect(url_for(".show", slug=made.slug), code=303)


@bp.get("/<slug>")
@requires(Permission.CONSULTATION_EDIT)
def show(slug: str) -> ResponseReturnValue:
    """Everything about one consultation, what still prevents it from opening, and what to do next."""
    return page(slug)


@bp.route("/<slug>/modifier", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def edit(slug: str) -> ResponseReturnValue:
    """Change a draft's words, dates and audience."""
    consultation = find(slug)
    form = ChangeConsultationForm(on_call=on_call_people(), data=_held(consultation))
    if not form.validate_on_submit():
        return _form("observatory/consultations/edit.html", form, consultation=consultation)
    acted = {"consultation": consultation, "actor": current_staff(), "version": form.version.data}
    try:
        services.change_consultation(db.session, plan=form.plan(), **acted)
    except services.ConsultationNotDraft:
        return page(slug, refusal=_("Elle est ouverte : ses mots ne changent plus. Dupliquez-la si besoin."))
    except services.ChangedMeanwhile:
        return _changed(slug, form)
    flash(_("C’est enregistré."), "success")
    return redirect(url_for(".show", slug=slug), code=303)


@bp.get("/<slug>/apercu")
@requires(Permission.CONSULTATION_EDIT)
def preview(slug: str) -> ResponseReturnValue:
    """Screen `n` as a phone will show it: 0 is the first page, then one question each."""
    consultation = find(slug)
    n = request.args.get("n", 1 if consultation.questions else 0, type=int)
    if not 0 <= n <= len(consultation.questions):
        abort(404)
    question = consultation.questions[n - 1] if n else None
    return render_template(
        "observatory/consultations/preview.html",
        consultation=consultation,
        question=question,
        choices=_offered(question) if question else [],
        answer=Answer(),
        form=ConsentForm(formdata=None),
        n=n,
    )


def find(slug: str) -> Consultation:
    """Return the consultation at this address, or the 404 of what does not exist."""
    found: Consultation = one_or_404(db.session, queries.consultation_with_slug(slug))
    return found


def page(slug: str, *, refusal: str = "") -> ResponseReturnValue:
    """Return a consultation's page as it stands; with a refusal's words, 409 and nothing kept of the attempt."""
    if refusal:
        db.session.rollback()
    consultation, today = find(slug), clock.today()
    body = render_template(
        "observatory/consultations/show.html",
        consultation=consultation,
        obstacles=opening.obstacles(db.session, consultation=consultation, today=today),
        uncovered=_uncovered(consultation),
        forecast=forecast_load(db.session, consultation=consultation, today=today)
        if consultation.status is ConsultationStatus.DRAFT
        else None,
        answer=db.session.scalars(followup.answer_to(consultation)).first(),
        sheets=sheets_told(),
        hints=_hints(consultation),
        act=VersionForm(formdata=None, data={"version": consultation.version}),
        copy=OnceForm(formdata=None),
        refusal=refusal,
        today=today,
    )
    return make_response(body, 409 if refusal else 200)


def on_call_people() -> list[StaffMember]:
    """Return who may be named on call: whoever may handle alerts, the appointed first."""
    people = (member(one) for one in db.session.scalars(accounts.staff_on_call_first()))
    return [one for one in people if one.may(Permission.ALERT_HANDLE)]


def sheets_told() -> dict[UUID, int]:
    """Return how many sheets may be told for each consultation: rounded down to whole steps, never one by one."""
    step = platform().department().threshold_internal
    rows = db.session.execute(followup.sheet_counts())
    return {consultation_id: at_least(count, step) for consultation_id, count in rows}


def _uncovered(consultation: Consultation) -> dict[Obstacle, str]:
    """Return in words the days that nobody covers, under what each prevents."""
    days: dict[Obstacle, list[str]] = {}
    for span in opening.cover_gaps(db.session, consultation=consultation, today=clock.today()):
        days.setdefault(opening.LACKING[span.kind], []).append(span_in_words(span))
    return {obstacle: ", ".join(each) for obstacle, each in days.items()}


def _offered(question: Question) -> list[tuple[int, str]]:
    choices = [(choice.position, choice.label) for choice in question.choices]
    return choices + ([(DONT_KNOW, translate(label("face", DONT_KNOW)))] if question.kind is QuestionKind.FACES else [])


def _hints(consultation: Consultation) -> dict[str, list[Hint]]:
    """Return what could be said more simply, by the name of a text or the place of a question."""
    texts = {name: getattr(consultation, name) for name in ("title", "why", "who_reads", "what_next")}
    for question in consultation.questions:
        choices = [choice.label for choice in question.choices]
        texts[f"question-{question.position}"] = "\n".join([question.label, question.hint, *choices])
    return {name: list(dict.fromkeys(hints(text))) for name, text in texts.items()}


def _form(template: str, form: NewConsultationForm | ChangeConsultationForm, **values: object) -> ResponseReturnValue:
    return make_response(render_template(template, form=form, **values), 400 if form.is_submitted() else 200)


def _held(consultation: Consultation) -> dict[str, object]:
    plan = services.plan_of(consultation)
    return {
        "title": plan.title,
        "why": plan.why,
        "who_reads": plan.who_reads,
        "what_next": plan.what_next,
        "opens_on": plan.opens_on,
        "closes_on": plan.closes_on,
        "answer_due_on": plan.answer_due_on,
        "audience": list(plan.audience),
        "on_call": plan.on_call_id,
        "safety_topic": plan.is_safety_topic,
        "version": consultation.version,
    }


def _changed(slug: str, form: ChangeConsultationForm) -> ResponseReturnValue:
    """Show the form again with what was typed, beside what somebody else wrote meanwhile (409)."""
    db.session.rollback()
    consultation = find(slug)
    others = differences(form, _held(consultation), COMPARED)
    form.see(consultation.version)
    body = render_template("observatory/consultations/edit.html", form=form, consultation=consultation, others=others)
    return make_response(body, 409)
