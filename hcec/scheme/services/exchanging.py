"""A scheme out to a spreadsheet and back: what fits is kept, what does not is said by its line and column."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.labels import N_
from hcec.scheme.enums import ActionState
from hcec.scheme.interchange import ACTIONS, INDICATORS, REVIEWS, SHAPES, Fault, Line, read, written
from hcec.scheme.models import ActionReview, IndicatorValue, Scheme, SchemeAction, SchemeAxis, SchemeIndicator
from hcec.scheme.services.acting import note
from hcec.tables.shapes import Loaded as Loaded

FICHE = ("title", "aim", "audience", "pilot", "partners", "starts_on", "ends_on", "engagements")


def tables_of(scheme: Scheme) -> dict[str, list[list[str]]]:
    """Return the tables of a scheme by name, as cells. An axis without action has no line: it comes back empty."""
    lines = {ACTIONS.name: _actions(scheme), INDICATORS.name: _indicators(scheme), REVIEWS.name: _reviews(scheme)}
    return {shape.name: written(shape, lines[shape.name], scheme.years) for shape in SHAPES}


def as_csv(scheme: Scheme, name: str) -> bytes:
    """Return one table as CSV. Raises KeyError for a table that there is not."""
    return csv_of(tables_of(scheme)[name])


def as_ods(scheme: Scheme) -> bytes:
    """Return every table as one workbook."""
    return ods_of(tables_of(scheme), title=scheme.title)


def load(session: Session, *, actor: StaffMember, scheme: Scheme, given: Sequence[Rows]) -> Loaded:
    """Add and change what the tables of a file say; nothing is ever taken away."""
    tables = [read(rows, SHAPES) for rows in given]
    loaded = Loaded(faults=[fault for _lines, faults in tables for fault in faults])
    db.lock(session, f"scheme:{scheme.id.hex}")
    session.refresh(scheme, with_for_update=True)
    lines = [line for found, _faults in tables for line in found]
    keepers = {ACTIONS.name: _keep_action, INDICATORS.name: _keep_indicator, REVIEWS.name: _keep_review}
    for shape in SHAPES:  # actions first: the others hang on them
        for line in [line for line in lines if line.table == shape.name]:
            keepers[shape.name](session, scheme, line, loaded)
    session.flush()
    if loaded.added or loaded.changed:
        note(session, actor, scheme, "load")
    loaded.faults.sort(key=lambda fault: (fault.table, fault.line))
    return loaded


def _actions(scheme: Scheme) -> Iterator[dict[str, Any]]:
    for axis in scheme.axes:
        for action in axis.actions:
            told = {name: getattr(action, name) for name in ("number", "state", *FICHE)}
            yield {"axis": axis.number, "axis_title": axis.title, **told}


def _indicators(scheme: Scheme) -> Iterator[dict[str, Any]]:
    for action in _each(scheme):
        for one in action.indicators:
            told = {name: getattr(one, name) for name in ("name", "unit", "baseline", "target", "by_year")}
            yield {"action": action.code, **told}


def _reviews(scheme: Scheme) -> Iterator[dict[str, Any]]:
    for action in _each(scheme):
        for one in sorted(action.reviews, key=lambda each: each.year):
            yield {"action": action.code, "year": one.year, "state": one.state, "words": one.words}


def _each(scheme: Scheme) -> Iterable[SchemeAction]:
    return (action for axis in scheme.axes for action in axis.actions)


def _keep_action(session: Session, scheme: Scheme, line: Line, loaded: Loaded) -> None:
    values = line.values
    axis = next((each for each in scheme.axes if each.number == values["axis"]), None)
    if axis is None:
        axis = SchemeAxis(id=uuid4(), number=values["axis"], title=values["axis_title"], version=1)
        scheme.axes.append(axis)
    elif axis.title != values["axis_title"]:
        axis.title, axis.version = values["axis_title"], axis.version + 1
        loaded.changed += 1
    action = next((each for each in axis.actions if each.number == values["number"]), None)
    told = {name: values[name] for name in FICHE if name in values} | _state_of(line)
    if action is None:
        axis.actions.append(
            SchemeAction(id=uuid4(), number=values["number"], version=1, **{"state": ActionState.PLANNED, **told})
        )
        loaded.added += 1
    else:
        _change(action, told, loaded)


def _keep_indicator(session: Session, scheme: Scheme, line: Line, loaded: Loaded) -> None:
    action = action_of(scheme, line, loaded)
    beyond = sorted(set(line.by_year) - set(scheme.years))
    loaded.faults += [outside(line, str(year)) for year in beyond]
    if action is None or beyond:
        return
    told: dict[str, Any] = {name: line.values[name] for name in ("unit", "baseline", "target") if name in line.values}
    found = next((each for each in action.indicators if each.name == line.values["name"]), None)
    if found is None:
        values = [IndicatorValue(year=year, value=value) for year, value in line.by_year.items()]
        action.indicators.append(
            SchemeIndicator(id=uuid4(), name=line.values["name"], version=1, values=values, **told)
        )
        loaded.added += 1
        return
    held = {each.year: each for each in found.values}
    differs = any(year not in held or held[year].value != value for year, value in line.by_year.items())
    for year, value in line.by_year.items():
        if year in held:
            held[year].value = value
        else:
            found.values.append(IndicatorValue(year=year, value=value))
    _change(found, told, loaded, differs=differs)


def _keep_review(session: Session, scheme: Scheme, line: Line, loaded: Loaded) -> None:
    action, year = action_of(scheme, line, loaded), line.values["year"]
    if year not in scheme.years:
        loaded.faults.append(outside(line, "année"))
        return
    if action is None:
        return
    told = {"words": line.values["words"]} | _state_of(line)
    found = next((each for each in action.reviews if each.year == year), None)
    if found is None:
        action.reviews.append(ActionReview(year=year, **{"state": action.state, **told}))
        loaded.added += 1
    elif any(getattr(found, name) != value for name, value in told.items()):
        found.words, found.state = told["words"], told.get("state", found.state)
        loaded.changed += 1
    else:
        loaded.same += 1


def _state_of(line: Line) -> dict[str, Any]:
    return {"state": ActionState(line.values["state"])} if "state" in line.values else {}


def action_of(scheme: Scheme, line: Line, loaded: Loaded) -> SchemeAction | None:
    """Return the action that a line names; when there is none, say so among the faults."""
    found = next((each for each in _each(scheme) if each.code == line.values["action"]), None)
    if found is None:
        why = N_("Aucune action n’a ce numéro dans ce schéma.")
        loaded.faults.append(Fault(line.table, line.line, "numéro d’action", why))
    return found


def outside(line: Line, column: str) -> Fault:
    """Return what is said of a year that is not covered."""
    return Fault(line.table, line.line, column, N_("Cette année n’est pas couverte."))


def _change(row: Any, told: dict[str, Any], loaded: Loaded, *, differs: bool = False) -> None:
    differs = differs or any(getattr(row, name) != value for name, value in told.items())
    if not differs:
        loaded.same += 1
        return
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    loaded.changed += 1
