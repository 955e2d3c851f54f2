"""A6 over HTTP: whatever becomes of an alert, the child is told, or somebody says each day why not yet."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from hcec import clock, worker
from hcec.accounts.models import StaffTie
from hcec.safeguarding.models import Alert, AlertMessage
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import PARIS

HELP = "/besoin-d-aide"
ASKED = "À revoir aujourd’hui"
REASON = "Son agresseur lit son téléphone le soir."
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)


class Desk:
    """Ines called for help; claire, of the CRIP, and cyril, coordinator, look after it."""

    def __init__(self, platform, cast, browser_of, frozen):
        self.platform, self.cast, self.browser_of, self.frozen = platform, cast, browser_of, frozen
        self.ines = browser_of(cast.ines)
        self.ines.send(self.ines.get(HELP), HELP)
        self.own = self.ines.get("/messages/").soup.select_one("details.message a")["href"]
        with platform.database.reading() as session:
            self.alert = f"/alertes/{session.scalars(select(Alert)).one().id.hex}"

    def act(self, name, act, **typed):
        browser = self.browser_of(name)
        return browser.send(browser.get(self.alert), f"{self.alert}/{act}", **typed)

    def transmit(self):
        self.act("claire", "prendre")
        return self.act("claire", "transmettre", recipient="crip", receipt="7")

    def end(self, how, **typed):
        if how == "clore":
            self.transmit()
            return self.act("claire", "clore", outcome="Vu avec l’enfant.", **typed)
        self.act("claire", "sans-suite", reason="Un appui par erreur, il le dit.")
        return self.act("cyril", "sans-suite", **typed)

    def at(self, moment):
        self.frozen(moment)

    def is_asked(self, name="claire"):
        return ASKED in self.browser_of(name).get("/alertes/").text

    def page(self):
        """What the child reads."""
        return self.browser_of(self.cast.ines).get(self.own).text

    def row(self):
        with self.platform.database.reading() as session:
            return session.scalars(select(Alert)).one()


@pytest.fixture
def desk(platform, cast, browser_of, frozen):
    return Desk(platform, cast, browser_of, frozen)


def test_who_read_my_message_counts_who_opened_the_sheet_to_print(desk):
    assert "la CRIP" not in desk.page()
    desk.browser_of("claire").get(f"{desk.alert}/fiche")
    assert "la CRIP" in desk.page()


def test_m5_why_not_yet_comes_back_when_the_child_wrote_meanwhile(desk):
    desk.transmit()
    desk.act("claire", "message", body="Où es-tu ?")
    claire = desk.browser_of("claire")
    stale = claire.get(desk.alert)
    desk.ines.send(desk.ines.get(desk.own), f"{desk.own}/repondre", body="Il est là.")
    answer = claire.send(stale, f"{desk.alert}/clore", outcome="Vu.", telling="later", silence=REASON)
    assert answer.status == 409
    assert REASON in answer.text
    assert desk.row().state == "transmitted"
    assert "Il est là." in claire.get(desk.alert).text


@pytest.mark.parametrize("how", ["clore", "sans-suite"])
def test_a6_every_end_tells_the_child(desk, how):
    done = desk.end(how, told="Nous sommes venus. Tu as bien fait.")
    assert done.status == 200
    assert "Nous sommes venus." in desk.browser_of("claire").get(desk.alert).text
    assert "On t’a répondu" in desk.ines.get("/messages/").text
    assert "Nous sommes venus. Tu as bien fait." in desk.page()
    desk.at(TUESDAY)
    assert not desk.is_asked()


@pytest.mark.parametrize("how", ["clore", "sans-suite"])
@pytest.mark.parametrize(
    "typed", [{"told": " "}, {"telling": "later"}, {"telling": "later", "silence": "trop court"}, {"telling": "x"}]
)
def test_a6_no_end_without_words_or_a_reason_and_what_was_typed_comes_back(desk, how, typed):
    refused = desk.end(how, **typed)
    assert refused.status == 400
    if "silence" in typed:
        assert "Écrivez au moins vingt signes." in refused.text
        assert "trop court" in refused.data.decode()
    assert desk.row().state in {"transmitted", "signalled"}
    assert desk.row().told_on is None


@pytest.mark.parametrize("how", ["clore", "sans-suite"])
def test_a6_not_yet_at_the_end_is_asked_each_day_until_the_child_is_told(desk, how):
    desk.end(how, telling="later", silence=REASON)
    assert desk.row().state in {"closed", "dismissed"}
    assert REASON not in desk.page()
    assert "ne font rien de plus" not in desk.page(), "the words proposed are not said"
    assert not desk.is_asked()
    for days in (0, 1, 30):
        desk.at(TUESDAY + timedelta(days=days))
        assert desk.is_asked()
        assert desk.is_asked("cyril")
        assert desk.act("claire", "pas-encore").status == 200, "still true today"
        assert not desk.is_asked()
    desk.at(TUESDAY + timedelta(days=31))
    desk.act("claire", "dire", told="Maintenant tu peux savoir.")
    assert not desk.is_asked()
    assert "Maintenant tu peux savoir." in desk.page()


def test_a6_a_short_reason_is_no_reason_and_comes_back(desk):
    refused = desk.act("claire", "pas-encore", silence_reason="trop court")
    assert refused.status == 400
    assert "Écrivez au moins vingt signes." in refused.text


def test_a6_transmitted_where_nobody_chose_is_asked_from_the_next_working_day(desk):
    desk.at(datetime(2026, 11, 27, 15, 0, tzinfo=PARIS))  # a Friday
    desk.transmit()
    for day, is_asked in {28: False, 29: False, 30: True}.items():
        desk.at(datetime(2026, 11, day, 9, 0, tzinfo=PARIS))
        assert desk.is_asked() == is_asked, day
    assert "personne n’a encore choisi" in desk.browser_of("claire").get("/alertes/").text
    desk.act("claire", "pas-encore", silence_reason=REASON)
    assert not desk.is_asked()
    desk.at(datetime(2026, 12, 1, 9, 0, tzinfo=PARIS))
    assert desk.is_asked()


@pytest.mark.parametrize("how", ["clore", "sans-suite"])
def test_a6_erasing_the_words_ends_nothing_that_is_owed(desk, how):
    desk.end(how, telling="later", silence=REASON)
    desk.at(TUESDAY + timedelta(days=40))
    worker.run_night(desk.platform)
    assert desk.row().erased_on
    assert desk.row().silence_reason is None
    assert desk.is_asked()
    assert "les mots sont effacés" in desk.browser_of("claire").get("/alertes/").text
    desk.act("claire", "pas-encore", silence_reason=REASON)
    assert not desk.is_asked()
    desk.at(TUESDAY + timedelta(days=41))
    assert desk.is_asked()
    desk.act("claire", "dire", told="Maintenant tu peux savoir.")
    assert not desk.is_asked()
    worker.run_night(desk.platform)
    assert "Maintenant tu peux savoir." in desk.page()
    desk.at(TUESDAY + timedelta(days=80))
    worker.run_night(desk.platform)
    assert desk.row().told is None
    assert "Ces mots aussi sont effacés" in desk.browser_of("claire").get(desk.alert).text


def test_a6_a_reason_written_since_the_words_went_does_not_stay_for_ever(desk):
    desk.end("clore", telling="later", silence=REASON)
    desk.at(TUESDAY + timedelta(days=40))
    worker.run_night(desk.platform)
    desk.act("claire", "pas-encore", silence_reason=REASON)
    desk.at(TUESDAY + timedelta(days=80))
    worker.run_night(desk.platform)
    assert desk.row().silence_reason is None
    assert desk.is_asked(), "its words go, the question stays"


@pytest.mark.parametrize("with_words", [True, False])
def test_a6_who_erased_the_account_cannot_be_told_and_the_page_says_so(desk, with_words):
    desk.transmit()
    more = {"withdraw_all": "y"} if with_words else {}
    desk.ines.send(desk.ines.get("/mes-donnees/effacer"), "/mes-donnees/effacer", sure="y", **more)
    assert desk.row().untold_cause == "account_erased"
    desk.at(TUESDAY)
    assert not desk.is_asked()
    page = desk.browser_of("claire").get(desk.alert)
    assert "L’enfant a effacé son compte" in page.text
    assert "la question ne revient plus" in page.text
    claire = desk.browser_of("claire")
    assert claire.post(f"{desk.alert}/dire", fields(claire.get(desk.alert)) | {"told": "Voilà."}).status == 409
    assert desk.act("claire", "clore", outcome="Vu.").status == 200
    assert (desk.row().state, desk.row().told) == ("closed", None)


def fields(page):
    inputs = page.soup.find_all("input", {"name": ["csrf_token", "version"]})
    return {each["name"]: each["value"] for each in inputs}


def test_a6_a_message_withdrawn_ends_it_with_its_cause(platform, desk):
    desk.act("claire", "prendre")
    desk.act("claire", "pas-encore", silence_reason=REASON)
    with platform.database.transaction() as session:
        session.get(Testimony, session.scalars(select(Alert)).one().testimony_id).state = TestimonyState.WITHDRAWN
    desk.at(TUESDAY)
    assert not desk.is_asked()
    page = desk.browser_of("claire").get(desk.alert)
    assert "L’enfant a retiré son message" in page.text
    assert page.soup.find("form", {"action": f"{desk.alert}/message"}) is None, "nobody would read it"
    worker.run_night(platform)
    assert (desk.row().untold_cause, desk.row().silence_reason) == ("message_withdrawn", None)
    desk.at(TUESDAY + timedelta(days=1))
    assert not desk.is_asked()


def test_a5_who_may_not_see_the_alert_is_not_asked(platform, cast, desk):
    desk.transmit()
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("cyril").id, circle_id=cast.circles["north"].id))
    desk.at(TUESDAY)
    assert desk.is_asked()
    assert not desk.is_asked("cyril")


def test_a6_words_on_paper_leave_nobody_to_tell_and_the_page_says_so(platform, cast, browser_of, crip_key):
    with platform.database.transaction() as session:
        asked = factories.consultation(session, cast.member("cyril"))
        words = factories.message(session, cast.ines, asked)
        words.is_paper = True
        alert = f"/alertes/{raise_alert(session, testimony=words, raised_by=None, now=clock.now()).id.hex}"
    claire = browser_of("claire")
    page = claire.get(alert)
    assert "L’enfant a écrit sur papier" in page.text
    assert page.soup.find("form", {"action": f"{alert}/dire"}) is None
    claire.send(page, f"{alert}/prendre")
    made_up = {"csrf_token": claire.token(alert), "submission_key": "0" * 32, "body": "Tu es là ?"}
    assert claire.post(f"{alert}/message", made_up).status == 409
    with platform.database.reading() as session:
        assert session.scalars(select(AlertMessage)).all() == []
    claire.send(claire.get(alert), f"{alert}/transmettre", recipient="crip", receipt="7")
    claire.send(claire.get(alert), f"{alert}/clore", outcome="Vu avec l’enfant.")
    with platform.database.reading() as session:
        ended = session.scalars(select(Alert)).one()
        assert (ended.state, ended.untold_cause, ended.told_on) == ("closed", "written_on_paper", None)
    assert ASKED not in claire.get("/alertes/").text
