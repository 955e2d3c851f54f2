"""Look-ups of the shelf and of evaluations."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, Uuid, bindparam, func, select, text

from hcec.shelf.enums import ItemKind
from hcec.shelf.models import Evaluation, ShelfItem, ShelfTag, ShelfVersion
from hcec.text.searching import SHORTEST_PREFIX, Term


def on_shelf(*, kind: ItemKind | None = None, tag: str = "") -> Select[ShelfItem]:
    """Return what readers may open, of a kind and about something when these are said; the latest first."""
    found = select(ShelfItem).where(ShelfItem.withdrawn_on.is_(None))
    if kind:
        found = found.where(ShelfItem.kind == kind)
    if tag:
        found = found.where(ShelfItem.id.in_(select(ShelfTag.item_id).where(ShelfTag.tag == tag)))
    return found.order_by(func.coalesce(ShelfItem.dated_on, ShelfItem.added_on).desc(), ShelfItem.title, ShelfItem.id)


def withdrawn() -> Select[ShelfItem]:
    """Return what was withdrawn, the latest first."""
    found = select(ShelfItem).where(ShelfItem.withdrawn_on.is_not(None))
    return found.order_by(ShelfItem.withdrawn_on.desc(), ShelfItem.title, ShelfItem.id)


def holding(dialect: str, wanted: Sequence[Term]) -> ColumnElement[bool]:
    """Return the condition that a document holds every word looked for, each whole or as a beginning.

    Words are ASCII letters and digits between quotes, given apart from the statement: nothing in them is syntax.
    """
    syntax = _SYNTAX[dialect]
    asked = syntax.both.join(f"({syntax.either.join(syntax.word(each) for each in _forms(term))})" for term in wanted)
    found = text(syntax.select).bindparams(bindparam("asked", asked, String)).columns(item_id=Uuid())
    return ShelfItem.id.in_(found)


def tags_in_use() -> Select[str, int]:
    """Return what documents are about, with how many; the most frequent first."""
    shown = select(ShelfItem.id).where(ShelfItem.withdrawn_on.is_(None))
    count = func.count(ShelfTag.item_id)
    return (
        select(ShelfTag.tag, count)
        .where(ShelfTag.item_id.in_(shown))
        .group_by(ShelfTag.tag)
        .order_by(count.desc(), ShelfTag.tag)
    )


def texts_of(item_ids: Sequence[UUID]) -> Select[UUID, str]:
    """Return what could be read of the newest file of each of these documents."""
    newest = (
        select(ShelfVersion.item_id, func.max(ShelfVersion.number).label("number"))
        .where(ShelfVersion.item_id.in_(item_ids))
        .group_by(ShelfVersion.item_id)
        .subquery()
    )
    return select(ShelfVersion.item_id, ShelfVersion.text).join(
        newest, (newest.c.item_id == ShelfVersion.item_id) & (newest.c.number == ShelfVersion.number)
    )


def evaluations() -> Select[Evaluation]:
    """Return the evaluations, the last received first."""
    return select(Evaluation).order_by(Evaluation.received_on.desc(), Evaluation.establishment, Evaluation.id)


def _forms(term: Term) -> list[str]:
    return list(dict.fromkeys((term.whole, term.stem)))


class _Syntax(NamedTuple):
    """How a database is asked for words."""

    select: str
    both: str
    either: str
    quote: str
    prefix: str

    def word(self, word: str) -> str:
        """Return a word in quotes, as a beginning when it is long enough."""
        return f"{self.quote}{word}{self.quote}{self.prefix if len(word) >= SHORTEST_PREFIX else ''}"


_SYNTAX = {
    "sqlite": _Syntax("SELECT item_id FROM shelf_index WHERE shelf_index MATCH :asked", " AND ", " OR ", '"', "*"),
    "postgresql": _Syntax(
        "SELECT id AS item_id FROM shelf_item"
        " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:asked AS tsquery)",  # as the index says it
        *(" & ", " | ", "'", ":*"),
    ),
}
