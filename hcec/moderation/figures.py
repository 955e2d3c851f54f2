"""Figures on the reading of messages, from values alone: how long, why refused, how far two readers agree.

Nothing here knows who read: nobody is ranked (M6).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt

from hcec.moderation.enums import DecisionKind, Opinion

LEAST_FOR_PERCENT = 20  # as in syntheses (D2)
OTHERS = "others"
AS_OPINION = {
    DecisionKind.PUBLISH: Opinion.PUBLISH,
    DecisionKind.APPROVE: Opinion.PUBLISH,
    DecisionKind.KEEP: Opinion.KEEP,
    DecisionKind.REFUSE: Opinion.REFUSE,
}


@dataclass(frozen=True, slots=True)
class Read:
    """One decision: on which message and version, by whom (told apart, never named)."""

    message: Hashable
    version: int
    kind: DecisionKind
    reader: Hashable


@dataclass(frozen=True, slots=True)
class Concordance:
    """How far two readers of the same words agree, and how far beyond what chance would give."""

    pairs: int
    observed: float
    kappa: float | None  # None when both always said the same one thing: there is nothing to correct for
    low: float | None = None
    high: float | None = None


def months_between(first: date, last: date) -> int:
    """Return how many months lie between two months."""
    return (last.year - first.year) * 12 + last.month - first.month


def at_rank(values: Sequence[int], share: float) -> int:
    """Return the value that this share of the others does not pass (nearest rank). Raises IndexError on none."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def percent(part: int, whole: int) -> int | None:
    """Return a whole percentage, or None on a base too small for one (D2)."""
    return round(100 * part / whole) if whole >= LEAST_FOR_PERCENT else None


def merge_small(counts: Mapping[str, int], least: int) -> dict[str, int]:
    """Return the counts, the smallest put together as `others` until none is under `least`; nothing on too few."""
    ordered = sorted(((count, code) for code, count in counts.items() if count), reverse=True)
    others = 0
    while ordered and (ordered[-1][0] < least or 0 < others < least):
        others += ordered.pop()[0]
    if others and others < least:
        return {}
    return {code: count for count, code in ordered} | ({OTHERS: others} if others else {})


def pairs_of(decisions: Iterable[Read], objected: Mapping[Hashable, int]) -> list[tuple[Opinion, Opinion]]:
    """Return what two different readers decided on the same words of a message, the first reader's choice first.

    A first reader proposes or refuses; the second's decision bears the same version, or the next when other words are
    proposed. `objected` is the last version that the child refused: what follows words refused answers the child, not
    the first reader. Only the last refusal is known, so whatever was proposed before it is left out too.
    """
    by_message: dict[Hashable, list[Read]] = {}
    for decision in decisions:
        if decision.kind in AS_OPINION:
            by_message.setdefault(decision.message, []).append(decision)
    found = []
    for message, read in by_message.items():
        for first in read:
            if _is_first(first, objected.get(message, 0)):
                second = _answer_to(first, read)
                if second is not None:
                    found.append((AS_OPINION[first.kind], AS_OPINION[second.kind]))
    return found


def _is_first(first: Read, last_objected: int) -> bool:
    """Return whether these words may have been read a second time, without the child's no between the two."""
    if first.kind == DecisionKind.PUBLISH:
        return first.version > last_objected
    return first.kind == DecisionKind.REFUSE and first.version != last_objected


def _answer_to(first: Read, read: Iterable[Read]) -> Read | None:
    """Return the second reader's decision on the first's words, once a pair."""
    for each in read:
        is_next = each.version == first.version + 1 and each.kind == DecisionKind.PUBLISH
        is_same = each.version == first.version and each.kind != DecisionKind.PUBLISH
        if each.reader == first.reader or not (is_next or is_same):
            continue
        if first.kind == each.kind == DecisionKind.REFUSE and str(each.reader) < str(first.reader):
            continue  # two refusals of the same words are one pair, not two
        return each
    return None


def concordance(pairs: Sequence[tuple[Hashable, Hashable]]) -> Concordance:
    """Return Cohen's kappa with its 95 % interval.

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960),
    37-46: kappa = (po - pe) / (1 - pe), standard error sqrt(po (1 - po) / (n (1 - pe)^2)).
    """
    n = len(pairs)
    observed = sum(one == other for one, other in pairs) / n if n else 0.0
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(firsts[each] * seconds[each] for each in firsts) / n**2 if n else 1.0
    if expected == 1:
        return Concordance(n, observed, None)
    kappa = (observed - expected) / (1 - expected)
    margin = 1.96 * sqrt(observed * (1 - observed) / n) / (1 - expected)
    return Concordance(n, observed, kappa, max(-1.0, kappa - margin), min(1.0, kappa + margin))
