"""What is on the shelf as one table, for a spreadsheet."""

from collections.abc import Iterable

from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.shelf.models import ShelfItem

HEADS = (N_("nature"), N_("titre"), N_("source"), N_("date"), N_("mots-clés"), N_("résumé"), N_("lien"), N_("version"))


def as_csv(items: Iterable[ShelfItem]) -> bytes:
    """Return the list as CSV."""
    return csv_of(_table(items))


def as_ods(items: Iterable[ShelfItem]) -> bytes:
    """Return the list as a workbook."""
    title = translate(N_("Ressources"))
    return ods_of({title.lower(): _table(items)}, title=title)


def _table(items: Iterable[ShelfItem]) -> list[list[str]]:
    return [[*map(translate, HEADS)], *(_line(item) for item in items)]


def _line(item: ShelfItem) -> list[str]:
    number = str(item.versions[0].number) if item.versions else ""
    day = (item.dated_on or item.added_on).isoformat()
    kind = translate(label("shelf_kind", item.kind))
    return [kind, item.title, item.source, day, item.keywords, item.summary, item.link, number]
