"""The release to print and to read aloud: PDF/UA-1, headings, tables with their bars, words as they are."""

import re
from itertools import groupby

from hcec.disclosure.values import UNANSWERED, Cell, Kind, Level, Passage, Quotation, Release, Table
from hcec.documents.typesetting import typeset
from hcec.documents.words import HIDDEN, DocumentWords, share
from hcec.text.normalise import printable

_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render_pdf(release: Release, words: DocumentWords) -> bytes:
    """Return the PDF of a release. Nothing in it tells who made it, where, or on which day."""
    facts = [(words.consultation, release.consultation), (words.period, release.period)]
    if release.contributors is not None:
        facts.append((words.contributors, str(release.contributors)))
    themes = groupby(release.quotations, key=lambda quotation: quotation.theme_label)
    data = {
        "language": words.language,
        "title": release.title,
        "council": release.council,
        "department": release.department,
        "facts": facts,
        "too_few": words.too_few if release.contributors is None else None,
        "internal": words.internal if release.level is Level.INTERNAL else None,
        "message": {"title": words.message, "blocks": [_passage(passage) for passage in release.text]},
        "figures": {"title": words.figures, "tables": [_table(table, words) for table in release.tables]},
        "quotations": {
            "title": words.quotations,
            "note": words.quoted_with_consent,
            "themes": [{"title": label, "quotes": [_quote(quote) for quote in quotes]} for label, quotes in themes],
        },
        "method": {"title": words.method, "lines": [*release.method, words.hidden_note]},
        "page": words.page,
        "reference": f"{words.reference} {release.reference}",
    }
    return typeset("release.typ", _printable(data))


def _passage(passage: Passage) -> dict[str, object]:
    return {"kind": passage.kind, "lines": passage.lines}


def _table(table: Table, words: DocumentWords) -> dict[str, object]:
    counted = f"{words.counted} : {table.base}"
    several = words.several if table.kind is Kind.MULTIPLE else ""
    return {
        "title": table.title,
        "note": ". ".join(note for note in (table.note.rstrip("."), several, counted) if note) + ".",
        "heads": [words.category, words.count],
        "rows": [_row(cell, table.base, words) for cell in table.cells],
    }


def _row(cell: Cell, base: int, words: DocumentWords) -> dict[str, object]:
    """Return a line of a table: its number stands at the end of its bar, and so does why it has none."""
    row = {"label": cell.category.label, "quiet": cell.category.code == UNANSWERED}
    if cell.count is None:
        return {**row, "bar": None, "number": HIDDEN, "part": words.hidden}
    part = "" if cell.percent is None else share(cell.percent)
    return {**row, "bar": cell.count / base, "number": str(cell.count), "part": part}


def _quote(quotation: Quotation) -> dict[str, object]:
    trait = quotation.attribute.label if quotation.attribute else None
    return {"lines": quotation.text.splitlines() or [""], "trait": trait}


def _printable(data: object) -> object:
    """Make every text of the data fit to print, and unable to turn round the words beside it."""
    if isinstance(data, str):
        return _TURNS_ROUND.sub("", printable(data))
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    return data
