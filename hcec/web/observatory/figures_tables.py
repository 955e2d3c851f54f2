"""One table of a year: typed as a grid, looked at, called checked."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.form_pages import history
from hcec.web.observatory.figures import find
from hcec.web.observatory.figures_forms import CheckForm, GridForm, grid_form, held
from hcec.web.staff_forms import Other
from hcec.web.viewer import current_staff
from hcec.yearbook.grids import title
from hcec.yearbook.models import FigureYear
from hcec.yearbook.services import ChangedMeanwhile, keeping
from hcec.yearbook.services.keeping import Disagrees, NotConfirmed, NotTyped
from hcec.yearbook.tables import FigureTable, table_of

bp = Blueprint("figures_tables", __name__, url_prefix="/observatoire/donnees/<int:year>")

REFUSALS: dict[type[Exception], tuple[int, str]] = {
    ChangedMeanwhile: (409, N_("Quelqu’un a changé ce tableau entre-temps : relisez-le.")),
    NotTyped: (400, N_("Ce tableau est vide : il n’y a rien à vérifier.")),
    Disagrees: (400, N_("Ce tableau ne compte pas les mêmes enfants qu’un autre : corrigez l’un des deux.")),
    NotConfirmed: (400, N_("Des nombres ont changé de plus d’un tiers : cochez la case si c’est bien réel.")),
}


@bp.route("/tableaux/<code>", methods=["GET", "POST"])
@requires(Permission.FIGURES_KEEP)
def edit(year: int, code: str) -> ResponseReturnValue:
    """Type a table: an empty box is not known."""
    row, table = find(year), _declared(code)
    form = _filled(row, table)
    others, status = None, 400 if form.is_submitted() else 200
    if form.validate_on_submit():
        said = {"version": form.version.data, "numbers": form.numbers(table), "source": form.source.data}
        try:
            keeping.keep_table(db.session, actor=current_staff(), year=row, table=table, **said)
        except ChangedMeanwhile:
            others, status = _others(form, year, table), 409
        else:
            flash(_("C’est enregistré. Le tableau est à vérifier."), "success")
            return redirect(url_for(".edit", year=year, code=code), code=303)
    return make_response(_page(find(year), table, form, others), status)


@bp.post("/tableaux/<code>/verifier")
@requires(Permission.FIGURES_KEEP)
def check(year: int, code: str) -> ResponseReturnValue:
    """Call a table checked."""
    row, table, form = find(year), _declared(code), CheckForm()
    if not form.validate_on_submit():
        abort(400)
    said = {"version": form.version.data, "is_confirmed": form.confirm.data}
    try:
        keeping.check_table(db.session, actor=current_staff(), year=row, table=table, **said)
    except tuple(REFUSALS) as refusal:
        status, words = REFUSALS[type(refusal)]
        db.session.rollback()
        row = find(year)
        return make_response(_page(row, table, _filled(row, table, formdata=None), refusal=_(words)), status)
    flash(_("Le tableau est vérifié."), "success")
    return redirect(url_for("observatory.figures.show", year=year), code=303)


def _filled(row: FigureYear, table: FigureTable, **given: Any) -> GridForm:
    known = row.table(table.code)
    now = {"version": known.version, "source": known.source, **held(known.numbers)} if known else {"version": 0}
    return grid_form(table, data=now, **given)


def _page(
    row: FigureYear, table: FigureTable, form: GridForm, others: list[Other] | None = None, refusal: str = ""
) -> str:
    known = row.table(table.code)
    return render_template(
        "observatory/figures_tables/edit.html",
        year=row,
        table=table,
        title=title(table),
        form=form,
        others=others,
        refusal=refusal,
        known=known,
        check=CheckForm(formdata=None),
        found=keeping.look_at(db.session, row, table),
        name_of=lambda code: title(table_of(code)),
        history=history(known) if known else [],
    )


def _others(form: GridForm, year: int, table: FigureTable) -> list[Other]:
    db.session.rollback()
    known = find(year).table(table.code)
    if known is None:
        return []
    form.see(known.version)
    now, typed = known.numbers, form.numbers(table)
    found = [
        Other(form.cell(*place).label.text, now.get(place))
        for place in table.places
        if now.get(place) != typed.get(place)
    ]
    return found + ([Other(form.source.label.text, known.source)] if known.source != form.source.data else [])


def _declared(code: str) -> FigureTable:
    try:
        return table_of(code)
    except KeyError:
        abort(404)
