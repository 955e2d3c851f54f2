"""Published releases are open data: a list to read, a catalogue for programs, files whose addresses never change."""

import hashlib
import io
import json
import zipfile

import frictionless

from hcec import clock
from hcec.syntheses.enums import Level
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.publishing import withdraw_release
from tests.web.conftest import SLUG


def catalogue(browser):
    answer = browser.get("/donnees/catalogue.json")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/ld+json"
    return json.loads(answer.data)


def path(address):
    return address[address.index("/donnees/") :]


def test_the_catalogue_leads_to_every_open_file_and_tells_its_hash(release, browser):
    release_id, _ = release()
    (dataset,) = catalogue(browser)["dcat:dataset"]
    assert dataset["dct:identifier"] == release_id.hex
    assert dataset["dct:license"].startswith("https://www.etalab.gouv.fr/")
    assert dataset["dcat:landingPage"].endswith(f"/resultats/{SLUG}")
    kinds = set()
    for file in dataset["dcat:distribution"]:
        content = browser.get(path(file["dcat:downloadURL"])).data
        assert len(content) == file["dcat:byteSize"]
        assert hashlib.sha256(content).hexdigest() == file["spdx:checksum"]["spdx:checksumValue"]
        kinds.add(file["dcat:downloadURL"].rpartition("/")[2])
    assert kinds == {"csv", "xlsx", "ods", "odt", "pdf", "jeunes", "zip"}


def test_the_package_taken_from_the_site_is_valid(release, browser, tmp_path):
    release_id, _ = release()
    taken = tmp_path / "taken.zip"
    taken.write_bytes(browser.get(f"/donnees/{release_id.hex}/zip").data)
    assert frictionless.validate(str(taken)).valid


def test_the_note_for_the_plenary_is_not_open_data(release, browser):
    release_id, _ = release()
    for name in ("note-pdf", "note-odt"):
        assert browser.get(f"/donnees/{release_id.hex}/{name}").status == 404
        assert name not in browser.get("/donnees/").text


def test_an_internal_release_is_nowhere(release, browser):
    release(level=Level.INTERNAL)
    assert catalogue(browser)["dcat:dataset"] == []


def test_a_withdrawn_release_stays_in_the_catalogue_without_a_file(platform, cast, release, browser):
    _, synthesis_id = release()
    with platform.database.transaction() as session:
        synthesis = session.get_one(Synthesis, synthesis_id)
        odile, why = cast.staff["odile"], "Une question manquait."
        withdraw_release(session, synthesis=synthesis, actor=odile, reason=why, today=clock.today())
    (dataset,) = catalogue(browser)["dcat:dataset"]
    assert (dataset["adms:status"], dataset["adms:versionNotes"]) == ("withdrawn", why)
    assert "dcat:distribution" not in dataset


def test_the_page_says_the_licence_and_where_the_catalogue_is(release, browser):
    release()
    page = browser.get("/donnees/")
    assert "Licence Ouverte 2.0 (Etalab)" in page.text
    assert page.soup.find("a", href="/donnees/catalogue.json")


def test_the_package_is_read_file_by_file_from_its_address(release, browser):
    release_id, _ = release()
    whole = zipfile.ZipFile(io.BytesIO(browser.get(f"/donnees/{release_id.hex}/zip").data))
    place = f"/donnees/{release_id.hex}/paquet"
    told = json.loads(browser.get(f"{place}/datapackage.json").data)
    for name in ("datapackage.json", "README.md", *(resource["path"] for resource in told["resources"])):
        answer = browser.get(f"{place}/{name}")
        assert answer.data == whole.read(name)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    for name in ("nothing.csv", "data/", "../zip", "data/../../csv", "%2e%2e/x", "data/q1.csv%00", 'a"b'):
        assert browser.get(f"{place}/{name}").status == 404


def test_nobody_reads_a_part_of_what_is_not_out(release, browser):
    release_id, _ = release(level=Level.INTERNAL)
    assert browser.get(f"/donnees/{release_id.hex}/paquet/datapackage.json").status == 404
    assert browser.get("/donnees/0/paquet/datapackage.json").status == 404
