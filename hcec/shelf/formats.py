"""What a file of the shelf is, by its content and never by its name; what may not be shared is refused (ATTACKS 27).

Nothing is opened, run or drawn here. A picture is made anew from the parts that are seen; documents are kept as they
came, their author and their dates with them: the page says so.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.odt_reading import NotReadable, read_blocks
from hcec.shelf.enums import FileFormat
from hcec.text.normalise import printable

LARGEST_FILE = 5 * 1024 * 1024
LONGEST_TEXT = 50_000
MOST_ENTRIES, MOST_UNPACKED, MOST_PIXELS, LONGEST_HEAD = 2_000, 50_000_000, 40_000_000, 2_000
MIMES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.ODT: TEXT,
    FileFormat.ODS: SPREADSHEET,
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.PNG: "image/png",
    FileFormat.TXT: "text/plain; charset=utf-8",
}
_OPEN = {TEXT: FileFormat.ODT, SPREADSHEET: FileFormat.ODS}
_OFFICE = {"word/document.xml": FileFormat.DOCX, "xl/workbook.xml": FileFormat.XLSX}
_PNG, _KEPT_CHUNKS = b"\x89PNG\r\n\x1a\n", (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")
_MACROS = re.compile(r"(?i)^(basic|scripts)/|vbaproject|activex|/oleobject")
_OUTSIDE = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[^<>]*>")
_LISTENER = re.compile(rb"event-listener|<!DOCTYPE|<!ENTITY")
_UNSAFE_NAME = re.compile(r"^/|\\|\x00|(^|/)\.\.(/|$)|^[A-Za-z]:")
_PDF_PACKED = re.compile(rb"/(?:O|#4[Ff])(?:b|#62)(?:j|#6[Aa])(?:S|#53)(?:t|#74)(?:m|#6[Dd])")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFiles?|XFA)(?=[\s(<\[/\d])")
_PDF_CLOSED = re.compile(rb"/Encrypt(?=[\s<])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Refusal(StrEnum):
    """Why a file is not put on the shelf."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    ACTIVE = "active"
    UNSOUND = "unsound"


class NotShelved(Exception):
    """This file is not taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be shared: what it is, its bytes, and its words where they are cheaply read."""

    format: FileFormat
    content: bytes
    text: str


def examine(data: bytes) -> Examined:
    """Return what may be shared of a file. Raises NotShelved."""
    if not data:
        raise NotShelved(Refusal.EMPTY)
    if len(data) > LARGEST_FILE:
        raise NotShelved(Refusal.TOO_LARGE)
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return Examined(FileFormat.PDF, data, "")
    if data.startswith(b"PK\x03\x04"):
        known = _archive(data)
        return Examined(known, data, _odt_text(data) if known is FileFormat.ODT else "")
    if data.startswith(_PNG):
        return Examined(FileFormat.PNG, _picture(data), "")
    return Examined(FileFormat.TXT, data, _plain_text(data)[:LONGEST_TEXT])


def _check_pdf(data: bytes) -> None:
    if not data.rstrip().endswith(b"%%EOF") or zipfile.is_zipfile(io.BytesIO(data)):
        raise NotShelved(Refusal.UNSOUND)
    parts = [_outside_streams(data), *_packed(data)]
    if any(_PDF_CLOSED.search(part) for part in parts):
        raise NotShelved(Refusal.CLOSED)
    if any(_PDF_ACTIVE.search(_PDF_ESCAPE.sub(_unescaped, part)) for part in parts):
        raise NotShelved(Refusal.ACTIVE)


def _outside_streams(data: bytes) -> bytes:
    """Return a PDF without its streams: chance writes anything in compressed bytes. Linear, whatever the file."""
    kept, place = [], 0
    while (start := data.find(b"stream", place)) >= 0 and (end := data.find(b"endstream", start)) >= 0:
        kept.append(data[place:start])
        place = end + len(b"endstream")
    return b" ".join([*kept, data[place:]])


def _packed(data: bytes) -> Iterator[bytes]:
    """Yield the objects that a PDF packs into streams: scripts hide there as well."""
    left, end = MOST_UNPACKED, 0
    for _count in range(MOST_ENTRIES):
        named = _PDF_PACKED.search(data, end)
        if named is None:
            return
        start = _PDF_STREAM.search(data, named.end(), named.end() + LONGEST_HEAD)
        end = data.find(b"endstream", start.end()) if start else -1
        if start is None or end < 0:
            break
        try:
            unpacked = zlib.decompressobj().decompress(data[start.end() : end], left)
        except zlib.error:
            break
        left -= len(unpacked)
        if left <= 0:
            break
        yield unpacked
    raise NotShelved(Refusal.UNSOUND)


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())


def _archive(data: bytes) -> FileFormat:
    """Return which office document an archive is. It is read, never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            is_whole = data[-22:-18] == b"PK\x05\x06" and min(entry.header_offset for entry in entries) == 0
            is_bounded = len(entries) <= MOST_ENTRIES and sum(each.file_size for each in entries) <= MOST_UNPACKED
            if not is_whole or not is_bounded or any(map(_UNSAFE_NAME.search, names)):
                raise NotShelved(Refusal.UNSOUND)
            if any(entry.flag_bits & 1 for entry in entries) or b"encryption-data" in _entry(archive, names):
                raise NotShelved(Refusal.CLOSED)
            if any(map(_MACROS.search, names)) or any(_acts(archive, names, name) for name in names):
                raise NotShelved(Refusal.ACTIVE)
            return _office_format(archive, names)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise NotShelved(Refusal.UNSOUND) from None


def _office_format(archive: zipfile.ZipFile, names: set[str]) -> FileFormat:
    if "mimetype" in names:
        found = _OPEN.get(_entry(archive, names, "mimetype").decode("ascii", "replace").strip())
        main = {"content.xml"}
    else:
        found = next((known for name, known in _OFFICE.items() if name in names), None)
        main = {"[Content_Types].xml"}
    if found is None or not main <= names:
        raise NotShelved(Refusal.UNKNOWN)
    return found


def _acts(archive: zipfile.ZipFile, names: set[str], name: str) -> bool:
    """Whether an entry fetches something from elsewhere when it is opened, a template for instance, or listens."""
    if name.endswith(".rels"):
        found = _entry(archive, names, name)
        return b"\0" in found or any(b"/hyperlink" not in each for each in _OUTSIDE.findall(found))
    return name in ("content.xml", "styles.xml") and _LISTENER.search(_entry(archive, names, name)) is not None


def _entry(archive: zipfile.ZipFile, names: set[str], name: str = "META-INF/manifest.xml") -> bytes:
    if name not in names:
        return b""
    with archive.open(name) as entry:
        return entry.read(1_000_000)


def _odt_text(data: bytes) -> str:
    """Return the words of a text document; none when it is too long to be read cheaply."""
    try:
        return "\n".join(block.text for block in read_blocks(data))[:LONGEST_TEXT]
    except NotReadable:
        return ""


def _picture(data: bytes) -> bytes:
    """Return a PNG made anew of what is seen: no words, place, date nor anything after its end."""
    kept, place = [_PNG], len(_PNG)
    while place + 12 <= len(data):
        length = struct.unpack(">I", data[place : place + 4])[0]
        chunk, name = data[place : place + 12 + length], data[place + 4 : place + 8]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise NotShelved(Refusal.UNSOUND)
        if (name == b"IHDR") is not (place == len(_PNG)):
            raise NotShelved(Refusal.UNSOUND)
        if name == b"IHDR":
            _check_pixels(chunk)
        kept += [chunk] if name in _KEPT_CHUNKS else []
        place += len(chunk)
        if name == b"IEND":
            return b"".join(kept)
    raise NotShelved(Refusal.UNSOUND)


def _check_pixels(chunk: bytes) -> None:
    if len(chunk) != 25:
        raise NotShelved(Refusal.UNSOUND)
    width, height = struct.unpack(">II", chunk[8:16])
    if not 0 < width * height <= MOST_PIXELS:
        raise NotShelved(Refusal.TOO_LARGE)


def _plain_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotShelved(Refusal.UNKNOWN) from None
    if _CONTROL.search(text) or text.lstrip().startswith(("<", "{\\rtf", "#!", "GIF8")):
        raise NotShelved(Refusal.UNKNOWN)
    return printable(text)
