"""Indicators of an action: where they stood, where they should come, what they were each year."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.scheme.models import IndicatorValue, SchemeAction, SchemeIndicator
from hcec.scheme.services.acting import change, create, discard, note, write
from hcec.scheme.services.planning import YearOutside


class NameTaken(Exception):
    """Another indicator of this action, or of this contract, has this name."""


@dataclass(frozen=True, slots=True)
class IndicatorPlan:
    """What is measured, in hundredths."""

    name: str
    unit: str = ""
    baseline: int | None = None
    target: int | None = None


def add_indicator(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    action: SchemeAction,
    plan: IndicatorPlan,
    by_year: Mapping[int, int],
) -> SchemeIndicator:
    """Add an indicator with what is known of it; the same form gives the same one. Raises NameTaken, YearOutside."""
    db.lock(session, f"action:{action.id.hex}")
    if existing := session.get(SchemeIndicator, row_id):
        return existing
    _refuse(action, plan.name, by_year, None)
    made = SchemeIndicator(id=row_id)
    write(made, plan)
    action.indicators.append(made)
    _measure(made, by_year)
    create(session, actor=actor, row=made)
    return made


def change_indicator(
    session: Session,
    *,
    actor: StaffMember,
    indicator: SchemeIndicator,
    version: int,
    plan: IndicatorPlan,
    by_year: Mapping[int, int],
) -> None:
    """Change an indicator and what it was each year. Raises ChangedMeanwhile, NameTaken, YearOutside."""
    db.lock(session, f"action:{indicator.action_id.hex}")
    _refuse(indicator.action, plan.name, by_year, indicator)
    before = indicator.by_year
    change(session, actor=actor, row=indicator, version=version, plan=plan)
    if changed := sorted(year for year in {*before, *by_year} if before.get(year) != by_year.get(year)):
        _measure(indicator, by_year)
        session.flush()
        note(session, actor, indicator, "measure", ", ".join(map(str, changed)))


def drop_indicator(session: Session, *, actor: StaffMember, indicator: SchemeIndicator) -> None:
    """Take an indicator away with its values."""
    discard(session, actor=actor, row=indicator)


def _refuse(action: SchemeAction, name: str, by_year: Mapping[int, int], own: SchemeIndicator | None) -> None:
    if any(other.name == name for other in action.indicators if other is not own):
        raise NameTaken
    if set(by_year) - set(action.axis.scheme.years):
        raise YearOutside


def _measure(indicator: SchemeIndicator, by_year: Mapping[int, int]) -> None:
    """Give the values of each year, rows that are there already being changed rather than made anew."""
    held = {each.year: each for each in indicator.values}
    for year in held.keys() - by_year.keys():
        indicator.values.remove(held[year])
    for year, value in by_year.items():
        if year in held:
            held[year].value = value
        else:
            indicator.values.append(IndicatorValue(year=year, value=value))
