"""Finding documents: the database says which hold the words, our own rules say in which order and show where."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.shelf import queries
from hcec.shelf.enums import ItemKind
from hcec.shelf.models import ShelfItem
from hcec.text.searching import Piece, Term, excerpt, found_in, score, terms

TITLE, TAGS, SUMMARY, SOURCE = 8, 5, 3, 2
AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Looked:
    """What a reader looks for."""

    query: str = ""
    kind: ItemKind | None = None
    tag: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, and a stretch of it with the words marked."""

    item: ShelfItem
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what answers."""

    hits: list[Hit]
    count: int
    page: int
    last: int
    is_too_common: bool


def find(session: Session, looked: Looked) -> Found:
    """Return a page of what readers may open and holds every word; with no word, everything, the latest first."""
    wanted = terms(looked.query)
    found = queries.on_shelf(kind=looked.kind, tag=looked.tag)
    if wanted:
        found = found.where(queries.holding(session.get_bind().dialect.name, wanted))
    items = list(session.scalars(found))
    if wanted:
        items.sort(key=lambda item: -score(_fields(item), wanted))  # stable: the latest first among equals
    last = max(1, -(-len(items) // AT_A_TIME))
    page = min(max(looked.page, 1), last)
    shown = items[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    is_too_common = bool(looked.query.strip()) and not wanted
    return Found(_hits(session, shown, wanted), len(items), page, last, is_too_common)


def _hits(session: Session, items: Sequence[ShelfItem], wanted: Sequence[Term]) -> list[Hit]:
    inside = [item.id for item in items if wanted and not found_in(item.summary, wanted)]
    texts = {row.item_id: row.text for row in session.execute(queries.texts_of(inside))} if inside else {}
    return [Hit(item, excerpt(_shown(item, texts, wanted), wanted)) for item in items]


def _shown(item: ShelfItem, texts: dict[UUID, str], wanted: Sequence[Term]) -> str:
    """Return where the words stand: the summary, else the file, else the summary all the same."""
    text = texts.get(item.id, "")
    return text if text and found_in(text, wanted) else item.summary


def _fields(item: ShelfItem) -> list[tuple[str, int]]:
    return [(item.title, TITLE), (" ".join(item.tags), TAGS), (item.summary, SUMMARY), (item.source, SOURCE)]
