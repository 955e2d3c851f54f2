"""Departmental data: the years that are kept, and what is known of each."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, Refusals, form_page, history
from hcec.web.observatory.figures_forms import NewYearForm, YearNoteForm
from hcec.web.viewer import current_staff
from hcec.yearbook import queries
from hcec.yearbook.checks import disagreements, total
from hcec.yearbook.grids import title
from hcec.yearbook.models import FigureYear
from hcec.yearbook.services import keeping
from hcec.yearbook.services.keeping import YearTaken
from hcec.yearbook.tables import FAMILIES, TABLES, tables_in

bp = Blueprint("figures", __name__, url_prefix="/observatoire/donnees")

REFUSALS: Refusals = {YearTaken: ("year", N_("Cette année est déjà ouverte."))}


@bp.get("/")
@requires(Permission.FIGURES_KEEP)
def index() -> ResponseReturnValue:
    """Every year, and how far it is."""
    years = db.session.scalars(queries.years()).all()
    return render_template("observatory/figures/index.html", years=years, every=len(TABLES))


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.FIGURES_KEEP)
def new() -> ResponseReturnValue:
    """Open a year."""
    form = NewYearForm()
    if not form.is_submitted():
        form.year.data = clock.today().year - 1
    back = url_for(".show", year=form.year.data) if form.is_submitted() and form.year.data else url_for(".index")
    return form_page(
        form,
        lambda: keeping.open_year(db.session, row_id=form.row_id, actor=current_staff(), year=form.year.data),
        Page(
            _("Ouvrir une année"), back, _("Données"), _("L’année est ouverte : tapez ses tableaux, ou importez-les.")
        ),
        refusals=REFUSALS,
    )


@bp.get("/<int:year>")
@requires(Permission.FIGURES_KEEP)
def show(year: int) -> ResponseReturnValue:
    """One year: its tables by family, what is missing, what disagrees."""
    row = find(year)
    numbers = row.numbers
    return render_template(
        "observatory/figures/show.html",
        year=row,
        families=[
            (family, [(table, title(table), total(table, numbers)) for table in tables_in(family)])
            for family in FAMILIES
        ],
        apart={code for each in disagreements(numbers) for code in (each.table, each.other)},
        history=history(row, *row.tables, *row.releases),
    )


@bp.route("/<int:year>/methode", methods=["GET", "POST"])
@requires(Permission.FIGURES_KEEP)
def edit(year: int) -> ResponseReturnValue:
    """Say how a year was counted."""
    row = find(year)
    form = YearNoteForm(obj=row)
    acted = {"actor": current_staff(), "year": row, "version": form.version.data}
    return form_page(
        form,
        lambda: keeping.annotate(db.session, plan=form.plan(), **acted),
        Page(_("Comment l’année a été comptée"), url_for(".show", year=year), str(year), _("C’est enregistré.")),
        refusals=REFUSALS,
        held=row,
    )


def find(year: int) -> FigureYear:
    """Return a year, or the page of what is not there."""
    found: FigureYear = one_or_404(db.session, queries.the_year(year))
    return found
