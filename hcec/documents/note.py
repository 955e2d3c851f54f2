"""One page for the plenary: what children say in three minutes, and what is asked of whom."""

from hcec.disclosure.values import Release
from hcec.documents.odt import grid, heading, paragraph, text_document
from hcec.documents.pdf import frame, printed
from hcec.documents.telling import key_sentences, written_briefly
from hcec.documents.typesetting import typeset
from hcec.documents.words import DocumentWords

SENTENCES = 5
_QUOTATIONS, _ASKS, _LINES = 3, 5, 3
_LONGEST = 220
"""Longer words are left to the report: a page holds what three minutes hold."""


def render_note_pdf(release: Release, words: DocumentWords) -> bytes:
    """Return the note to print. Its size shrinks until it stands on one page."""
    said = words.telling
    data = {
        **frame(release, words),
        "note": said.note,
        "embargo": _embargo(release, words),
        "source": _source(release, words),
        "said": {"title": said.note_said, "lines": _said(release, words)},
        "quotes": _quotes(release),
        "asked": {"title": said.note_asked, "rows": _asked(release), "nothing": said.note_nothing},
        "heads": (words.ask, words.of_whom),
    }
    return typeset("note.typ", printed(data))


def render_note_odt(release: Release, words: DocumentWords) -> bytes:
    """Return the note as a text document, to be reworked before the plenary."""
    said, asked = words.telling, _asked(release)
    inside = [paragraph(f"{release.council} · {release.department}", "Subtitle"), paragraph(release.title, "Title")]
    inside += [paragraph(line, "Note") for line in (_embargo(release, words), _source(release, words)) if line]
    inside.append(heading(1, said.note_said))
    inside += [paragraph(f"{title} {sentence}".strip()) for title, sentence in _said(release, words)]
    inside += [paragraph(f"« {quote} »", "Quotations") for quote in _quotes(release)]
    inside.append(heading(1, said.note_asked))
    inside.append(grid(words.ask, (words.ask, words.of_whom), asked) if asked else paragraph(said.note_nothing))
    return text_document(release, words, inside)


def _said(release: Release, words: DocumentWords) -> list[tuple[str, str]]:
    """Return what the observatory wrote first, then (question, answer in words), as far as a page goes."""
    if release.contributors is None:
        return [("", words.too_few)]
    written = [("", line) for line in written_briefly(release, most=_LINES, longest=_LONGEST)]
    return [*written, *key_sentences(release, words.telling, most=SENTENCES)]


def _quotes(release: Release) -> list[str]:
    """Return a few short quotations, one a theme at first."""
    short = [quotation for quotation in release.quotations if len(quotation.text) <= _LONGEST]
    firsts = {quotation.theme_code: quotation for quotation in reversed(short)}
    return [quotation.text for quotation in short if firsts[quotation.theme_code] is quotation][:_QUOTATIONS]


def _asked(release: Release) -> list[tuple[str, str]]:
    return [(ask.what, ask.of_whom) for ask in release.asks[:_ASKS]]


def _embargo(release: Release, words: DocumentWords) -> str:
    return words.telling.note_embargo.format(day=release.embargo) if release.embargo else ""


def _source(release: Release, words: DocumentWords) -> str:
    if release.contributors is None:
        return release.period
    return words.telling.note_source.format(count=release.contributors, period=release.period)
