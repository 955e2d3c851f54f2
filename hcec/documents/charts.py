"""Bars with their words and numbers: what a chart shows, the same on a page, in a PDF and in a text document.

A bar says its label before it and its number at its end; hatches tell bars apart in black and white. A hidden count has
no bar: the one sign stands there, and nothing tells how long it would be.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from hcec.disclosure.thresholds import PERCENT_BASE, percent
from hcec.disclosure.values import UNANSWERED, Cell, Count, CrossTable, Table
from hcec.documents.words import HIDDEN, DocumentWords, share

PATTERNS = 4
"""How many hatches there are; a crossing with more columns begins again."""
_LABEL, _BAR, _NUMBER, _LINE, _SIZE = 190, 250, 140, 15, 12
_SIGNS = 31
_INK, _SOFT, _LEAF, _WASH = "#1f2a37", "#55606e", "#12665a", "#dff0ea"
_HATCHES = ("M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8")


@dataclass(frozen=True, slots=True)
class Bar:
    """One count: `fraction` is the length of its bar, nothing when it is hidden."""

    label: str
    number: str
    part: str = ""
    fraction: float | None = None
    pattern: int = 0
    is_quiet: bool = False

    @property
    def said(self) -> str:
        """What stands at the end of the bar."""
        return f"{self.number} · {self.part}" if self.part and self.fraction is not None else self.number


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together, under their name; a chart of one question has one group, without a name."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Groups of bars on one scale, and the same in a sentence for whoever does not see them."""

    title: str
    described: str
    groups: tuple[Group, ...]


def table_chart(table: Table, words: DocumentWords) -> Chart:
    """Return the bars of one question or trait, as parts of all who were counted."""
    bars = tuple(_cell_bar(cell, table.base, words) for cell in table.cells)
    return Chart(table.title, _described(table.title, [Group("", bars)], words), (Group("", bars),))


def crossing_chart(table: CrossTable, words: DocumentWords) -> Chart:
    """Return one group of bars a line of a crossing.

    Bars are parts of their line where every line is shown and large enough for percentages (D2), else plain numbers.
    """
    by_line = all(total is not None and total >= PERCENT_BASE for total in table.row_totals)
    longest = max((count for line in table.counts for count in line if count is not None), default=0)
    groups = tuple(
        Group(row.label, _line_bars(table, counts, total if by_line else None, longest, words))
        for row, counts, total in zip(table.rows.categories, table.counts, table.row_totals, strict=True)
    )
    return Chart(table.title, _described(table.title, groups, words), groups)


def svg(chart: Chart) -> str:
    """Return the chart as an SVG of its own, with a title and a description, and nothing that runs."""
    drawn, top = list[str](), 4
    for group in chart.groups:
        if group.label:
            top += _SIZE + 8
            drawn.append(_text(0, top - 4, group.label, _INK, bold=True))
        for bar in group.bars:
            lines = textwrap.wrap(bar.label, _SIGNS) or [""]
            height = max(22, _LINE * len(lines) + 6)
            drawn.append(_bar(bar, lines, top, height))
            top += height
        top += 6
    width = _LABEL + _BAR + _NUMBER
    size = f'width="{width}" height="{top}" viewBox="0 0 {width} {top}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    names = f"<title>{escape(chart.title)}</title><desc>{escape(chart.described)}</desc>"
    return f"{head}{names}<defs>{''.join(map(_hatch, range(PATTERNS)))}</defs>{''.join(drawn)}</svg>"


def _cell_bar(cell: Cell, base: int, words: DocumentWords) -> Bar:
    quiet = cell.category.code == UNANSWERED
    if cell.count is None:
        return Bar(cell.category.label, HIDDEN, words.hidden, is_quiet=quiet)
    part = "" if cell.percent is None else share(cell.percent)
    return Bar(cell.category.label, str(cell.count), part, cell.count / base if base else 0, is_quiet=quiet)


def _line_bars(
    table: CrossTable, counts: Sequence[Count], total: Count, longest: int, words: DocumentWords
) -> tuple[Bar, ...]:
    bars = []
    for place, (column, count) in enumerate(zip(table.columns.categories, counts, strict=True)):
        quiet, pattern = column.code == UNANSWERED, place % PATTERNS
        if count is None:
            bars.append(Bar(column.label, HIDDEN, words.hidden, pattern=pattern, is_quiet=quiet))
            continue
        whole = None if total is None else percent(count, total)
        fraction = count / (total or longest or 1)
        bars.append(Bar(column.label, str(count), "" if whole is None else share(whole), fraction, pattern, quiet))
    return tuple(bars)


def _described(title: str, groups: Sequence[Group], words: DocumentWords) -> str:
    told = []
    for group in groups:
        numbers = ", ".join(f"{bar.label} {bar.said if bar.fraction is not None else bar.part}" for bar in group.bars)
        told.append(f"{group.label} : {numbers}." if group.label else f"{numbers}.")
    return " ".join([words.chart.replace("{title}", title.rstrip(".")), *told])


def _hatch(place: int) -> str:
    return (
        f'<pattern id="h{place}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" '
        f'fill="{_WASH}"/><path d="{_HATCHES[place]}" stroke="{_LEAF}" stroke-width="1.4"/></pattern>'
    )


def _bar(bar: Bar, lines: Sequence[str], top: int, height: int) -> str:
    middle = top + height / 2
    first = middle - _LINE * (len(lines) - 1) / 2 + 4
    label = "".join(_text(0, first + _LINE * place, line, _INK) for place, line in enumerate(lines))
    if bar.fraction is None:
        return label + _text(_LABEL + 4, middle + 4, f"{bar.number} {bar.part}", _SOFT)
    length = max(round(bar.fraction * _BAR, 2), 1)
    fill, line = ("#ffffff", _SOFT) if bar.is_quiet else (f"url(#h{bar.pattern})", _LEAF)
    rect = f'<rect x="{_LABEL}" y="{middle - 8}" width="{length}" height="16" rx="2" fill="{fill}" stroke="{line}"/>'
    return label + rect + _text(_LABEL + length + 7, middle + 4, bar.said, _INK, bold=True)


def _text(left: float, base: float, words: str, colour: str, *, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    font = f'font-family="Atkinson Hyperlegible Next" font-size="{_SIZE}"'
    return f'<text x="{left}" y="{base}" {font}{weight} fill="{colour}">{escape(words)}</text>'
