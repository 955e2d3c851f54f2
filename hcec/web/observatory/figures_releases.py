"""A year leaves: what everyone would read, what would not leave and why, then the version itself."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hcec import clock, db
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.observatory.figures import find
from hcec.web.observatory.figures_forms import PublishForm
from hcec.web.partners.figures import Shown, shown
from hcec.web.viewer import current_staff
from hcec.yearbook.correcting import SmallDifference, TellsTheOther
from hcec.yearbook.grids import title
from hcec.yearbook.models import FigureYear
from hcec.yearbook.queries import the_year
from hcec.yearbook.services import ChangedMeanwhile, releasing
from hcec.yearbook.services.keeping import Disagrees
from hcec.yearbook.services.releasing import NoReason, NotChecked, NothingNew, NothingToTell, Prepared
from hcec.yearbook.tables import table_of

MOST_NAMED = 3
bp = Blueprint("figures_releases", __name__, url_prefix="/observatoire/donnees/<int:year>")


@bp.route("/publier", methods=["GET", "POST"])
@requires(Permission.FIGURES_KEEP)
def publish(year: int) -> ResponseReturnValue:
    """See what would leave; publish exactly that."""
    form = PublishForm()
    with db.current().reading() as session:  # protecting and attacking take a second: before the write lock
        prepared, refusal = _prepared(one_or_404(session, the_year(year)))
    row = find(year)
    if prepared is None or not form.validate_on_submit():
        return make_response(_page(row, form, prepared, refusal), 400 if form.is_submitted() else 200)
    said = {"row_id": form.row_id, "reason": form.reason.data, "today": clock.today()}
    try:
        if form.seen.data != prepared.fingerprint:
            raise ChangedMeanwhile
        releasing.publish(db.session, actor=current_staff(), year=row, prepared=prepared, **said)
    except ChangedMeanwhile:
        return make_response(_page(row, form, prepared, _("Les nombres ont changé depuis : relisez.")), 409)
    except NoReason:
        form.reason.errors = [_("Dites pourquoi.")]
        return make_response(_page(row, form, prepared, ""), 400)
    flash(_("L’année est publiée."), "success")
    return redirect(url_for("observatory.figures.show", year=year), code=303)


def _prepared(row: FigureYear) -> tuple[Prepared | None, str]:
    """Return what would leave, or why nothing may."""
    try:
        return releasing.prepare(row, platform().department()), ""
    except NotChecked as refusal:
        words = ngettext("Un tableau n’est pas vérifié", "%(num)s tableaux ne sont pas vérifiés", len(refusal.args))
        return None, f"{words} : {_named(refusal)}."
    except Disagrees:
        return None, _("Des tableaux ne comptent pas les mêmes enfants : rien ne part avant qu’ils s’accordent.")
    except NothingToTell:
        return None, _(
            "Aucun tableau de cette année ne peut être publié : rien n’est connu, ou trop peu d’enfants sont comptés."
        )
    except NothingNew:
        return None, _("La version publiée dit déjà exactement cela.")
    except SmallDifference as refusal:
        return None, _(
            "Cette correction change trop peu de nombres pour partir sans désigner quelqu’un : %(tables)s. "
            "Comparer les deux versions dirait de qui il s’agit. Dites-le en mots dans l’annuaire de l’année suivante.",
            tables=_named(refusal),
        )
    except TellsTheOther:
        return None, _(
            "Lues ensemble, les deux versions diraient ce que chacune masque : cette correction ne peut pas partir."
        )


def _page(row: FigureYear, form: PublishForm, prepared: Prepared | None, refusal: str) -> str:
    form.seen.raw_data, form.seen.data = None, prepared.fingerprint if prepared else ""
    seen: list[Shown] = shown(prepared.release) if prepared else []
    return render_template(
        "observatory/figures_releases/publish.html",
        year=row,
        form=form,
        shown=seen,
        release=prepared.release if prepared else None,
        left_out=[releasing.why(each) for each in prepared.left_out] if prepared else [],
        refusal=refusal,
    )


def _named(refusal: Exception) -> str:
    """Return the first tables that a refusal names: the page of the year shows them all."""
    first = ", ".join(f"« {title(table_of(code))} »" for code in refusal.args[:MOST_NAMED])
    return f"{first}…" if len(refusal.args) > MOST_NAMED else first
