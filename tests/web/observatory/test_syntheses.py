"""The observatory's syntheses over HTTP, with the names of the interface."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from hcec.consultations.models import Consultation
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.disclosure.values import AttackReport, Check
from hcec.permissions import Role
from hcec.syntheses.models import Release, Synthesis
from hcec.syntheses.services import building
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
NEW = "/observatoire/syntheses/nouvelle"
TEXT = "Vous voulez les voir **plus souvent**.\n\n- le téléphone\n- les week-ends"


@pytest.fixture
def closed(platform, cast):
    with platform.database.transaction() as session:
        made = snapshots.closed(session, cast.staff["cyril"], sheets=120)
        readers = cast.staff["karine"], cast.staff["malik"]
        return [
            snapshots.message(session, made, readers, "Je les vois une fois par mois [avec mon éducateur].").id.hex,
            snapshots.message(session, made, readers, '=HYPERLINK("https://mal.example")').id.hex,
        ]


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def start(browser, **changes):
    fields = {
        "consultation": SLUG,
        "level": "public",
        "crossing": ["questions", "age_band", "placement_type"],
        "title": "Vos frères et sœurs",
        "text": TEXT,
    }
    return browser.send(browser.get(NEW), NEW, **{**fields, **changes})


def where(page):
    return page.url.removeprefix("http://localhost")


def publish(browser, page):
    return browser.send(browser.get(where(page)), f"{where(page)}/publier")


@pytest.mark.parametrize("version", ["9" * 30, "9223372036854775808", "2147483648", "-1"])
def test_an_odd_version_is_no_version_and_loses_nothing(odile, closed, version):
    page = where(start(odile))
    token = {"csrf_token": odile.token(page), "version": version}
    answer = odile.post(f"{page}/modifier", token | {"title": "Autre", "text": "Je garde.", "crossing": "questions"})
    assert answer.status == 409
    assert "Je garde." in {area.text.strip() for area in answer.soup.find_all("textarea")}
    assert {odile.post(f"{page}/{act}", token).status for act in ("citations", "publier")} == {409}


def test_d7_what_fails_its_attack_is_shown_to_nobody(odile, closed, monkeypatch):
    page = start(odile)
    figures = len(page.soup.select(".bars"))
    assert figures
    report = AttackReport((Check("together", 5, 1, exact=("q1/2",)),))

    def found(release, **_):
        raise ReleaseUnsafe(report)

    monkeypatch.setattr(building, "check", found)
    unsafe = odile.get(where(page))
    assert not unsafe.soup.select(".bars")
    assert "ils ne sont montrés à personne" in unsafe.text
    assert "un nombre masqué peut être retrouvé" in unsafe.text
    token = {"csrf_token": odile.token(where(page)), "version": "1"}
    assert odile.post(f"{where(page)}/publier", token).status == 409


@pytest.mark.parametrize("address", ["/observatoire/syntheses/", NEW])
@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_opens_syntheses(browser_of, role, address):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(address).status == expected


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_opens_and_downloads_one(browser_of, closed, odile, role):
    page = start(odile)
    publish(odile, page)
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    browser = browser_of(role)
    assert browser.get(where(page)).status == expected
    assert browser.get(f"{where(page)}/telecharger/csv").status == expected


def test_a_synthesis_is_previewed_published_and_downloaded(odile, closed):
    page = start(odile)
    assert page.status == 200
    assert "Ce qui sera publié, exactement" in page.text
    chosen = {f"theme_{ref}": theme for ref, theme in zip(closed, ("FRATRIE", "BIEN"), strict=True)}
    page = odile.send(page, field=f"theme_{closed[0]}", **chosen)
    assert "Je les vois une fois par mois" in page.soup.find("blockquote").text
    page = publish(odile, page)
    assert "Elle ne changera plus" in page.text
    files = {name: odile.get(f"{where(page)}/telecharger/{name}") for name in ("csv", "xlsx", "pdf")}
    for name, file in files.items():
        assert file.status == 200
        assert file.headers["Content-Disposition"].startswith("attachment; filename=")
        assert SLUG not in file.headers["Content-Disposition"]
        assert "sandbox" in file.headers["Content-Security-Policy"]
        assert file.data == odile.get(f"{where(page)}/telecharger/{name}").data
    rows = list(csv.reader(StringIO(files["csv"].data.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][2:4] == ["120", "shown"]
    book = openpyxl.load_workbook(BytesIO(files["xlsx"].data))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=")] == ["s"]
    pdf = pypdf.PdfReader(BytesIO(files["pdf"].data))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Vous voulez les voir plus souvent" in words
    assert '=HYPERLINK("https://mal.example")' in words


def test_nothing_is_downloaded_before_it_is_published_nor_after_it_is_withdrawn(odile, closed):
    page = start(odile)
    csv_file = f"{where(page)}/telecharger/csv"
    assert odile.get(csv_file).status == 404
    page = publish(odile, page)
    assert odile.get(csv_file).status == 200
    assert odile.get(f"{where(page)}/telecharger/exe").status == 404
    page = odile.send(page, f"{where(page)}/retirer", reason="Le titre se trompait de mois.")
    assert "Le titre se trompait de mois." in page.text
    assert odile.get(csv_file).status == 404


@pytest.mark.parametrize("ref", ["0", "-1", "1" * 32, "9" * 400, "..%2f", "%00", "a" * 31])
def test_an_unknown_synthesis_is_the_same_404(odile, closed, ref):
    for address in ("", "/telecharger/csv"):
        assert odile.get(f"/observatoire/syntheses/{ref}{address}").status == 404


def test_a_consultation_that_is_not_closed_cannot_be_chosen(odile, closed):
    page = start(odile, consultation="inconnue")
    assert page.status == 400
    assert "Choisissez dans la liste." in page.text
    assert page.soup.find("input", {"name": "title"})["value"] == "Vos frères et sœurs"


def test_a_missing_title_is_a_400_that_keeps_the_text(odile, closed):
    page = start(odile, title=" ")
    assert page.status == 400
    assert "Écrivez un titre." in page.text
    assert "**plus souvent**" in page.soup.find("textarea", {"name": "text"}).text


def test_a_double_tap_makes_one_synthesis(platform, odile, closed):
    page = odile.get(NEW)
    fields = {"consultation": SLUG, "title": "Deux fois"}
    first, second = (odile.send(page, NEW, **fields) for _ in range(2))
    assert where(first) == where(second)
    with platform.database.reading() as session:
        assert len(session.scalars(select(Synthesis)).all()) == 1


def test_publishing_twice_makes_one_release(platform, odile, closed):
    page = start(odile)
    action = f"{where(page)}/publier"
    assert odile.send(page, action).status == odile.send(page, action).status == 200
    with platform.database.reading() as session:
        assert len(session.scalars(select(Release)).all()) == 1


def test_a_stale_page_changes_nothing_and_loses_nothing(odile, closed):
    page = start(odile)
    action = f"{where(page)}/modifier"
    assert "Autre titre" in odile.send(page, action, title="Autre titre").text
    stale = odile.send(page, action, title="Encore un autre", text="Mon long travail")
    assert stale.status == 409
    assert "Autre titre" in stale.text
    assert "Mon long travail" in [area.text.strip() for area in stale.soup.find_all("textarea")]
    assert odile.send(page, f"{where(page)}/publier").status == 409
    assert "Autre titre" in odile.get(where(page)).h1


def test_a_published_synthesis_offers_nothing_to_change(odile, closed):
    draft = start(odile)
    publish(odile, draft)
    page = odile.get(where(draft))
    assert not page.soup.find("textarea", {"name": "text"})
    assert odile.send(draft, f"{where(draft)}/modifier", title="Trop tard").status == 409
    assert "Trop tard" not in odile.get(where(draft)).text


def test_the_same_child_is_not_quoted_twice(platform, odile, cast, closed):
    with platform.database.transaction() as session:
        consultation = session.scalars(select(Consultation)).one()
        readers = cast.staff["karine"], cast.staff["malik"]
        twins = [
            snapshots.message(session, consultation, readers, text, tag=b"twin" * 8).id.hex for text in ("Un", "Deux")
        ]
    page = start(odile)
    refused = odile.send(page, field=f"theme_{twins[0]}", **{f"theme_{ref}": "BIEN" for ref in twins})
    assert refused.status == 400
    assert "gardez-en une" in refused.text
    assert len(refused.soup.find_all("option", selected=True, value="BIEN")) == 2


@pytest.mark.parametrize("fields", [{"theme_zz": "BIEN"}, {f"theme_{'1' * 32}": "PIRATE"}])
def test_a_quotation_or_a_theme_that_no_page_offers_is_refused(odile, closed, fields):
    page = start(odile)
    assert odile.send(page, f"{where(page)}/citations", **fields).status == 400


def test_extra_fields_are_ignored(platform, odile, closed):
    page = start(odile, state="published", author_id="1" * 32, published_on="2020-01-01", version="9")
    assert "Ce qui sera publié, exactement" in page.text
    with platform.database.reading() as session:
        assert session.scalars(select(Release)).all() == []


def test_hostile_words_are_inert(odile, closed):
    hostile = "<script>alert(1)</script> {{7*7}} <img src=x onerror=alert(1)>"
    page = start(odile, title=hostile, text=hostile)
    assert page.h1 == hostile
    assert "{{7*7}}" in page.text
    assert not page.soup.find("img")
    page = publish(odile, page)
    assert odile.get(f"{where(page)}/telecharger/pdf").status == 200
    assert odile.get(f"/resultats/{SLUG}").status == 200


def test_too_few_answers_say_only_that(platform, cast, odile):
    with platform.database.transaction() as session:
        snapshots.closed(session, cast.staff["cyril"], sheets=7)
    page = publish(odile, start(odile))
    assert "trop peu de réponses" in page.text
    for name in ("csv", "xlsx", "pdf"):
        assert odile.get(f"{where(page)}/telecharger/{name}").status == 200
    shown = odile.get(f"/resultats/{SLUG}")
    assert "Il y a eu trop peu de réponses pour publier. Votre parole a été lue." in shown.text
    assert "le téléphone" not in shown.text
