"""Institutions and mandates out to a spreadsheet and back: what fits is kept, the rest is told by line and column."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate
from hcec.labels import N_
from hcec.partners import queries
from hcec.partners.enums import InstitutionKind
from hcec.partners.interchange import INSTITUTIONS, MANDATES, SHAPES
from hcec.partners.models import Institution, ObservatoryMandate
from hcec.tables.shapes import Fault, Line, Loaded, read, written


def tables_of(session: Session) -> dict[str, list[list[str]]]:
    """Return both tables as cells, heads first."""
    institutions = [
        {column.name: getattr(one, column.name) for column in INSTITUTIONS.columns}
        for one in session.scalars(queries.institutions())
    ]
    names = [column.name for column in MANDATES.columns if column.name != "institution"]
    mandates = [
        {"institution": one.institution.name, **{name: getattr(one, name) for name in names}}
        for one in session.scalars(queries.mandates())
    ]
    return {
        INSTITUTIONS.name: written(INSTITUTIONS, institutions, ()),
        MANDATES.name: written(MANDATES, mandates, ()),
    }


def as_csv(session: Session, name: str) -> bytes:
    """Return one table as CSV. Raises KeyError for a table that there is not."""
    return csv_of(tables_of(session)[name])


def as_ods(session: Session) -> bytes:
    """Return both tables as one workbook."""
    return ods_of(tables_of(session), title=translate(N_("Institutions et mandats")))


def load(session: Session, *, actor: StaffMember, given: Sequence[Rows], today: date) -> Loaded:
    """Add and change what the tables of a file say; nothing is ever taken away."""
    tables = [read(rows, SHAPES) for rows in given]
    loaded = Loaded(faults=[fault for _lines, faults in tables for fault in faults])
    db.lock(session, "institution")
    lines = [line for found, _faults in tables for line in found]
    known = {one.name: one for one in session.scalars(queries.institutions())}
    for line in (line for line in lines if line.table == INSTITUTIONS.name):  # mandates hang on them
        _keep_institution(session, actor, line, known, today, loaded)
    session.flush()
    for line in (line for line in lines if line.table == MANDATES.name):
        _keep_mandate(session, actor, line, known, loaded)
    session.flush()
    loaded.faults.sort(key=lambda fault: (fault.table, fault.line))
    return loaded


def _keep_institution(
    session: Session, actor: StaffMember, line: Line, known: dict[str, Institution], today: date, loaded: Loaded
) -> None:
    told = {**line.values, "kind": InstitutionKind(line.values["kind"])}
    signed = told.get("charter_signed_on")
    if signed and signed > today:
        loaded.faults.append(Fault(line.table, line.line, "charte signée le", N_("Ce jour n’est pas encore venu.")))
        return
    found = known.get(told["name"])
    if found is None:
        known[told["name"]] = _add(session, actor, Institution(id=uuid4(), version=1, **told), loaded)
    else:
        _change(session, actor, found, told, loaded)


def _keep_mandate(
    session: Session, actor: StaffMember, line: Line, known: dict[str, Institution], loaded: Loaded
) -> None:
    told = dict(line.values)
    institution = known.get(told.pop("institution"))
    if institution is None:
        why = N_("Cette institution n’est pas connue : ajoutez-la au tableau « institutions ».")
        loaded.faults.append(Fault(line.table, line.line, "institution", why))
        return
    if told.get("to_on") and told["to_on"] < told["from_on"]:
        loaded.faults.append(Fault(line.table, line.line, "jusqu’au", N_("La fin vient avant le début.")))
        return
    same = select(ObservatoryMandate).where(
        ObservatoryMandate.institution_id == institution.id,
        ObservatoryMandate.function == told["function"],
        ObservatoryMandate.from_on == told["from_on"],
    )
    found = session.scalars(same).first()
    if found is None:
        _add(session, actor, ObservatoryMandate(id=uuid4(), institution_id=institution.id, version=1, **told), loaded)
    else:
        _change(session, actor, found, told, loaded)


def _add(session: Session, actor: StaffMember, row: Any, loaded: Loaded) -> Any:
    session.add(row)
    session.flush()
    note(session, actor, row, "load")
    loaded.added += 1
    return row


def _change(session: Session, actor: StaffMember, row: Any, told: dict[str, Any], loaded: Loaded) -> None:
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    if not changed:
        loaded.same += 1
        return
    for name in changed:
        setattr(row, name, told[name])
    row.version += 1
    note(session, actor, row, "load", ", ".join(changed))
    loaded.changed += 1
