"""Lines of a programme, sessions and who came, out to a spreadsheet and back: what fits is kept, the rest is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note, write
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.labels import N_
from hcec.scheme.interchange import Fault, Line, Shape, read, written
from hcec.scheme.services.exchanging import Loaded, outside
from hcec.syntheses.enums import Theme
from hcec.training import queries
from hcec.training.enums import Priority, Profession, SessionState
from hcec.training.interchange import ATTENDANCE, HELD, LINES, PROGRAMME, SESSIONS, YEARS
from hcec.training.models import Attendance, TrainingLine, TrainingProgramme, TrainingSession
from hcec.training.services import holding
from hcec.training.services.holding import SessionPlan
from hcec.training.services.lining import LinePlan, set_years
from hcec.training.services.programming import hold_draft

Tables = dict[str, list[list[str]]]
NEW_SESSION = {"body": "", "place": "", "hours": 0, "cost": 0, "state": SessionState.PLANNED, "line_id": None}
NEW_LINE = LinePlan(number=1, title="", theme=None, audiences=[], priority=Priority.MEDIUM, hours=0)


def programme_tables(programme: TrainingProgramme) -> Tables:
    """Return the lines of a programme and their years, as cells."""
    names = [column.name for column in LINES.columns]
    lines = [{name: getattr(line, name) for name in names} for line in programme.lines]
    years = [
        {"number": line.number, "year": each.year, "places": each.places, "budget": each.budget}
        for line in programme.lines
        for each in line.years
    ]
    return {LINES.name: written(LINES, lines, ()), YEARS.name: written(YEARS, years, ())}


def session_tables(session: Session) -> Tables:
    """Return every session and who came, as cells."""
    rows = session.scalars(queries.sessions().order_by(None).order_by(TrainingSession.starts_on, TrainingSession.title))
    sessions, came = [], []
    for row in rows:
        told = {column.name: getattr(row, column.name) for column in SESSIONS.columns if column.name != "line"}
        sessions.append(told | {"line": row.line.number if row.line else None})
        known = {"title": row.title, "starts_on": row.starts_on}
        came += [
            known | {name: getattr(each, name) for name in ("profession", "employer", "people")}
            for each in row.attendances
        ]
    return {SESSIONS.name: written(SESSIONS, sessions, ()), ATTENDANCE.name: written(ATTENDANCE, came, ())}


def as_csv(tables: Tables, name: str) -> bytes:
    """Return one table as CSV. Raises KeyError for a table that there is not."""
    return csv_of(tables[name])


def as_ods(tables: Tables, title: str) -> bytes:
    """Return every table as one workbook."""
    return ods_of(tables, title=title)


def load_programme(
    session: Session, *, actor: StaffMember, programme: TrainingProgramme, given: Sequence[Rows]
) -> Loaded:
    """Add and change lines of a draft, never take one away. Raises NotADraft."""
    lines, loaded = _read(given, PROGRAMME)
    hold_draft(session, programme)
    for line in [each for each in lines if each.table == LINES.name]:
        _keep_line(programme, line, loaded)
    for line in [each for each in lines if each.table == YEARS.name]:
        _keep_year(programme, line, loaded)
    session.flush()
    if loaded.added or loaded.changed:
        note(session, actor, programme, "load")
    return loaded


def load_sessions(session: Session, *, actor: StaffMember, given: Sequence[Rows], today: date) -> Loaded:
    """Add and change sessions and who came, never take any away."""
    lines, loaded = _read(given, HELD)
    db.lock(session, "training_sessions")
    rows = {(row.title, row.starts_on): row for row in session.scalars(queries.sessions())}
    touched: dict[Any, TrainingSession] = {}
    keepers: dict[str, Callable[[Line], TrainingSession | None]] = {
        SESSIONS.name: lambda line: _keep_session(session, rows, line, loaded, today),
        ATTENDANCE.name: lambda line: _keep_attendance(rows, line, loaded),
    }
    for shape in HELD:  # sessions first: who came hangs on them
        for line in [each for each in lines if each.table == shape.name]:
            if changed := keepers[shape.name](line):
                touched[changed.id] = changed
    session.flush()
    for row in touched.values():
        note(session, actor, row, "load")
    return loaded


def _read(given: Sequence[Rows], shapes: Iterable[Shape]) -> tuple[list[Line], Loaded]:
    tables = [read(rows, shapes) for rows in given]
    faults = [fault for _lines, found in tables for fault in found]
    return [line for lines, _faults in tables for line in lines], Loaded(faults=faults)


def _keep_line(programme: TrainingProgramme, line: Line, loaded: Loaded) -> None:
    row = next((each for each in programme.lines if each.number == line.values["number"]), None)
    told = line.values | ({"theme": Theme(line.values["theme"])} if line.values.get("theme") else {})
    if "theme" in told:
        told["theme"] = told["theme"] or None
    if "priority" in told:
        told["priority"] = Priority(told["priority"])
    if row is None:
        made = TrainingLine(id=uuid4(), version=1)
        made.root_id = made.id
        write(made, replace(NEW_LINE, **told))
        programme.lines.append(made)
        loaded.added += 1
    else:
        _change(row, told, loaded)


def _keep_year(programme: TrainingProgramme, line: Line, loaded: Loaded) -> None:
    row = next((each for each in programme.lines if each.number == line.values["number"]), None)
    year = line.values["year"]
    if row is None:
        why = N_("Aucune ligne n’a ce numéro dans ce programme.")
        loaded.faults.append(Fault(line.table, line.line, "numéro", why))
        return
    if year not in programme.years:
        loaded.faults.append(outside(line, "année"))
        return
    held = {each.year: (each.places, each.budget) for each in row.years}
    places, budget = held.get(year, (0, 0))
    wanted = held | {year: (line.values.get("places", places), line.values.get("budget", budget))}
    is_new = year not in held
    if not set_years(programme, row, wanted):
        loaded.same += 1
        return
    row.version += 1
    loaded.added, loaded.changed = loaded.added + is_new, loaded.changed + (not is_new)


def _keep_session(
    session: Session, rows: dict[Any, TrainingSession], line: Line, loaded: Loaded, today: date
) -> TrainingSession | None:
    row = rows.get((line.values["title"], line.values["starts_on"]))
    plan = _session_plan(session, row, line, loaded)
    if plan is None:
        return None
    try:
        holding.refuse_unsound(session, plan, today, own=row.line_id if row else None)
    except holding.DaysUnsound:
        why = N_("Cette session n’a pas encore commencé : dites-la prévue.")
        loaded.faults.append(Fault(line.table, line.line, "état", why))
        return None
    if row and plan.state is not SessionState.HELD and (row.attendances or row.opinions):
        loaded.faults.append(
            Fault(line.table, line.line, "état", N_("Des présents y sont comptés : elle a été tenue."))
        )
        return None
    if row is None:
        row = rows[plan.title, plan.starts_on] = TrainingSession(id=uuid4(), version=1)
        write(row, plan)
        session.add(row)
        loaded.added += 1
        return row
    if not write(row, plan):
        loaded.same += 1
        return None
    row.version += 1
    loaded.changed += 1
    return row


def _session_plan(session: Session, row: TrainingSession | None, line: Line, loaded: Loaded) -> SessionPlan | None:
    """Return what a line says of a session, over what is held of it; none when its line of programme is not found."""
    names = ("body", "place", "hours", "cost", "state", "line_id")
    held: dict[str, Any] = {name: getattr(row, name) for name in names} if row else NEW_SESSION
    told = held | {name: value for name, value in line.values.items() if name != "line"}
    told["state"] = SessionState(told["state"])
    if "line" in line.values:
        number = line.values["line"]
        is_same = row is not None and row.line is not None and row.line.number == number
        found = row.line if row and is_same else _line_in_force(session, number, told["starts_on"].year)
        if number and found is None:
            why = N_("Aucun programme adopté n’a de ligne de ce numéro cette année-là.")
            loaded.faults.append(Fault(line.table, line.line, "ligne", why))
            return None
        told["line_id"] = found.id if found else None
    return SessionPlan(**told)


def _line_in_force(session: Session, number: int | None, year: int) -> TrainingLine | None:
    lines = session.scalars(queries.lines_in_force())
    return next((each for each in lines if each.number == number and year in each.programme.years), None)


def _keep_attendance(rows: dict[Any, TrainingSession], line: Line, loaded: Loaded) -> TrainingSession | None:
    row = rows.get((line.values["title"], line.values["starts_on"]))
    if row is None or row.state is not SessionState.HELD:
        why = N_("Aucune session tenue n’a ce titre et ce premier jour.")
        loaded.faults.append(Fault(line.table, line.line, "session", why))
        return None
    key = Profession(line.values["profession"]), line.values["employer"]
    held = next((each for each in row.attendances if (each.profession, each.employer) == key), None)
    if held and held.people == line.values["people"]:
        loaded.same += 1
        return None
    fewer = (held.people if held else 0) - line.values["people"]
    if row.participants - fewer < holding.most_answers(row):
        why = N_("Plus de personnes ont répondu qu’il n’en est venu.")
        loaded.faults.append(Fault(line.table, line.line, "nombre", why))
        return None
    if held:
        held.people = line.values["people"]
        loaded.changed += 1
    else:
        row.attendances.append(Attendance(profession=key[0], employer=key[1], people=line.values["people"]))
        loaded.added += 1
    row.version += 1
    return row


def _change(row: Any, told: dict[str, Any], loaded: Loaded) -> None:
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, told[name])
    row.version += bool(changed)
    loaded.changed, loaded.same = loaded.changed + bool(changed), loaded.same + (not changed)
