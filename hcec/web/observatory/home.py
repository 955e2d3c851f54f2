"""The observatory's home: what is open, what waits, what is late, what comes next; and Lundy's four."""

from itertools import groupby

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations import queries
from hcec.documents.tabular import csv_of, ods_of
from hcec.followup import queries as followup
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import Permission
from hcec.reach.services.coming import coming_days
from hcec.reach.services.indicators import Indicator, indicators
from hcec.safeguarding.services.opening import obstacles
from hcec.surveys.queries import awaiting_reading
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.observatory.consultations import sheets_told

bp = Blueprint("home", __name__, url_prefix="/observatoire")

NEXT = 8  # days shown before the others are folded
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@bp.get("/")
@requires(Permission.CONSULTATION_EDIT)
def index() -> ResponseReturnValue:
    """Return what the observatory has to see to, the most pressing first."""
    today = clock.today()
    drafts = db.session.scalars(queries.drafts()).all()
    return render_template(
        "observatory/home/index.html",
        running=db.session.scalars(queries.opened()).all(),
        sheets=sheets_told(),
        drafts=[(draft, obstacles(db.session, consultation=draft, today=today)) for draft in drafts],
        awaiting_release=db.session.scalars(followup.awaiting_release()).all(),
        awaiting_answer=db.session.scalars(followup.awaiting_answer()).all(),
        to_read=db.session.scalars(followup.answers_to_read()).all(),
        surveys_to_read=db.session.scalars(awaiting_reading()).all(),
        proposals=db.session.scalars(followup.awaited_proposals()).all(),
        coming=coming_days(db.session, today=today),
        conditions=[(code, list(found)) for code, found in groupby(_indicators(), lambda each: each.condition)],
        shown=NEXT,
        today=today,
    )


@bp.get("/indicateurs.csv")
@requires(Permission.CONSULTATION_EDIT)
def as_csv() -> ResponseReturnValue:
    """The figures with their definitions, for a spreadsheet."""
    return _file(csv_of(_table()), "text/csv", "csv")


@bp.get("/indicateurs.ods")
@requires(Permission.CONSULTATION_EDIT)
def as_ods() -> ResponseReturnValue:
    """The same in the open format."""
    return _file(ods_of({_("Indicateurs"): _table()}, title=_("Indicateurs de la participation")), ODS, "ods")


def _indicators() -> list[Indicator]:
    return indicators(db.session, today=clock.today(), threshold=platform().department().threshold_internal)


def _table() -> list[list[str]]:
    """Return the figures in words, in the page's order; what cannot be told is left empty."""
    heads = [_("Condition"), _("Indicateur"), _("Valeur"), _("Sur"), _("Définition"), _("Au")]
    return [[str(head) for head in heads], *(_line(each, f"{clock.today():%Y-%m-%d}") for each in _indicators())]


def _line(one: Indicator, day: str) -> list[str]:
    words = translate(label("condition", one.condition)), translate(label("measure", one.measure))
    numbers = ("" if number is None else str(number) for number in (one.value, one.of))
    return [*words, *numbers, translate(label("measure_definition", one.measure)), day]


def _file(content: bytes, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="indicateurs.{ending}"'
    return answer
