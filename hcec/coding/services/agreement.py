"""How far two coders agree on the sample that chance drew: percent and Cohen's kappa, never a figure by person (M6)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from hcec.coding import queries
from hcec.coding.enums import Place
from hcec.coding.services.themes import every_theme
from hcec.department.services import load
from hcec.moderation.figures import LEAST_FOR_PERCENT, concordance


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `messages` coded twice: the same yes or no, theme by theme. `by_theme` holds (code, kappa, uses)."""

    messages: int
    observed: float
    kappa: float | None
    by_theme: tuple[tuple[str, float, int], ...]


def agreement(session: Session, *, among: Select[UUID] | None = None) -> Agreement | None:
    """Return the agreement over these messages, or all; None on fewer than twenty. A theme shows from k uses on."""
    coded: dict[UUID, dict[int, set[str]]] = {}
    for message, place, theme in session.execute(queries.twice_coded(among)):
        coded.setdefault(message, {}).setdefault(place, set()).add(theme)
    least = load(session).threshold_internal
    if len(coded) < max(LEAST_FOR_PERCENT, least):
        return None
    both = [(each[Place.FIRST], each[Place.SECOND]) for each in coded.values()]
    themes = [each.code for each in every_theme(session)]
    pairs = {theme: [(theme in first, theme in second) for first, second in both] for theme in themes}
    found = concordance([pair for each in pairs.values() for pair in each])
    by_theme = []
    for theme, each in pairs.items():
        uses, kappa = sum(map(any, each)), concordance(each).kappa
        if uses >= least and kappa is not None:
            by_theme.append((theme, kappa, uses))
    return Agreement(len(both), found.observed, found.kappa, tuple(sorted(by_theme, key=lambda each: each[1])))
