"""Charters and protocols out to a spreadsheet and back. A document is known by its title; none is ever taken away."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate
from hcec.labels import N_
from hcec.scheme import queries
from hcec.scheme.enums import CommitmentKind, CommitmentState
from hcec.scheme.interchange import COMMITMENTS, Fault, Line, read, written
from hcec.scheme.models import Commitment
from hcec.scheme.services.acting import create, note, write
from hcec.scheme.services.committing import CommitmentPlan, DaysUnsound, check_days
from hcec.scheme.services.exchanging import Loaded

NAMES = [each.name for each in fields(CommitmentPlan)]
History = Sequence[tuple[date, str, str, str]]
"""The day, the document, the act, the names of the fields that changed."""


def table_of(commitments: Sequence[Commitment]) -> list[list[str]]:
    """Return every document, as cells."""
    return written(COMMITMENTS, ({name: getattr(each, name) for name in NAMES} for each in commitments), ())


def as_csv(commitments: Sequence[Commitment]) -> bytes:
    """Return the documents as CSV."""
    return csv_of(table_of(commitments))


def as_ods(commitments: Sequence[Commitment], history: History) -> bytes:
    """Return the documents as a workbook, with what was done to them on a second sheet where there is something."""
    tables = {COMMITMENTS.name: table_of(commitments)}
    if history:
        heads = [translate(N_("Jour")), translate(N_("Document")), translate(N_("Acte")), translate(N_("Quoi"))]
        tables[translate(N_("historique"))] = [heads, *([day.isoformat(), *words] for day, *words in history)]
    return ods_of(tables, title=translate(N_("Chartes et protocoles")))


def load(session: Session, *, actor: StaffMember, given: Sequence[Rows], today: date) -> Loaded:
    """Add and change what the tables of a file say; nothing is ever taken away."""
    tables = [read(rows, [COMMITMENTS]) for rows in given if not _is_history(rows)]
    loaded = Loaded(faults=[fault for _lines, faults in tables for fault in faults])
    db.lock(session, "commitment")
    held = {each.title: each for each in session.scalars(queries.commitments().with_for_update())}
    for line in [line for lines, _faults in tables for line in lines]:
        _keep(session, actor, held, line, loaded, today)
    session.flush()
    loaded.faults.sort(key=lambda fault: fault.line)
    return loaded


def _keep(
    session: Session, actor: StaffMember, held: dict[str, Commitment], line: Line, loaded: Loaded, today: date
) -> None:
    found = held.get(line.values["title"])
    plan = _plan(found, line)
    try:
        check_days(plan, today)
    except DaysUnsound:
        why = N_("Ce qui est signé porte un jour déjà venu, et la révision vient après.")
        loaded.faults.append(Fault(line.table, line.line, "signé le", why))
        return
    if found is None:
        found = held[plan.title] = Commitment(id=uuid4())
        write(found, plan)
        create(session, actor=actor, row=found)
        loaded.added += 1
    elif changed := write(found, plan):
        found.version += 1
        note(session, actor, found, "change", ", ".join(changed))
        loaded.changed += 1
    else:
        loaded.same += 1


def _plan(found: Commitment | None, line: Line) -> CommitmentPlan:
    """Return what a line says over what is held: a column that is not there changes nothing."""
    told: dict[str, Any] = {name: getattr(found, name) for name in NAMES} if found else {}
    told |= line.values
    kind, state = CommitmentKind(told.pop("kind")), CommitmentState(told.pop("state", CommitmentState.DRAFT))
    return CommitmentPlan(kind=kind, state=state, **told)


def _is_history(rows: Rows) -> bool:
    """Whether this is our own second sheet, brought back with the first."""
    return bool(rows) and rows[0][1][:2] == [translate(N_("Jour")), translate(N_("Document"))]
