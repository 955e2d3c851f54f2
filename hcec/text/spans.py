"""Labels of what identifies, and the stretches that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Label(StrEnum):
    """What kind of detail points to somebody."""

    PERSON = "PERSON"
    PLACE = "PLACE"
    ORG = "ORG"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    HANDLE = "HANDLE"
    URL = "URL"
    DATE = "DATE"
    ID = "ID"
    OTHER_ID = "OTHER_ID"


class Reason(StrEnum):
    """Why a stretch is suggested."""

    SHAPE = "shape"
    CUE = "cue"
    NAME = "name"
    TOWN = "town"
    AGAIN = "again"
    REGISTRY = "registry"
    MODEL = "model"  # never the rules': the extra `nlp`, which adds hints from elsewhere


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A stretch that points to somebody, end excluded: what it is, and why it is suggested."""

    start: int
    end: int
    label: Label
    reason: Reason


@dataclass(frozen=True, slots=True)
class Signal:
    """A stretch that worries, end excluded: about what, and whether it says so or only supports what does."""

    start: int
    end: int
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Caution:
    """A stretch, end excluded, that is true of few people: no name in it, yet somebody may be recognised."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Registry:
    """What the platform itself knows: its services, by short names or long, its staff, its département by its code."""

    services: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    department: str = ""


NOTHING_KNOWN = Registry()


def in_order(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the suggestions in order without overlap; two that overlap become one, as the first is."""
    kept: list[Suggestion] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            kept[-1] = replace(kept[-1], end=max(kept[-1].end, one.end))
        else:
            kept.append(one)
    return tuple(kept)
