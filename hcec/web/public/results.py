"""What came of each consultation, in plain words: asked, said, answered, and what comes next (F1, PRODUCT §4)."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.queries import consultation_with_slug
from hcec.disclosure.values import Release, from_bytes
from hcec.followup.lateness import days_late
from hcec.followup.models import PublicAnswer
from hcec.followup.queries import answer_to, awaiting_answer
from hcec.syntheses import models, queries
from hcec.web.access import one_or_404, public
from hcec.web.public import following
from hcec.web.release_parts import Told, told

bp = Blueprint("results", __name__, url_prefix="/resultats")


@dataclass(frozen=True, slots=True)
class Published:
    """A public release: its frozen value, and where its files are."""

    value: Release
    told: Told
    reference: str
    published_on: date


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """List the consultations that are over, with where each one is."""
    consultations = db.session.scalars(queries.closed_consultations()).all()
    released = db.session.scalars(queries.public_releases(clock.today()))
    out = {row.consultation_id for row in released if not row.withdrawn_on}
    waiting = {each.id for each in db.session.scalars(awaiting_answer())}
    return render_template("public/results/index.html", consultations=consultations, out=out, waiting=waiting)


@bp.get("/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """Tell what came of one consultation; before a release, when it comes."""
    consultation = one_or_404(db.session, consultation_with_slug(slug))
    if not was_asked(consultation, clock.today()):
        abort(404)
    today = clock.today()
    released = queries.public_releases(today).where(models.Release.consultation_id == consultation.id)
    rows = db.session.scalars(released).all()
    published = [_published(row) for row in rows if row.withdrawn_on is None]
    answer = db.session.scalars(answer_to(consultation).where(PublicAnswer.published_on.is_not(None))).first()
    heard = [each.value.contributors for each in published]
    proposals = following.followed(db.session, consultation, today) if rows or answer else []  # under embargo, nothing
    return render_template(
        "public/results/show.html",
        consultation=consultation,
        is_open=consultation.status is ConsultationStatus.OPEN,
        published=published,
        withdrawn=[row for row in rows if row.withdrawn_on is not None],
        answer=answer,
        days_late=days_late(consultation.answer_due_on, today),
        proposals=proposals,
        path=following.path(consultation, heard, answer, proposals, today),
        coming=following.coming(consultation, answer, proposals, today),
    )


def was_asked(consultation: Consultation, today: date) -> bool:
    """Return whether young people could ever answer it: before its first day, nobody knows of it."""
    is_future = consultation.status is ConsultationStatus.OPEN and (consultation.opens_on or date.max) > today
    return consultation.status is not ConsultationStatus.DRAFT and not is_future


def _published(row: models.Release) -> Published:
    value = from_bytes(row.content)
    return Published(value, told(value), row.id.hex, row.published_on)
