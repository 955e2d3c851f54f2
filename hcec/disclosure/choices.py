"""Several choices a child: each choice is its own yes or no, tied to the others by who answered at all (D2)."""

from collections.abc import Mapping, Sequence

from hcec.disclosure.merging import Group
from hcec.disclosure.thresholds import CannotBeMadeSafe, is_small
from hcec.disclosure.values import UNANSWERED


def hidden_choices(
    groups: Sequence[Group], *, base: int, threshold: int, sensitive: bool, forced: frozenset[str]
) -> frozenset[str]:
    """Return the choices to hide so that neither who chose one nor who did not can be told to be few.

    Hides first what is small or has a small rest, then the largest of the others, until the bounds left are wide.
    Raises CannotBeMadeSafe if they never are.
    """
    counts = {group.code: group.count for group in groups}
    hidden = set(forced) | {code for code in counts if _is_telling(counts, code, base, threshold, sensitive)}
    while not _is_wide(counts, hidden, base, threshold):
        shown = [code for code in counts if code not in hidden]
        if not shown:
            raise CannotBeMadeSafe
        hidden.add(max(shown, key=lambda code: (code != UNANSWERED, counts[code])))
    return frozenset(hidden)


def _is_telling(counts: Mapping[str, int], code: str, base: int, threshold: int, sensitive: bool) -> bool:
    count, answered = counts[code], base - counts.get(UNANSWERED, 0)
    if is_small(count, threshold) or is_small(base - count, threshold):
        return True
    if code == UNANSWERED:
        return False
    return is_small(answered - count, threshold) or (sensitive and count in (0, answered, base))


def _is_wide(counts: Mapping[str, int], hidden: set[str], base: int, threshold: int) -> bool:
    """Tell whether each hidden cell, and its rest among all and among who answered, may reach the threshold.

    A table without "sans réponse" leaves open how many answered, as a hidden one does.
    """
    choices = [code for code in counts if code != UNANSWERED]
    least = {code: 0 if code in hidden else counts[code] for code in choices}
    most = {code: base if code in hidden else counts[code] for code in choices}
    if UNANSWERED in counts and UNANSWERED not in hidden:
        low = high = base - counts[UNANSWERED]
    else:
        low, high = max(least.values(), default=0), min(base, sum(most.values()))
    if UNANSWERED in hidden and (base - low < threshold or low == high):
        return False
    for code in choices:
        others = sum(min(most[other], high) for other in choices if other != code)
        rest = min(high - least[code], others)
        if code in hidden and (high < threshold or rest < threshold or base - high + rest < threshold):
            return False
        if code not in hidden and is_small(rest, threshold):
            return False
    return True
