"""How many children it takes before a number may leave (D1, D2)."""

FLOOR = 5
INTERNAL = 5
PUBLIC = 11
PERCENT_BASE = 20
CROSSING_BASE = 100
"""No two-way table under so many contributors."""


class ThresholdTooLow(Exception):
    """The département set a threshold under the floor."""


class TooFewContributors(Exception):
    """Fewer children answered than the threshold: nothing can be told."""


class CannotBeMadeSafe(Exception):
    """Whatever is hidden, the rest of this table would tell it: leave the table out."""


def checked_threshold(threshold: int) -> int:
    """Return the threshold. Raises ThresholdTooLow under the floor, whatever the settings say (D1)."""
    if threshold < FLOOR:
        raise ThresholdTooLow
    return threshold


def is_small(count: int, threshold: int) -> bool:
    """Tell whether this count points at someone: not nobody, and fewer than the threshold."""
    return 0 < count < threshold


def percent(count: int, base: int) -> int | None:
    """Return the whole percentage of a shown count, or None where it would mislead (D2).

    None on a base under 20, and where rounding would say 0 or 100 of what is neither nobody nor everybody (D3).
    """
    if base < PERCENT_BASE:
        return None
    whole = (200 * count + base) // (2 * base)
    if (whole == 0 and count > 0) or (whole == 100 and count < base):
        return None
    return whole
