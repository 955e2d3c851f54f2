"""The observatory keeps the list of themes and sees how coding goes: no message, no small number (ATTACKS 4)."""

import pytest
from sqlalchemy import select

from hcec.coding.models import LocalTheme
from hcec.consultations.models import Consultation
from hcec.permissions import STAFF_ROLES, Role
from tests import factories
from tests.coding.conftest import code, kept

HERE = "/observatoire/codage/"


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_only_the_observatory_keeps_the_list(browser_of, role):
    expected = 401 if role is None else 200 if role == Role.OBSERVATORY else 403
    assert browser_of(role).get(HERE).status == expected


def test_a_theme_is_added_once_and_retired_not_deleted(platform, browser_of):
    odile = browser_of("odile")
    page = odile.get(HERE)
    assert "version 1" in page.text
    for _twice in range(2):
        done = odile.send(page, f"{HERE}themes", words="Mes <animaux>")
    assert "version 2" in done.text
    assert done.text.count("Retirer « Mes <animaux> »") == 1
    with platform.database.reading() as session:
        added = session.scalars(select(LocalTheme.code)).one()
    done = odile.send(done, f"{HERE}themes/{added}/retirer")
    assert "version 3" in done.text
    assert "Mes <animaux> retiré" in done.text


def test_the_house_s_themes_stay(browser_of):
    odile = browser_of("odile")
    token = odile.get(HERE).soup.find("input", {"name": "csrf_token"})["value"]
    for wrong in ("ECOLE", "INCONNU"):
        assert odile.post(f"{HERE}themes/{wrong}/retirer", {"csrf_token": token}).status == 404


def test_an_empty_theme_is_refused(browser_of):
    odile = browser_of("odile")
    page = odile.get(HERE)
    form = {each["name"]: each["value"] for each in page.form(f"{HERE}themes").find_all("input", type="hidden")}
    assert odile.post(f"{HERE}themes", {**form, "words": "  "}).status == 400


def test_progress_is_a_percentage_on_twenty_and_more_and_nothing_before(platform, browser_of, cast):
    with platform.database.transaction() as session:
        of = factories.consultation(session, cast.member("cyril"))
        here = of.id
        for number in range(19):
            message = kept(session, cast.ines, of, words="Secret de Zoé.")
            if number < 10:
                code(session, cast, "malik", message)
    odile = browser_of("odile")
    assert "trop peu de messages" in odile.get(HERE).text
    with platform.database.transaction() as session:
        kept(session, cast.ines, session.get(Consultation, here))
    page = odile.get(HERE)
    assert "codé à 50 %" in page.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Zoé" not in page.text
