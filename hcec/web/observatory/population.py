"""How many children are in care, as the observatory enters it each year: what participation is compared with."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from hcec import clock, db, labels
from hcec.department.enums import PopulationTrait
from hcec.department.services.population import (
    Population,
    PopulationChanged,
    PopulationUnsound,
    categories,
    enter_population,
    every_population,
    population_at,
)
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.forms import strip
from hcec.web.observatory.synthesis_forms import VersionForm
from hcec.web.viewer import current_staff

bp = Blueprint("population", __name__, url_prefix="/observatoire/population")

FIRST_YEAR = 2000
YEARS_BACK = 5
MOST = 1_000_000
WHOLE_NUMBER = _l("Un nombre entier, sans espace.")


class PopulationForm(VersionForm):
    """The children in care at the end of a year; a category left empty is not known, which is not zero."""

    children = IntegerField(
        _l("Enfants et jeunes confiés, en tout"),
        validators=[InputRequired(_l("Dites combien.")), NumberRange(1, MOST, message=WHOLE_NUMBER)],
    )
    source = StringField(
        _l("D’où viennent ces nombres"),
        filters=[strip],
        description=_l("Par exemple : tableau de bord du service, au 31 décembre. Ces mots sont publiés avec."),
        validators=[DataRequired(_l("Dites d’où ils viennent.")), Length(max=200)],
    )

    def population(self, year: int) -> Population:
        """Return what was typed."""
        counts = {trait: {code: self[_name(trait, code)].data for code in categories(trait)} for trait in TRAITS}
        by = {
            trait: {code: count for code, count in known.items() if count is not None}
            for trait, known in counts.items()
        }
        return Population(year, self.children.data, self.source.data, by, self.version.data)

    def of(self, trait: PopulationTrait) -> list[IntegerField]:
        """Return the fields of one way to count."""
        return [self[_name(trait, code)] for code in categories(trait)]


TRAITS = tuple(PopulationTrait)


def _name(trait: PopulationTrait, code: str) -> str:
    return f"{trait}__{code}"


for _trait in TRAITS:
    for _code in categories(_trait):
        _field = IntegerField(
            _l(labels.label(_trait, _code)), validators=[Optional(), NumberRange(0, MOST, message=WHOLE_NUMBER)]
        )
        setattr(PopulationForm, _name(_trait, _code), _field)


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """List the years that were entered, and offer the last one that ended, then those before it."""
    years = every_population(db.session)
    last = clock.today().year - 1
    entered = {each.year for each in years}
    missing = [year for year in range(last, last - YEARS_BACK, -1) if year not in entered]
    return render_template("observatory/population/index.html", years=years, last=last, missing=missing)


@bp.route("/<int:year>", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def edit(year: int) -> ResponseReturnValue:
    """Enter or correct the figures of one year."""
    if not FIRST_YEAR <= year <= clock.today().year:
        abort(404)
    form = PopulationForm(data=_typed(year))
    if not form.validate_on_submit():
        return _page(form, year, 400 if form.is_submitted() else 200)
    actor = current_staff()
    try:
        enter_population(db.session, actor=actor.id.hex, role=actor.role, population=form.population(year))
    except PopulationUnsound:
        form.children.errors = [_("Une répartition dépasse le total. Revoyez l’un ou l’autre.")]
        return _page(form, year, 400)
    except PopulationChanged:
        return errors.page(409, sentence=_("Ces nombres ont changé entre-temps. Rouvrez la page pour les voir."))
    flash(_("Les nombres sont gardés. Les brouillons s’y comparent dès maintenant."), "success")
    return redirect(url_for(".index"), code=303)


def _typed(year: int) -> dict[str, Any]:
    """Return what the form opens on: this year's figures, or nothing."""
    held = population_at(db.session, year)
    if held is None or held.year != year:
        return {"version": 0}
    named = {_name(trait, code): count for trait, counts in held.by.items() for code, count in counts.items()}
    return {"version": held.version, "children": held.children, "source": held.source, **named}


def _page(form: PopulationForm, year: int, status: int) -> ResponseReturnValue:
    return render_template("observatory/population/edit.html", form=form, year=year, traits=TRAITS), status
