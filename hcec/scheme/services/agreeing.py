"""Indicators of the contract: what its parties agreed to measure, where it should come and where it came each year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.scheme.models import Contract, ContractIndicator, ContractIndicatorYear
from hcec.scheme.services.acting import change, create, discard, note, write
from hcec.scheme.services.measuring import NameTaken
from hcec.scheme.services.planning import YearOutside


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """What is measured, in hundredths."""

    name: str
    unit: str = ""
    baseline: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """Where it should come and where it came, in hundredths; a year that is not there is not known."""

    targets: Mapping[int, int] = field(default_factory=dict)
    values: Mapping[int, int] = field(default_factory=dict)

    @property
    def known(self) -> set[int]:
        """The years of which something is said."""
        return {*self.targets, *self.values}


def agree_indicator(
    session: Session, *, row_id: UUID, actor: StaffMember, contract: Contract, plan: AgreedPlan, years: Years
) -> ContractIndicator:
    """Add an indicator to a contract; the same form gives the same one. Raises NameTaken, YearOutside."""
    db.lock(session, f"contract:{contract.id.hex}")
    if existing := session.get(ContractIndicator, row_id):
        return existing
    _refuse(contract, plan.name, years, None)
    made = ContractIndicator(id=row_id)
    write(made, plan)
    contract.indicators.append(made)
    _keep(made, years)
    create(session, actor=actor, row=made)
    return made


def change_agreed(
    session: Session, *, actor: StaffMember, indicator: ContractIndicator, version: int, plan: AgreedPlan, years: Years
) -> None:
    """Change an indicator and its years. Raises ChangedMeanwhile, NameTaken, YearOutside."""
    db.lock(session, f"contract:{indicator.contract_id.hex}")
    _refuse(indicator.contract, plan.name, years, indicator)
    change(session, actor=actor, row=indicator, version=version, plan=plan)
    if changed := _keep(indicator, years):
        session.flush()
        note(session, actor, indicator, "measure", ", ".join(map(str, changed)))


def drop_agreed(session: Session, *, actor: StaffMember, indicator: ContractIndicator) -> None:
    """Take an indicator away with its years."""
    discard(session, actor=actor, row=indicator)


def _refuse(contract: Contract, name: str, years: Years, own: ContractIndicator | None) -> None:
    if any(other.name == name for other in contract.indicators if other is not own):
        raise NameTaken
    if years.known - set(contract.years):
        raise YearOutside


def _keep(indicator: ContractIndicator, years: Years) -> list[int]:
    """Make the years be these; return those that changed."""
    before = Years(indicator.targets, indicator.values)
    held = {each.year: each for each in indicator.years}
    for year in held.keys() - years.known:
        indicator.years.remove(held[year])
    for year in years.known:
        target, value = years.targets.get(year), years.values.get(year)
        if year in held:
            held[year].target, held[year].value = target, value
        else:
            indicator.years.append(ContractIndicatorYear(year=year, target=target, value=value))
    return sorted(year for year in before.known | years.known if _at(before, year) != _at(years, year))


def _at(years: Years, year: int) -> tuple[int | None, int | None]:
    return years.targets.get(year), years.values.get(year)
