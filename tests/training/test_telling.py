"""The programme and the yearly review: headings and numbers are those of the data, the same bytes twice."""

import io
import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import odfdo
import pypdf
import pytest

from hcec.department.services import load
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.documents.tabular import read_tables
from hcec.training.enums import Asked, NeedState, Opinion, Profession, SessionState
from hcec.training.services import holding, needing, programming
from hcec.training.services.needing import Verdict
from hcec.training.services.reviewing import review_year
from hcec.training.services.tabling import review_csv, review_ods
from hcec.training.services.telling import programme_report, review_report
from hcec.training.totals import Effort, total
from tests.training.conftest import HELD, NEED, SCHOOL, TODAY, adopt, answer_need, come

NEXT_YEAR = date(2027, 2, 1)


@pytest.fixture
def told(session, odile, adopted, held):
    """A year: a session of line 1, one called off, one outside, a need set aside and one merged from a partner."""
    come(session, odile, held, 12)
    come(session, odile, held, 6, Profession.TEACHER, "education")
    answers = {(Asked.USEFUL, Opinion.YES): 14, (Asked.USEFUL, Opinion.NO): 2, (Asked.CLEAR, Opinion.YES): 18}
    holding.ask(session, actor=odile, held=held, version=held.version, answers=answers)
    acted = {"actor": odile, "today": TODAY}
    away = replace(HELD, state=SessionState.CALLED_OFF, cost=999_99, line_id=held.line_id)
    holding.add_session(session, row_id=uuid4(), plan=away, **acted)
    plan = replace(HELD, title="Journée d’étude", cost=10_050, hours=350)
    outside = holding.add_session(session, row_id=uuid4(), plan=plan, **acted)
    come(session, odile, outside, 10, Profession.MANAGER, "association")
    late = needing.raise_need(session, row_id=uuid4(), plan=replace(NEED, title="Trop tard"), **acted)
    answer_need(session, odile, late, Verdict(NeedState.SET_ASIDE, "Déjà fait."))
    theirs = needing.raise_need(session, row_id=uuid4(), plan=NEED, asker=SCHOOL, **acted)
    answer_need(session, odile, theirs, Verdict(NeedState.MERGED, "", held.line.needs[0].id))
    session.expire_all()
    return adopted


def opened(odt):
    body = odfdo.Document(io.BytesIO(odt)).body
    tables = [[[plain(cell) for cell in row] for row in table.get_values()] for table in body.tables]
    return [each.text_recursive for each in body.get_headers()], tables


def plain(cell):
    return " ".join(str(cell).split())


def report_of(session, programme, year=2026, today=TODAY):
    review = review_year(session, programme, year)
    return review_report(programme, review, department=load(session), today=today)


def test_the_programme_says_what_it_holds(session, told):
    headings, tables = opened(render_report_odt(programme_report(told, department=load(session))))
    assert headings == [
        *("Objectifs", "En bref", "Les lignes", "1 Annoncer un changement", "2 Écouter un enfant"),
        "Les besoins auxquels il répond",
    ]
    years, priorities, first, second, needs = tables
    assert years[1:] == [
        ["2026", "30", "210", "3 500,50 €"],
        ["2027", "20", "140", "3 100 €"],
        ["2028", "0", "0", "0 €"],
        ["Total", "50", "350", "6 600,50 €"],
    ]
    assert priorities[-1] == years[-1]
    assert first[-1] == ["Total", "40", "280", "6 100 €"]
    assert second[-1] == ["Total", "10", "70", "500,50 €"]
    assert needs[1:] == [["Parler du référent qui change", "l’observatoire, Éducation nationale de Valdorne", "–", "1"]]


def test_the_review_says_what_was_planned_and_held(session, told):
    headings, tables = opened(render_report_odt(report_of(session, told)))
    assert headings == [
        *("En bref", "Prévu et tenu, ligne par ligne", "Hors du programme", "Qui a été formé", "Les besoins"),
        *("Ce que les présents en ont pensé", "Ce qui reste du programme"),
    ]
    brief, lines, money, outside, professions, employers, needs, left = tables
    assert [row[1] for row in brief[1:]] == ["2", "28", "30", "161", "1 300,50 €", "3 500,50 €", "1 sur 2"]
    assert lines[1:] == [
        ["1 Annoncer un changement", "1", "20", "18", "140", "126"],
        ["2 Écouter un enfant", "0", "10", "0", "70", "0"],
        ["Hors du programme", "1", "0", "10", "0", "35"],
        ["Total", "2", "30", "28", "210", "161"],
    ]
    assert money[1:] == [
        ["1 Annoncer un changement", "3 000 €", "1 200 €", "1 800 €"],
        ["2 Écouter un enfant", "500,50 €", "0 €", "500,50 €"],
        ["Hors du programme", "0 €", "100,50 €", "-100,50 €"],
        ["Total", "3 500,50 €", "1 300,50 €", "2 200 €"],
    ]
    assert outside[1][0] == "Journée d’étude"
    assert professions[-1] == employers[-1] == ["Total", "28", "161"]
    assert [row[2:] for row in needs[1:]] == [["formation tenue", "1", "18"], ["écarté", "–", "0"]]
    assert left[1:] == [
        ["1 Annoncer un changement", "22", "154", "4 900 €"],
        ["2 Écouter un enfant", "10", "70", "500,50 €"],
        ["Total", "32", "224", "5 400,50 €"],
    ]


def test_totals_of_the_review_are_those_of_its_parts(session, told):
    review = review_year(session, told, 2026)
    people = sum(each.people for each in review.by_profession.values())
    assert people == sum(each.people for each in review.by_employer.values()) == review.held.people == 28
    assert total(line.planned.minus(line.held) for line in review.lines).plus(review.held_outside) == Effort(
        review.planned.people - review.held.people + 2 * review.held_outside.people,
        review.planned.hours - review.held.hours + 2 * review.held_outside.hours,
        review.planned.money - review.held.money + 2 * review.held_outside.money,
    )


def test_what_people_thought_waits_for_the_end_of_the_year_and_hides_small_numbers(session, told):
    assert "une fois l’année finie" in str(report_of(session, told))
    _headings, tables = opened(render_report_odt(report_of(session, told, today=NEXT_YEAR)))
    opinions = next(table for table in tables if table[0][0] == "Question")
    assert opinions[1][1:].count("14") == 0
    assert "2" not in opinions[1][1:]
    assert opinions[2][1:] == ["18", "0", "0"]
    assert len(set(opinions[3][1:])) == 1
    assert "18" not in opinions[3][1:]


def test_a_session_of_an_older_version_counts_for_the_line(session, odile, told):
    revised = programming.revise(session, row_id=uuid4(), actor=odile, programme=told)
    adopt(session, odile, revised)
    before, after = (review_year(session, each, 2026) for each in (told, revised))
    assert [line.held for line in before.lines] == [line.held for line in after.lines]
    assert before.left == after.left


@pytest.mark.parametrize("render", [render_report_odt, render_report_pdf])
def test_the_same_data_make_the_same_bytes(session, told, render):
    first = render(report_of(session, told)), render(programme_report(told, department=load(session)))
    session.expire_all()
    assert (render(report_of(session, told)), render(programme_report(told, department=load(session)))) == first


def test_the_pdf_says_the_same(session, told):
    pdf = pypdf.PdfReader(io.BytesIO(render_report_pdf(report_of(session, told))))
    words = " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages)
    for said in ("Bilan des formations 2026", "Ce qui reste du programme", "1 300,50 €", "formation tenue"):
        assert said in words


def test_files_hold_plain_numbers_and_no_opinion_of_a_year_that_runs(session, told):
    review, department = review_year(session, told, 2026), load(session)
    (rows,) = read_tables(review_csv(review, department=department, today=TODAY))
    cells = [row for _number, row in rows]
    assert ["budget", "Total", "Coût", "1300,5"] in cells
    assert not [row for row in cells if row[0] == "avis"]
    book = review_ods(review, department=department, today=NEXT_YEAR)
    assert book == review_ods(review, department=department, today=NEXT_YEAR)
    sheets = read_tables(book)
    assert [rows[0][1][0] for rows in sheets] == [
        "Ligne",
        "Ligne",
        "Métier",
        "Institution",
        "Besoin",
        "Ligne",
        "Question",
    ]
    assert "14" not in [cell for _number, row in sheets[-1] for cell in row]


def test_an_empty_year_has_a_review(session, odile, adopted):
    assert "Personne n’est compté" in str(report_of(session, adopted, 2027, NEXT_YEAR))
    assert render_report_pdf(report_of(session, adopted, 2027, NEXT_YEAR)).startswith(b"%PDF")
