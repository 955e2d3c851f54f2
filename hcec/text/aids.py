"""The reading aids' one door: what a text would tell about people, what worries in it, whether its language is known.

The aids decide nothing and hide nothing: a reader looks at every suggestion (M2), and danger only sorts the queue (S5).
Codes have French words in `hcec.labels`: `identifier`, `aid_reason`, `danger_kind`, `danger_why`, `caution`.
"""

from dataclasses import dataclass

from hcec.text.cautions import cautions_in
from hcec.text.danger import ALARM, danger_in
from hcec.text.identifying import suggestions_in
from hcec.text.reading import Reading
from hcec.text.spans import NOTHING_KNOWN, Caution, Registry, Signal, Suggestion

__all__ = ["NOTHING_KNOWN", "Aids", "Caution", "Registry", "Signal", "Suggestion", "read"]


@dataclass(frozen=True, slots=True)
class Aids:
    """What a reader is shown beside a text; every stretch is in order and inside the text.

    suggestions: what to hide, without overlap. danger_score: from 0 to 1, an alarm from 0.5; danger_kinds: about what;
    signals: the stretches that raised it, which may overlap. warnings: what is true of few, which may overlap the rest.
    """

    suggestions: tuple[Suggestion, ...]
    danger_score: float
    danger_kinds: tuple[str, ...]
    signals: tuple[Signal, ...]
    warnings: tuple[Caution, ...]
    is_understood: bool

    @property
    def is_alarm(self) -> bool:
        """Tell whether somebody should read this text first."""
        return self.danger_score >= ALARM


def read(text: str, *, registry: Registry = NOTHING_KNOWN) -> Aids:
    """Read a text as it was written, with the names that the platform knows. Never raises."""
    reading = Reading(text)
    danger = danger_in(reading)
    return Aids(
        suggestions=suggestions_in(reading, registry=registry),
        danger_score=danger.score,
        danger_kinds=danger.kinds,
        signals=danger.signals,
        warnings=cautions_in(reading),
        is_understood=danger.is_understood,
    )
