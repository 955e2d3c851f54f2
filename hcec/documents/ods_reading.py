"""The sheets of a workbook that somebody gives: words and numbers, never a formula, and no trap.

Only the file's own XML is read, bounded as a text document's is; a document type is refused before any entity exists.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import Fault, NotReadable, content_of

MOST_LINES, MOST_COLUMNS = 3000, 60
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{{{_SPACE}{name}:1.0}}" for name in ("table", "office", "text"))

Rows = list[tuple[int, list[str]]]


def read_workbook(data: bytes) -> list[Rows]:
    """Return the lines of each sheet with their numbers, empty lines left out. Raises NotReadable."""
    content = content_of(data, SPREADSHEET)
    try:
        words = content.decode("utf-8")
        if "<!DOCTYPE" in words or "<!ENTITY" in words:
            raise NotReadable(Fault.UNSAFE)
        root = ElementTree.fromstring(words)  # noqa: S314 - bounded, without a document type: no entity to expand
        return [list(_rows(table)) for table in root.iter(f"{_TABLE}table")]
    except (UnicodeDecodeError, ElementTree.ParseError, ValueError, RecursionError):
        raise NotReadable(Fault.DAMAGED) from None


def _rows(table: ElementTree.Element) -> Iterator[tuple[int, list[str]]]:
    number = kept = 0
    for row in table.iter(f"{_TABLE}table-row"):
        cells = _cells(row)
        again = _repeated(row, "rows")
        for place in range(again if any(cells) else 0):
            kept += 1
            if kept > MOST_LINES:
                raise NotReadable(Fault.TOO_LARGE)
            yield number + place + 1, cells
        number += again


def _cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        room = MOST_COLUMNS - len(cells)
        cells += [_value(cell)] * min(_repeated(cell, "columns"), room)
    return cells


def _repeated(element: ElementTree.Element, what: str) -> int:
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(said), 10**7) if said.isdecimal() and len(said) < 9 else 1


def _value(cell: ElementTree.Element) -> str:
    """Return what a cell holds: a number as it is kept, a share in hundredths, a day, or its words."""
    kind, value = cell.get(f"{_OFFICE}value-type", ""), cell.get(f"{_OFFICE}value", "")
    if kind in ("float", "currency") and value:
        return value
    if kind == "percentage" and value:
        try:
            return f"{float(value) * 100:.2f}"
        except ValueError:
            return value
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "")[:10]
    return "\n".join(_words(line) for line in cell.findall(f"{_TEXT}p"))


def _words(element: ElementTree.Element) -> str:
    said = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            said += " " * (int(count) if count.isdecimal() and len(count) < 4 else 1)
        elif child.tag == f"{_TEXT}tab":
            said += "\t"
        elif child.tag == f"{_TEXT}line-break":
            said += "\n"
        else:
            said += _words(child)
        said += child.tail or ""
    return said
