"""The child's own messages: the idea box, the list, one message, and taking it back."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.queries import circles_by_name
from hcec.consultations.enums import ConsultationStatus
from hcec.moderation import services as moderation
from hcec.notices.services import answers_seen
from hcec.permissions import Permission
from hcec.safeguarding.services import cover
from hcec.testimonies import queries, services
from hcec.testimonies.access import ever_sent, own_testimonies
from hcec.testimonies.enums import UNDECIDED, TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.references import as_id
from hcec.web.viewer import current_youth
from hcec.web.youth import exchange
from hcec.web.youth.agreement import ReplyForm as AgreementReplyForm
from hcec.web.youth.agreement import rewritten_in
from hcec.web.youth.alerts import answers_to, note_seen, with_news
from hcec.web.youth.counted import counted_in
from hcec.web.youth.forms import AgreementForm, IdeaForm
from hcec.web.youth.readers import readers_of
from hcec.web.youth.replying import ReplyForm
from hcec.web.youth.standing import standing_of

bp = Blueprint("testimonies", __name__, url_prefix="/messages")
bp.add_app_template_filter(standing_of, "standing")
FOR_A_TOPIC = "sujet"  # whoever accepts the contract to propose a topic comes back to it


class Origin(NamedTuple):
    """What a message answers: a question of a consultation."""

    title: str
    question: str
    slug: str
    is_over: bool


@bp.get("/")
@requires(Permission.TESTIMONY_FOLLOW)
def index() -> ResponseReturnValue:
    """Every message, folded, with its state in plain words (F2, S7)."""
    testimonies = db.session.scalars(_own(db.session)).all()
    return render_template(
        "youth/testimonies/index.html",
        testimonies=testimonies,
        origins=_origins(),
        undecided=UNDECIDED,
        answered=with_news(testimonies) | exchange.with_news(db.session, testimonies),
        reread=moderation.reread_otherwise(db.session, testimonies),
        promised_since=_promised_since(),
        counted=answers_seen.unseen(db.session, youth=current_youth(), today=clock.today()),
    )


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_SUBMIT)
def new() -> ResponseReturnValue:
    """Write to the idea box."""
    youth, form = current_youth(), IdeaForm()
    form.offer(db.session.scalars(circles_by_name()), youth.circles)
    if _is_paused():
        page = render_template("youth/testimonies/new.html", form=form, is_paused=True)
        return make_response(page, 503 if form.is_submitted() else 200)
    if not form.is_submitted() and not services.has_accepted(db.session, youth=youth, consultation_id=None):
        return redirect(url_for(".agreement", reprendre=request.args.get("reprendre")), code=303)
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.body.data = _old_words()
        page = render_template("youth/testimonies/new.html", form=form)
        return make_response(page, 400 if form.is_submitted() else 200)
    try:
        _submit(form)
    except services.NotAccepted:
        return errors.page(409, sentence=_("Avant d’écrire, lis ce qu’on te promet. Ton texte est encore là."))
    except services.NoEnvelope:
        return errors.page(503)
    except services.NotYours:
        abort(404)
    flash(_("Merci. Ton message est arrivé. Quelqu’un va le lire."), "success")
    return redirect(url_for(".index"), code=303)


@bp.route("/accord", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_SUBMIT)
def agreement() -> ResponseReturnValue:
    """The contract of the idea box (S8)."""
    form = AgreementForm()
    if not form.validate_on_submit():
        page = render_template("youth/testimonies/agreement.html", form=form)
        return make_response(page, 400 if form.is_submitted() else 200)
    services.accept_contract(db.session, youth=current_youth(), consultation_id=None, today=clock.today())
    if request.args.get("pour") == FOR_A_TOPIC:
        return redirect(url_for("youth.topics.new"), code=303)
    return redirect(url_for(".new", reprendre=request.args.get("reprendre")), code=303)


@bp.get("/<ref>")
@requires(Permission.TESTIMONY_FOLLOW)
def show(ref: str) -> ResponseReturnValue:
    """One message: one's own words, where it stands, what happens next, what would be quoted (M2)."""
    testimony = _own_one(db.session, ref)
    if testimony.state == TestimonyState.PROPOSED and testimony.seen_on is None:
        with db.current().transaction() as session:  # a page that is read, not sent: it writes apart
            services.note_seen(session, testimony=testimony, today=clock.today())
    note_seen(testimony)
    exchange.note_seen(testimony)
    _note_counted(testimony)
    return render_template(
        "youth/testimonies/show.html",
        testimony=testimony,
        origin=_origins().get(testimony.question_id),
        undecided=UNDECIDED,
        standing=standing_of(testimony, bool(moderation.reread_otherwise(db.session, [testimony])), _promised_since()),
        agreement_form=AgreementReplyForm(formdata=None),
        answers=answers_to(testimony) + exchange.answers_to(testimony),
        reply_form=ReplyForm(formdata=None),
        exchange_form=exchange.ExchangeForm(formdata=None),
        readers=readers_of(testimony),
        counted=counted_in(db.session, testimony),
        rewritten_in=rewritten_in(testimony),
    )


@bp.post("/<ref>/retirer")
@requires(Permission.TESTIMONY_FOLLOW)
def withdraw(ref: str) -> ResponseReturnValue:
    """Take a message back, whatever its state: hidden at once, deleted that night. A second tap finds it withdrawn."""
    asked, youth = db.session.scalars(queries.asked_consultations()).all(), current_youth()
    sent = ever_sent(youth, asked, year=clock.today().year).where(Testimony.id == as_id(ref))
    testimony: Testimony = one_or_404(db.session, sent)
    if testimony.kind == TestimonyKind.HELP:
        abort(404)
    services.withdraw(db.session, youth=youth, testimony=testimony)
    flash(_("Ton message est retiré. Si on a vu un danger, une copie reste, pour te protéger."))
    return redirect(url_for(".index"), code=303)


def _promised_since() -> date:
    """Return the first day of which the messages, if nobody read them, do not wait for longer than promised."""
    return clock.today() - timedelta(days=platform().department().decision_days)


def _old_words() -> str:
    """Return one's own words to write anew, when the page was asked with the message that held them (M4)."""
    ref = request.args.get("reprendre", "")
    return (_own_one(db.session, ref).original or "") if ref else ""


def _own(session: Session) -> Select[Testimony]:
    asked = session.scalars(queries.asked_consultations()).all()
    return own_testimonies(current_youth(), asked, year=clock.today().year)


def _note_counted(testimony: Testimony) -> None:
    """Keep that what was answered to the consultation was opened: the dot goes."""
    youth, answered = current_youth(), answers_seen.unseen(db.session, youth=current_youth(), today=clock.today())
    if testimony.consultation_id in answered:
        with db.current().transaction() as session:  # a page that is read, not sent: it writes apart
            answers_seen.note_seen(session, youth=youth, consultation_id=testimony.consultation_id)


def _own_one(session: Session, ref: str) -> Testimony:
    testimony: Testimony = one_or_404(session, _own(session).where(Testimony.id == as_id(ref)))
    return testimony


def _origins() -> dict[UUID | None, Origin]:
    return {
        row.id: Origin(row.title, row.label, row.slug, row.status != ConsultationStatus.OPEN)
        for row in db.session.execute(queries.questions_asked())
    }


def _is_paused() -> bool:
    """Return whether nobody could read it (S3), or open its envelope if the child were in danger."""
    return cover.pause(db.session, clock.today()) is not None


def _submit(form: IdeaForm) -> None:
    services.submit_idea(
        db.session,
        youth=current_youth(),
        row_id=form.row_id,
        body=form.body.data,
        quote_ok=form.quote_ok.data,
        about_adult=form.about_adult.data,
        excluded_circles=form.excluded,
        today=clock.today(),
        department=platform().department(),
    )
