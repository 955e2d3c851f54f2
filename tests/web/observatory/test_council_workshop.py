"""What the observatory prints for a workshop: published words only."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.permissions import Role
from hcec.syntheses.enums import Level
from hcec.syntheses.models import Release
from tests.web.conftest import SLUG
from tests.web.observatory.making import give

HOME = "/observatoire/conseil/atelier/"


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def read(page):
    assert page.status == 200
    assert page.headers["Content-Type"] == "application/pdf"
    return " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.data)).pages)


def test_the_words_of_a_public_release_are_printed_as_cards(odile, release):
    made, _synthesis = release()
    assert "1 parole à découper" in odile.get(HOME).text
    assert "On devrait dormir là-bas." in read(odile.get(f"{HOME}cartes/{made.hex}.pdf"))


@pytest.mark.parametrize(
    "changes",
    [
        {"level": Level.INTERNAL},
        {"embargo_on": clock.today() + timedelta(days=900)},
        {"withdrawn_on": clock.today(), "withdrawal_reason": "Une erreur."},
    ],
)
def test_what_is_internal_awaited_or_withdrawn_is_not_printed(odile, platform, release, changes):
    made, _synthesis = release()
    with platform.database.transaction() as session:
        session.execute(update(Release).values(**changes))
    assert odile.get(f"{HOME}cartes/{made.hex}.pdf").status == 404
    assert "parole à découper" not in odile.get(HOME).text


def test_questions_and_the_guide_are_printed(odile, platform, cast):
    give(platform, cast, ConsultationStatus.OPEN)
    assert "Autre chose à dire" in read(odile.get(f"{HOME}questions/la-nuit.pdf"))
    assert "Tes droits" in read(odile.get(f"{HOME}porte-parole.pdf"))


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_prints(browser_of, platform, release, role):
    made, _synthesis = release()
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    for url in ("", f"cartes/{made.hex}.pdf", f"questions/{SLUG}.pdf", "porte-parole.pdf"):
        assert browser_of(role).get(f"{HOME}{url}").status == expected


def test_the_wall_is_offered_from_the_first_day_on(odile, platform, cast):
    give(platform, cast, ConsultationStatus.OPEN)
    assert "L’écran de la salle" in [link.text for link in odile.get(HOME).soup.find_all("a")]
    with platform.database.transaction() as session:
        session.execute(update(Consultation).values(opens_on=clock.today() + timedelta(days=3)))
    assert "s’ouvre le 26 novembre 2026" in odile.get(HOME).text


def test_what_does_not_exist_is_not_found(odile):
    assert odile.get(f"{HOME}cartes/{'0' * 32}.pdf").status == 404
    assert odile.get(f"{HOME}questions/inconnue.pdf").status == 404


def test_an_empty_page_says_what_will_be_there(odile):
    assert "Rien à imprimer pour l’instant" in odile.get(HOME).text
