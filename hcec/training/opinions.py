"""What those who came thought, added up over a year and protected: no number small enough to point at one of them."""

from collections.abc import Mapping

from hcec.disclosure.protection import protect_one_way
from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors
from hcec.training.enums import Asked, Opinion

Answers = Mapping[tuple[Asked, Opinion], int]
Shown = dict[Asked, dict[Opinion, int | None]]


def protected(answers: Answers, threshold: int) -> Shown:
    """Return the answers to each question as they may leave; None is hidden, and one is never hidden alone (D2)."""
    return {asked: _protected(asked, answers, threshold) for asked in Asked}


def _protected(asked: Asked, answers: Answers, threshold: int) -> dict[Opinion, int | None]:
    counts = {str(opinion): answers.get((asked, opinion), 0) for opinion in Opinion}
    try:
        decided = protect_one_way(counts, base=sum(counts.values()), threshold=threshold)
    except (TooFewContributors, CannotBeMadeSafe):
        return dict.fromkeys(Opinion)
    return {opinion: None if opinion in decided.hidden else counts[opinion] for opinion in Opinion}
