"""Three years of departmental figures: two that left, and the last, which is being typed."""

from collections import Counter
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.department.services import Department
from hcec.yearbook.models import FigureYear
from hcec.yearbook.services import keeping, releasing
from hcec.yearbook.services.keeping import YearNote
from hcec.yearbook.tables import Place, table_of, tables_in

YEARS = 3

Numbers = dict[str, dict[Place, int]]


def count_years(
    session: Session, *, raw: dict[str, Any], observer: StaffMember, decided: Department, seed: int, today: date
) -> None:
    """Keep the last three whole years; publish all but the last."""
    random = Random(f"figures {seed}")  # noqa: S311 - what is drawn here is shown, never secret
    for place in range(YEARS):
        numbers: Numbers = {}
        for family, told in raw["family"].items():
            numbers |= _counted(family, _people(family, told, told["sizes"][place], random))
        is_last = place == YEARS - 1
        if is_last:
            code, row = raw["unknown"]
            numbers[code] = {where: number for where, number in numbers[code].items() if where[0] != row}
            del numbers[raw["missing"]]
        year = keeping.open_year(session, row_id=uuid4(), actor=observer, year=today.year - YEARS + place)
        _keep(session, year, numbers, raw, place, observer)
        if not is_last:
            _publish(session, year, observer, decided, today)


def _people(family: str, told: dict[str, Any], size: int, random: Random) -> list[dict[str, str]]:
    """Return so many people, a category by axis. `only`: who is of one category is of the other one too."""
    codes = {axis.code: axis.codes for table in tables_in(family) for axis in table.axes}
    drawn = [random.choices(codes[axis], weights, k=size) for axis, weights in told["weights"].items()]
    people = [dict(zip(told["weights"], person, strict=True)) for person in zip(*drawn, strict=True)]
    if "only" in told:
        one, category, other, follows = told["only"]
        for person in people:
            person[other] = follows if person[one] == category else person[other]
    return people


def _counted(family: str, people: list[dict[str, str]]) -> Numbers:
    found = {}
    for table in tables_in(family):
        axes = [axis.code for axis in table.axes]
        counts = Counter(tuple(person[axis] for axis in axes) for person in people)
        found[table.code] = {place: counts[place[: len(axes)]] for place in table.places}
    return found


def _keep(
    session: Session, year: FigureYear, numbers: Numbers, raw: dict[str, Any], place: int, observer: StaffMember
) -> None:
    """Type a year, then call its tables checked: what leaped was looked at."""
    plan = YearNote(raw["notes"][place])
    keeping.annotate(session, actor=observer, year=year, version=1, plan=plan)
    for code, held in numbers.items():
        acted: dict[str, Any] = {"actor": observer, "year": year, "table": table_of(code)}
        keeping.keep_table(session, version=0, numbers=held, source=raw["source"], **acted)
        if place < YEARS - 1 or table_of(code).family in raw["checked"]:
            keeping.check_table(session, version=1, is_confirmed=True, **acted)


def _publish(session: Session, year: FigureYear, observer: StaffMember, decided: Department, today: date) -> None:
    prepared = releasing.prepare(year, decided)
    day = min(today, date(year.year + 1, 5, 12))
    releasing.publish(session, row_id=uuid4(), actor=observer, year=year, prepared=prepared, reason="", today=day)
