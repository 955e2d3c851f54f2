"""One-way tables through disclosure control, at the threshold of their readers (D1-D4, D7)."""

from hcec.department.services import Department
from hcec.disclosure.counted import Counted, as_read
from hcec.disclosure.values import Level as ReleaseLevel
from hcec.disclosure.values import Table
from hcec.syntheses.enums import Level


def protected_table(counted: Counted, base: int, department: Department, level: Level) -> Table:
    """Return the table as it may be read. Raises CannotBeMadeSafe, TooFewContributors."""
    internal, public = department.threshold_internal, department.threshold_public
    return as_read(counted, base, level=ReleaseLevel(level), internal=internal, public=public)
