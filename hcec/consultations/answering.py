"""An answer as a value, whoever gives it, and why it cannot be sent as it is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from hcec.consultations.enums import DONT_KNOW, FACES, QuestionKind

LONGEST_TEXT = 5_000  # characters, for one message


class Problem(StrEnum):
    """Why an answer cannot be sent as it is."""

    TOO_LONG = "too_long"
    UNKNOWN_CHOICE = "unknown_choice"
    SAME_PLACE = "same_place"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: choices, or places given to choices, or words."""

    choices: tuple[int, ...] = ()
    ranks: tuple[tuple[int, int], ...] = ()  # (choice, place), in the order of the choices
    text: str = ""
    quote_ok: bool = False
    about_adult: bool = False
    is_skipped: bool = False  # its words stay in the draft, and are not sent

    @property
    def rows(self) -> tuple[tuple[int, int | None], ...]:
        """What a sheet keeps of it: each choice, with its place in a ranking."""
        return (*((choice, None) for choice in self.choices), *self.ranks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.choices or self.ranks or self.text)


def values_of(kind: QuestionKind, positions: Iterable[int]) -> tuple[int, ...]:
    """Return the values that may be chosen: positions of choices, and for faces 0, "je ne sais pas"."""
    return (*range(1, FACES + 1), DONT_KNOW) if kind == QuestionKind.FACES else tuple(positions)


def problem_with(kind: QuestionKind, values: Collection[int], answer: Answer) -> Problem | None:
    """Return why this answer to a question that offers `values` cannot be sent, or None."""
    if len(answer.text) > LONGEST_TEXT:
        return Problem.TOO_LONG
    chosen = {*answer.choices, *(choice for choice, _ in answer.ranks)}
    is_single = kind in {QuestionKind.FACES, QuestionKind.ONE}
    if not chosen.issubset(values) or (is_single and len(answer.choices) > 1):
        return Problem.UNKNOWN_CHOICE
    given = [place for _, place in answer.ranks]
    if not set(given).issubset(range(1, len(values) + 1)):
        return Problem.UNKNOWN_CHOICE
    return Problem.SAME_PLACE if len(given) != len(set(given)) else None
