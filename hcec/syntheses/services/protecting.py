"""One-way tables through disclosure control, at the threshold of their readers (D1-D4, D7)."""

from hcec.department.services import Department
from hcec.disclosure.protection import ProtectedTable, protect_one_way, publish
from hcec.disclosure.values import Kind, Table
from hcec.syntheses.enums import Level
from hcec.syntheses.services.counting import Counted


def protected_table(counted: Counted, base: int, department: Department, level: Level) -> Table:
    """Return the table as it may be read. Raises CannotBeMadeSafe, TooFewContributors."""
    return _publish(counted, _protect(counted, base if counted.base is None else counted.base, department, level))


def _protect(counted: Counted, base: int, department: Department, level: Level) -> ProtectedTable:
    """Protect at the internal threshold; for the public, coarsen that and nothing else (D7)."""
    internal = protect_one_way(
        counted.counts,
        base=base,
        threshold=department.threshold_internal,
        merge_order=counted.merge_order,
        sensitive=counted.is_sensitive,
        exclusive=counted.kind is not Kind.MULTIPLE,
    )
    if level is Level.INTERNAL:
        return internal
    return protect_one_way(
        counted.counts,
        base=base,
        threshold=department.threshold_public,
        merge_order=counted.merge_order,
        sensitive=counted.is_sensitive,
        exclusive=counted.kind is not Kind.MULTIPLE,
        coarsen=internal,
    )


def _publish(counted: Counted, protected: ProtectedTable) -> Table:
    merged = {group.code for group in protected.groups if group.members != (group.code,)}
    labels = {**counted.labels, **{code: counted.merged_labels[code] for code in merged}}
    return publish(
        protected,
        code=counted.code,
        title=counted.title,
        labels=labels,
        kind=counted.kind,
        note=counted.note,
        question_code=counted.question_code,
    )
