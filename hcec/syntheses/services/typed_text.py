"""The observatory's text between what is typed in a plain field and the clean rich text that is kept.

A blank line ends a paragraph; `## ` starts a heading, `- ` a list, `1. ` a numbered one; `**` surrounds strong words.
"""

import re
from html import escape

from hcec.text.sanitise import TAGS, blocks, clean_rich_text

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(TAGS | {'h2'}))})\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_STARTS = {"bullets": re.compile(r"[-•*]\s+"), "numbers": re.compile(r"\d{1,3}[.)]\s+")}
_LIST_TAGS = {"bullets": "ul", "numbers": "ol"}


def to_rich(typed: str) -> str:
    """Return the clean rich text of what was typed. Who types HTML keeps what the house allows of it."""
    if _TAG.search(typed):
        return clean_rich_text(typed)
    parts = re.split(r"\n\s*\n", typed.replace("\r\n", "\n").strip())
    return clean_rich_text("".join(html for part in parts for html in _part(part.splitlines())))


def to_typed(rich: str) -> str:
    """Return what one would type to get this text."""
    made = []
    for block in blocks(rich):
        lines = ["".join(f"**{run}**" if place % 2 else run for place, run in enumerate(line)) for line in block.lines]
        if block.kind == "heading":
            lines = [f"## {line}" for line in lines]
        elif block.kind == "bullets":
            lines = [f"- {line}" for line in lines]
        elif block.kind == "numbers":
            lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
        made.append("\n".join(lines))
    return "\n\n".join(made)


def _part(lines: list[str]) -> list[str]:
    """Return the HTML of lines with no blank one between them: they may still change from paragraph to list."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in lines)):
        kind, words = _kind(line)
        if not found or found[-1][0] != kind or kind == "heading":
            found.append((kind, []))
        found[-1][1].append(_STRONG.sub(r"<strong>\1</strong>", escape(words, quote=False)))
    return [_html(kind, words) for kind, words in found]


def _kind(line: str) -> tuple[str, str]:
    if line.startswith("#"):
        return "heading", line.lstrip("# ")
    for kind, start in _STARTS.items():
        if match := start.match(line):
            return kind, line[match.end() :]
    return "paragraph", line


def _html(kind: str, lines: list[str]) -> str:
    if kind == "heading":
        return f"<h3>{lines[0]}</h3>"
    if kind == "paragraph":
        return f"<p>{'<br>'.join(lines)}</p>"
    tag = _LIST_TAGS[kind]
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
