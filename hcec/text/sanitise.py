"""Rich text of staff, and of staff only. The one user of bleach, and the one place that vouches for HTML.

Never call this on a child's words: they are plain text, kept whole, escaped on output. A sanitiser swallows what
follows a stray `<`.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import bleach
from markupsafe import Markup

from hcec.text.normalise import printable

TAGS = frozenset({"p", "h3", "ul", "ol", "li", "strong", "br"})
_HEADING = re.compile(r"<(/?)h2(?=[\s>])", re.IGNORECASE)
_KINDS = {"p": "paragraph", "h3": "heading", "ul": "bullets", "ol": "numbers"}
_LISTS = ("ul", "ol")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list. A line is a run of words: plain, strong, plain, strong..."""

    kind: str
    lines: tuple[tuple[str, ...], ...]


def clean_rich_text(html: str) -> str:
    """Return safe HTML: p, h3 (h2 becomes h3), ul, ol, li, strong, br, without attributes; the rest is unwrapped."""
    heading = _HEADING.sub(r"<\1h3", printable(html))
    return str(bleach.clean(heading, tags=TAGS, attributes={}, protocols=[], strip=True, strip_comments=True)).strip()


def as_markup(clean: str) -> Markup:
    """Return HTML that a template does not escape. It is cleaned again, so that nothing unclean ever passes."""
    return Markup(clean_rich_text(clean))  # noqa: S704 - this is the one place where HTML is vouched for


def blocks(clean: str) -> tuple[Block, ...]:
    """Return the blocks of a cleaned text, for documents that know no HTML."""
    reader = _BlockReader()
    reader.feed(clean_rich_text(clean))
    reader.close()
    reader.end_line()
    return tuple(Block(kind, tuple(lines)) for kind, lines in reader.found if lines)


class _BlockReader(HTMLParser):
    """Gathers lines of runs; even runs are plain, odd ones strong."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[tuple[str, ...]]]] = []
        self.runs: list[str] = [""]
        self.strong = False
        self.lists = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a line or a strong run."""
        if tag == "strong":
            self.strong = True
            return
        self.end_line()
        self.lists += tag in _LISTS
        if tag in _LISTS or (tag in _KINDS and not self.lists):
            self.found.append((_KINDS[tag], []))

    def handle_endtag(self, tag: str) -> None:
        """Close what was open; words after a block start a paragraph."""
        if tag == "strong":
            self.strong = False
            return
        self.end_line()
        self.lists -= tag in _LISTS and self.lists > 0
        if tag in _KINDS and not self.lists:
            self.found.append(("paragraph", []))

    def handle_data(self, data: str) -> None:
        """Add words to the line, in a plain or in a strong run."""
        if (len(self.runs) % 2 == 0) is not self.strong:
            self.runs.append("")
        self.runs[-1] += re.sub(r"\s+", " ", data)

    def end_line(self) -> None:
        """Put the line where it belongs, if it has words."""
        if "".join(self.runs).strip():
            if not self.found:
                self.found.append(("paragraph", []))
            self.found[-1][1].append(tuple(self.runs))
        self.runs = [""]
