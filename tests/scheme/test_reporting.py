"""Yearly documents: headings and numbers are those of the data, and the same data make the same bytes."""

import io
import re
from dataclasses import replace
from uuid import uuid4

import odfdo
import pypdf
import pytest

from hcec.department.services import load
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.scheme.enums import ActionState
from hcec.scheme.services import linking, planning
from hcec.scheme.services.reporting import state_in, yearly_report
from tests.scheme.conftest import FICHE, TODAY
from tests.scheme.test_planning import opinion, review


@pytest.fixture
def followed(session, cast, odile, scheme, axis, action, indicator):
    """A scheme with two actions, one reviewed two years running, and an avis on it."""
    planning.add_action(
        session, row_id=uuid4(), actor=odile, axis=axis, plan=replace(FICHE, number=2, title="Suivre", engagements=[])
    )
    review(session, odile, action, 2025, ActionState.UNDER_WAY, "Douze ateliers.")
    review(session, odile, action, 2026, ActionState.DONE, "Chaque départ est préparé.")
    avis = opinion(session, cast)
    linking.link(session, actor=odile, action=action, kind="proposal", target_id=avis.id, today=TODAY)
    return scheme


def report(session, scheme, year):
    return yearly_report(scheme, year=year, department=load(session))


def text_of(odt):
    body = odfdo.Document(io.BytesIO(odt)).body
    return [each.text_recursive for each in body.get_headers()], body.tables


def test_headings_and_numbers_are_those_of_the_data(session, followed):
    headings, tables = text_of(render_report_odt(report(session, followed, 2026)))
    assert headings == [
        *("En bref", "Axe 1 : Mieux préparer les 18 ans", "1.1 Préparer chaque départ", "1.2 Suivre"),
        *("Par engagement national", "Ce que le conseil a demandé"),
    ]
    states, indicators, engagements, asked = (table.get_values() for table in tables)
    assert [row[1] for row in states[1:]] == ["1", "0", "1", "0", "0", "2"]
    assert indicators == [
        ["Indicateur", "Départ", "2025", "2026", "Cible"],
        ["Jeunes partis avec un logement (%)", "40", "52,50", "–", "90"],
    ]
    assert [row[1] for row in engagements[1:]] == ["0", "0", "0", "1"]
    assert asked[1] == ["Trop lent.", "avis", "1.1", "adoptée, attend une réponse"]


def test_a_past_year_is_told_as_it_was(session, followed):
    words = str(report(session, followed, 2025))
    assert "Douze ateliers." in words
    assert "Chaque départ est préparé." not in words
    action = followed.axes[0].actions[0]
    assert [state_in(action, year) for year in (2025, 2026)] == [ActionState.UNDER_WAY, ActionState.DONE]


def test_the_pdf_says_the_same(session, followed):
    pdf = pypdf.PdfReader(io.BytesIO(render_report_pdf(report(session, followed, 2026))))
    words = " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in pdf.pages)
    for said in ("suivi de l’année 2026", "1.1 Préparer chaque départ", "52,50", "Trop lent.", "Sans point pour 2026"):
        assert said in words


@pytest.mark.parametrize("render", [render_report_odt, render_report_pdf])
def test_the_same_data_make_the_same_bytes(session, followed, render):
    first = render(report(session, followed, 2026))
    session.expire_all()
    assert render(report(session, followed, 2026)) == first


def test_an_empty_scheme_has_a_report(session, scheme):
    assert "Aucune proposition" in str(report(session, scheme, 2025))
    assert render_report_pdf(report(session, scheme, 2025)).startswith(b"%PDF")
