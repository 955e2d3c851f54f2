"""The look of a text document: styles that have names, so that whoever reworks it changes one and not a hundred."""

from hcec.documents.odf import FONT, INK, LEAF, LINE, PLUM, SOFT, SUN, WASH, element, written

_PARAGRAPH = "style:paragraph-properties"
_TEXT = "style:text-properties"
_WITH_NEXT = {"fo__keep_with_next": "always"}
MOST_COLUMNS = 24
"""The first column of a table is twice as wide as each other."""


def named_styles(language: str) -> str:
    """Return the styles that the document's reader finds in the list of styles."""
    default = element(
        "style:default-style",
        element(_PARAGRAPH, fo__hyphenation_ladder_count="no-limit"),
        element(
            _TEXT,
            fo__font_family=FONT,
            fo__font_size="11pt",
            fo__color=INK,
            fo__language=language,
            fo__country={"fr": "FR"}.get(language, "none"),
            fo__hyphenate="false",
        ),
        style__family="paragraph",
    )
    graphic = element(
        "style:style",
        element("style:graphic-properties", text__anchor_type="as-char", style__wrap="none"),
        style__name="Graphics",
        style__family="graphic",
    )
    bullets = element(
        "text:list-style",
        element("text:list-level-style-bullet", _LEVEL, text__level=1, text__bullet_char="•"),
        style__name="Bullets",
    )
    numbers = element(
        "text:list-style",
        element("text:list-level-style-number", _LEVEL, text__level=1, style__num_format="1", style__num_suffix="."),
        style__name="Numbers",
    )
    strong = element("style:style", element(_TEXT, fo__font_weight="bold"), style__name="Strong", style__family="text")
    return element("office:styles", default, *_paragraphs(), strong, graphic, bullets, numbers)


def _paragraphs() -> tuple[str, ...]:
    space = {"fo__line_height": "135%", "fo__margin_bottom": "0.25cm"}
    around = {"fo__margin_top": "0.6cm", "fo__margin_bottom": "0.3cm"}
    return (
        _style("Standard"),
        _style("Text_20_body", shown="Text body", paragraph=space),
        _style("Drawing", paragraph=_WITH_NEXT),
        _style("Title", size="26pt", bold=True, paragraph={"fo__margin_bottom": "0.6cm"}),
        _style("Subtitle", size="12pt", bold=True, colour=LEAF, paragraph=around),
        _heading(1, "17pt", LEAF, "0.9cm"),
        _heading(2, "13pt", INK, "0.6cm"),
        _style("Note", size="9.5pt", colour=SOFT, paragraph={"fo__margin_bottom": "0.2cm", **_WITH_NEXT}),
        _style(
            "Quotations",
            paragraph={
                "fo__margin_left": "0.5cm",
                "fo__padding_left": "0.35cm",
                "fo__border_left": f"2.5pt solid {SUN}",
                "fo__margin_bottom": "0.3cm",
                "fo__line_height": "135%",
            },
        ),
        _style("Table_20_Contents", shown="Table Contents", size="10pt"),
        _style("Table_20_Heading", shown="Table Heading", size="9.5pt", bold=True, colour=SOFT),
        _style(
            "Table_20_Number_20_Heading",
            shown="Table Number Heading",
            size="9.5pt",
            bold=True,
            colour=SOFT,
            paragraph={"fo__text_align": "end"},
        ),
        _style("Table_20_Number", shown="Table Number", size="10pt", paragraph={"fo__text_align": "end"}),
        _style("Contents_20_1", shown="Contents 1", paragraph={"fo__margin_bottom": "0.15cm"}),
        _style("Header", size="10pt", bold=True, colour=PLUM, paragraph={"fo__text_align": "end"}),
        _style("Footer", size="9pt", colour=SOFT, paragraph={"fo__border_top": f"0.5pt solid {LINE}"}),
    )


def table_styles() -> str:
    """Return the looks of tables: a text document keeps them beside its content."""
    line = {"fo__border": "none", "fo__border_bottom": f"0.5pt solid {LINE}"}
    width = element("style:table-properties", style__width="16.2cm", table__align="left", fo__margin_bottom="0.4cm")
    columns = (
        _column(f"{name}{count}", 16.2 * share / (count + 1))
        for count in range(1, MOST_COLUMNS + 1)
        for name, share in (("First", 2), ("Other", 1))
    )
    return element(
        "office:automatic-styles",
        element("style:style", width, style__name="Figures", style__family="table"),
        *columns,
        _cell("Cell", fo__padding="0.12cm", **line),
        _cell("HeadCell", fo__padding="0.12cm", **line, fo__background_color=WASH, style__vertical_align="bottom"),
    )


def _column(name: str, width: float) -> str:
    inside = element("style:table-column-properties", style__column_width=f"{width:.2f}cm")
    return element("style:style", inside, style__name=name, style__family="table-column")


def page_styles(header: str | None, footer: str, page: str) -> str:
    """Return the page: A4, what stands above each page if anything does, and below it, with its number."""
    layout = element(
        "style:page-layout",
        element(
            "style:page-layout-properties",
            fo__page_width="21cm",
            fo__page_height="29.7cm",
            fo__margin_top="2cm",
            fo__margin_bottom="1.6cm",
            fo__margin_left="2.4cm",
            fo__margin_right="2.4cm",
        ),
        element("style:header-style", element("style:header-footer-properties", fo__margin_bottom="0.6cm")),
        element("style:footer-style", element("style:header-footer-properties", fo__margin_top="0.6cm")),
        style__name="A4",
    )
    number = f'{written(page)} <text:page-number text:select-page="current">1</text:page-number>'
    below = element("text:p", f"{written(footer)} · {number}", text__style_name="Footer")
    above = element("style:header", element("text:p", written(header), text__style_name="Header")) if header else ""
    master = element(
        "style:master-page",
        above,
        element("style:footer", below),
        style__name="Standard",
        style__page_layout_name="A4",
    )
    return element("office:automatic-styles", layout) + element("office:master-styles", master)


def _heading(level: int, size: str, colour: str, above: str) -> str:
    name = f"Heading_20_{level}"
    space = {"fo__margin_top": above, "fo__margin_bottom": "0.3cm", **_WITH_NEXT}
    return _style(name, shown=f"Heading {level}", size=size, bold=True, colour=colour, level=level, paragraph=space)


def _style(
    name: str,
    *,
    shown: str = "",
    size: str = "",
    bold: bool = False,
    colour: str = "",
    level: int = 0,
    paragraph: dict[str, str] | None = None,
) -> str:
    text = {"fo__font_size": size, "fo__color": colour, "fo__font_weight": "bold" if bold else ""}
    parent = "" if name == "Standard" else "Standard"
    given = {"style__display_name": shown, "style__parent_style_name": parent}
    if level:
        given |= {"style__default_outline_level": str(level), "style__next_style_name": "Text_20_body"}
    return element(
        "style:style",
        element(_PARAGRAPH, **(paragraph or {})),
        element(_TEXT, **{key: value for key, value in text.items() if value}),
        style__name=name,
        style__family="paragraph",
        **{key: value for key, value in given.items() if value},
    )


def _cell(name: str, **given: str) -> str:
    inside = element("style:table-cell-properties", **given)
    return element("style:style", inside, style__name=name, style__family="table-cell")


_LEVEL = element(
    "style:list-level-properties",
    element(
        "style:list-level-label-alignment",
        text__label_followed_by="listtab",
        fo__text_indent="-0.5cm",
        fo__margin_left="0.8cm",
    ),
    text__list_level_position_and_space_mode="label-alignment",
)
