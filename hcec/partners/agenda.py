"""An agenda as it is typed: a point on each line, and after a bar the address of a page that it is about."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

BAR = "|"


@dataclass(frozen=True, slots=True)
class Point:
    """One point, and the path of a page of ours, or none."""

    words: str
    link: str = ""


class NotOurs(ValueError):
    """An address leads to no page of ours; it is in `args`."""


def points(agenda: str) -> list[Point]:
    """Return the points of an agenda, in order; empty lines are none."""
    return [_point(line) for line in agenda.splitlines() if line.strip(f" {BAR}\t")]


def checked(agenda: str, *, host: str, is_page: Callable[[str], bool]) -> str:
    """Return an agenda to keep: addresses are paths on our own host that lead to a page. Raises NotOurs."""
    kept = []
    for point in points(agenda):
        link = _path(point.link, host=host, is_page=is_page) if point.link else ""
        kept.append(f"{point.words} {BAR} {link}" if link else point.words)
    return "\n".join(kept)


def _point(line: str) -> Point:
    words, _bar, link = (part.strip(f" {BAR}\t") for part in line.strip(f" {BAR}\t").rpartition(BAR))
    return Point(words, link) if words else Point(link)


def _path(link: str, *, host: str, is_page: Callable[[str], bool]) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        raise NotOurs(link) from None
    is_here = not parts.netloc or (parts.scheme in ("http", "https") and parts.netloc == host)
    if not is_here or not parts.path.startswith("/") or not is_page(parts.path):
        raise NotOurs(link)
    return parts.path
