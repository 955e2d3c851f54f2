"""Labels of what identifies, and the stretches that carry them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hcec.text.masking import Span


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


@dataclass(frozen=True, slots=True)
class Registry:
    """What the platform itself knows: names of its services, short or long, and of its staff."""

    services: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()


NOTHING_KNOWN = Registry()


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order without overlap; two that overlap become one, of the first kind."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if kept and span.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Span(last.start, max(last.end, span.end), last.kind)
        else:
            kept.append(span)
    return tuple(kept)
