"""The four national engagements, found by their code or by the words of a release (F3)."""

from hcec.followup.enums import Engagement
from hcec.labels import label
from hcec.text.normalise import fold


def engagement_named(words: str) -> Engagement | None:
    """Return the engagement of this code or of these words, whatever their case and accents."""
    named = fold(words.strip())
    return next((each for each in Engagement if named in (each.value, fold(label("engagement", each)))), None)
