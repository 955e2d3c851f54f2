"""Money of the contract: one line an action, year and source; totals are added up, never typed."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.revising import advance
from hcec.scheme.enums import FundingSource
from hcec.scheme.models import Contract, Funding, SchemeAction
from hcec.scheme.services.acting import note, write
from hcec.scheme.services.planning import YearOutside


class AlreadyFunded(Exception):
    """This source already has a line for this action and year: change that one."""


class NotOfTheContract(Exception):
    """The action is not one of the scheme that the contract follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingPlan:
    """Which source gives how much, in cents."""

    action_id: UUID
    year: int
    source: FundingSource
    planned: int = 0
    committed: int = 0
    paid: int = 0


def fund(session: Session, *, row_id: UUID, actor: StaffMember, contract: Contract, plan: FundingPlan) -> Funding:
    """Keep a line of money; the same form keeps it once. Raises AlreadyFunded, NotOfTheContract, YearOutside."""
    db.lock(session, f"contract:{contract.id.hex}")
    if existing := session.get(Funding, row_id):
        return existing
    _refuse(session, contract, plan, row_id)
    made = Funding(id=row_id)
    write(made, plan)
    contract.fundings.append(made)
    session.flush()
    note(session, actor, contract, "fund")
    return made


def change_funding(
    session: Session, *, actor: StaffMember, contract: Contract, funding: Funding, version: int, plan: FundingPlan
) -> None:
    """Change a line of money. Raises AlreadyFunded, ChangedMeanwhile, NotOfTheContract, YearOutside."""
    db.lock(session, f"contract:{contract.id.hex}")
    _refuse(session, contract, plan, funding.id)
    advance(session, funding, version)
    write(funding, plan)
    session.flush()
    session.expire(funding, ["action"])
    note(session, actor, contract, "change_fund")


def drop_funding(session: Session, *, actor: StaffMember, contract: Contract, funding_id: UUID) -> None:
    """Take away a line of money; gone already is no error."""
    for line in [each for each in contract.fundings if each.id == funding_id]:
        contract.fundings.remove(line)
        session.flush()
        note(session, actor, contract, "drop_fund")


def _refuse(session: Session, contract: Contract, plan: FundingPlan, own: UUID) -> None:
    if plan.year not in contract.years:
        raise YearOutside
    action = session.get(SchemeAction, plan.action_id)
    if action is None or action.axis.scheme_id != contract.scheme_id:
        raise NotOfTheContract
    key = (plan.action_id, plan.year, plan.source)
    if any((each.action_id, each.year, each.source) == key for each in contract.fundings if each.id != own):
        raise AlreadyFunded
