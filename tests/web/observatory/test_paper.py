"""What a consultation prints, who prints it, and how much of what came back on paper is told."""

import io
from uuid import uuid4

import pytest
from pypdf import PdfReader

from hcec.consultations.enums import ConsultationStatus
from hcec.permissions import Role
from hcec.testimonies.models import PaperBatch, SheetEntered
from tests.web.observatory.making import give, kept

HOME = "/observatoire/consultations/la-nuit/papier/"


def read(page):
    assert page.response.mimetype == "application/pdf"
    return " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(page.data)).pages).split())


def test_the_form_and_the_poster_say_the_consultation_and_its_dates(platform, cast, browser_of):
    give(platform, cast, ConsultationStatus.OPEN)
    odile = browser_of("odile")
    page = odile.get(HOME)
    assert page.soup.find("a", href=f"{HOME}feuille.pdf")
    assert odile.get("/observatoire/consultations/la-nuit").soup.find("a", href=HOME)
    form, poster = read(odile.get(f"{HOME}feuille.pdf")), read(odile.get(f"{HOME}affiche.pdf"))
    for text in (form, poster):
        assert all(each in text for each in ("Mes frères et sœurs", "14 décembre 2026", "21 février 2027", "119"))
    assert "09 69 39 00 00" in form
    assert all(each in form for each in ("Autre chose à dire", "Je ne sais pas", "moins de 11 ans", "Nord", "Sud"))
    assert "Brouillon" not in form


def test_a_draft_prints_as_a_draft(platform, cast, browser_of):
    give(platform, cast, ConsultationStatus.DRAFT)
    odile = browser_of("odile")
    assert "brouillon" in odile.get(HOME).text
    assert "Brouillon" in read(odile.get(f"{HOME}feuille.pdf"))


@pytest.mark.parametrize(("entered", "told"), [(0, "Moins de 5"), (4, "Moins de 5"), (7, "Au moins 5 feuilles")])
def test_how_many_came_on_paper_is_told_by_whole_steps(platform, cast, browser_of, entered, told):
    give(platform, cast, ConsultationStatus.OPEN)
    with platform.database.transaction() as session:
        batch = PaperBatch(id=uuid4(), consultation_id=kept(platform).id, number=1, staff_id=cast.staff["olga"].id)
        session.add(batch)
        session.flush()
        session.add_all(SheetEntered(id=uuid4(), batch_id=batch.id, number=number) for number in range(1, entered + 1))
    assert told in browser_of("odile").get(HOME).text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_prints(platform, cast, browser_of, role):
    give(platform, cast, ConsultationStatus.OPEN)
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    for page in ("", "feuille.pdf", "affiche.pdf"):
        assert browser_of(role).get(f"{HOME}{page}").status == expected
    assert browser_of(role).get(HOME.replace("la-nuit", "rien")).status == (404 if expected == 200 else expected)
