"""Keeping the figures of a year: opened, typed, brought from a file, checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, note
from hcec.council.services.revising import ChangedMeanwhile, advance
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.scheme.services.exchanging import Loaded
from hcec.yearbook.checks import Change, Disagreement, changes, disagreements, unknown
from hcec.yearbook.enums import FigureState
from hcec.yearbook.grids import Given, read, written
from hcec.yearbook.models import Figure, FigureYear, YearTable
from hcec.yearbook.tables import TABLES, FigureTable, Place, table_of


class YearTaken(Exception):
    """This year is kept already."""


class NotTyped(Exception):
    """Nothing is known of this table: there is nothing to check."""


class Disagrees(Exception):
    """This table does not count the same people as another one of its family."""


class NotConfirmed(Exception):
    """Something moved by more than a third since last year, and nobody said that it is so."""


@dataclass(frozen=True, slots=True)
class YearNote:
    """How a year was counted."""

    note: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the checks found about one table."""

    unknown: int
    disagreements: tuple[Disagreement, ...]
    changes: tuple[Change, ...]


def open_year(session: Session, *, row_id: UUID, actor: StaffMember, year: int) -> FigureYear:
    """Start to keep a year; the same form gives the same one. Raises YearTaken."""
    db.lock(session, "figures")
    if existing := session.get(FigureYear, row_id):
        return existing
    if session.scalar(select(FigureYear.id).where(FigureYear.year == year)):
        raise YearTaken
    made = FigureYear(id=row_id, year=year, note="", version=1)
    create(session, actor=actor, row=made)
    return made


def annotate(session: Session, *, actor: StaffMember, year: FigureYear, version: int, plan: YearNote) -> None:
    """Say how a year was counted. Raises ChangedMeanwhile."""
    change(session, actor=actor, row=year, version=version, plan=plan)


def keep_table(
    session: Session,
    *,
    actor: StaffMember,
    year: FigureYear,
    table: FigureTable,
    version: int,
    numbers: Mapping[Place, int],
    source: str,
) -> None:
    """Write what is known of a table, `version` 0 before it was first kept; then it is to be checked again.

    Raises ChangedMeanwhile.
    """
    db.lock(session, f"figures:{year.id.hex}")
    session.refresh(year)
    row = year.table(table.code)
    if row is None:
        if version:
            raise ChangedMeanwhile
        row = _started(session, year, table)
    else:
        advance(session, row, version)
    if row.numbers != dict(numbers) or row.source != source:
        _write(row, dict(numbers), source)
        session.flush()
        note(session, actor, row, "change")


def check_table(
    session: Session, *, actor: StaffMember, year: FigureYear, table: FigureTable, version: int, is_confirmed: bool
) -> None:
    """Call a table checked. Raises ChangedMeanwhile, NotTyped, Disagrees, NotConfirmed."""
    row = year.table(table.code)
    if row is None or not row.figures:
        raise NotTyped
    found = look_at(session, year, table)
    if found.disagreements:
        raise Disagrees
    if found.changes and not is_confirmed:
        raise NotConfirmed
    advance(session, row, version)
    row.state = FigureState.CHECKED
    session.flush()
    note(session, actor, row, "check")


def look_at(session: Session, year: FigureYear, table: FigureTable) -> Looked:
    """Return what the checks say of a table, beside the year's others and last year's."""
    return looked(year, last_year(session, year), table)


def last_year(session: Session, year: FigureYear) -> FigureYear | None:
    """Return the year before, if it is kept."""
    found: FigureYear | None = session.scalar(select(FigureYear).where(FigureYear.year == year.year - 1))
    return found


def looked(year: FigureYear, before: FigureYear | None, table: FigureTable) -> Looked:
    """Return what the checks say of a table."""
    numbers = year.numbers
    theirs = tuple(each for each in disagreements(numbers) if table.code in (each.table, each.other))
    ours = {table.code: numbers.get(table.code, {})}
    moved = tuple(changes(ours, before.numbers)) if before else ()
    return Looked(unknown(table, numbers), theirs, moved)


def as_csv(year: FigureYear) -> bytes:
    """Return every table of a year in one CSV, one after the other."""
    return csv_of([row for rows in _tables(year).values() for row in rows])


def as_ods(year: FigureYear) -> bytes:
    """Return every table of a year as a workbook."""
    return ods_of(_tables(year), title=str(year.year))


def load(session: Session, *, actor: StaffMember, year: FigureYear, given: Iterable[Rows]) -> Loaded:
    """Add and change what the tables of a file say; what they do not say stays as it is."""
    tables = [read(rows) for rows in given]
    loaded = Loaded(faults=[fault for _given, faults in tables for fault in faults])
    db.lock(session, f"figures:{year.id.hex}")
    session.refresh(year, with_for_update=True)
    for each in [each for found, _faults in tables for each in found]:
        _bring(session, actor, year, each, loaded)
    session.flush()
    loaded.faults.sort(key=lambda fault: (fault.table, fault.line))
    return loaded


def _bring(session: Session, actor: StaffMember, year: FigureYear, given: Given, loaded: Loaded) -> None:
    row = year.table(given.code)
    held = row.numbers if row else {}
    added = given.numbers.keys() - held.keys()
    changed = [place for place, number in given.numbers.items() if place in held and held[place] != number]
    loaded.added += len(added)
    loaded.changed += len(changed)
    loaded.same += len(given.numbers) - len(added) - len(changed)
    source = given.source or (row.source if row else "")
    if not added and not changed and (row is None or source == row.source):
        return
    if row is None:
        row = _started(session, year, table_of(given.code))
    else:
        row.version += 1
    _write(row, {**held, **given.numbers}, source)
    session.flush()
    note(session, actor, row, "load")


def _started(session: Session, year: FigureYear, table: FigureTable) -> YearTable:
    row = YearTable(id=uuid4(), code=table.code, source="", state=FigureState.DRAFT, version=1)
    year.tables.append(row)
    session.flush()
    return row


def _write(row: YearTable, numbers: dict[Place, int], source: str) -> None:
    """Give a table its numbers, rows that are there already being changed rather than made anew."""
    held = {(each.row_code, each.column_code): each for each in row.figures}
    for place in held.keys() - numbers.keys():
        row.figures.remove(held[place])
    for place, number in numbers.items():
        if place in held:
            held[place].number = number
        else:
            row.figures.append(Figure(row_code=place[0], column_code=place[1], number=number))
    row.source, row.state = source, FigureState.DRAFT


def _tables(year: FigureYear) -> dict[str, list[list[str]]]:
    """Return every table as cells, under a name that every spreadsheet takes."""
    found = {}
    for place, table in enumerate(TABLES, 1):
        row = year.table(table.code)
        name = f"{place} {' '.join(axis.title for axis in table.axes)}"[:31]
        found[name] = written(table, row.numbers if row else {}, row.source if row else "")
    return found
