"""Money of the contract out to a spreadsheet and back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.documents.ods_reading import Rows
from hcec.documents.tabular import csv_of, ods_of
from hcec.scheme.enums import FundingSource
from hcec.scheme.interchange import MONEY, Line, read, written
from hcec.scheme.models import Contract, Funding
from hcec.scheme.services.acting import note
from hcec.scheme.services.evaluating import ordered
from hcec.scheme.services.exchanging import Loaded, action_of, outside

SUMS = ("planned", "committed", "paid")


def table_of(contract: Contract) -> list[list[str]]:
    """Return every line of money, as cells."""
    lines: Iterable[dict[str, Any]] = (
        {"action": line.action.code, **{name: getattr(line, name) for name in ("year", "source", *SUMS)}}
        for line in ordered(contract.fundings)
    )
    return written(MONEY, lines, ())


def as_csv(contract: Contract) -> bytes:
    """Return the lines of money as CSV."""
    return csv_of(table_of(contract))


def as_ods(contract: Contract) -> bytes:
    """Return the lines of money as a workbook."""
    return ods_of({MONEY.name: table_of(contract)}, title=contract.title)


def load_money(session: Session, *, actor: StaffMember, contract: Contract, given: Sequence[Rows]) -> Loaded:
    """Add and change lines of money from the tables of a file; none is ever taken away."""
    tables = [read(rows, [MONEY]) for rows in given]
    loaded = Loaded(faults=[fault for _lines, faults in tables for fault in faults])
    db.lock(session, f"contract:{contract.id.hex}")
    session.refresh(contract, with_for_update=True)
    for line in [line for lines, _faults in tables for line in lines]:
        _keep(contract, line, loaded)
    session.flush()
    if loaded.added or loaded.changed:
        note(session, actor, contract, "load")
    loaded.faults.sort(key=lambda fault: fault.line)
    return loaded


def _keep(contract: Contract, line: Line, loaded: Loaded) -> None:
    action, year = action_of(contract.scheme, line, loaded), line.values["year"]
    if year not in contract.years:
        loaded.faults.append(outside(line, "année"))
        return
    if action is None:
        return
    key = (action.id, year, FundingSource(line.values["source"]))
    told = {name: line.values[name] for name in SUMS if name in line.values}
    held = next((each for each in contract.fundings if (each.action_id, each.year, each.source) == key), None)
    if held is None:
        sums = {name: told.get(name, 0) for name in SUMS}
        contract.fundings.append(
            Funding(id=uuid4(), action=action, action_id=action.id, year=year, source=key[2], version=1, **sums)
        )
        loaded.added += 1
    elif any(getattr(held, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(held, name, value)
        held.version += 1
        loaded.changed += 1
    else:
        loaded.same += 1
