"""A paper form is read in the order in which a child answers it, promises first, and holds nobody's name."""

import os
import shutil
import subprocess
from dataclasses import fields, replace

import pdfua
import pytest

from hcec.documents.paper_form import PaperForm, PaperQuestion, PaperWords, render_paper_form
from hcec.text.readability import Difficulty, hints

FORM = PaperForm(
    title="Mes frères et sœurs",
    why="Pour que vous les voyiez plus souvent.",
    who_reads="Des adultes d’un autre secteur que le tien.",
    what_next="Le département répond en février.",
    council="Haut Conseil des enfants confiés",
    questions=[
        PaperQuestion(
            "faces", "Tu les vois assez ?", "", ("Pas du tout", "Un peu", "Assez", "Beaucoup", "Je ne sais pas")
        ),
        PaperQuestion("one", "Vous vivez où ?", "Un seul lieu.", ("Ensemble", "Tout près", "Loin", "#let x")),
        PaperQuestion("several", "Qu’est-ce qui aiderait ?", "", ("Le téléphone", "Des week-ends", "Un transport")),
        PaperQuestion("ranking", "Le plus important ?", "", ("Se voir", "S’appeler", "Vivre ensemble")),
        PaperQuestion("text", "Autre chose à dire ?"),
    ],
    ages=("moins de 11 ans", "11 à 14 ans", "15 à 17 ans", "18 à 21 ans"),
    places=("en famille d’accueil", "en maison d’enfants (MECS)", "ailleurs"),
    circles=("Nord", "Sud", "Ouest"),
    numbers=(("119", "Enfance en danger"), ("17", "Danger maintenant")),
    address="https://parole.example/resultats/mes-freres",
    last_day="14 décembre 2026",
    answer_day="21 février 2027",
)


@pytest.fixture(scope="module")
def document():
    return render_paper_form(FORM, PaperWords())


def read(document, tmp_path):
    """The words of the document, in their order, as pdftotext finds them."""
    kept = tmp_path / "form.pdf"
    kept.write_bytes(document)
    if shutil.which("pdftotext") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-raw", str(kept), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_it_says_nothing_in_more_than_twelve_words():
    found = (hint for word in fields(PaperWords) for hint in hints(str(word.default)))
    assert [hint.words for hint in found if hint.difficulty is Difficulty.LONG_SENTENCE] == []


def test_it_reads_in_order_promises_questions_situation_then_what_to_keep(document, tmp_path):
    words, text = PaperWords(), read(document, tmp_path)
    order = [
        *(FORM.title, words.nameless, FORM.why, words.outside, FORM.who_reads, FORM.what_next, words.forever),
        *(words.secret, *words.dangers, words.now, "119", words.same, words.free),
        *(f"{place}. {question.label}" for place, question in enumerate(FORM.questions, 1)),
        *(words.quote, words.quote_yes, words.me, words.age, words.place, words.not_to_read, words.card),
        *(words.envelope, "avant le 14 décembre 2026", words.keep, words.thanks, "avant le 21 février 2027"),
        *("parole.example/resultats/mes-freres", words.talk, "119"),
    ]
    place = 0
    for piece in order:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is not after {text[max(0, place - 60) : place]!r}"
        place = found
    for question in FORM.questions:
        assert all(choice in text for choice in question.choices)


def test_without_dates_circles_or_reasons_it_still_prints(tmp_path):
    bare = replace(FORM, last_day="", answer_day="", circles=(), why="", who_reads="", what_next="")
    text = read(render_paper_form(bare, PaperWords()), tmp_path)
    assert "{" not in text
    assert PaperWords().not_to_read not in text


def test_the_same_consultation_makes_the_same_bytes(document):
    assert render_paper_form(FORM, PaperWords()) == document


def test_a_screen_reader_finds_its_way(document, tmp_path):
    kept = tmp_path / "form.pdf"
    kept.write_bytes(document)
    report = pdfua.validate(str(kept))
    certain = [one for one in report.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [one.message for one in certain if one.severity >= pdfua.Severity.ERROR] == []
