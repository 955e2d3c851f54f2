"""Make the one web font of the pages: Atkinson Hyperlegible Next, French signs, weights 400 to 700.

In: the variable "latin" WOFF2 of the npm package @fontsource-variable/atkinson-hyperlegible-next (5.3.0).
Out: static/fonts/atkinson-next.woff2, at most 25 kB, the same bytes each time. Needs fonttools and brotli.

    python tools/build_fonts.py node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/\
atkinson-hyperlegible-next-latin-wght-normal.woff2
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUTPUT = Path(__file__).resolve().parent.parent / "static" / "fonts" / "atkinson-next.woff2"
LARGEST = 25_000
SIGNS = (
    "".join(sign for sign in map(chr, range(0x20, 0x7F)) if sign not in "^`{|}~\\")
    + "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜàâæçéèêëîïôœùûüÿ"
    + "«»“”‘’…–—·•°€×"
    + "\u00a0\u202f\u2009"
)
NARROW_NO_BREAK_SPACE, THIN_SPACE = 0x202F, 0x2009
FEATURES = ["kern", "mark", "ccmp", "locl", "tnum"]


def build(source: Path, output: Path) -> int:
    """Subset `source` into `output` and return its size in bytes."""
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        table.cmap[NARROW_NO_BREAK_SPACE] = table.cmap[THIN_SPACE]  # French puts it before ? ! ; and the font lacks it
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # the licence travels inside the file
    subsetter = Subsetter(options)
    subsetter.populate(text=SIGNS)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": (400, 700)}, inplace=True)
    font.flavor = "woff2"
    font.save(output)
    return output.stat().st_size


if __name__ == "__main__":
    size = build(Path(sys.argv[1]), OUTPUT)
    print(f"{OUTPUT.name}: {size} bytes")
    sys.exit(size > LARGEST)
