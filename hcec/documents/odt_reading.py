"""Reading a text document that somebody else wrote: headings and paragraphs in order, nothing executed or followed.

The file is hostile until read: its size, its entries, its depth and its length are bounded, and a document type is
refused before any entity exists (ATTACKS 9, 26).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from xml.parsers import expat

from hcec.documents.odf import TEXT

LARGEST_FILE, LARGEST_CONTENT = 2_000_000, 4_000_000
MOST_ENTRIES, MOST_BLOCKS, MOST_SIGNS, DEEPEST = 300, 4_000, 400_000, 100
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_H, _P = f"{_ODF}text:1.0 h", f"{_ODF}text:1.0 p"
_ITEM, _SPACE, _TAB, _BREAK = (f"{_ODF}text:1.0 {name}" for name in ("list-item", "s", "tab", "line-break"))
_LEVEL, _COUNT = f"{_ODF}text:1.0 outline-level", f"{_ODF}text:1.0 c"
_UNREAD = frozenset(
    {f"{_ODF}text:1.0 {name}" for name in ("tracked-changes", "table-of-content", "note-citation")}
    | {f"{_ODF}office:1.0 {name}" for name in ("annotation", "scripts", "forms", "binary-data")}
    | {f"{_ODF}svg-compatible:1.0 {name}" for name in ("title", "desc")}
)
"""What nobody wrote as text: what a change removed, an index, a margin's remark, the description of a picture."""


class Fault(StrEnum):
    """Why a file is not read."""

    TOO_LARGE = "too_large"
    NOT_ODT = "not_odt"
    CLOSED = "closed"
    UNSAFE = "unsafe"
    DAMAGED = "damaged"


class NotReadable(Exception):
    """This file is not read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(slots=True)
class Block:
    """A heading (its level, from 1) or a paragraph (0), with its words."""

    level: int
    text: str = ""


def read_blocks(data: bytes) -> list[Block]:
    """Return the headings and paragraphs of a text document. Raises NotReadable."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(content_of(data, TEXT), True)
    except expat.ExpatError:
        raise NotReadable(Fault.DAMAGED) from None
    return [block for block in reader.blocks if block.text.strip()]


def _refuse(*_given: Any) -> None:
    raise NotReadable(Fault.UNSAFE)


def content_of(data: bytes, mime: str) -> bytes:
    """Return the one entry that is read of a file of this kind, and no more than it may hold. Raises NotReadable."""
    if len(data) > LARGEST_FILE:
        raise NotReadable(Fault.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise NotReadable(Fault.UNSAFE)
            if _read(archive, entries, "mimetype", 100).decode("ascii", "replace").strip() != mime:
                raise NotReadable(Fault.NOT_ODT)
            return _read(archive, entries, "content.xml", LARGEST_CONTENT)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise NotReadable(Fault.DAMAGED) from None


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, most: int) -> bytes:
    found = [entry for entry in entries if entry.filename == name]
    if len(found) != 1:
        raise NotReadable(Fault.NOT_ODT)
    if found[0].flag_bits & 1:
        raise NotReadable(Fault.CLOSED)
    if found[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotReadable(Fault.UNSAFE)
    with archive.open(found[0]) as entry:
        read = entry.read(most + 1)
    if len(read) > most:  # whatever the entry says of its size
        raise NotReadable(Fault.TOO_LARGE)
    return read


@dataclass
class _Reader:
    """What is open at one point of the document."""

    blocks: list[Block] = field(default_factory=list)
    open_blocks: list[tuple[Block, list[str]]] = field(default_factory=list)
    """Each with its words so far, put together at its end: adding them one by one takes seconds."""
    depth: int = 0
    unread: int = 0
    signs: int = 0
    is_item: bool = False

    def start(self, name: str, given: dict[str, str]) -> None:
        """Open a block, or say a space, a tab, a line end."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotReadable(Fault.UNSAFE)
        if self.unread or name in _UNREAD:
            self.unread += 1
        elif name in (_H, _P):
            self._open(_number(given.get(_LEVEL), 1) if name == _H else 0)
        elif name == _ITEM:
            self.is_item = True
        elif name in _SIGNS:
            self._add(_SIGNS[name](given))

    def end(self, name: str) -> None:
        """Close a block."""
        self.depth -= 1
        if self.unread:
            self.unread -= 1
        elif name in (_H, _P):
            block, said = self.open_blocks.pop()
            block.text = "".join(said)

    def words(self, text: str) -> None:
        """Add words to the block that is open; lines of the file are spaces."""
        if not self.unread:
            self._add(re.sub(r"[ \t\r\n]+", " ", text))

    def _open(self, level: int) -> None:
        if len(self.blocks) == MOST_BLOCKS:
            raise NotReadable(Fault.TOO_LARGE)
        block = Block(level)
        self.blocks.append(block)
        self.open_blocks.append((block, []))
        if self.is_item and not level:
            self.open_blocks[-1][1].append("• ")
            self.is_item = False

    def _add(self, text: str) -> None:
        self.signs += len(text)
        if self.signs > MOST_SIGNS:
            raise NotReadable(Fault.TOO_LARGE)
        if self.open_blocks:
            self.open_blocks[-1][1].append(text)


def _number(said: str | None, default: int) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 4 else default


_SIGNS: dict[str, Callable[[dict[str, str]], str]] = {
    _SPACE: lambda given: " " * _number(given.get(_COUNT), 1),
    _TAB: lambda given: "\t",
    _BREAK: lambda given: "\n",
}
