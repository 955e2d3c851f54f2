"""A letter has one page, one address, one card; nothing of a neighbour's."""

import io

import pdfua
import pytest
from pypdf import PdfReader

from hcec.documents.cards import CardFace, CardWords
from hcec.documents.letters import Letter, LetterWords, render_letters

LETTERS = [
    Letter(("Lina Essai", "1 rue <b>#sys.inputs</b>", "61500 Valcourt"), CardFace("7K3Q-M9XW-2HT4", "4821 0937")),
    Letter(("Tom Essai", "2 rue", "61500 Valcourt"), CardFace("ABCD-EFGH-JKMN", "5555 6666")),
]
COUNCIL = {"council": "Le Haut Conseil des jeunes", "address": "https://parole.example/", "until": "fin mars 2027"}


def render(letters):
    return render_letters(letters, words=LetterWords(), card_words=CardWords(), **COUNCIL)


@pytest.fixture(scope="module")
def document():
    return render(LETTERS)


def test_each_letter_is_a_page_with_its_address_and_its_card(document):
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(document)).pages]
    assert len(texts) == 2
    for mine, text, other in ((LETTERS[0], texts[0], LETTERS[1]), (LETTERS[1], texts[1], LETTERS[0])):
        assert all(line in text for line in (*mine.address, mine.card.code, mine.card.number))
        assert "parole.example/rejoindre" in text
        assert "jusqu’à fin mars 2027." in text
        assert other.address[0] not in text
        assert other.card.code not in text


def test_the_same_letters_make_the_same_bytes_and_none_makes_none(document):
    assert render(LETTERS) == document
    with pytest.raises(ValueError, match="no letter"):
        render([])


def test_a_screen_reader_finds_its_way(document, tmp_path):
    kept = tmp_path / "letters.pdf"
    kept.write_bytes(document)
    report = pdfua.validate(str(kept))
    certain = [one for one in report.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [one.message for one in certain if one.severity >= pdfua.Severity.ERROR] == []
