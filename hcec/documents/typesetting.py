"""Words and numbers to PDF, by typst.

What people wrote goes in as data, never as code: `#` and `$` stay as they are.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

import typst

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
TEMPLATES = _HERE / "typst"
_NO_GLYPH = "could not be displayed"


def typeset(template: str, data: object) -> bytes:
    """Return a PDF made of a template in `typst/` and data it reads as JSON: the same bytes for the same data.

    Fonts are those of the package alone, so that two machines make one file. It is PDF/UA-1, unless somebody wrote in
    a script that no font here draws: the standard would refuse the page, and a child's words go before the standard.
    Raises typst.TypstError when the template is wrong, which tests are there to find.
    """
    try:
        return _compile(template, data, "ua-1")
    except typst.TypstError as refusal:
        if _NO_GLYPH not in str(refusal):
            raise
        return _compile(template, data, "1.7")


def pictures(drawings: Sequence[str]) -> list[bytes]:
    """Return each SVG drawing as a PNG, for programs that do not draw: the same bytes for the same drawing."""
    if not drawings:
        return []
    made: bytes | list[bytes] = typst.compile(
        TEMPLATES / "drawings.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        format="png",
        ppi=220,
        sys_inputs={"data": json.dumps(drawings, ensure_ascii=False)},
        timestamp=0,
    )
    return made if isinstance(made, list) else [made]


def _compile(template: str, data: object, standard: Literal["ua-1", "1.7"]) -> bytes:
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=standard,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=0,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
