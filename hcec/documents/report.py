"""A working document of the observatory as a value: who issues it, what it is about, its parts. Then ODT and PDF.

The same report always makes the same bytes; nothing in them tells who made it, or when.
"""

from dataclasses import dataclass

from hcec.documents.charts import svg
from hcec.documents.odf import TEXT, element, package, written
from hcec.documents.odt import contents, heading, paragraph, written_block
from hcec.documents.odt_styles import named_styles, page_styles, table_styles
from hcec.documents.outline import Figure, Part
from hcec.documents.pdf import printed, printed_part
from hcec.documents.typesetting import pictures, typeset
from hcec.documents.words import FRENCH, DocumentWords
from hcec.text.normalise import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is told, in parts as a release has them."""

    title: str
    issuer: str
    department: str
    reference: str
    facts: tuple[tuple[str, str], ...]
    audience: tuple[str, str]
    parts: tuple[Part, ...]


def render_report_odt(report: Report, words: DocumentWords = FRENCH) -> bytes:
    """Return the text document, to be reworked."""
    figures = [block for part in report.parts for block in part.blocks if isinstance(block, Figure)]
    drawn = pictures([printable(svg(figure.chart)) for figure in figures])
    images = {f"{place}.png": data for place, data in enumerate(drawn, 1)}
    left = iter(images.items())
    inside = [
        paragraph(f"{report.issuer} · {report.department}", "Subtitle"),
        paragraph(report.title, "Title"),
        *(_fact(label, said) for label, said in (*report.facts, report.audience)),
        *contents(report.parts, words),
    ]
    for place, part in enumerate(report.parts, 1):
        inside.append(heading(1, part.title, mark=f"part{place}"))
        inside += [line for block in part.blocks for line in written_block(block, left)]
    footer = f"{report.issuer}, {report.department} · {report.reference}"
    return package(
        TEXT,
        content=table_styles() + element("office:body", element("office:text", *inside)),
        styles=named_styles(words.language) + page_styles(None, printable(footer), words.page),
        title=printable(report.title),
        language=words.language,
        pictures=images or None,
    )


def render_report_pdf(report: Report, words: DocumentWords = FRENCH) -> bytes:
    """Return the document to print and to read aloud."""
    data = {
        "language": words.language,
        "title": report.title,
        "council": report.issuer,
        "department": report.department,
        "internal": None,
        "page": words.page,
        "reference": report.reference,
        "facts": report.facts,
        "too_few": None,
        "audience": report.audience,
        "licence": "",
        "summary": words.summary,
        "parts": [printed_part(part) for part in report.parts],
    }
    return typeset("release.typ", printed(data))


def _fact(label: str, said: str) -> str:
    strong = element("text:span", written(printable(said)), text__style_name="Strong")
    return element("text:p", f"{written(printable(label))} : {strong}", text__style_name="Text_20_body")
