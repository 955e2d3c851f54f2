"""Paper sheets, entered by an adult from outside the children's homes, who numbers them as the envelopes are opened."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts import queries as accounts
from hcec.accounts.card_code import format_code
from hcec.consultations import queries as consultations
from hcec.consultations.models import Consultation
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.testimonies import access, queries, services
from hcec.testimonies.models import PaperBatch
from hcec.testimonies.questionnaire import Answer, Problem, Questionnaire
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.moderation.paper_forms import BatchForm, SheetForm, TakeBackForm, choices_of, prefix_of, typed_sheet
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("paper", __name__, url_prefix="/moderation/papier")

TOO_CLOSE = N_("Ces feuilles viennent de trop près de vous : quelqu’un d’autre les ouvrira.")
PROBLEMS = {
    Problem.TOO_LONG: N_("C’est trop long : 5 000 signes au plus."),
    Problem.UNKNOWN_CHOICE: N_("Une réponse n’est pas dans la liste."),
    Problem.SAME_PLACE: N_("Deux choix ont la même place : laissez sans place ce qui n’est pas clair."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """The page of one sheet: the batch, what is entered of it, and what was typed."""

    batch: PaperBatch
    consultation: Consultation
    numbers: list[int]
    typed: Questionnaire = field(default_factory=Questionnaire)
    refused: dict[UUID, str] = field(default_factory=dict)

    def answer_to(self, question_id: UUID) -> Answer:
        """What was typed for a question."""
        return self.typed.answers.get(question_id, Answer())


@bp.get("/")
@requires(Permission.PAPER_ENTER)
def index() -> ResponseReturnValue:
    """What is open, and my batches of each."""
    batches: dict[UUID, list[PaperBatch]] = {}
    for batch in db.session.scalars(access.batches_of(current_staff())):
        batches.setdefault(batch.consultation_id, []).append(batch)
    opened = db.session.scalars(consultations.open_consultations(clock.today())).all()
    return render_template("moderation/paper/index.html", consultations=opened, batches=batches)


@bp.route("/<slug>/nouveau-lot", methods=["GET", "POST"])
@requires(Permission.PAPER_ENTER)
def new(slug: str) -> ResponseReturnValue:
    """Start a batch: where the sheets came from decides who never reads their words."""
    consultation = one_or_404(db.session, consultations.consultation_with_slug(slug))
    form, actor = BatchForm(), current_staff()
    form.offer(db.session.scalars(accounts.circles_by_name()).all(), actor.circles)
    if not form.validate_on_submit():
        page = render_template("moderation/paper/new.html", form=form, consultation=consultation, actor=actor)
        return make_response(page, 400 if form.is_submitted() else 200)
    try:
        batch = services.open_batch(
            db.session,
            actor=actor,
            consultation=consultation,
            row_id=form.row_id,
            circles=form.chosen,
            today=clock.today(),
        )
    except services.ConsultationClosed:
        return _too_late()
    except services.NotFromOutside:
        return errors.page(403, sentence=_(TOO_CLOSE))
    return redirect(url_for(".enter", ref=batch.id.hex), code=303)


@bp.route("/lots/<ref>", methods=["GET", "POST"])
@requires(Permission.PAPER_ENTER)
def enter(ref: str) -> ResponseReturnValue:
    """Enter one sheet, then the next."""
    form = SheetForm()
    key = services.key_of(form.code.data, as_id(ref)) if form.is_submitted() and form.code.data else b""  # slow: first
    entry = _entry(ref)
    near = frozenset(row.circle_id for row in entry.batch.circles)
    form.offer(db.session.scalars(accounts.circles_by_name()).all(), near)
    if not form.is_submitted():
        form.number.data = max(entry.numbers, default=0) + 1
        return _page(entry, form)
    sheet = typed_sheet(form, entry.consultation.questions, key)
    entry = Entry(entry.batch, entry.consultation, entry.numbers, sheet.questionnaire)
    return _take(entry, form, sheet) if form.validate() else _page(entry, form, 400)


@bp.route("/lots/<ref>/reprendre", methods=["GET", "POST"])
@requires(Permission.PAPER_ENTER)
def take_back(ref: str) -> ResponseReturnValue:
    """Take back a sheet that was entered wrongly, to enter it again."""
    form = TakeBackForm()
    is_whole = form.validate_on_submit()
    key = services.key_of(form.code.data, as_id(ref)) if is_whole else b""  # slow: before anything takes the write lock
    batch, number = _entry(ref).batch, form.number.data
    if is_whole:
        actor, today = current_staff(), clock.today()
        try:
            services.take_back_sheet(db.session, actor=actor, batch=batch, number=number, key=key, today=today)
        except services.ConsultationClosed:
            return _too_late()
        except services.NoSuchSheet:
            form.code.errors = [_("Aucune feuille de ce lot n’a ce numéro et ce code.")]
        else:
            flash(_("La feuille %(number)s n’est plus comptée. Vous pouvez l’entrer de nouveau.", number=number))
            return redirect(url_for(".enter", ref=ref), code=303)
    page = render_template("moderation/paper/take_back.html", form=form, batch=batch)
    return make_response(page, 400 if form.is_submitted() else 200)


def _take(entry: Entry, form: SheetForm, sheet: services.PaperSheet) -> ResponseReturnValue:
    batch = entry.batch
    today, department = clock.today(), platform().department()
    try:
        services.enter_sheet(
            db.session,
            actor=current_staff(),
            batch=batch,
            row_id=form.row_id,
            sheet=sheet,
            today=today,
            department=department,
        )
    except services.ConsultationClosed:
        return _too_late()
    except services.NotFromOutside:
        return errors.page(403, sentence=_(TOO_CLOSE))
    except services.NoEnvelope:
        return errors.page(503)
    except services.AnswerRefused as refused:
        entry.refused[refused.question.id] = _(PROBLEMS[refused.problem])
        return _page(entry, form, 400)
    except services.NothingSaid:
        form.number.errors = [_("Tout est vide : une feuille blanche ne compte pas.")]
        return _page(entry, form, 400)
    except services.AlreadyEntered:
        form.number.errors = [_("La feuille %(number)s de ce lot est déjà entrée.", number=sheet.number)]
        return _page(entry, form, 409)
    flash(_("Feuille %(number)s du lot %(batch)s : c’est compté.", number=sheet.number, batch=batch.number), "success")
    return redirect(url_for(".enter", ref=batch.id.hex), code=303)


def _entry(ref: str) -> Entry:
    batch = one_or_404(db.session, access.batches_of(current_staff()).where(PaperBatch.id == as_id(ref)))
    consultation = db.session.get_one(Consultation, batch.consultation_id)
    return Entry(batch, consultation, list(db.session.scalars(queries.numbers_entered(batch.id))))


def _page(entry: Entry, form: SheetForm, status: int = 200) -> ResponseReturnValue:
    is_open = services.takes_answers(entry.consultation, clock.today())
    if not is_open and request.method == "POST":
        return _too_late()
    page = render_template(
        "moderation/paper/enter.html",
        entry=entry,
        form=form,
        code=format_code(form.code.data or ""),
        is_open=is_open,
        choices_of=choices_of,
        prefix_of=prefix_of,
    )
    return make_response(page, status)


def _too_late() -> ResponseReturnValue:
    return errors.page(409, sentence=_("Cette consultation ne prend plus de réponse. La feuille n’est pas comptée."))
