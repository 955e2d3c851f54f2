"""What the observatory of the demonstration writes: the sections of a synthesis, what it asks, who is in care."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.department.enums import PopulationTrait
from hcec.department.services.population import Population, enter_population
from hcec.syntheses.enums import Engagement
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services import composing


def compose(session: Session, *, synthesis: Synthesis, observer: StaffMember, words: Mapping[str, Any]) -> None:
    """Write the sections and the asks of a draft, in the file's order."""
    for each in words.get("section", ()):
        section = composing.SectionWords(
            title=each["title"],
            text=each["text"],
            tables=each.get("tables", ()),
            themes=each.get("themes", ()),
            shows_coverage=each.get("coverage", False),
        )
        composing.put_section(session, **_part(synthesis, observer), words=section)
    for each in words.get("ask", ()):
        ask = composing.AskWords(what=each["what"], of_whom=each["of_whom"], engagement=Engagement(each["engagement"]))
        composing.put_ask(session, **_part(synthesis, observer), words=ask)


def count_children(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    """Enter how many children were in care at the end of last year."""
    told = raw["population"]
    population = Population(
        year=today.year - 1,
        children=raw["department"]["children"],
        source=told["source"],
        by={trait: told[trait] for trait in PopulationTrait},
    )
    enter_population(session, actor=observer.id.hex, role=observer.role, population=population)


def _part(synthesis: Synthesis, observer: StaffMember) -> dict[str, Any]:
    return {"synthesis": synthesis, "actor": observer, "version": synthesis.version, "part_id": uuid4()}
