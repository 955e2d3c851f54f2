"""The observatory proposes other themes for approved words; whoever coded them decides. Nothing else shows."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.coding.enums import Place
from hcec.coding.models import CodeProposal, Coding, ThemeCode
from hcec.coding.services import freeze
from hcec.consultations.models import Consultation
from hcec.moderation.models import Recusal
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests.coding.conftest import code
from tests.syntheses import snapshots

HERE = "/observatoire/codage/relecture/"
ORIGINAL, APPROVED = "Karim de la Maison Nord m’a écouté.", "[un adulte] m’a écouté."


@pytest.fixture
def made(platform, cast):
    """A message approved for quotation, coded by Naima; (its identifier, its consultation's)."""
    with platform.database.transaction() as session:
        consultation = snapshots.closed(session, cast.staff["cyril"], sheets=6)
        readers = cast.staff["karine"], cast.staff["malik"]
        message = snapshots.message(session, consultation, readers, APPROVED, original=ORIGINAL)
        code(session, cast, "naima", message, themes=("ADULTES", "ECOLE"), suggested=("ECOLE",))
        snapshots.message(session, consultation, readers, "Jamais approuvé", state=TestimonyState.SUBMITTED)
        return message.id, consultation.id


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def themes_of(platform):
    with platform.database.reading() as session:
        return set(session.scalars(select(ThemeCode.theme).where(ThemeCode.place == Place.FIRST)))


def proposed(platform):
    with platform.database.reading() as session:
        return [each.themes for each in session.scalars(select(CodeProposal))]


def propose(browser, made, *themes):
    page = f"{HERE}{made[0].hex}"
    return browser.send(browser.get(page), page, themes=list(themes))


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_the_observatory_alone_reads_codes_over(browser_of, made, role):
    expected = 401 if role is None else 200 if role == Role.OBSERVATORY else 403
    browser = browser_of(role)
    assert [browser.get(page).status for page in (HERE, f"{HERE}{made[0].hex}")] == [expected, expected]


def test_attacks_4_only_approved_words_are_shown(odile, made):
    for page in (odile.get(HERE), odile.get(f"{HERE}{made[0].hex}")):
        assert APPROVED in page.text
        assert "Karim" not in page.text
        assert "Jamais approuvé" not in page.text
    assert "suggéré, puis confirmé" in odile.get(HERE).text


def test_a_proposal_counts_for_nothing_until_the_coder_confirms(platform, odile, browser_of, made):
    assert "C’est proposé" in propose(odile, made, "ADULTES", "DECISIONS").text
    assert "proposition en attente" in odile.get(HERE).text
    assert themes_of(platform) == {"ADULTES", "ECOLE"}
    naima = browser_of("naima")
    assert "propose d’autres thèmes pour 1 message" in naima.get("/moderation/codage/").text
    address = f"/moderation/codage/{made[0].hex}"
    page = naima.get(address)
    tagged = [each for each in page.soup.find_all("label", class_="choice") if "proposé" in each.text]
    assert {each.find("input")["value"] for each in tagged} == {"ADULTES", "DECISIONS"}
    assert not page.soup.find("input", {"value": "DECISIONS"}).has_attr("checked")
    naima.send(page, address, themes=["ADULTES", "DECISIONS"])
    assert themes_of(platform) == {"ADULTES", "DECISIONS"}
    assert proposed(platform) == []


def test_the_coder_who_keeps_their_codes_settles_it_too(platform, odile, browser_of, made):
    propose(odile, made, "LIEU")
    naima, address = browser_of("naima"), f"/moderation/codage/{made[0].hex}"
    naima.send(naima.get(address), address)
    assert themes_of(platform) == {"ADULTES", "ECOLE"}
    assert proposed(platform) == []


def test_nobody_else_is_told_of_a_proposal(odile, browser_of, made):
    propose(odile, made, "LIEU")
    olga = browser_of("olga")
    assert "propose d’autres thèmes" not in olga.get("/moderation/codage/").text
    assert "proposé" not in olga.get(f"/moderation/codage/{made[0].hex}").text


@pytest.mark.parametrize("why", ["left", "recused"])
def test_another_reader_settles_what_the_coder_cannot_any_more(platform, cast, odile, browser_of, made, why):
    propose(odile, made, "ADULTES", "DECISIONS")
    with platform.database.transaction() as session:
        if why == "left":
            session.get(Staff, cast.staff["naima"].id).left_on = clock.today()
        else:
            session.add(Recusal(testimony_id=made[0], staff_id=cast.staff["naima"].id))
    olga, address = browser_of("olga"), f"/moderation/codage/{made[0].hex}"
    assert olga.get("/moderation/codage/").soup.find("a", {"href": address}, string="Voir la proposition")
    page = olga.get(address)
    assert page.soup.find("input", {"value": "ECOLE"}).has_attr("checked"), "what was coded is where one starts"
    olga.send(page, address, themes=["ADULTES", "DECISIONS"])
    assert themes_of(platform) == {"ADULTES", "DECISIONS"}
    assert proposed(platform) == []
    with platform.database.reading() as session:
        (coding,) = session.scalars(select(Coding))
        assert coding.staff_id == cast.staff["olga"].id


def test_whoever_coded_blind_settles_no_proposal(platform, cast, odile, browser_of, made):
    with platform.database.transaction() as session:
        session.get(Coding, (made[0], Place.FIRST.value)).is_drawn = True
        code(session, cast, "olga", session.get(Testimony, made[0]), themes=("LIEU",), place=Place.SECOND)
        session.get(Staff, cast.staff["naima"].id).left_on = clock.today()
    propose(odile, made, "DECISIONS")
    assert "propose d’autres thèmes" not in browser_of("olga").get("/moderation/codage/").text
    assert browser_of("olga").get(f"/moderation/codage/{made[0].hex}").soup.find("input", {"name": "themes"}) is None


def test_proposing_what_is_given_withdraws_the_proposal(platform, odile, made):
    propose(odile, made, "LIEU")
    assert proposed(platform) == [["LIEU"]]
    assert "Rien n’est proposé" in propose(odile, made, "ADULTES", "ECOLE").text
    assert proposed(platform) == []


def test_the_freeze_leaves_no_proposal(platform, odile, made):
    propose(odile, made, "LIEU")
    with platform.database.transaction() as session:
        freeze(session, session.get(Consultation, made[1]))
    assert proposed(platform) == []


def test_each_proposal_is_journalled_without_words(platform, odile, made):
    propose(odile, made, "LIEU")
    with platform.database.reading() as session:
        (entry,) = session.scalars(select(JournalEntry).where(JournalEntry.action == "testimony:propose_codes"))
        assert (entry.subject, entry.detail) == (f"testimony:{made[0].hex}", "")


@pytest.mark.parametrize("change", ["withdrawn", "no_quote", "frozen", "uncoded", "open"])
def test_what_may_not_be_quoted_or_is_frozen_is_not_there(platform, odile, made, change):
    with platform.database.transaction() as session:
        message = session.get(Testimony, made[0])
        if change == "withdrawn":
            message.state = TestimonyState.WITHDRAWN
        elif change == "no_quote":
            message.may_quote = False
        elif change == "uncoded":
            session.delete(session.get(Coding, (made[0], Place.FIRST.value)))
        else:
            consultation = session.get(Consultation, made[1])
            if change == "frozen":
                freeze(session, consultation)
            else:
                consultation.status, consultation.closed_on = "open", None
    assert APPROVED not in odile.get(HERE).text
    assert odile.get(f"{HERE}{made[0].hex}").status == 404


@pytest.mark.parametrize("ref", ["0", "1" * 32, "%00", "x" * 400])
def test_an_unknown_message_is_the_same_404(odile, made, ref):
    assert odile.get(f"{HERE}{ref}").status == 404


@pytest.mark.parametrize("themes", [[], ["INCONNU"]])
def test_no_theme_or_an_unknown_one_is_refused(platform, odile, made, themes):
    assert propose(odile, made, *themes).status == 400
    assert proposed(platform) == []
