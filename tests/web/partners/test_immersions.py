"""Offer → request → agreement → feedback → count, over plain HTTP, without JavaScript; and who may not."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from hcec.accounts.access import member
from hcec.partners.enums import InstitutionKind, Side
from hcec.partners.models import Immersion, ImmersionWish, Institution, Representative
from hcec.permissions import Role
from tests import factories
from tests.platform import MONDAY

HOME = "/partenaires/immersions/"
OPEN = {None: 401, Role.PARTNER: 200, Role.OBSERVATORY: 200}
TYPED = {
    "theme": "school",
    "profession": "Conseillère d’éducation",
    "place": "Valcourt",
    "from_on": "2026-11-24",
    "to_on": "2026-12-18",
    "places": "2",
    "words": "Une journée dans l’établissement.",
}


@pytest.fixture
def institutions(platform, cast):
    """A school for which paul acts, a court for which petra does, a bar for which pia does and that signed nothing."""
    with platform.database.transaction() as session:
        for name, who, signed in (("Lycée", "paul", True), ("Tribunal", "petra", True), ("Barreau", "pia", False)):
            one = Institution(
                name=name, kind=InstitutionKind.OTHER, charter_signed_on=MONDAY.date() if signed else None
            )
            session.add(one)
            if who not in cast.staff:
                cast.staff[who] = member(factories.staff(session, Role.PARTNER, f"{who.title()} Essai"))
            session.flush()
            session.add(Representative(staff_id=cast.staff[who].id, institution_id=one.id))


@pytest.fixture
def paul(institutions, browser_of):
    return browser_of("paul")


@pytest.fixture
def petra(institutions, browser_of):
    return browser_of("petra")


def write(browser, side, **changed):
    return browser.send(browser.get(f"{HOME}nouvelle"), field="theme", side=side, **(TYPED | changed))


def refs(platform):
    with platform.database.reading() as session:
        return {row.side: row.id.hex for row in session.scalars(select(ImmersionWish))}


def day_of(platform):
    with platform.database.reading() as session:
        return f"{HOME}jours/{session.scalars(select(Immersion)).one().id.hex}/"


def agreed(platform, paul, petra):
    """Return the address of a day that both sides agreed."""
    write(paul, "offer")
    write(petra, "request", place="")
    found = refs(platform)
    page = petra.get(f"{HOME}souhaits/{found[Side.REQUEST]}/proposer/{found[Side.OFFER]}")
    petra.send(page, field="places", day="2026-12-01", places="1", words="Nous serions heureux de venir.")
    day = day_of(platform)
    paul.send(paul.get(f"{day}accueil/repondre"), field="choice", choice="oui", words="Bienvenue.")
    return day


def test_offer_request_agreement_feedback_count(platform, frozen, paul, petra, browser_of):
    assert "Rien ne va avec" in write(paul, "offer").text
    page = write(petra, "request", place="")
    assert "va ensemble" in page.text
    found = refs(platform)
    proposed = petra.get(f"{HOME}souhaits/{found[Side.REQUEST]}/proposer/{found[Side.OFFER]}")
    told = {"day": "2026-12-01", "places": "1", "words": "Nous serions heureux de venir."}
    assert "attend une réponse" in petra.send(proposed, field="places", **told).text
    petra.send(proposed, field="places", **told)  # a double tap
    day = day_of(platform)
    assert "Journées qui attendent une réponse" in paul.get(HOME).text
    both = paul.get(f"{day}accueil/repondre"), paul.get(f"{day}accueil/repondre")
    assert "convenue" in paul.send(both[0], field="choice", choice="oui", words="Bienvenue.").text
    refused = paul.send(both[1], field="choice", choice="non", words="Finalement non.")
    assert refused.status == 400
    assert "ne se donne qu’une fois" in refused.text
    assert "Finalement non." in refused.text
    assert "Bienvenue." in petra.get(day).text
    early = petra.send(petra.get(f"{day}issue"), field="outcome", outcome="held")
    assert (early.status, "Son jour n’est pas encore venu" in early.text) == (400, True)
    frozen(datetime(2026, 12, 2, 10, 0, tzinfo=MONDAY.tzinfo))
    paul, petra = browser_of("paul"), browser_of("petra")
    assert "tenue" in petra.send(petra.get(f"{day}issue"), field="outcome", outcome="held").text
    answers = {"usefulness": "much", "effect": "perhaps", "advice": "yes", "words": "On se connaît mieux."}
    assert "On se connaît mieux." in petra.send(petra.get(f"{day}venue/retour"), field="advice", **answers).text
    assert "On se connaît mieux." in paul.get(day).text
    count = paul.get(f"{HOME}bilan-2026/")
    assert "On se connaît mieux" not in count.text
    rows = list(
        csv.reader(io.StringIO(paul.get(f"{HOME}bilan-2026/immersions.csv").data.decode("utf-8-sig")), delimiter=";")
    )
    assert ["suite donnée", "tenue", "1", "1"] in rows
    told_back = paul.get(f"{HOME}bilan-2026/retours.csv").data.decode("utf-8-sig")
    assert told_back.count("*") == 10  # one answer is nobody's business
    for kind, mark in {"odt": b"PK", "ods": b"PK", "pdf": b"%PDF"}.items():
        assert paul.get(f"{HOME}bilan-2026/immersions.{kind}").data.startswith(mark), kind
    assert "1 journée tenue" in browser_of("odile").get(f"{HOME}bilan-2026/").text


def test_a_stranger_sees_open_wishes_and_never_the_day(platform, paul, petra, browser_of):
    day, found = agreed(platform, paul, petra), refs(platform)
    pia = browser_of("pia")
    assert pia.get(f"{HOME}souhaits/{found[Side.OFFER]}").status == 200
    for address in (day, f"{day}accueil/repondre", f"{day}venue/retour", f"{day}issue", f"{HOME}jours/{'0' * 32}/"):
        assert pia.get(address).status == 404, address
    for address in (f"{found[Side.OFFER]}/modifier", f"{found[Side.OFFER]}/proposer/{found[Side.REQUEST]}"):
        assert pia.get(f"{HOME}souhaits/{address}").status == 404, address
    assert petra.get(f"{day}accueil/repondre").status == 404  # the other side's answer is not hers to give
    token = {"csrf_token": pia.token("/equipe/compte")}
    assert pia.post(f"{HOME}souhaits/{found[Side.OFFER]}/retirer", token).status == 404
    paul.send(paul.get(f"{HOME}souhaits/{found[Side.OFFER]}/modifier"), f"{HOME}souhaits/{found[Side.OFFER]}/retirer")
    assert pia.get(f"{HOME}souhaits/{found[Side.OFFER]}").status == 404


def test_who_signed_nothing_offers_nothing(platform, institutions, browser_of):
    pia = browser_of("pia")
    assert "n’a pas signé la charte" in pia.get(HOME).text
    refused = write(pia, "offer")
    assert (refused.status, "n’a pas encore signé" in refused.text) == (400, True)
    assert refs(platform) == {}


def test_what_is_proposed_is_not_changed_under_the_other(platform, paul, petra):
    agreed(platform, paul, petra)
    ref = refs(platform)[Side.OFFER]
    refused = paul.send(paul.get(f"{HOME}souhaits/{ref}/modifier"), field="theme", words="Autre chose.")
    assert (refused.status, "cela ne se change plus" in refused.text) == (400, True)


def test_the_observatory_writes_for_an_institution_without_account(platform, institutions, browser_of):
    odile = browser_of("odile")
    with platform.database.reading() as session:
        school = session.scalars(select(Institution).where(Institution.name == "Lycée")).one().id.hex
    page = write(odile, "offer", institution=school)
    assert "Lycée propose d’accueillir" in page.text


@pytest.mark.parametrize("role", [None, *Role])
def test_partners_and_the_observatory_alone_see_immersions(browser_of, role):
    browser = browser_of(role)
    for address in (HOME, f"{HOME}nouvelle", f"{HOME}bilan-2026/", f"{HOME}bilan-2026/immersions.ods"):
        assert browser.get(address).status == OPEN.get(role, 403), address
    if OPEN.get(role) == 200:
        assert browser.get(f"{HOME}bilan-2027/").status == 404
        assert browser.get(f"{HOME}souhaits/{'0' * 32}").status == 404


def test_a_day_gone_by_is_not_offered(paul):
    gone = f"{MONDAY - timedelta(days=1):%Y-%m-%d}"
    refused = write(paul, "offer", from_on=gone, to_on=gone)
    assert (refused.status, "il est passé" in refused.text) == (400, True)
    assert {paul.get(link["href"]).status for link in refused.soup.select("main a[href^='/']")} == {200}
