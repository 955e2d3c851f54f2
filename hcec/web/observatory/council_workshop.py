"""What a workshop prints: words to cut and sort, questions to hang, a guide for whoever speaks for the others."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from hcec import clock, db
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.queries import every_consultation
from hcec.disclosure.values import from_bytes
from hcec.documents.workshop import (
    AskedQuestion,
    WorkshopWords,
    render_cards_to_sort,
    render_question_posters,
    render_spokesperson_guide,
)
from hcec.i18n import current_locale, translate
from hcec.permissions import Permission
from hcec.syntheses.models import Release
from hcec.syntheses.queries import public_releases
from hcec.text.typography import french_spaces
from hcec.web import releases
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.context import help_numbers
from hcec.web.observatory.consultations import find
from hcec.web.references import as_id

bp = Blueprint("council_workshop", __name__, url_prefix="/observatoire/conseil/atelier")

PDF = "application/pdf"


@bp.get("/")
@requires(Permission.COUNCIL_KEEP)
def index() -> ResponseReturnValue:
    """What can be printed for the room, consultation by consultation."""
    out = [(row, from_bytes(row.content)) for row in db.session.scalars(_printable())]
    asked = every_consultation().where(Consultation.status != ConsultationStatus.DRAFT)
    return render_template(
        "observatory/council_workshop/index.html",
        consultations=db.session.scalars(asked).all(),
        today=clock.today(),
        cards={row.consultation_id: (row.id.hex, len(value.quotations)) for row, value in reversed(out)},
    )


@bp.get("/cartes/<ref>.pdf")
@requires(Permission.COUNCIL_KEEP)
def cards(ref: str) -> ResponseReturnValue:
    """The quotations of a public release, as cards; what is internal, withdrawn or under embargo is not here."""
    row: Release = one_or_404(db.session, _printable().where(Release.id == as_id(ref)))
    value = from_bytes(row.content)
    return releases.attachment(render_cards_to_sort(value, _words()), PDF, f"{value.slug}-cartes.pdf")


@bp.get("/questions/<slug>.pdf")
@requires(Permission.COUNCIL_KEEP)
def posters(slug: str) -> ResponseReturnValue:
    """The questions of a consultation, one a page."""
    asked = find(slug)
    questions = [
        AskedQuestion(each.label, each.hint, tuple(choice.label for choice in each.choices)) for each in asked.questions
    ]
    council = platform().department().council_name
    made = render_question_posters(asked.title, council, questions, _words())
    return releases.attachment(made, PDF, f"{asked.slug}-questions.pdf")


@bp.get("/porte-parole.pdf")
@requires(Permission.COUNCIL_KEEP)
def guide() -> ResponseReturnValue:
    """How to speak for the others: what may be said, what is kept, which rights."""
    numbers = [(each.number, each.purpose) for each in help_numbers()]
    made = render_spokesperson_guide(platform().department().council_name, numbers, _words())
    return releases.attachment(made, PDF, "porte-parole.pdf")


def _printable() -> Select[Release]:
    return public_releases(clock.today()).where(Release.withdrawn_on.is_(None))


def _words() -> WorkshopWords:
    return WorkshopWords.translated(current_locale().language, lambda text: french_spaces(translate(text)))
