"""A release on a page as a document: its sections first, then what stands in none of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hcec.disclosure.values import Passage, Quotation, Release
from hcec.documents.outline import Figure as Crossing
from hcec.web.crossings import crossing_figures
from hcec.web.releases import Figure, figures


@dataclass(frozen=True, slots=True)
class Part:
    """Words, bars, crossings and quotations that are read together. What stands in no section has no title."""

    code: str
    """Unique on a page, for the identifiers of what it draws."""
    title: str
    text: tuple[Passage, ...]
    figures: list[Figure]
    crossings: list[Crossing]
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class Told:
    """The sections in order, and the rest."""

    sections: list[Part]
    rest: Part


def told(release: Release) -> Told:
    """Return a release in parts, each table and each quotation once."""
    drawn = dict(zip((table.code for table in release.tables), figures(release), strict=True))
    crossed = dict(zip((table.code for table in release.crossings), crossing_figures(release), strict=True))
    said = list(release.quotations)

    def parts() -> Iterator[Part]:
        for number, section in enumerate(release.sections, 1):
            quoted = [quotation for quotation in said if quotation.theme_code in section.themes]
            yield Part(
                code=f"s-{release.reference}-{number}",
                title=section.title,
                text=section.text,
                figures=[drawn.pop(code) for code in section.tables if code in drawn],
                crossings=[crossed.pop(code) for code in section.tables if code in crossed],
                quotations=quoted,
            )
            said[:] = [quotation for quotation in said if quotation not in quoted]

    sections = list(parts())
    rest = Part(f"s-{release.reference}-0", "", (), [*drawn.values()], [*crossed.values()], said)
    return Told(sections, rest)
