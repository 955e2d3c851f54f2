"""The contract with the State: who signs, what is due, the application's criteria, the words of the yearly sheet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.scheme.enums import Criterion, Signatory
from hcec.scheme.models import (
    Contract,
    ContractDeadline,
    ContractEvaluation,
    ContractSignature,
    CriterionEvidence,
    Scheme,
)
from hcec.scheme.services.acting import ChangedMeanwhile, change, create, note, write
from hcec.scheme.services.planning import YearOutside, YearsUnsound


class NotSignedYet(Exception):
    """Nothing is signed on a day that has not come."""


@dataclass(frozen=True, slots=True)
class ContractPlan:
    """What a contract is called, and its years."""

    title: str
    from_year: int
    to_year: int


@dataclass(frozen=True, slots=True)
class EvaluationWords:
    """What the yearly sheet says beside its figures."""

    achieved: str = ""
    difficulties: str = ""
    next_steps: str = ""


def start_contract(
    session: Session, *, row_id: UUID, actor: StaffMember, scheme: Scheme, plan: ContractPlan
) -> Contract:
    """Start a contract over the actions of a scheme; the same form gives the same one. Raises YearsUnsound."""
    db.lock(session, "contract")
    if existing := session.get(Contract, row_id):
        return existing
    if plan.to_year < plan.from_year:
        raise YearsUnsound
    made = Contract(id=row_id, scheme=scheme)
    write(made, plan)
    made.signatures = [ContractSignature(signatory=each) for each in Signatory]
    create(session, actor=actor, row=made)
    return made


def change_contract(
    session: Session, *, actor: StaffMember, contract: Contract, version: int, plan: ContractPlan
) -> None:
    """Change its title or its years. Raises ChangedMeanwhile, YearsUnsound."""
    written = {each.year for each in contract.fundings} | {each.year for each in contract.evaluations}
    written |= {each.year for indicator in contract.indicators for each in indicator.years}
    if plan.to_year < plan.from_year or any(not plan.from_year <= year <= plan.to_year for year in written):
        raise YearsUnsound
    change(session, actor=actor, row=contract, version=version, plan=plan)


def sign(
    session: Session,
    *,
    actor: StaffMember,
    contract: Contract,
    signatory: Signatory,
    function: str,
    signed_on: date | None,
    today: date,
) -> None:
    """Say by which function a party signs, and the day once it is signed, or none again. Raises NotSignedYet."""
    if signed_on and signed_on > today:
        raise NotSignedYet
    held = next((each for each in contract.signatures if each.signatory is signatory), None)
    if held is None:
        held = ContractSignature(signatory=signatory)
        contract.signatures.append(held)
    held.function, held.signed_on = function, signed_on
    session.flush()
    note(session, actor, contract, "sign", str(signatory))


def add_deadline(
    session: Session, *, row_id: UUID, actor: StaffMember, contract: Contract, what: str, due_on: date
) -> None:
    """Keep what is due and until when; the same form keeps it once."""
    db.lock(session, f"contract:{contract.id.hex}")
    if session.get(ContractDeadline, row_id) is None:
        contract.deadlines.append(ContractDeadline(id=row_id, what=what, due_on=due_on))
        session.flush()
        note(session, actor, contract, "due")


def settle_deadline(
    session: Session, *, actor: StaffMember, contract: Contract, deadline_id: UUID, done_on: date | None
) -> None:
    """Say that what was due is done, or, without a day, that it is not after all."""
    for deadline in [each for each in contract.deadlines if each.id == deadline_id]:
        deadline.done_on = done_on
        session.flush()
        note(session, actor, contract, "settle")


def drop_deadline(session: Session, *, actor: StaffMember, contract: Contract, deadline_id: UUID) -> None:
    """Take away what was written by mistake; gone already is no error."""
    for deadline in [each for each in contract.deadlines if each.id == deadline_id]:
        contract.deadlines.remove(deadline)
        session.flush()
        note(session, actor, contract, "drop_due")


def weigh_criterion(
    session: Session, *, actor: StaffMember, contract: Contract, criterion: Criterion, is_met: bool, evidence: str
) -> None:
    """Say whether a criterion is met, and what shows it."""
    held = next((each for each in contract.evidence if each.criterion is criterion), None)
    if held is None:
        held = CriterionEvidence(criterion=criterion, is_met=is_met)
        contract.evidence.append(held)
    held.is_met, held.evidence = is_met, evidence
    session.flush()
    note(session, actor, contract, "weigh", str(criterion))


def evaluate(
    session: Session,
    *,
    actor: StaffMember,
    contract: Contract,
    year: int,
    version: int,
    words: EvaluationWords,
    today: date,
) -> None:
    """Write what the sheet of a year says beside its figures; version 0 is the first. Raises ChangedMeanwhile,
    YearOutside."""
    if year not in contract.years or year > today.year:
        raise YearOutside
    session.refresh(contract, with_for_update=True)
    held = evaluation_of(contract, year)
    if held is None:
        if version:
            raise ChangedMeanwhile
        held = ContractEvaluation(year=year, version=0)
        contract.evaluations.append(held)
    elif held.version != version:
        raise ChangedMeanwhile
    held.version = version + 1
    write(held, words)
    session.flush()
    note(session, actor, contract, "evaluate", str(year))


def evaluation_of(contract: Contract, year: int) -> ContractEvaluation | None:
    """Return what was written for a year."""
    return next((each for each in contract.evaluations if each.year == year), None)
