"""The release to print and to read aloud: PDF/UA-1, headings, tables with their bars, words as they are."""

import re
from dataclasses import asdict

from hcec.disclosure.values import Level, Passage, Release
from hcec.documents.charts import Bar, svg
from hcec.documents.outline import Block, Figure, Grid, Note, Part, Quotes, facts, level, licence_line, parts
from hcec.documents.typesetting import typeset
from hcec.documents.words import DocumentWords
from hcec.text.normalise import printable

_TURNS_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


def render_pdf(release: Release, words: DocumentWords) -> bytes:
    """Return the PDF of a release. Nothing in it tells who made it, where, or on which day."""
    data = {
        **frame(release, words),
        "facts": facts(release, words),
        "too_few": words.too_few if release.contributors is None else None,
        "audience": (words.audience, level(release, words)),
        "licence": licence_line(release, words),
        "summary": words.summary,
        "parts": [printed_part(part) for part in parts(release, words)],
    }
    return typeset("release.typ", printed(data))


def frame(release: Release, words: DocumentWords) -> dict[str, object]:
    """Return what stands around every page that is made of a release."""
    return {
        "language": words.language,
        "title": release.title,
        "council": release.council,
        "department": release.department,
        "internal": words.internal if release.level is Level.INTERNAL else None,
        "page": words.page,
        "reference": f"{words.reference} {release.reference}",
    }


def printed(data: object) -> object:
    """Make every text of the data fit to print, and unable to turn round the words beside it."""
    if isinstance(data, str):
        return _TURNS_ROUND.sub("", printable(data))
    if isinstance(data, dict):
        return {key: printed(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printed(value) for value in data]
    return data


def printed_part(part: Part) -> dict[str, object]:
    """Return a part as its template reads it."""
    return {"title": part.title, "blocks": [_block(block) for block in part.blocks]}


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Figure):
        return _figure(block)
    if isinstance(block, Quotes):
        quotes = [{"lines": text.splitlines() or [""], "trait": trait or None} for text, trait in block.quotes]
        return {"what": "quotes", "title": block.theme, "quotes": quotes}
    names: dict[type, str] = {Passage: "passage", Grid: "grid", Note: "note"}
    return {"what": names[type(block)], **asdict(block)}


def _figure(figure: Figure) -> dict[str, object]:
    """Return a figure: bars within its table, or for a crossing a drawing above it."""
    told = {"title": figure.title, "note": figure.note, "heads": figure.heads}
    if figure.is_crossing:
        drawing = printed(svg(figure.chart))
        return {**told, "what": "crossing", "rows": figure.rows, "svg": drawing, "alt": figure.chart.described}
    bars = [_bar(bar) for group in figure.chart.groups for bar in group.bars]
    return {**told, "what": "figure", "heads": figure.heads[:2], "rows": bars}


def _bar(bar: Bar) -> dict[str, object]:
    """Return a line of a table: its number stands at the end of its bar, and so does why it has none."""
    return {"label": bar.label, "quiet": bar.is_quiet, "bar": bar.fraction, "number": bar.number, "part": bar.part}
