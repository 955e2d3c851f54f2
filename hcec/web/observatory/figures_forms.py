"""Forms of departmental data: a year, a table as a grid, what makes a version."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.fields import TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

from hcec.web.forms import OnceForm
from hcec.web.staff_forms import PARAGRAPH, TOO_LONG, VersionForm, one_line, paragraphs
from hcec.yearbook.grids import SOURCE_LENGTH, NotANumber, read_number
from hcec.yearbook.models import FIRST_YEAR, LAST_YEAR
from hcec.yearbook.services.keeping import YearNote
from hcec.yearbook.tables import FigureTable, Place

A_YEAR = _l("Donnez une année, par exemple 2025.")


class NumberField(StringField):  # type: ignore[misc]
    """A number of people; empty is not known, which is not zero."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"}, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        try:
            self.data = read_number(valuelist[0]) if valuelist else None
        except NotANumber as refusal:
            raise ValueError(_("Écrivez un nombre entier, ou rien si on ne sait pas.")) from refusal


class NewYearForm(OnceForm):
    """A year to keep figures of."""

    year = IntegerField(_l("Année"), validators=[InputRequired(A_YEAR), NumberRange(FIRST_YEAR, LAST_YEAR, A_YEAR)])


class YearNoteForm(VersionForm):
    """How a year was counted."""

    note = TextAreaField(
        _l("Comment cette année a été comptée"),
        filters=[paragraphs],
        validators=[Length(max=PARAGRAPH, message=TOO_LONG)],
        description=_l(
            "Ces mots vont dans l’annuaire : ce qui a changé dans le logiciel, ce qui manque, ce qu’il faut savoir."
        ),
    )

    def plan(self) -> YearNote:
        """Return what was typed."""
        return YearNote(self.note.data)


class GridForm(VersionForm):
    """A table, a field for each number."""

    source = StringField(
        _l("D’où viennent ces nombres"),
        filters=[one_line],
        validators=[Length(max=SOURCE_LENGTH, message=TOO_LONG)],
        description=_l("Un service, un logiciel, un jour d’extraction : jamais un nom."),
    )

    def numbers(self, table: FigureTable) -> dict[Place, int]:
        """Return what is known."""
        found = {place: self[name_of(place)].data for place in table.places}
        return {place: number for place, number in found.items() if number is not None}

    def cell(self, row: str, column: str) -> NumberField:
        """Return the field of one place."""
        found: NumberField = self[name_of((row, column))]
        return found


class CheckForm(VersionForm):
    """A table is right, leaps included."""

    confirm = BooleanField(_l("J’ai vérifié ces évolutions : elles sont réelles."))


class PublishForm(OnceForm):
    """A version leaves, as it was shown."""

    seen = HiddenField()
    reason = TextAreaField(
        _l("Pourquoi une nouvelle version"),
        filters=[paragraphs],
        validators=[Length(max=PARAGRAPH, message=TOO_LONG)],
        description=_l("Ces mots sont publics : ce qui était faux, ce qui est corrigé."),
    )


def name_of(place: Place) -> str:
    """Return the name of the field of one place."""
    return "__".join(("n", *place))


def grid_form(table: FigureTable, **given: Any) -> GridForm:
    """Return the form of a table."""
    fields: dict[str, Any] = {}
    for row, column in table.places:
        label = table.rows.label(row)
        if table.columns:
            label = f"{label}, {table.columns.label(column)}"
        fields[name_of((row, column))] = NumberField(_(label))
    made: GridForm = type("GridForm", (GridForm,), fields)(**given)
    return made


def held(numbers: Mapping[Place, int]) -> dict[str, int]:
    """Return what is known by the name of its field."""
    return {name_of(place): number for place, number in numbers.items()}
