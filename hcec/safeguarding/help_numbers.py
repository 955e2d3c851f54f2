"""Numbers to call, from one data file (S2): every youth page, every error page, and paper read it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FILE = Path(__file__).with_name("help_numbers.toml")
STALE_AFTER_DAYS = 183


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """A number, how to reach it, when, and for what. French; the web translates."""

    number: str
    href: str
    label: str
    hours: str
    purpose: str


def _read() -> tuple[date, tuple[HelpNumber, ...]]:
    held = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return held["verified_on"], tuple(HelpNumber(**each) for each in held["numbers"])


VERIFIED_ON, HELP_NUMBERS = _read()


def are_stale(today: date) -> bool:
    """Return whether nobody checked the numbers for six months."""
    return (today - VERIFIED_ON).days > STALE_AFTER_DAYS
