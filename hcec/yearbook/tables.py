"""What is counted each year: families of people, and the tables that count each of them one or two ways.

Every table of a family counts the same people, so that their totals agree, and so do two tables by what they have in
common. Declared here once: pages, imports, checks, protection and documents all read this list.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hcec.disclosure.merging import Merge
from hcec.labels import LABELS

Place = tuple[str, str]
"""A line and a column, the latter empty in a table of one column."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One way of telling people apart. `merges` is what small lines become, in order, before anything is hidden."""

    code: str
    merges: tuple[Merge, ...] = ()
    is_sensitive: bool = False
    """Whether nobody and everybody say too much here (D3, D4)."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Its categories in their order."""
        return tuple(LABELS[f"figure_{self.code}"])

    @property
    def title(self) -> str:
        """What it is called, in French."""
        return LABELS["figure_axis"][self.code]

    def label(self, code: str) -> str:
        """Return the French label of a category, merged ones included."""
        return LABELS[f"figure_{self.code}"].get(code) or LABELS["figure_merged"][code]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One table of a family: by one axis, or by two."""

    code: str
    rows: Axis
    columns: Axis | None = None

    @property
    def family(self) -> str:
        """Who is counted."""
        return self.code.partition("_")[0]

    @property
    def axes(self) -> tuple[Axis, ...]:
        """One axis or two."""
        return (self.rows, self.columns) if self.columns else (self.rows,)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that a number may take, line by line."""
        columns = self.columns.codes if self.columns else ("",)
        return tuple((row, column) for row in self.rows.codes for column in columns)


AGE = Axis(
    "age",
    (
        Merge(("0_2", "3_5"), "0_5"),
        Merge(("16_17", "18_20"), "16_20"),
        Merge(("6_10", "11_15"), "6_15"),
    ),
)
SEX = Axis("sex")
ORIGIN = Axis("origin", (Merge(("anonymous", "other", "unanswered"), "other_origins"),))
OUTCOME = Axis("outcome", is_sensitive=True)
HOME_MEASURE = Axis(
    "home_measure", (Merge(("aesf", "mjagbf"), "budget"), Merge(("aemo", "aemo_reinforced"), "reinforced"))
)
MEASURE = Axis(
    "measure",
    (
        Merge(("ward", "delegation", "guardianship"), "state_ward"),
        Merge(("emergency", "unanswered", "direct"), "other_measures"),
    ),
)
PLACE = Axis(
    "place",
    (
        Merge(("hotel", "other", "unanswered"), "other_places"),
        Merge(("pouponniere", "living_place", "village", "boarding", "other_places"), "other_places"),
    ),
)
STATUS = Axis("status")
DECISION = Axis("decision")
MOTIVE = Axis(
    "motive",
    (
        Merge(("death", "other", "unanswered"), "other_motives"),
        Merge(("adoption", "runaway", "transfer", "other_motives"), "other_motives"),
    ),
)
DURATION = Axis("duration", (Merge(("5_10", "over_10"), "over_5"), Merge(("under_1", "1_2"), "under_2")))
WAITING_MEASURE = Axis("waiting_measure", (Merge(("aed", "aemo"), "educative"),))
DELAY = Axis("delay", (Merge(("3_6_months", "over_6_months"), "over_3_months"),))

TABLES: tuple[FigureTable, ...] = (
    FigureTable("concerns_origin", ORIGIN),
    FigureTable("concerns_outcome", OUTCOME),
    FigureTable("concerns_age_sex", AGE, SEX),
    FigureTable("home_measure", HOME_MEASURE),
    FigureTable("home_age_sex", AGE, SEX),
    FigureTable("placed_measure", MEASURE),
    FigureTable("placed_place", PLACE),
    FigureTable("placed_status", STATUS),
    FigureTable("placed_age_sex", AGE, SEX),
    FigureTable("placed_measure_age", MEASURE, AGE),
    FigureTable("placed_place_age", PLACE, AGE),
    FigureTable("entries_decision", DECISION),
    FigureTable("entries_age_sex", AGE, SEX),
    FigureTable("exits_motive", MOTIVE),
    FigureTable("exits_duration", DURATION),
    FigureTable("exits_age_sex", AGE, SEX),
    FigureTable("waiting_measure_delay", WAITING_MEASURE, DELAY),
)
FAMILIES: tuple[str, ...] = tuple(LABELS["figure_family"])
TOGETHER: tuple[frozenset[str], ...] = (frozenset({"entries", "exits"}),)
"""Families that leave together or not at all: with those accommodated at both ends of a year, one tells the other."""
_BY_CODE = {table.code: table for table in TABLES}


def table_of(code: str) -> FigureTable:
    """Return a declared table. Raises KeyError."""
    return _BY_CODE[code]


def tables_in(family: str) -> Iterator[FigureTable]:
    """Yield the tables that count one family."""
    return (table for table in TABLES if table.family == family)


def title_of(table: FigureTable) -> tuple[str, ...]:
    """Return the French labels that a title is made of: who is counted, then by what."""
    return (LABELS["figure_family"][table.family], *(LABELS["figure_axis"][axis.code] for axis in table.axes))
