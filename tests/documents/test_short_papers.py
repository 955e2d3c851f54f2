"""The young people's edition has two pages and the note one, whatever was written; both can be read aloud."""

import io

import pdfua
import pypdf
import pytest

from hcec.disclosure.values import Ask, Level, Quotation
from hcec.documents.registry import UnknownFormat, formats_of, render
from hcec.documents.words import FRENCH
from tests.disclosure.releases import release, tables
from tests.documents.rich import rich

LONG = "Un long mot d’enfant qui raconte tout ce qui compte, du matin au soir, sans rien oublier. "
FULL = {
    "title": "Ce que vous avez dit de votre arrivée, de votre chambre, de vos repas et de vos soirées",
    "quotations": tuple(Quotation(f"T{place}", "Thème", (LONG * 2)[:150]) for place in range(9)),
    "asks": tuple(Ask(LONG * 2, LONG) for _ in range(12)),
    "tables": tuple(table for _ in range(4) for table in tables()),
    "sections": (),
}
PAGES = {"jeunes": 2, "note-pdf": 1}


def reader(made, fmt):
    return pypdf.PdfReader(io.BytesIO(render(made, fmt).content))


def words_of(made, fmt):
    text = " ".join(" ".join(page.extract_text() for page in reader(made, fmt).pages).split())
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("fmt", PAGES)
@pytest.mark.parametrize(
    "made", [release, rich, lambda: rich(**FULL), lambda: release(contributors=None, tables=(), quotations=())]
)
def test_it_never_grows_past_its_pages(fmt, made):
    assert len(reader(made(), fmt).pages) == PAGES[fmt]


@pytest.mark.parametrize("fmt", PAGES)
def test_an_independent_reader_of_the_standard_finds_no_fault(fmt, tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(render(rich(), fmt).content)
    assert pdfua.validate(str(path)).findings == ()


def test_young_people_read_answers_in_words_their_own_words_and_whom_to_call():
    text = words_of(rich(), "jeunes")
    for expected in (
        "118 jeunes",
        "Environ la moitié ont répondu « Beaucoup »",
        "j'étais content",
        "le 119",
        "Et maintenant ?",
    ):
        assert expected in text
    assert "masqué" not in text


def test_the_young_edition_is_for_the_public_alone():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert "jeunes" not in formats_of(inside)
    assert "jeunes" in formats_of(release())
    with pytest.raises(UnknownFormat):
        render(inside, "jeunes")


@pytest.mark.parametrize("fmt", ["note-pdf", "note-odt"])
def test_the_note_says_what_is_asked_of_whom_and_until_when_it_is_kept(fmt):
    if fmt == "note-pdf":
        text = words_of(rich(), fmt)
        for expected in (
            "À ne pas diffuser avant le 12 décembre 2026",
            "Le service de l’ASE",
            "trois minutes",
            "118 jeunes",
        ):
            assert expected in text
    assert render(rich(), fmt) == render(rich(), fmt)


def test_a_note_without_demands_says_so():
    assert FRENCH.telling.note_nothing in words_of(release(), "note-pdf")


def test_an_internal_note_says_so():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert "ne pas diffuser" in words_of(inside, "note-pdf")
