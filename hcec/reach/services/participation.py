"""Who took part beside who is in care: from what was released, never from a count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.consultations.models import Consultation
from hcec.department.services.population import population_at
from hcec.disclosure.thresholds import PERCENT_BASE, percent
from hcec.disclosure.values import Passage, Release, from_bytes
from hcec.reach import queries
from hcec.syntheses.coverage import NEARLY_ALL
from hcec.syntheses.services.telling import coverage_passages


@dataclass(frozen=True, slots=True)
class Participation:
    """One consultation: how many answered as its latest release tells it, and who, where that may be told."""

    title: str
    slug: str
    closed_on: date | None
    contributors: int | None
    share: int | None
    """How many in a hundred children in care; None where it is not known, stands on too few, or comes near to all."""
    passages: tuple[Passage, ...]


def latest_releases(session: Session) -> Iterator[tuple[Consultation, Release, int]]:
    """Yield each consultation with its latest release that stands, and the year that it closed in."""
    seen: set[UUID] = set()
    for row in session.scalars(queries.standing_releases()):
        if row.consultation_id in seen:
            continue
        seen.add(row.consultation_id)
        consultation = session.get_one(Consultation, row.consultation_id)
        year = (consultation.closed_on or row.published_on).year
        yield consultation, from_bytes(row.content), year


def participation(session: Session) -> list[Participation]:
    """Return what can be told of each consultation that was released, the latest released first."""
    return [
        Participation(
            title=consultation.title,
            slug=consultation.slug,
            closed_on=consultation.closed_on,
            contributors=release.contributors,
            share=share_of(session, release, year),
            passages=coverage_passages(session, consultation, tables=release.tables, threshold=release.threshold),
        )
        for consultation, release, year in latest_releases(session)
    ]


def share_of(session: Session, release: Release, year: int) -> int | None:
    """Return how many in a hundred children in care answered, at most 90: above, it would come near to naming all."""
    population = population_at(session, year)
    if population is None or release.contributors is None or population.children < PERCENT_BASE:
        return None
    share = percent(release.contributors, population.children)
    return None if share is None or share >= NEARLY_ALL else share
