"""What is asked now: the list, one consultation, its contract, the situation, and taking everything back."""

from datetime import date
from math import ceil
from typing import NamedTuple

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.queries import circles_by_name
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.consultations.models import Consultation
from hcec.consultations.queries import consultation_with_slug, open_consultations
from hcec.permissions import Permission
from hcec.safeguarding.services import cover
from hcec.syntheses.queries import closed_consultations
from hcec.testimonies import queries, services
from hcec.testimonies.access import draft_tag, sheet_tag
from hcec.testimonies.questionnaire import Questionnaire, Situation
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.viewer import current_youth
from hcec.web.youth.forms import AgreementForm, SituationForm

bp = Blueprint("consultations", __name__, url_prefix="/consultations")

MINUTES = {QuestionKind.TEXT: 1.5, QuestionKind.RANKING: 0.7}
MINUTES_OF_A_TAP = 0.4


class Line(NamedTuple):
    """A consultation of the list, and what one did there."""

    consultation: Consultation
    is_answered: bool
    is_started: bool


@bp.get("/")
@requires(Permission.CONSULTATION_ANSWER)
def index() -> ResponseReturnValue:
    """What is open, what is over, and the idea box."""
    youth = current_youth()
    open_ones = db.session.scalars(open_consultations(clock.today())).all()
    ids = [each.id for each in open_ones]
    sheets = set(db.session.scalars(queries.sheet_tags_among(youth, ids)))
    drafts = set(db.session.scalars(queries.draft_tags_among(youth, ids)))
    lines = [Line(each, sheet_tag(youth, each.id) in sheets, draft_tag(youth, each.id) in drafts) for each in open_ones]
    finished = db.session.scalars(closed_consultations()).all()
    return render_template("youth/consultations/index.html", lines=lines, finished=finished)


@bp.get("/<slug>")
@requires(Permission.CONSULTATION_ANSWER)
def show(slug: str) -> ResponseReturnValue:
    """Why, who reads, what comes of it and when; then start, go on, or change."""
    consultation, youth = asked(db.session, slug), current_youth()
    draft = services.load_draft(db.session, youth=youth, consultation_id=consultation.id)
    return render_template(
        "youth/consultations/show.html",
        consultation=consultation,
        is_open=services.takes_answers(consultation, clock.today()),
        is_answered=bool(db.session.scalars(queries.sheet_tags_among(youth, [consultation.id])).first()),
        draft=draft,
        resume_at=resume_at(consultation, draft),
        minutes=minutes(consultation),
    )


@bp.route("/<slug>/accord", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_ANSWER)
def agreement(slug: str) -> ResponseReturnValue:
    """The contract, before anything is asked (S8)."""
    consultation, form = asked(db.session, slug), AgreementForm()
    if not services.takes_answers(consultation, clock.today()):
        return closed(slug)
    if not form.validate_on_submit():
        page = render_template("youth/consultations/agreement.html", form=form, consultation=consultation)
        return make_response(page, 400 if form.is_submitted() else 200)
    services.accept_contract(db.session, youth=current_youth(), consultation_id=consultation.id, today=clock.today())
    return redirect(url_for(".situation", slug=slug), code=303)


@bp.route("/<slug>/ma-situation", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_ANSWER)
def situation(slug: str) -> ResponseReturnValue:
    """Age, place, company, and who must not read: all of it can be left out (A4, A5)."""
    consultation, youth = asked(db.session, slug), current_youth()
    if not services.takes_answers(consultation, clock.today()):
        return closed(slug)
    if not services.has_accepted(db.session, youth=youth, consultation_id=consultation.id):
        return redirect(url_for(".agreement", slug=slug), code=303)
    answers = _answers_so_far(consultation)
    form = SituationForm(answers.situation or _situation_sent(consultation))
    form.offer(db.session.scalars(circles_by_name()), youth.circles)
    if not form.validate_on_submit():
        page = render_template("youth/consultations/situation.html", form=form, consultation=consultation)
        return make_response(page, 400 if form.is_submitted() else 200)
    save(db.session, consultation, answers.with_situation(form.situation))
    _say_what_helps(consultation, form.situation)
    return redirect(url_for("youth.answers.question", slug=slug, n=resume_at(consultation, answers)), code=303)


@bp.route("/<slug>/retirer", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_ANSWER)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take back everything said here, until it closes (D5)."""
    consultation, form = asked(db.session, slug), AgreementForm()
    if not services.takes_answers(consultation, clock.today()):
        return closed(slug)
    if not form.is_submitted():
        return render_template("youth/consultations/withdraw.html", form=form, consultation=consultation)
    services.withdraw_answers(db.session, youth=current_youth(), consultation=consultation, today=clock.today())
    flash(_("C’est retiré. Si on a vu un danger, une copie reste, pour te protéger."))
    return redirect(url_for(".show", slug=slug), code=303)


def asked(session: Session, slug: str) -> Consultation:
    """Return the consultation, or the 404 of what does not exist when it was not asked yet."""
    if not slug.isprintable():  # PostgreSQL takes no NUL
        abort(404)
    consultation: Consultation = one_or_404(session, consultation_with_slug(slug))
    is_future = consultation.status == ConsultationStatus.OPEN and (consultation.opens_on or date.max) > clock.today()
    if consultation.status == ConsultationStatus.DRAFT or is_future:
        abort(404)
    return consultation


def closed(slug: str) -> ResponseReturnValue:
    """Lead to the consultation's page, which says that it is over; what was sent too late is given back."""
    if request.method != "POST":
        return redirect(url_for("youth.consultations.show", slug=slug), code=303)
    return too_late()


def too_late() -> Response:
    """Say that the consultation is over, and give back what was typed."""
    sentence = _("Ces questions sont closes. On ne peut plus répondre, ni changer, ni retirer ses réponses.")
    return errors.page(409, sentence=sentence)


def save(session: Session, consultation: Consultation, answers: Questionnaire) -> None:
    """Keep the draft for as long as the département decided; days on which nothing can be sent do not count."""
    days, today = platform().department().draft_days, clock.today()
    if pause := cover.pause(session, today):
        days += pause.days_from(today, unknown=days)
    services.save_draft(
        session,
        youth=current_youth(),
        consultation_id=consultation.id,
        questionnaire=answers,
        today=today,
        days=days,
    )


def resume_at(consultation: Consultation, answers: Questionnaire | None) -> int:
    """Return the number of the first question without an answer, the first one when all have theirs."""
    said = answers.answers if answers else {}
    return next((n for n, each in enumerate(consultation.questions, start=1) if each.id not in said), 1)


def minutes(consultation: Consultation) -> int:
    """Return about how long it takes."""
    return max(2, ceil(sum(MINUTES.get(each.kind, MINUTES_OF_A_TAP) for each in consultation.questions)))


def _answers_so_far(consultation: Consultation) -> Questionnaire:
    """Return the draft, or else what was sent; when the situation is being told, no other tab writes meanwhile."""
    youth = current_youth()
    if request.method == "POST":
        services.hold_draft(db.session, youth=youth, consultation_id=consultation.id)
    draft = services.load_draft(db.session, youth=youth, consultation_id=consultation.id)
    return draft or services.answers_sent(db.session, youth=youth, consultation=consultation)


def _situation_sent(consultation: Consultation) -> Situation:
    return services.situation_sent(db.session, youth=current_youth(), consultation=consultation)


def _say_what_helps(consultation: Consultation, said: Situation) -> None:
    if said.was_alone is False:
        flash(_("Quelqu’un est là ? Tu peux attendre d’être seul(e). On garde ce que tu as commencé."), "warning")
    bands = {each.age_band for each in consultation.audience}
    if said.age_band and bands and said.age_band not in bands:
        flash(_("Ces questions sont surtout pour un autre âge. Tu peux répondre quand même."))
