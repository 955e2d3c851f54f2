"""What waits for the day of the plenary: the note at either level, and every file of a public release."""

from datetime import date

from hcec import clock
from hcec.documents.registry import FORMATS
from hcec.syntheses.enums import Level


def embargo_is_over(embargo_on: date | None) -> bool:
    """Return whether nothing waits any more: its day began in the département's time zone, or there was none."""
    return embargo_on is None or embargo_on <= clock.today()


def embargoed_formats(level: Level) -> list[str]:
    """Return the formats that wait for the day."""
    return [name for name, known in FORMATS.items() if level is Level.PUBLIC or known.is_for_plenary]
