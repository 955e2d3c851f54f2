"""Evaluations out to a spreadsheet and back: what fits is kept, what does not is said by its line and column."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate
from hcec.labels import N_
from hcec.scheme.interchange import Fault, Line, read, written
from hcec.scheme.services.exchanging import Loaded
from hcec.shelf import queries
from hcec.shelf.enums import EstablishmentKind, EvaluationNature
from hcec.shelf.following import key_of
from hcec.shelf.interchange import ACTIONS, EVALUATIONS, SHAPES
from hcec.shelf.models import Evaluation, EvaluationAction
from hcec.shelf.services.evaluating import (
    ActionPlan,
    EndsBeforeStart,
    EvaluationPlan,
    NextTooSoon,
    NotReceivedYet,
    check,
    settled,
)

UNSOUND: dict[type[Exception], tuple[str, str]] = {
    NotReceivedYet: ("reçue le", N_("Ce jour n’est pas encore venu.")),
    EndsBeforeStart: ("au", N_("La fin vient avant le début.")),
    NextTooSoon: ("prochaine", N_("La prochaine vient après celle-ci.")),
}
Known = dict[tuple[tuple[str, EvaluationNature], date], Evaluation]


def tables_of(session: Session) -> dict[str, list[list[str]]]:
    """Return the two tables by name, as cells, the oldest evaluation first."""
    rows = sorted(session.scalars(queries.evaluations()), key=lambda one: (one.received_on, one.establishment))
    lines = [{column.name: getattr(one, column.name) for column in EVALUATIONS.columns} for one in rows]
    follow_ups = [
        {
            column.name: getattr(action if hasattr(action, column.name) else one, column.name)
            for column in ACTIONS.columns
        }
        for one in rows
        for action in one.actions
    ]
    return {EVALUATIONS.name: written(EVALUATIONS, lines, ()), ACTIONS.name: written(ACTIONS, follow_ups, ())}


def as_csv(session: Session, name: str) -> bytes:
    """Return one table as CSV. Raises KeyError for a table that there is not."""
    return csv_of(tables_of(session)[name])


def as_ods(session: Session) -> bytes:
    """Return both tables as one workbook."""
    return ods_of(tables_of(session), title=translate(N_("Évaluations")))


def load(session: Session, *, actor: StaffMember, given: Iterable[Rows], today: date) -> Loaded:
    """Add and change what the tables given say; nothing is ever taken away."""
    tables = [read(rows, SHAPES) for rows in given]
    loaded = Loaded(faults=[fault for _lines, faults in tables for fault in faults])
    db.lock(session, "evaluations")
    held = session.scalars(queries.evaluations().with_for_update()).all()
    known = {(key_of(one.establishment, one.nature), one.received_on): one for one in held}
    lines = [line for found, _faults in tables for line in found]
    keepers: tuple[tuple[str, Callable[..., None]], ...] = (
        (EVALUATIONS.name, _keep_evaluation),
        (ACTIONS.name, _keep_action),
    )
    for name, keep in keepers:  # evaluations first: actions hang on them
        for line in [line for line in lines if line.table == name]:
            if _is_whole(line, loaded):
                keep(session, known, line, loaded, today)
    session.flush()
    if loaded.added or loaded.changed:
        audit.record(session, actor=actor.id.hex, role=actor.role, action="evaluation:load", subject="evaluation:all")
    loaded.faults.sort(key=lambda fault: (fault.table, fault.line))
    return loaded


def _is_whole(line: Line, loaded: Loaded) -> bool:
    """Whether it says which evaluation it is about, and when an action is due; what it lacks is told."""
    needed = [column for shape in SHAPES if shape.name == line.table for column in shape.columns]
    missing = [
        each for each in needed if each.name in ("nature", "received_on", "due_on") and each.name not in line.values
    ]
    loaded.faults += [Fault(line.table, line.line, each.head, N_("Cette colonne manque.")) for each in missing]
    return not missing


def _keep_evaluation(session: Session, known: Known, line: Line, loaded: Loaded, today: date) -> None:
    found = known.get(_key(line))
    plan = _plan(EvaluationPlan, found, {"kind": EstablishmentKind.OTHER} | line.values, line)
    try:
        check(plan, today)
    except tuple(UNSOUND) as refusal:
        column, why = UNSOUND[type(refusal)]
        loaded.faults.append(Fault(line.table, line.line, column, why))
        return
    if found is None:
        found = known[_key(line)] = Evaluation(id=uuid4(), version=0)
        session.add(found)
        loaded.added += 1
    _write(found, plan, loaded)


def _keep_action(session: Session, known: Known, line: Line, loaded: Loaded, today: date) -> None:
    evaluation = known.get(_key(line))
    if evaluation is None:
        why = N_("Aucune évaluation reçue ce jour-là de cet établissement n’est notée.")
        loaded.faults.append(Fault(line.table, line.line, "reçue le", why))
        return
    found = next((each for each in evaluation.actions if each.what == line.values["what"]), None)
    try:
        plan = settled(_plan(ActionPlan, found, line.values, line), today)
    except NotReceivedYet:
        loaded.faults.append(Fault(line.table, line.line, "fait le", N_("Ce jour n’est pas encore venu.")))
        return
    if found is None:
        found = EvaluationAction(id=uuid4(), version=0)
        evaluation.actions.append(found)
        loaded.added += 1
    _write(found, plan, loaded)


def _key(line: Line) -> tuple[tuple[str, EvaluationNature], date]:
    return key_of(line.values["establishment"], line.values["nature"]), line.values["received_on"]


def _plan(kind: type[Any], held: Any, values: dict[str, Any], line: Line) -> Any:
    """Return what is held, with what the line says over it: a column that is not there changes nothing."""
    names = [each.name for each in fields(kind)]
    told = {name: getattr(held, name) for name in names} if held else {}
    return kind(
        **told | {name: value for name, value in values.items() if name in names and (not held or name in line.values)}
    )


def _write(row: Any, plan: Any, loaded: Loaded) -> None:
    told = {each.name: getattr(plan, each.name) for each in fields(plan)}
    if all(getattr(row, name) == value for name, value in told.items()):
        loaded.same += 1
        return
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    loaded.changed += row.version > 1
