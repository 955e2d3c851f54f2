"""Answers written in LibreOffice: a sheet to fill in, and what was filled in, heading by heading.

A heading carries between brackets what it answers and the version that was seen: `[3f2a90c1.2]`. Nothing that somebody
wrote is dropped in silence: what stands under no known heading is a problem that carries its words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hcec.documents.odf import TEXT, element, package
from hcec.documents.odt import heading, paragraph
from hcec.documents.odt_reading import Block
from hcec.documents.odt_styles import named_styles, page_styles, table_styles
from hcec.text.normalise import fold, printable

_MARK = re.compile(r"\[([0-9a-f]{8})\.(\d{1,6})\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading to write under: its code, its words, a hint that is no answer, and what is written so far."""

    code: str
    title: str
    hint: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to answer, at the version that is in place, with what is known of it."""

    reference: str
    version: int
    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What somebody answers in one document."""

    title: str
    above: str
    how: tuple[str, ...]
    asked: tuple[Asked, ...]
    footer: str
    page: str
    language: str = "fr"


class Trouble(StrEnum):
    """What a sheet that came back has, beside what was asked."""

    UNKNOWN_SUBJECT = "unknown_subject"
    UNKNOWN_HEADING = "unknown_heading"
    REPEATED_HEADING = "repeated_heading"
    NO_HEADING = "no_heading"
    OUTSIDE = "outside"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Problem:
    """A trouble, the heading that has it, and the words that stand there."""

    trouble: Trouble
    heading: str
    words: str = ""


@dataclass
class Filled:
    """What was filled in, by reference and by code; what could not be placed."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def render_sheet(sheet: Sheet) -> bytes:
    """Return the text document to fill in: the same bytes for the same sheet."""
    inside = [paragraph(sheet.above, "Subtitle"), paragraph(sheet.title, "Title")]
    inside += [paragraph(line) for line in sheet.how]
    for asked in sheet.asked:
        inside.append(heading(1, _named(asked)))
        inside += [paragraph(line, "Quotations") for line in asked.about]
        for part in asked.parts:
            inside.append(heading(2, part.title))
            inside.append(paragraph(part.hint, "Note"))
            inside += [paragraph(line) for line in part.text.split("\n")]
    return package(
        TEXT,
        content=table_styles() + element("office:body", element("office:text", *inside)),
        styles=named_styles(sheet.language) + page_styles(None, printable(sheet.footer), sheet.page),
        title=printable(sheet.title),
        language=sheet.language,
    )


def read_sheet(blocks: Sequence[Block], sheet: Sheet) -> Filled:
    """Return what was filled in, as `read_blocks` gave it, compared with the sheet as it would be made now."""
    filled = Filled()
    asked_by = {asked.reference: asked for asked in sheet.asked}
    before, *sections = _sections(blocks)
    _outside(filled, before, {sheet.above, sheet.title, *sheet.how})
    for section in sections:
        title, rest = section[0].text.strip(), section[1:]
        mark = _MARK.search(title)
        asked = asked_by.get(mark[1]) if mark else None
        if mark is None or asked is None or asked.reference in filled.texts:
            words = "\n".join(block.text for block in rest)
            filled.problems.append(Problem(Trouble.UNKNOWN_SUBJECT, title, words))
            continue
        texts = _read_parts(filled, asked, rest)
        filled.texts[asked.reference] = texts
        was_changed = any(texts.get(part.code, part.text) != part.text.strip() for part in asked.parts)
        if int(mark[2]) != asked.version and was_changed:
            filled.problems.append(Problem(Trouble.CHANGED, asked.title))
    return filled


def _named(asked: Asked) -> str:
    return f"{asked.title} [{asked.reference}.{asked.version}]"


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """Cut before each thing that is answered: a heading of the first level, or one that carries a mark."""
    cut: list[list[Block]] = [[]]
    for block in blocks:
        if block.level == 1 or (block.level and _MARK.search(block.text)):
            cut.append([])
        cut[-1].append(block)
    return cut


def _read_parts(filled: Filled, asked: Asked, blocks: list[Block]) -> dict[str, str]:
    parts, texts = {fold(part.title): part for part in asked.parts}, dict[str, str]()
    before, *under = _cut_at_headings(blocks)
    _outside(filled, before, set(asked.about))
    for title, lines in ((section[0].text.strip(), section[1:]) for section in under):
        part = parts.get(fold(title))
        said = [block.text.strip().removeprefix(part.hint if part else "") for block in lines]
        words = "\n".join(said).strip()
        if part is not None and part.code not in texts:
            texts[part.code] = words
        elif words:
            trouble = Trouble.REPEATED_HEADING if part else Trouble.UNKNOWN_HEADING
            filled.problems.append(Problem(trouble, f"{asked.title} — {title}", words))
    missing = (part.title for part in asked.parts if part.code not in texts)
    filled.problems += [Problem(Trouble.NO_HEADING, f"{asked.title} — {title}") for title in missing]
    return texts


def _cut_at_headings(blocks: list[Block]) -> Iterator[list[Block]]:
    """Cut before each heading; what stands before the first comes first."""
    section: list[Block] = []
    for block in blocks:
        if block.level:
            yield section
            section = []
        section.append(block)
    yield section


def _outside(filled: Filled, blocks: list[Block], ours: set[str]) -> None:
    """Say what was written where nothing is asked; our own lines are not somebody's words."""
    known = {" ".join(line.split()) for line in ours}
    words = [block.text for block in blocks if " ".join(block.text.split()) not in known]
    if words:
        filled.problems.append(Problem(Trouble.OUTSIDE, words[0][:80], "\n".join(words)))
