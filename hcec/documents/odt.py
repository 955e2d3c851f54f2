"""A text document to be reworked in LibreOffice: headings, lists, tables with their heads, quotations."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from hcec.disclosure.values import Level, Passage, Release
from hcec.documents.charts import svg
from hcec.documents.odf import TEXT, element, package, written
from hcec.documents.odt_styles import MOST_COLUMNS, named_styles, page_styles, table_styles
from hcec.documents.outline import Block, Figure, Grid, Part, Quotes, facts, licence_line, parts
from hcec.documents.typesetting import pictures
from hcec.documents.words import HIDDEN, DocumentWords
from hcec.text.normalise import printable

UNKNOWN = "–"
_NUMBER = re.compile("[-+\u2212]?\\d[\\d\u202f]*(,\\d+)?([\u00a0\u202f][%€])?")
_WIDTH = 16.2
"""What the margins leave, in centimetres."""


def render_odt(release: Release, words: DocumentWords) -> bytes:
    """Return the text document of a release, in the order and with the words of its PDF."""
    body = parts(release, words)
    figures = [block for part in body for block in part.blocks if isinstance(block, Figure)]
    drawn = pictures([printable(svg(figure.chart)) for figure in figures])
    images = {f"{place}.png": data for place, data in enumerate(drawn, 1)}
    left = iter(images.items())
    inside = [*_cover(release, words), *contents(body, words)]
    for place, part in enumerate(body, 1):
        inside.append(heading(1, part.title, mark=f"part{place}"))
        inside += [line for block in part.blocks for line in written_block(block, left)]
    return text_document(release, words, inside, images)


def text_document(
    release: Release, words: DocumentWords, inside: Iterable[str], images: dict[str, bytes] | None = None
) -> bytes:
    """Return a document around what is given: marked on each page when it is internal, named and numbered."""
    marked = words.internal if release.level is Level.INTERNAL else None
    footer = f"{release.council}, {release.department} · {words.reference} {release.reference}"
    return package(
        TEXT,
        content=table_styles() + element("office:body", element("office:text", *inside)),
        styles=named_styles(words.language) + page_styles(marked, printable(footer), words.page),
        title=printable(release.title),
        language=words.language,
        pictures=images,
    )


def paragraph(text: str, style: str = "Text_20_body") -> str:
    """Return a paragraph of plain words."""
    return element("text:p", written(printable(text)), text__style_name=style)


def heading(level: int, text: str, *, mark: str = "") -> str:
    """Return a heading, that the contents can lead to when it is marked."""
    at = element("text:bookmark", text__name=mark) if mark else ""
    style = f"Heading_20_{level}"
    return element("text:h", at + written(printable(text)), text__style_name=style, text__outline_level=level)


def grid(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table: its head is repeated on each page, and numbers stand at the end of their cell."""
    rows = [tuple(row) for row in rows]
    numeric = [bool(rows) and all(_is_number(row[column]) for row in rows) for column in range(len(heads))]
    count = min(len(heads), MOST_COLUMNS)
    columns = element("table:table-column", table__style_name=f"First{count}") + element(
        "table:table-column", table__style_name=f"Other{count}", table__number_columns_repeated=max(len(heads) - 1, 1)
    )
    styles = ("Table_20_Number_20_Heading" if each else "Table_20_Heading" for each in numeric)
    head = element("table:table-row", *(_cell(*each) for each in zip(heads, repeat("HeadCell"), styles, strict=False)))
    lines = (element("table:table-row", *(_cell(each, "Cell", _aligned(each)) for each in row)) for row in rows)
    return element(
        "table:table",
        columns,
        element("table:table-header-rows", head),
        *lines,
        table__name=printable(name),
        table__style_name="Figures",
    )


def _cover(release: Release, words: DocumentWords) -> Iterator[str]:
    yield paragraph(f"{release.council} · {release.department}", "Subtitle")
    yield paragraph(release.title, "Title")
    for label, said in facts(release, words):
        strong = element("text:span", written(printable(said)), text__style_name="Strong")
        yield element("text:p", f"{written(label)} : {strong}", text__style_name="Text_20_body")
    if release.contributors is None:
        yield paragraph(words.too_few)
    yield paragraph(licence_line(release, words), "Note")


def contents(body: Sequence[Part], words: DocumentWords) -> Iterator[str]:
    """Return the contents, which LibreOffice makes anew with its page numbers when it is asked to."""
    source = element(
        "text:table-of-content-source",
        element("text:index-title-template", written(words.summary)),
        text__outline_level=1,
    )
    lines = (
        element(
            "text:p",
            element("text:a", written(printable(part.title)), xlink__type="simple", xlink__href=f"#part{place}"),
            text__style_name="Contents_20_1",
        )
        for place, part in enumerate(body, 1)
    )
    title = element("text:index-title", paragraph(words.summary, "Subtitle"), text__name="contents_head")
    yield element("text:table-of-content", source, element("text:index-body", title, *lines), text__name="contents")


def written_block(block: Block, left: Iterator[tuple[str, bytes]]) -> Iterator[str]:
    """Return one block; a figure takes the next of the pictures that are left."""
    if isinstance(block, Passage):
        yield _passage(block)
    elif isinstance(block, Figure):
        yield from _figure(block, *next(left))
    elif isinstance(block, Quotes):
        yield heading(2, block.theme)
        for text, trait in block.quotes:
            yield paragraph("\n".join(filter(None, (f"« {text} »", trait))), "Quotations")
    elif isinstance(block, Grid):
        yield grid(block.heads[0], block.heads, block.rows)
    else:
        yield paragraph(block.words, "Note")


def _passage(passage: Passage) -> str:
    lines = [_runs(line) for line in passage.lines]
    if passage.kind == "heading":
        return element("text:h", lines[0], text__style_name="Heading_20_2", text__outline_level=2)
    if passage.kind in ("bullets", "numbers"):
        items = (element("text:list-item", element("text:p", line, text__style_name="Text_20_body")) for line in lines)
        return element("text:list", *items, text__style_name=passage.kind.title())
    return element("text:p", "<text:line-break/>".join(lines), text__style_name="Text_20_body")


def _runs(line: Sequence[str]) -> str:
    """Return a line: every other run of it is strong."""
    said = [written(printable(run)) for run in line]
    return "".join(
        element("text:span", run, text__style_name="Strong") if place % 2 else run for place, run in enumerate(said)
    )


def _figure(figure: Figure, picture: str, data: bytes) -> Iterator[str]:
    width, height = _size(data)
    yield heading(2, figure.title)
    yield paragraph(figure.note, "Note")
    image = element("draw:image", xlink__href=f"Pictures/{picture}", xlink__type="simple", xlink__show="embed")
    frame = element(
        "draw:frame",
        image,
        element("svg:title", written(printable(figure.title))),
        element("svg:desc", written(printable(figure.chart.described))),
        draw__name=f"chart {picture}",
        draw__style_name="Graphics",
        text__anchor_type="as-char",
        svg__width=f"{_WIDTH}cm",
        svg__height=f"{_WIDTH * height / width:.2f}cm",
    )
    yield element("text:p", frame, text__style_name="Drawing")
    yield grid(figure.title, figure.heads, figure.rows)


def _size(png: bytes) -> tuple[int, int]:
    """Return the width and the height that a PNG says at its beginning."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def _cell(words: str, style: str, paragraph_style: str) -> str:
    lines = paragraph(words, paragraph_style)
    return element("table:table-cell", lines, table__style_name=style, office__value_type="string")


def _aligned(words: str) -> str:
    return "Table_20_Number" if _is_number(words) else "Table_20_Contents"


def _is_number(words: str) -> bool:
    return words in ("", HIDDEN, UNKNOWN) or _NUMBER.fullmatch(words) is not None
