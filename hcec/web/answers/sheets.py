"""The same answers, written in LibreOffice: a sheet to take, fill in and give back. A file is read, never kept."""

from typing import NamedTuple, cast

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile
from hcec.documents.answer_sheet import Filled, Sheet, read_sheet, render_sheet
from hcec.documents.odf import TEXT
from hcec.documents.odt_reading import NotReadable, read_blocks
from hcec.followup import services
from hcec.followup.access import answerable_by, visible_to
from hcec.followup.answering import AnswerWords, changes
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.answer_forms import AnswerWordsForm
from hcec.web.answers.sheet_words import FAULTS, TROUBLES, Answered, reference, sheet_of, title_of
from hcec.web.forms import ActForm
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("sheets", __name__, url_prefix="/fiches/<ref>")


class Said(NamedTuple):
    """What is wrong, under which heading, and the words that stand there."""

    heading: str
    problem: str
    words: str


class Import(NamedTuple):
    """What a sheet that came back holds: words to keep, or what prevents it."""

    kept: list[tuple[services.Subject, int, AnswerWords]]
    problems: list[Said]


@bp.get("/")
@requires(Permission.ANSWER_WRITE)
def show(ref: str) -> ResponseReturnValue:
    """How to answer in LibreOffice."""
    return _page(_find(ref), [])


@bp.get("/modele.odt")
@requires(Permission.ANSWER_WRITE)
def download(ref: str) -> ResponseReturnValue:
    """Send the sheet to fill in, with what is written so far."""
    consultation = _find(ref)
    sheet = sheet_of(consultation, _to_answer(consultation))
    return attachment(render_sheet(sheet), TEXT, f"repondre-{ref[:8]}.odt")


@bp.post("/lire")
@requires(Permission.ANSWER_WRITE)
def read(ref: str) -> ResponseReturnValue:
    """Keep what a sheet says as drafts; or nothing, and every problem by its heading."""
    given = request.files.get("sheet")
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        blocks = read_blocks(given.read() if given else b"")  # before anything takes the write lock
    except NotReadable as refusal:
        return _page(_find(ref), [Said(_("Le fichier"), _(FAULTS[refusal.fault]), "")], status=400)
    consultation = _find(ref)
    answered = _to_answer(consultation)
    sheet = sheet_of(consultation, answered)
    found = _check(read_sheet(blocks, sheet), sheet, answered)
    if found.problems:
        return _page(consultation, found.problems, status=400)
    try:
        _keep(found)
    except (ChangedMeanwhile, services.AlreadyPublished, services.NotAnswerable):
        abort(409)
    told = ngettext("Une réponse est gardée.", "%(num)s réponses sont gardées.", len(found.kept))
    flash(told if found.kept else _("La fiche ne change rien."), "success")
    return redirect(url_for("answers.home.index"), code=303)


def _keep(found: Import) -> None:
    me, today = current_staff(), clock.today()
    for subject, version, words in found.kept:
        services.write_answer(
            db.session, subject=subject, actor=me, version=version, words=words, sends=False, today=today
        )


def _check(filled: Filled, sheet: Sheet, answered: list[Answered]) -> Import:
    """Return what changes, read as the form of the page would; every problem by its heading."""
    problems = [Said(one.heading, _(TROUBLES[one.trouble]), one.words) for one in filled.problems]
    titles = {asked.reference: {part.code: part.title for part in asked.parts} for asked in sheet.asked}
    kept = []
    for subject, answer in answered:
        texts, version = filled.texts.get(reference(subject)), answer.version if answer else 0
        if texts is None:
            continue
        form = AnswerWordsForm(
            formdata=MultiDict({**texts, "version": str(version)}),
            of_proposal=isinstance(subject, Proposal),
            meta={"csrf": False},
        )
        if not form.validate():
            named = titles[reference(subject)]
            problems += [
                Said(f"{title_of(subject)} — {named.get(name, name)}", str(error), texts.get(name, ""))
                for name, errors in form.errors.items()
                for error in errors
            ]
        elif changes(services.words_of(answer), form.words()):
            kept.append((subject, version, form.words()))
    return Import(kept, problems)


def _find(ref: str) -> Consultation:
    asked = answerable_by(current_staff()).where(Consultation.id == as_id(ref))
    return cast(Consultation, one_or_404(db.session, asked))


def _to_answer(consultation: Consultation) -> list[Answered]:
    """Return what this person may still answer: the consultation as a whole, then each proposal."""
    theirs = visible_to(current_staff()).where(
        Proposal.consultation_id == consultation.id, Proposal.state == ProposalState.ADOPTED
    )
    proposals = db.session.scalars(theirs.order_by(Proposal.position)).all()
    subjects: list[services.Subject] = [consultation, *proposals]
    pairs = [(subject, services.answer_of(db.session, subject)) for subject in subjects]
    return [(subject, answer) for subject, answer in pairs if answer is None or not answer.published_on]


def _page(consultation: Consultation, problems: list[Said], status: int = 200) -> ResponseReturnValue:
    body = render_template(
        "answers/sheets/show.html",
        consultation=consultation,
        answered=[title_of(subject) for subject, _answer in _to_answer(consultation)],
        problems=problems,
        act=ActForm(formdata=None),
    )
    return make_response(body, status)
