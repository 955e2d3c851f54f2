"""The PDF can be read aloud, holds every word as it was written, and tells nothing of who made it."""

import io
import re
from itertools import pairwise

import pdfua
import pypdf
import pytest

from hcec.disclosure.values import Level
from hcec.documents.pdf import render_pdf
from hcec.documents.registry import render
from hcec.documents.words import FRENCH
from tests.disclosure.releases import release, tables
from tests.documents.test_release_files import HOSTILE, hostile


def reader(made):
    return pypdf.PdfReader(io.BytesIO(render(made, "pdf").content))


def words_of(made):
    return " ".join(" ".join(page.extract_text() for page in reader(made).pages).split())


def headings(made):
    """Return the levels of the headings in the order in which they are read."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            if re.fullmatch("/H[1-6]", str(node.get("/S"))):
                found.append(int(node["/S"][2]))
            walk(node.get("/K", pypdf.generic.NullObject()))

    walk(reader(made).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_the_pdf_says_what_the_release_says():
    text = words_of(release())
    for expected in ("Mon arrivée : ce que vous avez dit", "Val-d'Orne", "118", "60 51", "bien accueillis", "Vos mots"):
        assert expected in text.replace("\u202f", " ")
    assert "masqué pour protéger" in text
    assert "Moins de 15 ans" in text


def test_the_pdf_is_tagged_titled_and_in_french():
    made = reader(release())
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata.title == "Mon arrivée : ce que vous avez dit"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_an_independent_reader_of_the_standard_finds_no_fault(tmp_path):
    path = tmp_path / "release.pdf"
    path.write_bytes(render(release(), "pdf").content)
    assert pdfua.validate(str(path)).findings == ()


def test_headings_skip_no_level():
    levels = headings(release())
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_pdf_tells_no_author_no_date_and_no_path():
    made = reader(release())
    assert made.metadata.author is None
    assert made.metadata.creation_date is None
    content = render(release(), "pdf").content
    assert b"CreateDate" not in content
    assert b"/home" not in content


def test_every_page_of_an_internal_release_says_so():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert all("ne pas diffuser" in page.extract_text() for page in reader(inside).pages)
    assert "ne pas diffuser" not in words_of(release())


def test_under_k_contributors_it_says_that_words_were_read():
    assert FRENCH.too_few in words_of(release(contributors=None, tables=(), quotations=(), text=(), method=()))


@pytest.mark.parametrize("words", [words[:200] for words in HOSTILE])
def test_words_are_never_code(words):
    text = words_of(hostile(words)).replace(" ", "")
    literal = "".join(sign for sign in words if sign.isalnum() and sign.isascii())
    assert literal in "".join(sign for sign in text if sign.isalnum())


def test_code_is_printed_as_it_was_typed():
    assert "#pagebreak() $x$ *gras* _a_ @lien // fin" in words_of(hostile("#pagebreak() $x$ *gras* _a_ @lien // fin"))


@pytest.mark.parametrize("words", ["👩‍👧 😀 ❤", "مرحبا", "привіт", "中文", "বাংলা"])
def test_every_script_makes_a_file(words):
    assert render(hostile(words), "pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("words", ["😀 ❤️ 👍🏽", "Оксана", "çà œuvre — « oui » …", "a\u202eb"])
def test_what_children_often_type_keeps_the_file_accessible(words):
    assert b"pdfuaid" in reader(hostile(words)).trailer["/Root"]["/Metadata"].get_data()


def test_a_long_table_and_many_quotations_flow_over_pages():
    made = release(quotations=release().quotations * 60)
    assert len(reader(made).pages) > 4
    assert render_pdf(made, FRENCH) == render_pdf(made, FRENCH)
