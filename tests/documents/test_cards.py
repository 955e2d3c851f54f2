"""A sheet of cards says what a child needs, and nothing that tells a stranger what it is for (A1)."""

import io
import re

import pdfua
import pytest
import segno
from pypdf import PdfReader

from hcec.documents import cards
from hcec.documents.cards import CardFace, CardWords, render_cards

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NAMING = re.compile(r"enfant|jeune|conseil|ase|aide|protection|foyer|département|119|danger", re.IGNORECASE)


def face(place):
    code = "".join(SIGNS[(7 * place + 5 * step) % 32] for step in range(12))
    return CardFace(code=f"{code[:4]}-{code[4:8]}-{code[8:]}", number=f"4821 {1000 + place}")


def render(count, **changes):
    words = {"council": "Le Haut Conseil des jeunes", "address": "https://parole.example/", "words": CardWords()}
    return render_cards([face(place) for place in range(count)], **(words | changes))


def pages(document):
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


@pytest.fixture(scope="module")
def eleven():
    return render(11, until="fin mars 2027")


def test_eight_cards_stand_on_a_sheet(eleven):
    codes = [re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text) for text in pages(eleven)]
    assert codes == [[face(place).code for place in range(8)], [face(place).code for place in range(8, 11)]]


def test_every_card_has_its_number_its_steps_and_the_help_number(eleven):
    first = " ".join(pages(eleven)[0].split())
    assert [face(place).number in first for place in range(8)] == [True] * 8
    for words in ("Va sur parole.example/rejoindre", "Tape ce code.", "Dis ce que tu vis, sans ton nom.", "le 119"):
        assert first.count(words) == 8
    assert first.count("jusqu’à fin mars 2027.") == 8


def test_sheets_are_a4(eleven):
    sizes = {
        tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
        for page in PdfReader(io.BytesIO(eleven)).pages
    }
    assert sizes == {(210, 297)}


def test_without_a_date_the_card_says_only_that_it_serves_once():
    text = " ".join(pages(render(1))[0].split())
    assert "Cette carte sert une seule fois. " in text
    assert "{" not in text


def test_the_cover_tells_a_stranger_nothing():
    assert not NAMING.search(CardWords().cover)


def test_the_code_travels_in_the_fragment_alone(monkeypatch):
    given = {}
    monkeypatch.setattr(cards, "typeset", lambda template, data: given.update(data) or b"")
    render(1)
    bare = face(0).code.replace("-", "")
    expected = segno.make(f"https://parole.example/rejoindre#{bare}", error="m", micro=False)
    drawn = io.BytesIO()
    expected.save(drawn, kind="svg", xmldecl=False, border=4, dark="#000000")
    assert given["sheets"][0][0]["qr"] == drawn.getvalue().decode()


def test_the_same_cards_make_the_same_bytes(eleven):
    assert render(11, until="fin mars 2027") == eleven


def test_the_document_is_tagged_titled_and_in_french(eleven, tmp_path):
    kept = tmp_path / "cards.pdf"
    kept.write_bytes(eleven)
    report = pdfua.validate(str(kept))
    certain = [one for one in report.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [one.message for one in certain if one.severity >= pdfua.Severity.ERROR] == []
    root = PdfReader(io.BytesIO(eleven)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("fr")


def test_nothing_in_the_file_tells_when_or_by_whom_it_was_made(eleven):
    known = PdfReader(io.BytesIO(eleven)).metadata
    assert "/Author" not in known
    assert known.get("/CreationDate", "D:19700101").startswith("D:19700101")


@pytest.mark.parametrize("signs", ["MMMM-WWWW-MMMM", "1111-1111-1111"])
def test_a_wide_code_stays_on_one_line(signs):
    document = render_cards(
        [CardFace(code=signs, number="4821 0937")],
        council="Le Haut Conseil des Enfants Confiés",
        address="https://une-adresse-assez-longue.departement.example",
        words=CardWords(),
    )
    assert signs in pages(document)[0]
    assert len(PdfReader(io.BytesIO(document)).pages) == 1


def test_what_is_written_is_never_read_as_typst():
    text = pages(render(1, council='#read("card.typ") $x$ *a* \\ <b>'))[0]
    assert '#read("card.typ") $x$ *a* \\ <b>' in " ".join(text.split())


def test_a_translation_reaches_every_word():
    words = CardWords.translated("en", lambda word: f"[{word}]")
    text = " ".join(pages(render(1, words=words))[0].split())
    assert "[Ta parole compte.]" in text
    assert "[Va sur parole.example/rejoindre]" in text


def test_no_card_is_no_document():
    with pytest.raises(ValueError, match="no card"):
        render(0)
