"""The young people's edition: two pages in plain words with pictograms, of a public release only."""

from hcec.disclosure.values import Release
from hcec.documents.pdf import frame, printed
from hcec.documents.telling import key_sentences, written_briefly
from hcec.documents.typesetting import typeset
from hcec.documents.words import DocumentWords

_LINES, _SENTENCES, _QUOTATIONS, _ASKS = 3, 4, 3, 4
_LONGEST = 160


def render_young_pdf(release: Release, words: DocumentWords) -> bytes:
    """Return the two pages: what was said, in your words; what is asked, what comes next, whom to call."""
    said = words.telling
    count = words.too_few if release.contributors is None else said.young_count.format(count=release.contributors)
    short = [quotation.text for quotation in release.quotations if len(quotation.text) <= _LONGEST]
    data = {
        **frame(release, words),
        "hello": said.young_hello,
        "count": count,
        "brief": {"title": said.young_brief, "lines": written_briefly(release, most=_LINES, longest=_LONGEST)},
        "said": {"title": said.young_said, "lines": key_sentences(release, said, most=_SENTENCES)},
        "quotes": {"title": said.young_words, "lines": short[:_QUOTATIONS]},
        "asked": {"title": said.young_asked, "lines": [ask.what for ask in release.asks[:_ASKS]]},
        "next": {"title": said.young_next, "lines": [said.young_next_said, said.young_silent]},
        "safe": said.young_safe,
        "help": said.young_help,
        "thanks": said.young_thanks,
    }
    return typeset("young.typ", printed(data))
