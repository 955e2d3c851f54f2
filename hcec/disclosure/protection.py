"""Which cells of a one-way table may be shown, which are hidden, and which more because of them (D2-D4, D7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hcec.disclosure.choices import hidden_choices
from hcec.disclosure.merging import Group, Merge, merge_small
from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors, checked_threshold, is_small, percent
from hcec.disclosure.values import UNANSWERED, Category, Cell, Kind, Table


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """The decision on one table. It holds true counts: it stays inside, and is kept only to coarsen it later (D7)."""

    groups: tuple[Group, ...]
    hidden: frozenset[str]
    base: int
    exclusive: bool
    sensitive: bool
    threshold: int

    def shows(self, code: str) -> bool:
        """Tell whether this category reaches the threshold and is shown: a quotation may then name it (D6)."""
        return any(g.code == code and g.count >= self.threshold and code not in self.hidden for g in self.groups)

    def group_of(self, code: str) -> str:
        """Return the category in which this one, as asked, ended. Raises KeyError if it was never asked."""
        for group in self.groups:
            if code in group.members:
                return group.code
        raise KeyError(code)


def protect_one_way(
    counts: Mapping[str, int],
    *,
    base: int,
    threshold: int,
    merge_order: Sequence[Merge] = (),
    sensitive: bool = False,
    exclusive: bool = True,
    coarsen: ProtectedTable | None = None,
) -> ProtectedTable:
    """Decide what to merge and hide in the counts of one question over `base` contributors.

    In: distinct contributors by category, "sans réponse" under `UNANSWERED`; the declared order of merging; whether a
    child is in one category only; with `coarsen`, the internal table over the same snapshot: what it merged stays
    merged, what it hid stays hidden, and its counts are used. Out: the decision, for `publish`.
    Raises TooFewContributors under the threshold, CannotBeMadeSafe when nothing can be told, ValueError when the
    counts of an exclusive table do not add up to the base.
    """
    if base < checked_threshold(threshold):
        raise TooFewContributors
    groups = coarsen.groups if coarsen else tuple(Group(code, count, (code,)) for code, count in counts.items())
    _check_totals(groups, base, exclusive)
    if exclusive:
        groups = merge_small(groups, merge_order, threshold=threshold, empty_is_small=sensitive)
    forced = _hidden_before(coarsen, groups) if coarsen else frozenset[str]()
    if exclusive:
        hidden = _hidden_parts(groups, base, threshold, sensitive, forced)
    else:
        hidden = hidden_choices(groups, base=base, threshold=threshold, sensitive=sensitive, forced=forced)
    return ProtectedTable(groups, hidden, base, exclusive, sensitive, threshold)


def publish(
    protected: ProtectedTable,
    *,
    code: str,
    title: str,
    labels: Mapping[str, str],
    kind: Kind = Kind.EXCLUSIVE,
    note: str = "",
    question_code: str | None = None,
) -> Table:
    """Return the table as it may be read: hidden counts are gone for good. Labels are wanted for merged codes too."""
    cells = tuple(_cell(protected, group, labels) for group in protected.groups)
    return Table(code, title, protected.base, cells, kind, note, question_code, protected.sensitive)


def _cell(protected: ProtectedTable, group: Group, labels: Mapping[str, str]) -> Cell:
    members = group.members if group.members != (group.code,) else ()
    category = Category(group.code, labels[group.code], members)
    if group.code in protected.hidden:
        return Cell(category, None)
    return Cell(category, group.count, percent(group.count, protected.base))


def _check_totals(groups: Iterable[Group], base: int, exclusive: bool) -> None:
    counts = [group.count for group in groups]
    fits = sum(counts) == base if exclusive else sum(counts) >= base
    if any(not 0 <= count <= base for count in counts) or not fits:
        raise ValueError("counts do not fit the number of contributors")


def _hidden_before(coarsen: ProtectedTable, groups: Iterable[Group]) -> frozenset[str]:
    """Keep hidden what holds a part of the hidden; holding all of it tells no more than the total already did."""
    before = {atom for group in coarsen.groups if group.code in coarsen.hidden for atom in group.members}
    held = {group.code: before.intersection(group.members) for group in groups}
    return frozenset(code for code, part in held.items() if part and (part != before or not coarsen.exclusive))


def _hidden_parts(
    groups: Sequence[Group], base: int, threshold: int, sensitive: bool, forced: frozenset[str]
) -> frozenset[str]:
    """Hide the small parts of a whole, then more, until each hidden part may be anything up to the threshold or above.

    The hidden parts add up to what the shown ones leave, so there must be two, and enough children in them: one more
    than the threshold, for a reader who knows that one of them at least is small.
    """
    hidden = set(forced) | _too_telling(groups, base, threshold, sensitive)
    while hidden and (len(hidden) < 2 or _sum_of(groups, hidden) <= threshold):
        candidates = [group for group in groups if group.code not in hidden]
        if not candidates:
            break
        hidden.add(min(candidates, key=_loss).code)
    if hidden and (len(hidden) < 2 or _sum_of(groups, hidden) < threshold):
        raise CannotBeMadeSafe
    return frozenset(hidden)


def _too_telling(groups: Sequence[Group], base: int, threshold: int, sensitive: bool) -> set[str]:
    """Return the small parts and, on a sensitive question, "aucun", "tous" and who answers as one (D3, D4).

    Answers that are all merged into one line say nothing of each other.
    """
    telling = {group.code for group in groups if is_small(group.count, threshold)}
    answers = [group for group in groups if group.code != UNANSWERED]
    if sensitive:
        as_one = sum(group.count for group in answers) if len(answers) > 1 else base
        telling |= {group.code for group in answers if group.count in (0, as_one, base)}
    return telling


def _sum_of(groups: Iterable[Group], codes: set[str]) -> int:
    return sum(group.count for group in groups if group.code in codes)


def _loss(group: Group) -> tuple[bool, bool, int]:
    """Order what to hide next: "sans réponse" says least, then the smallest; an empty line hides nothing."""
    return group.count == 0, group.code != UNANSWERED, group.count
