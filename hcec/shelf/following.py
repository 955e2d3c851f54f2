"""What is late after evaluations, and the numbers of a year: rules over rows already read. A day late is late."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState
from hcec.shelf.models import Evaluation, EvaluationAction
from hcec.text.normalise import fold

OPEN = (FollowUpState.TO_DO, FollowUpState.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a year of evaluations comes to, as it stood on a day."""

    received: int
    by_nature: dict[EvaluationNature, int]
    by_kind: dict[EstablishmentKind, int]
    establishments: int
    due: int
    due_and_done: int
    done: int
    late: int
    awaited: int


def key_of(establishment: str, nature: EvaluationNature) -> tuple[str, EvaluationNature]:
    """Return what makes one evaluation follow another: the same name whatever its case and accents, the same nature."""
    return fold(" ".join(establishment.split())), nature


def was_open(action: EvaluationAction, day: date) -> bool:
    """Whether it was still to do at the end of a day: what was done later was open then."""
    return action.state in OPEN or (action.done_on is not None and action.done_on > day)


def is_late(action: EvaluationAction, day: date) -> bool:
    """Whether it was due before this day and was not over by then."""
    return action.due_on < day and was_open(action, day)


def late_actions(evaluations: Iterable[Evaluation], day: date) -> list[EvaluationAction]:
    """Return the actions that are late, the longest first."""
    late = (action for one in evaluations for action in one.actions if is_late(action, day))
    return sorted(late, key=lambda action: (action.due_on, action.what))


def awaited(evaluations: Sequence[Evaluation], day: date) -> list[Evaluation]:
    """Return those whose next one was to come before this day and has not: the longest awaited first."""
    late = (one for one in _latest(evaluations) if one.next_due_on and one.next_due_on < day)
    return sorted(late, key=lambda one: (one.next_due_on or day, one.establishment))


def to_come(evaluations: Sequence[Evaluation], first: date, last: date) -> list[Evaluation]:
    """Return those whose next one is expected between two days, the soonest first."""
    soon = (one for one in _latest(evaluations) if one.next_due_on and first <= one.next_due_on <= last)
    return sorted(soon, key=lambda one: (one.next_due_on or last, one.establishment))


def received_in(evaluations: Iterable[Evaluation], year: int) -> list[Evaluation]:
    """Return those received in a year, in the order of their days."""
    ours = (one for one in evaluations if one.received_on.year == year)
    return sorted(ours, key=lambda one: (one.received_on, one.establishment))


def figures(evaluations: Sequence[Evaluation], year: int, day: date) -> Figures:
    """Return the numbers of a year as far as this day, which is in it or after it."""
    ours = received_in(evaluations, year)
    actions = [action for one in evaluations for action in one.actions]
    due = [each for each in actions if each.due_on.year == year and each.state is not FollowUpState.GIVEN_UP]
    natures, kinds = Counter(one.nature for one in ours), Counter(one.kind for one in ours)
    return Figures(
        received=len(ours),
        by_nature={nature: natures[nature] for nature in EvaluationNature},
        by_kind={kind: kinds[kind] for kind in EstablishmentKind if kinds[kind]},
        establishments=len({key_of(one.establishment, one.nature)[0] for one in ours}),
        due=len(due),
        due_and_done=sum(not was_open(each, day) for each in due),
        done=sum(each.done_on is not None and each.done_on.year == year for each in actions),
        late=len(late_actions(evaluations, day)),
        awaited=len(awaited(evaluations, day)),
    )


def _latest(evaluations: Iterable[Evaluation]) -> Iterator[Evaluation]:
    newest: dict[tuple[str, EvaluationNature], Evaluation] = {}
    for one in evaluations:
        held = newest.setdefault(key_of(one.establishment, one.nature), one)
        if held.received_on < one.received_on:
            newest[key_of(one.establishment, one.nature)] = one
    return iter(newest.values())
