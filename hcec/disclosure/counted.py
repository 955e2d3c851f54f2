"""A one-way table as it truly is, and as readers at one level may read it (D1-D4, D7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hcec.disclosure.merging import Merge
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.values import Kind, Level, Table


@dataclass(frozen=True, slots=True)
class Counted:
    """One table as it truly is. It goes to disclosure control, never further."""

    code: str
    title: str
    counts: Mapping[str, int]
    labels: Mapping[str, str]
    merged_labels: Mapping[str, str]
    kind: Kind = Kind.EXCLUSIVE
    merge_order: Sequence[Merge] = ()
    is_sensitive: bool = False
    note: str = ""
    question_code: str | None = None
    base: int | None = None
    """How many people it counts, when they are not those who answered the questions."""


def as_read(counted: Counted, base: int, *, level: Level, internal: int, public: int) -> Table:
    """Return a table as it may be read at a level, given both thresholds.

    For the public the internal table is coarsened, and nothing else (D7).
    Raises CannotBeMadeSafe, TooFewContributors.
    """
    people = base if counted.base is None else counted.base
    exclusive = counted.kind is not Kind.MULTIPLE
    protected = protect_one_way(
        counted.counts,
        base=people,
        threshold=internal,
        merge_order=counted.merge_order,
        sensitive=counted.is_sensitive,
        exclusive=exclusive,
    )
    if level is Level.PUBLIC:
        protected = protect_one_way(
            counted.counts,
            base=people,
            threshold=public,
            merge_order=counted.merge_order,
            sensitive=counted.is_sensitive,
            exclusive=exclusive,
            coarsen=protected,
        )
    merged = {group.code for group in protected.groups if group.members != (group.code,)}
    return publish(
        protected,
        code=counted.code,
        title=counted.title,
        labels={**counted.labels, **{code: counted.merged_labels[code] for code in merged}},
        kind=counted.kind,
        note=counted.note,
        question_code=counted.question_code,
    )
