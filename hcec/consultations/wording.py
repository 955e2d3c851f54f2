"""A question as it is written, whoever it is for: what makes it fit to be asked."""

from dataclasses import dataclass

from hcec.consultations.enums import FACES, FEWEST_CHOICES, MOST_CHOICES, QuestionKind, Unfit
from hcec.labels import label as label_of
from hcec.text.normalise import fold


class UnfitQuestion(Exception):
    """The question cannot be asked as it is written; `reason` says why."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question as it is written. A faces question without words takes the usual four; a free one has no choice."""

    kind: QuestionKind
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_sensitive: bool = False


def lines(text: str) -> tuple[str, ...]:
    """Return the lines that hold something: a choice each."""
    return tuple(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def fit_choices(wording: Wording) -> tuple[str, ...]:
    """Return the choices that a question offers. Raises UnfitQuestion."""
    if not wording.label:
        raise UnfitQuestion(Unfit.NO_LABEL)
    if wording.kind is QuestionKind.TEXT:
        return ()
    choices = wording.choices
    if wording.kind is QuestionKind.FACES:
        choices = choices or tuple(label_of("face", face) for face in range(1, FACES + 1))
        if len(choices) != FACES:
            raise UnfitQuestion(Unfit.NOT_FOUR_FACES)
    if len(choices) < FEWEST_CHOICES:
        raise UnfitQuestion(Unfit.TOO_FEW_CHOICES)
    if len(choices) > MOST_CHOICES:
        raise UnfitQuestion(Unfit.TOO_MANY_CHOICES)
    if len({fold(choice) for choice in choices}) < len(choices):
        raise UnfitQuestion(Unfit.REPEATED_CHOICE)
    return choices
