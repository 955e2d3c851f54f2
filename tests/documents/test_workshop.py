"""A workshop on paper: every published word whole, as it was written; questions large; a guide with whom to call."""

import io

import pdfua
import pytest
from pypdf import PdfReader

from hcec.disclosure.values import Category, Quotation
from hcec.documents.workshop import (
    AskedQuestion,
    WorkshopWords,
    render_cards_to_sort,
    render_question_posters,
    render_spokesperson_guide,
)
from tests.disclosure.releases import release

WORDS = WorkshopWords()
HOSTILE = '=1+1 #pagebreak() $x$ <b>ici</b> {{7*7}} *gras* #read("workshop.typ")'
NUMBERS = (("119", "Enfance en danger"), ("3114", "Idées de mort"))


def quoted(*texts):
    return release(quotations=tuple(Quotation("LIEU", "Là où je vis", text, None) for text in texts))


def pages(document):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(document)).pages]


def made():
    return {
        "cards": render_cards_to_sort(quoted("Court.", "Moyen. " * 60, "Long. " * 300, HOSTILE), WORDS),
        "posters": render_question_posters("La nuit", "Haut Conseil", [AskedQuestion("Tu dors bien ?")], WORDS),
        "guide": render_spokesperson_guide("Haut Conseil", NUMBERS, WORDS),
    }


def test_every_word_is_printed_whole_and_as_it_was_written():
    text = " ".join(pages(made()["cards"]))
    assert text.count("Moyen.") == 60
    assert text.count("Long.") == 300
    assert HOSTILE.replace(" ", "") in text.replace(" ", "")  # lines break where they may


def test_eight_cards_fit_a_sheet_and_labels_with_blanks_come_last():
    sheets = pages(render_cards_to_sort(quoted(*["On m'a écouté."] * 9), WORDS))
    assert [sheet.count("On m'a écouté.") for sheet in sheets] == [8, 1, 0]
    assert WORDS.important in sheets[-1]
    assert sheets[-1].count(WORDS.blank) == 4


def test_a_card_never_bears_an_age_or_a_place():
    trait = Quotation("LIEU", "Là où je vis", "On m'a écouté.", Category("under_15", "Moins de 15 ans"))
    assert "15 ans" not in " ".join(pages(render_cards_to_sort(release(quotations=(trait,)), WORDS)))


def test_a_release_without_a_quotation_still_gives_labels_and_blank_cards():
    (sheet,) = pages(render_cards_to_sort(release(quotations=()), WORDS))
    assert WORDS.can_change in sheet


def test_each_question_has_its_own_page_however_long():
    long = AskedQuestion("Très longue question ? " * 12, "Une aide.", tuple(f"Choix {n}" for n in range(12)))
    sheets = pages(render_question_posters("La nuit", "Haut Conseil", [AskedQuestion("Courte ?"), long], WORDS))
    assert len(sheets) == 2
    assert "Choix 11" in sheets[1]
    assert HOSTILE in pages(render_question_posters(HOSTILE, "Haut Conseil", [AskedQuestion("?")], WORDS))[0]


def test_the_guide_says_rights_and_whom_to_call_on_two_pages():
    first, second = pages(made()["guide"])
    assert WORDS.rights in first
    assert "119" in second


@pytest.mark.parametrize("name", ["cards", "posters", "guide"])
def test_a_screen_reader_finds_its_way_and_the_bytes_are_the_same(tmp_path, name):
    kept = tmp_path / f"{name}.pdf"
    kept.write_bytes(document := made()[name])
    assert made()[name] == document
    report = pdfua.validate(str(kept))
    certain = [one for one in report.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [one.message for one in certain if one.severity >= pdfua.Severity.ERROR] == []
