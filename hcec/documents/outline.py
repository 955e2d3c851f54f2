"""A release as a document: its parts in order, each with its blocks. Every format that is read follows it.

Sections come first as the observatory wrote them; what none of them names comes after, then what is asked, the method,
what the attack found, and the licence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from hcec.disclosure.values import CrossTable, Kind, Level, Passage, Quotation, Release, Table
from hcec.documents.charts import Chart, crossing_chart, table_chart
from hcec.documents.licences import licence_of
from hcec.documents.words import HIDDEN, DocumentWords, share


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, and the same numbers as a table: `rows` hold a head then their cells."""

    title: str
    note: str
    chart: Chart
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_crossing: bool = False


@dataclass(frozen=True, slots=True)
class Quotes:
    """What children said under one theme: words, and who says them if it may be told."""

    theme: str
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A plain table of words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet line."""

    words: str


Block = Passage | Figure | Quotes | Grid | Note


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def facts(release: Release, words: DocumentWords) -> list[tuple[str, str]]:
    """Return what the first page tells of a release."""
    told = [(words.consultation, release.consultation), (words.period, release.period)]
    if release.contributors is not None:
        told.append((words.contributors, str(release.contributors)))
    return told


def level(release: Release, words: DocumentWords) -> str:
    """Return who may read it."""
    return words.internal if release.level is Level.INTERNAL else words.public


def parts(release: Release, words: DocumentWords) -> list[Part]:
    """Return the parts of the document, none of them empty."""
    placed = {code for section in release.sections for code in section.tables}
    quoted = {code for section in release.sections for code in section.themes}
    figures: list[Block] = [_table(table, words) for table in release.tables if table.code not in placed]
    figures += [crossing_figure(table, words) for table in release.crossings if table.code not in placed]
    loose = [quotation for quotation in release.quotations if quotation.theme_code not in quoted]
    every = [
        Part(words.message, release.text),
        *_sections(release, words),
        Part(words.figures, tuple(figures)),
        Part(words.quotations, (Note(words.quoted_with_consent), *_quotes(loose)) if loose else ()),
        Part(words.asks, (_asks(release, words),) if release.asks else ()),
        Part(words.method, (Passage("bullets", tuple((line,) for line in method_lines(release, words))),)),
        Part(words.attack, _attack(release, words)),
        Part(words.licence, (Passage("paragraph", ((licence_line(release, words),),)),)),
    ]
    return [part for part in every if part.blocks]


def method_lines(release: Release, words: DocumentWords) -> list[str]:
    """Return how it was counted, as the observatory says it, and what is hidden."""
    return [*release.method, words.hidden_note]


def licence_line(release: Release, words: DocumentWords) -> str:
    """Return what others may do with it."""
    said = {"": words.licence_none, "etalab-2.0": words.licence_etalab, "odbl-1.0": words.licence_odbl}
    return said[licence_of(release).code]


def attack_lines(release: Release, words: DocumentWords) -> list[str]:
    """Return what each attack met (D7)."""
    scopes = {
        "together": words.scope_together,
        "public": words.scope_public,
        "crossings": words.scope_crossings,
        "quotations": words.scope_quotations,
    }
    return [
        words.attack_line.format(
            scope=scopes.get(check.scope, check.scope), hidden=check.hidden, threshold=check.threshold
        )
        for check in (release.checked.checks if release.checked else ())
    ]


def _sections(release: Release, words: DocumentWords) -> Iterator[Part]:
    tables = {table.code: table for table in release.tables}
    crossings = {table.code: table for table in release.crossings}
    for section in release.sections:
        figures: list[Block] = [_table(tables[code], words) for code in section.tables if code in tables]
        figures += [crossing_figure(crossings[code], words) for code in section.tables if code in crossings]
        said = [quotation for quotation in release.quotations if quotation.theme_code in section.themes]
        yield Part(section.title, (*section.text, *figures, *_quotes(said)))


def _table(table: Table, words: DocumentWords) -> Figure:
    several = words.several if table.kind is Kind.MULTIPLE else ""
    rows = tuple(
        (
            cell.category.label,
            HIDDEN if cell.count is None else str(cell.count),
            HIDDEN if cell.count is None else "" if cell.percent is None else share(cell.percent),
        )
        for cell in table.cells
    )
    heads = (words.category, words.count, words.percent)
    return Figure(table.title, _note((table.note, several), table.base, words), table_chart(table, words), heads, rows)


def crossing_figure(table: CrossTable, words: DocumentWords) -> Figure:
    """Return a crossing as it is drawn and as it is counted, its margins last."""
    heads = (table.rows.label, *(column.label for column in table.columns.categories), words.all_lines)
    lines = zip(table.rows.categories, table.counts, table.row_totals, strict=True)
    rows = [(row.label, *map(_number, counts), _number(total)) for row, counts, total in lines]
    rows.append((words.all_lines, *map(_number, table.column_totals), str(table.base)))
    chart = crossing_chart(table, words)
    by_line = any(bar.part for group in chart.groups for bar in group.bars if bar.fraction is not None)
    note = _note((table.note, words.of_line if by_line else ""), table.base, words)
    return Figure(table.title, note, chart, heads, tuple(rows), is_crossing=True)


def _note(said: Iterable[str], base: int, words: DocumentWords) -> str:
    counted = f"{words.counted} : {base}"
    return ". ".join(note.rstrip(".") for note in (*said, counted) if note) + "."


def _number(count: int | None) -> str:
    return HIDDEN if count is None else str(count)


def _quotes(quotations: Sequence[Quotation]) -> Iterator[Quotes]:
    for label, said in groupby(quotations, key=lambda quotation: quotation.theme_label):
        yield Quotes(label, tuple((each.text, each.attribute.label if each.attribute else "") for each in said))


def _asks(release: Release, words: DocumentWords) -> Grid:
    rows = tuple((ask.what, ask.of_whom, ask.engagement) for ask in release.asks)
    return Grid((words.ask, words.of_whom, words.engagement), rows)


def _attack(release: Release, words: DocumentWords) -> tuple[Block, ...]:
    lines = attack_lines(release, words)
    told = Passage("paragraph", ((words.attack_intro,),)), Passage("bullets", tuple((line,) for line in lines))
    return told if lines else ()
