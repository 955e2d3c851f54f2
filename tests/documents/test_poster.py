"""A poster fits one page, says when the answer comes back, and holds no code."""

import io
from dataclasses import replace

import pdfua
import pytest
from pypdf import PdfReader

from hcec.documents.poster import Poster, PosterWords, render_poster

POSTER = Poster(
    title="Mes frères et sœurs",
    why="Pour que vous les voyiez plus souvent.",
    council="Haut Conseil des enfants confiés",
    origin="https://parole.example",
    numbers=(("119", "Enfance en danger"), ("17", "Danger maintenant")),
    last_day="14 décembre 2026",
    answer_day="21 février 2027",
)


def read(document):
    pages = PdfReader(io.BytesIO(document)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


def test_it_says_where_until_when_and_when_the_answer_comes():
    text = read(render_poster(POSTER, PosterWords()))
    told = (POSTER.title, "parole.example/rejoindre", "parole.example/entrer", "jusqu’au 14 décembre 2026", "119")
    assert all(each in text for each in (*told, "Avant le 21 février 2027", "parole.example/resultats/"))


@pytest.mark.parametrize("changes", [{"last_day": "", "answer_day": "", "why": ""}, {"why": "Parce que. " * 90}])
def test_bare_or_long_it_stays_on_one_page(changes):
    assert "{" not in read(render_poster(replace(POSTER, **changes), PosterWords()))


def test_a_screen_reader_finds_its_way_and_the_bytes_are_the_same(tmp_path):
    kept = tmp_path / "poster.pdf"
    kept.write_bytes(document := render_poster(POSTER, PosterWords()))
    assert render_poster(POSTER, PosterWords()) == document
    report = pdfua.validate(str(kept))
    certain = [one for one in report.findings if one.confidence is pdfua.Confidence.CERTAIN]
    assert [one.message for one in certain if one.severity >= pdfua.Severity.ERROR] == []
