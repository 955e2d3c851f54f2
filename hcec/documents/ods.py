"""A workbook for LibreOffice, in the open format that a public service must offer. Words are never formulas."""

from collections.abc import Sequence

from hcec.disclosure.values import Release
from hcec.documents.odf import FONT, INK, LEAF, LINE, SPREADSHEET, WASH, element, package, written
from hcec.documents.sheets import Look, Sheet, SheetCell, sheets
from hcec.documents.words import DocumentWords
from hcec.text.normalise import printable

_SIGN = 0.19
"""How wide a sign is, in centimetres."""


def render_ods(release: Release, words: DocumentWords) -> bytes:
    """Return the workbook of a release."""
    return workbook(sheets(release, words), title=printable(release.title), language=words.language)


def workbook(pages: Sequence[Sheet], *, title: str, language: str) -> bytes:
    """Return a workbook of these sheets: a value has its type, so that nothing is read from its look."""
    widths = sorted({width for sheet in pages for width in sheet.widths})
    automatic = element("office:automatic-styles", *map(_column_style, widths), _TABLE_STYLE, *_cell_styles())
    tables = "".join(map(_sheet, pages))
    body = element("office:body", element("office:spreadsheet", tables))
    styles = element("office:styles", _default_style(language))
    page = element("office:automatic-styles", _PAGE) + element("office:master-styles", _MASTER)
    return package(
        SPREADSHEET,
        content=automatic + body,
        styles=styles + page,
        title=title,
        language=language,
        settings=_settings(pages),
    )


def _settings(pages: Sequence[Sheet]) -> str:
    """Return what keeps the heads of each sheet in sight."""
    views = (_view(sheet) for sheet in pages if sheet.frozen)
    tables = element("config:config-item-map-named", *views, config__name="Tables")
    entry = element("config:config-item-map-entry", _item("ViewId", "string", "view1"), tables)
    indexed = element("config:config-item-map-indexed", entry, config__name="Views")
    return element("office:settings", element("config:config-item-set", indexed, config__name="ooo:view-settings"))


def _view(sheet: Sheet) -> str:
    split = {"VerticalSplitMode": 2, "VerticalSplitPosition": sheet.frozen, "PositionBottom": sheet.frozen}
    items = (_item(name, "short" if name.endswith("Mode") else "int", str(value)) for name, value in split.items())
    return element(
        "config:config-item-map-entry", *items, _item("ActiveSplitRange", "short", "2"), config__name=sheet.name
    )


def _item(name: str, kind: str, value: str) -> str:
    return element("config:config-item", value, config__name=name, config__type=kind)


def _sheet(sheet: Sheet) -> str:
    columns = "".join(element("table:table-column", table__style_name=f"w{width}") for width in sheet.widths)
    # The standard wants a cell in every row, an empty one if need be.
    cells = ([_cell(cell) for cell in row] or [element("table:table-cell")] for row in sheet.rows)
    rows = "".join(element("table:table-row", *row) for row in cells)
    return element("table:table", columns, rows, table__name=sheet.name, table__style_name="sheet")


def _cell(cell: SheetCell) -> str:
    if isinstance(cell.value, str):
        lines = (element("text:p", written(line)) for line in cell.value.split("\n"))
        return element("table:table-cell", *lines, office__value_type="string", table__style_name=str(cell.look))
    kind = "percentage" if cell.look is Look.SHARE else "float"
    shown = f"{cell.value:.0%}".replace("%", "\N{NARROW NO-BREAK SPACE}%") if kind == "percentage" else str(cell.value)
    return element(
        "table:table-cell",
        element("text:p", shown),
        office__value_type=kind,
        office__value=cell.value,
        table__style_name=str(cell.look),
    )


def _column_style(width: int) -> str:
    size = element("style:table-column-properties", style__column_width=f"{width * _SIGN:.2f}cm")
    return element("style:style", size, style__name=f"w{width}", style__family="table-column")


def _cell_styles() -> tuple[str, ...]:
    whole = element("number:number", number__min_integer_digits=1, number__grouping="true")
    part = element("number:number", number__min_integer_digits=1, number__decimal_places=0)
    return (
        element("number:number-style", whole, style__name="whole"),
        element(
            "number:percentage-style", part, element("number:text", "\N{NARROW NO-BREAK SPACE}%"), style__name="part"
        ),
        _look(Look.TITLE, size="14pt", bold=True, wraps=False, line=False),
        _look(Look.HEAD, bold=True, colour=LEAF, ground=WASH, line=False),
        _look(Look.TEXT),
        _look(Look.NOTE, wraps=False, line=False),
        _look(Look.LABEL, bold=True),
        _look(Look.NUMBER, data="whole"),
        _look(Look.SHARE, data="part"),
        _look(Look.HIDDEN, ends=True),
        _look(Look.TOTAL, bold=True, data="whole"),
    )


def _look(
    look: Look,
    *,
    size: str = "10pt",
    bold: bool = False,
    colour: str = INK,
    ground: str = "transparent",
    wraps: bool = True,
    line: bool = True,
    ends: bool = False,
    data: str = "",
) -> str:
    cell = element(
        "style:table-cell-properties",
        fo__background_color=ground,
        fo__wrap_option="wrap" if wraps else "no-wrap",
        fo__border_bottom=f"0.5pt solid {LINE}" if line else "none",
        fo__padding="0.08cm",
        style__vertical_align="top",
        **({"style__text_align_source": "fix"} if ends else {}),
    )
    aligned = element("style:paragraph-properties", fo__text_align="end") if ends else ""
    text = element(
        "style:text-properties", fo__font_size=size, fo__color=colour, fo__font_weight="bold" if bold else "normal"
    )
    given = {"style__name": str(look), "style__family": "table-cell", "style__parent_style_name": "Default"}
    return element("style:style", cell, aligned, text, **given, **({"style__data_style_name": data} if data else {}))


def _default_style(language: str) -> str:
    text = element(
        "style:text-properties", fo__font_family=FONT, fo__font_size="10pt", fo__color=INK, fo__language=language
    )
    return element("style:style", text, style__name="Default", style__family="table-cell")


_TABLE_STYLE = element(
    "style:style",
    element("style:table-properties", table__display="true"),
    style__name="sheet",
    style__family="table",
    style__master_page_name="Default",
)
_PAGE = element(
    "style:page-layout",
    element(
        "style:page-layout-properties",
        fo__page_width="21cm",
        fo__page_height="29.7cm",
        fo__margin="1.5cm",
        style__scale_to_X="1",
        style__scale_to_Y="0",
    ),
    style__name="page",
)
_MASTER = element("style:master-page", style__name="Default", style__page_layout_name="page")
