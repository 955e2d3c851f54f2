"""The ledger: every release with its hashes and its attack, withdrawn ones said, and no number of the snapshot."""

import csv
import hashlib
from io import StringIO

import pytest

from hcec.permissions import Role
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
LEDGER, FILE = "/observatoire/registre/", "/observatoire/registre/registre.csv"
NEW = "/observatoire/syntheses/nouvelle"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def closed(platform, cast):
    with platform.database.transaction() as session:
        snapshots.closed(session, cast.staff["cyril"], sheets=120)


def publish(browser, title, level="public", crossing=("questions",)):
    page = browser.send(
        browser.get(f"{NEW}?consultation={SLUG}"),
        NEW,
        consultation=SLUG,
        level=level,
        title=title,
        crossing=list(crossing),
    )
    address = page.url.removeprefix("http://localhost")
    browser.send(page, f"{address}/publier")
    return address


def rows(browser):
    return list(csv.DictReader(StringIO(browser.get(FILE).data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("address", [LEDGER, FILE])
@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_reads_the_ledger(browser_of, role, address):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(address).status == expected


def test_nothing_closed_says_so(odile):
    assert "Le registre commence à la première fermeture." in odile.get(LEDGER).text


def test_the_ledger_holds_each_release_with_the_hash_of_each_file(odile, closed):
    address = publish(odile, "Première", crossing=("questions", "placement_type__age_band"))
    page = odile.get(LEDGER)
    assert "Croisements déclarés" in page.text
    assert "selon le lieu de vie" in page.text
    assert "rien trouvé" in page.text
    told = rows(odile)
    assert [row["name"] for row in told if row["what"] == "declared"] == ["Âge — selon le lieu de vie"]
    for row in told:
        if row["what"] == "file":
            file = odile.get(f"{address}/telecharger/{row['name']}").data
            assert hashlib.sha256(file).hexdigest() == row["sha256"]
    assert {row["name"] for row in told if row["what"] == "attack"} >= {"together:11", "crossings:11", "quotations:11"}


def test_a_withdrawn_release_stays_and_says_why(odile, closed):
    address = publish(odile, "Retirée", crossing=("questions",))
    odile.send(odile.get(address), f"{address}/retirer", reason="=1+1 : le titre se trompait de mois.")
    page = odile.get(LEDGER)
    assert "le titre se trompait de mois." in page.text
    (row,) = [row for row in rows(odile) if row["what"] == "release"]
    assert row["withdrawn_on"] == "2026-11-23"
    assert row["reason"].startswith("'=1+1")


def test_internal_and_public_stand_in_the_same_ledger(odile, closed):
    publish(odile, "Dedans", level="internal", crossing=("questions",))
    publish(odile, "Dehors", crossing=("questions",))
    assert [row["level"] for row in rows(odile) if row["what"] == "release"] in (
        ["internal", "public"],
        ["public", "internal"],
    )
