"""A short list of figures as CSV, for French spreadsheets: words and numbers already chosen, no cell that runs."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from hcec.documents.delimited import as_text


@dataclass(frozen=True, slots=True)
class Listing:
    """Columns and lines, as they are written."""

    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def render_listing(listing: Listing) -> bytes:
    """Return the file: UTF-8 with its mark, semicolons."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(listing.columns)
    writer.writerows(_safe(listing.lines))
    return file.getvalue().encode("utf-8-sig")


def _safe(lines: Iterable[tuple[str, ...]]) -> Iterable[list[str]]:
    return ([as_text(cell) for cell in line] for line in lines)
