"""The document of a synthesis over HTTP: sections, asks, second reading, embargo, licence."""

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.department.services import load
from hcec.permissions import Role
from hcec.syntheses.models import Release, Synthesis, SynthesisReview
from tests import factories
from tests.cast import NAMES
from tests.syntheses import snapshots
from tests.web.observatory.test_syntheses import SLUG, publish, start, where

LIST = "/observatoire/syntheses/"
ASK = {"what": "Une photo de la maison avant.", "of_whom": "Chef de service", "engagement": "act_early"}


@pytest.fixture
def closed(platform, cast):
    with platform.database.transaction() as session:
        made = snapshots.closed(session, cast.staff["cyril"], sheets=120)
        readers = cast.staff["karine"], cast.staff["malik"]
        return snapshots.message(session, made, readers, "On m’a écouté.").id.hex


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def rafael(platform, cast, browser_of):
    """A second account of the observatory: from then on nobody publishes alone."""
    with platform.database.transaction() as session:
        row = factories.staff(session, Role.OBSERVATORY, "Rafael Essai")
        row.password_hash = "set"
        session.get(Staff, cast.staff["odile"].id).password_hash = "set"
        session.flush()
        cast.staff["rafael"] = member(row)
    return browser_of("rafael")


def section(browser, page, **words):
    form = browser.get(f"{where(page)}/parties/nouvelle")
    return browser.send(form, f"{where(page)}/parties/nouvelle", **({"title": "Les liens"} | words))


def ask(browser, page, **words):
    return browser.send(
        browser.get(f"{where(page)}/demandes/nouvelle"), f"{where(page)}/demandes/nouvelle", **(ASK | words)
    )


def act(browser, page, name, **words):
    return browser.send(browser.get(where(page)), f"{where(page)}/{name}", **words)


def headings(page):
    return [" ".join(each.get_text(" ").split()) for each in page.soup.find_all(["h2", "h3", "h4"])]


def test_sections_hold_tables_and_quotations_and_everyone_reads_them_so(odile, closed, browser_of):
    page = start(odile)
    odile.send(page, field=f"theme_{closed}", **{f"theme_{closed}": "DECISIONS"})
    page = section(odile, page, text="Un **mot**.", tables=["q1"], themes=["DECISIONS"])
    assert "L’aperçu est à jour." in page.text
    page = section(odile, page, title="Ce qui surprend", text="Vous parlez peu du téléphone.")
    page = ask(odile, page)
    publish(odile, page)
    shown = browser_of(None).get(f"/resultats/{SLUG}")
    found = headings(shown)
    assert found.index("Les liens") < found.index("Ce qui surprend") < found.index("Ce qu’on demande pour vous")
    inside = shown.soup.find("h3", string="Les liens").parent
    assert inside.find("strong", string="mot")
    assert inside.select(".bars")
    assert inside.find("blockquote", string="On m’a écouté.")
    assert len(shown.soup.find_all("blockquote")) == 1
    assert "Demandé à : Chef de service · Agir tôt" in shown.text
    pdf = pypdf.PdfReader(BytesIO(odile.get(f"{where(page)}/telecharger/pdf").data))
    words = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    assert words.index("Les liens") < words.index("Ce qui surprend") < words.index(ASK["what"])


def test_parts_are_ordered_changed_and_taken_out_by_buttons(platform, odile, closed):
    page = start(odile)
    for title in ("Un", "Deux"):
        page = section(odile, page, title=title)
    first, second = (each["action"] for each in page.soup.find_all("form") if "/ordre/" in each.get("action", ""))
    page = odile.send(page, second, button="move")
    order = [each.find("strong").text for each in page.soup.select("ol .decision")]
    assert order == ["Deux", "Un"]
    edit = next(each["href"] for each in page.soup.select("ol .decision a") if "Modifier" in each.text)
    assert odile.get(edit).soup.find("input", {"name": "title"})["value"] == "Deux"
    page = odile.send(odile.get(edit), edit, title="Deuxième")
    assert "Deuxième" in page.text
    page = odile.send(page, first.replace("/ordre/", "/parties/") + "/retirer")
    assert [each.find("strong").text for each in page.soup.select("ol .decision")] == ["Deuxième"]


def test_a_double_tap_makes_one_section_and_a_stale_page_none(platform, odile, closed):
    page = start(odile)
    form = odile.get(f"{where(page)}/parties/nouvelle")
    for _each in range(2):
        assert odile.send(form, f"{where(page)}/parties/nouvelle", title="Une fois").status == 200
    with platform.database.reading() as session:
        assert [each.title for each in session.scalars(select(Synthesis)).one().sections] == ["Une fois"]
    other = odile.get(f"{where(page)}/demandes/nouvelle")
    section(odile, page, title="Entre-temps")
    refused = odile.send(other, f"{where(page)}/demandes/nouvelle", **ASK)
    assert refused.status == 409
    assert "Entre-temps" in refused.text
    assert ASK["what"] in refused.text


@pytest.mark.parametrize(
    ("address", "words", "said"),
    [
        ("parties/nouvelle", {"title": " "}, "Écrivez un titre."),
        ("demandes/nouvelle", ASK | {"what": ""}, "Écrivez la demande."),
        ("demandes/nouvelle", ASK | {"of_whom": " "}, "Dites à qui."),
    ],
)
def test_what_is_missing_is_said(odile, closed, address, words, said):
    page = f"{where(start(odile))}/{address}"
    refused = odile.send(odile.get(page), page, **words)
    assert refused.status == 400
    assert said in refused.text


@pytest.mark.parametrize("words", [{"tables": ["q99"]}, {"themes": ["PIRATE"]}])
def test_a_table_or_a_theme_that_no_page_offers_is_refused(odile, closed, words):
    page = start(odile)
    form = odile.get(f"{where(page)}/parties/nouvelle")
    sent = {"csrf_token": odile.token(where(form)), "submission_key": "k" * 24, "version": "1", "title": "T"} | words
    assert odile.post(f"{where(page)}/parties/nouvelle", sent).status == 400


@pytest.mark.parametrize(
    "address",
    [
        *("parties/nouvelle", "demandes/nouvelle", "parties/" + "1" * 32, "demandes/" + "1" * 32),
        *("parties/x", "demandes/%00"),
    ],
)
@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_writes_the_document(browser_of, odile, closed, role, address):
    page = start(odile)
    exists = address.endswith("nouvelle")
    expected = {None: 401, Role.OBSERVATORY: 200 if exists else 404}.get(role, 403)
    assert browser_of(role).get(f"{where(page)}/{address}").status == expected


@pytest.mark.parametrize("act_name", ["relecture", "relecture/accord", "relecture/renvoyer", "relecture/reprendre"])
@pytest.mark.parametrize("who", [None, *(name for name in NAMES.values() if name != "odile")])
def test_the_observatory_alone_rereads(browser_of, odile, closed, who, act_name):
    page = where(start(odile))
    assert browser_of(who).post(f"{page}/{act_name}", {"version": "1"}).status == (403 if who else 401)


def test_what_is_missing_offers_its_section_and_says_what_it_lacks(odile, closed):
    page = start(odile)
    offered = odile.get(f"{where(page)}/parties/nouvelle?modele=manque")
    assert "Qui n’a pas parlé" in offered.text
    assert offered.soup.find("input", {"name": "shows_coverage"}).has_attr("checked")
    page = odile.send(offered, f"{where(page)}/parties/nouvelle")
    assert "les jeunes confiés" in page.text
    population = odile.get("/observatoire/population/2025")
    ages = {f"age_band__{code}": "300" for code in ("under_11", "11_14", "15_17", "18_21")}
    odile.send(population, "/observatoire/population/2025", children="1400", source="Service", **ages)
    page = odile.get(where(page))
    assert "sur 300 jeunes confiés, soit" in page.text
    assert "n’a pas de nombres" not in page.text


def test_two_people_draft_send_back_correct_agree_and_publish(platform, odile, closed, rafael):
    page = start(odile)
    assert not page.soup.find("form", action=f"{where(page)}/publier")
    token = {"csrf_token": odile.token(where(page)), "version": "1"}
    assert odile.post(f"{where(page)}/publier", token).status == 409
    page = act(odile, page, "relecture")
    assert "en relecture" in page.text
    assert not page.soup.find("textarea")
    assert not page.soup.find("form", action=f"{where(page)}/relecture/accord")
    read = rafael.get(where(page))
    back = rafael.send(read, f"{where(page)}/relecture/renvoyer", note="Le titre dit trop.")
    assert "C’est renvoyé" in back.text
    page = odile.get(where(page))
    assert "Le titre dit trop." in page.text
    page = odile.send(page, f"{where(page)}/modifier", title="Vos frères, vos sœurs")
    act(odile, page, "relecture")
    assert "Vous êtes d’accord" in act(rafael, page, "relecture/accord").text
    page = act(odile, page, "publier")
    assert "Elle ne changera plus" in page.text
    with platform.database.reading() as session:
        assert [each.is_agreed for each in session.scalars(select(SynthesisReview))] == [False, True]
        assert session.scalars(select(Release)).one().synthesis.title == "Vos frères, vos sœurs"


def test_an_agreement_to_what_was_not_on_the_page_is_refused(odile, closed, rafael):
    page = start(odile)
    act(odile, page, "relecture")
    read = rafael.get(where(page))
    version = read.soup.find("input", {"name": "version"})["value"]
    sent = {"csrf_token": rafael.token(where(read)), "version": version}
    assert rafael.post(f"{where(page)}/relecture/accord", sent | {"seen": "0" * 64}).status == 409
    assert rafael.post(f"{where(page)}/relecture/accord", sent | {"seen": "zz"}).status == 400
    assert rafael.post(f"{where(page)}/relecture/accord", sent | {"version": "1", "seen": "0" * 64}).status == 409
    own = odile.get(where(page))
    sent = {"csrf_token": odile.token(where(own)), "version": version, "seen": "0" * 64}
    assert odile.post(f"{where(page)}/relecture/accord", sent).status == 409
    assert odile.post(f"{where(page)}/publier", sent).status == 409


def test_a_remark_is_needed_to_send_back_and_the_draft_can_be_taken_back(odile, closed, rafael):
    page = start(odile)
    act(odile, page, "relecture")
    assert rafael.send(rafael.get(where(page)), f"{where(page)}/relecture/renvoyer", note=" ").status == 400
    page = act(odile, page, "relecture/reprendre")
    assert "de nouveau un brouillon" in page.text
    assert page.soup.find("textarea", {"name": "text"})


def test_alone_there_is_nobody_to_send_to(odile, closed):
    page = start(odile)
    sent = {"csrf_token": odile.token(where(page)), "version": "1"}
    assert odile.post(f"{where(page)}/relecture", sent).status == 409
    assert "pas eu de seconde lecture" in page.text


def at(minute, hour=23, day=6):
    """A moment in Paris in December 2026."""
    return clock.frozen(datetime(2026, 12, day, hour - 1, minute, tzinfo=UTC))  # winter: Paris is one hour ahead


def embargoed(browser, page, day="2026-12-07"):
    return browser.send(page, f"{where(page)}/modifier", embargo_on=day)


def test_a_public_release_waits_for_its_day_to_the_minute(odile, closed, browser_of, platform):
    page = publish(odile, embargoed(odile, start(odile)))
    assert "attend le jour de la plénière : le 7 décembre 2026" in page.text
    everyone = browser_of(None)
    with platform.database.reading() as session:
        ref = session.scalars(select(Release)).one().id.hex
    doors = [f"/donnees/{ref}/csv", f"/donnees/{ref}/paquet/datapackage.json"]
    with at(59):
        assert [everyone.get(door).status for door in doors] == [404, 404]
        assert ref not in everyone.get("/donnees/").response.text
        assert ref not in everyone.get("/donnees/catalogue.json").response.text
        assert not everyone.get(f"/resultats/{SLUG}").soup.select(".bars")
        early = browser_of("odile")
        assert {early.get(f"{where(page)}/telecharger/{name}").status for name in ("csv", "pdf", "note-pdf")} == {409}
    with at(0, hour=24):
        assert [everyone.get(door).status for door in doors] == [200, 200]
        assert ref in everyone.get("/donnees/").response.text
        assert everyone.get(f"/resultats/{SLUG}").soup.select(".bars")
        note = browser_of("odile").get(f"{where(page)}/telecharger/note-pdf")
        assert "7 décembre 2026" in pypdf.PdfReader(BytesIO(note.data)).pages[0].extract_text()


def test_of_an_internal_release_the_note_alone_waits(odile, closed):
    page = publish(odile, embargoed(odile, start(odile, level="internal")))
    assert odile.get(f"{where(page)}/telecharger/note-odt").status == 409
    assert odile.get(f"{where(page)}/telecharger/pdf").status == 200


def test_a_day_that_is_none_is_said(odile, closed):
    refused = embargoed(odile, start(odile), day="demain")
    assert refused.status == 400
    assert "Cette date ne se lit pas" in refused.text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_chooses_the_licence(browser_of, role):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(f"{LIST}methode").status == expected


def test_the_licence_chosen_is_that_of_the_next_release(platform, odile, closed):
    page = odile.get(f"{LIST}methode")
    assert "aucun groupe de moins de 11 jeunes" in page.text
    assert "Ce qui est déjà publié garde sa licence" in odile.send(page, f"{LIST}methode", licence="odbl-1.0").text
    publish(odile, start(odile))
    assert "ODbL" in odile.get("/donnees/").text
    token = {"csrf_token": odile.token(f"{LIST}methode")}
    assert odile.post(f"{LIST}methode", token | {"licence": "mit"}).status == 400
    with platform.database.reading() as session:
        assert load(session).licence == "odbl-1.0"
