"""S1: "J'ai besoin d'aide"."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from hcec.permissions import STAFF_ROLES
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert, AlertNotice, CoverHours
from hcec.testimonies.models import Agreement, Testimony
from tests.platform import MONDAY

URL = "/besoin-d-aide"


def calls(platform):
    with platform.database.reading() as session:
        return [alert.copy for alert in session.scalars(select(Alert))]


def test_signed_out_the_numbers_and_a_plain_truth(browser):
    page = browser.get(URL)
    assert "on ne peut pas te répondre" in page.text
    assert {"119", "17", "114"} <= {link.text.split()[0] for link in page.soup.select(".numbers a")}
    assert not page.soup.find("textarea")


@pytest.mark.parametrize("role", [None, *STAFF_ROLES])
def test_only_a_young_person_calls(platform, browser_of, role):
    assert browser_of(role).post(URL).status == (401 if role is None else 403)
    assert calls(platform) == []


def test_signed_out_what_was_typed_stays_on_the_page(browser):
    answer = browser.post(URL, {"how_to_find_me": "Chambre 12"})
    assert answer.status == 401
    assert "Chambre 12" in answer.data.decode()


def test_one_press_nothing_to_type_no_contract(platform, browser_of, cast):
    ines = browser_of(cast.ines)
    page = ines.get(URL)
    assert "du lundi au vendredi, de 9" in page.text, "when somebody reads, as it is"
    sent = ines.send(page, URL)
    assert sent.status == 200
    assert "Un adulte formé" in sent.text
    assert "Quelqu’un lit en ce moment." in sent.text
    assert calls(platform) == [""]
    with platform.database.reading() as session:
        assert session.scalars(select(Agreement)).all() == []
        assert session.scalars(select(Testimony.kind)).all() == ["help"]


def test_a_double_tap_is_one_call_and_two_visits_are_two(platform, browser_of, cast):
    ines = browser_of(cast.ines)
    page = ines.get(URL)
    ines.send(page, URL, how_to_find_me="Chambre 12")
    ines.send(page, URL, how_to_find_me="Chambre 12")
    assert calls(platform) == ["Chambre 12"]
    ines.send(page, URL, how_to_find_me="")
    assert calls(platform) == ["Chambre 12"]
    ines.send(page, URL, how_to_find_me="Au parc, vite")
    assert sorted(calls(platform)) == ["Au parc, vite", "Chambre 12"], "Back, then words: never lost"
    ines.send(ines.get(URL), URL)
    assert len(calls(platform)) == 3


def test_a_stale_page_offers_a_fresh_button_and_keeps_the_words(platform, browser_of, cast):
    page = browser_of(cast.ines).get(URL)
    later = browser_of(cast.ines)
    stale = later.send(page, URL, how_to_find_me="Chambre 12")
    assert stale.status == 400
    assert "le bouton est neuf" in stale.text
    assert calls(platform) == []
    later.send(stale, URL)
    assert calls(platform) == ["Chambre 12"]


def test_a_page_left_open_by_somebody_else_still_leads_to_help(platform, browser_of, cast):
    ines, tom = browser_of(cast.ines), browser_of(cast.tom)
    left = ines.get(URL)
    ines.send(left, URL)
    key = left.soup.find("input", {"name": "submission_key"})["value"]
    offered = tom.send(tom.get(URL), URL, submission_key=key)
    assert offered.status == 400
    tom.send(offered, URL)
    assert len(calls(platform)) == 2


def test_the_call_appears_under_one_s_messages_and_to_the_crip(browser_of, cast):
    ines = browser_of(cast.ines)
    ines.send(ines.get(URL), URL, how_to_find_me="Chambre 12")
    assert ines.get("/messages/").status == 200
    claire = browser_of("claire")
    link = claire.get("/alertes/").soup.select_one(".queue a")["href"]
    assert "Chambre 12" in claire.get(link).text


def test_the_button_is_on_every_page_of_a_young_person(browser_of, cast):
    for url in ("/", "/aide", "/consultations/", "/messages/", "/nulle-part"):
        assert browser_of(cast.ines).get(url).soup.find("a", {"href": URL}), url


def test_s3_out_of_hours_the_page_says_when_an_adult_reads_next(browser_of, cast, frozen):
    frozen(MONDAY.replace(day=27, hour=20))
    ines = browser_of(cast.ines)
    page = ines.get(URL)
    assert "Personne ne lit avant lundi 9 h." in page.text
    assert "Personne ne lit avant lundi 9 h." in ines.send(page, URL).text


def test_s3_without_any_cover_the_call_still_leaves_and_the_page_promises_nothing(platform, browser_of, cast):
    with platform.database.transaction() as session:
        session.execute(delete(CoverHours))
    ines = browser_of(cast.ines)
    page = ines.get(URL)
    assert "On ne sait pas encore quand quelqu’un lira." in page.text
    assert ines.send(page, URL).status == 200
    assert calls(platform) == [""]


def test_s1_a_page_left_open_calls_anew_after_a_call_that_was_a_mistake(platform, browser_of, cast):
    ines = browser_of(cast.ines)
    page = ines.get(URL)
    ines.send(page, URL)
    own = ines.get("/messages/").soup.select_one("details.message a")["href"]
    ines.send(ines.get(own), f"{own}/erreur")
    assert "C’est parti" in ines.send(page, URL).text
    with platform.database.reading() as session:
        assert sorted(alert.is_mistake for alert in session.scalars(select(Alert))) == [False, True]


def test_s1_no_call_is_refused_many_in_an_hour_join_the_open_alert(platform, browser_of, cast, frozen):
    ines, tom = browser_of(cast.ines), browser_of(cast.tom)
    for words in ("Chambre 12", "", "", "Au parc, vite", "", "Au parc, vite"):
        assert "Un adulte formé" in ines.send(ines.get(URL), URL, how_to_find_me=words).text
    assert len(calls(platform)) == 3
    assert any("Au parc, vite" in copy for copy in calls(platform)), "no words are lost"
    assert sum(copy.count("Au parc, vite") for copy in calls(platform)) == 1
    tom.send(tom.get(URL), URL)
    assert len(calls(platform)) == 4, "another child's call is their own"
    frozen(MONDAY + timedelta(minutes=61))
    ines = browser_of(cast.ines)
    ines.send(ines.get(URL), URL)
    assert len(calls(platform)) == 5


def test_s1_a_call_that_joins_tells_who_follows_and_is_no_mistake_any_more(platform, browser_of, cast):
    ines = browser_of(cast.ines)
    for _ in range(3):
        ines.send(ines.get(URL), URL)
    change(platform, is_mistake=True, version=5)
    notices(platform, sent_at=MONDAY)
    ines.send(ines.get(URL), URL)
    with platform.database.reading() as session:
        alerts = session.scalars(select(Alert)).all()
        assert sorted((alert.is_mistake, alert.version) for alert in alerts) == [(False, 6), (True, 5), (True, 5)]
        assert session.scalars(select(AlertNotice).where(AlertNotice.sent_at.is_(None))).all()


def test_s1_when_every_alert_is_over_a_call_makes_a_new_one_however_many_came_before(platform, browser_of, cast):
    ines = browser_of(cast.ines)
    for _ in range(3):
        ines.send(ines.get(URL), URL)
    claire, agreed = cast.staff["claire"].id, cast.staff["cyril"].id
    over = {"held_by": claire, "dismissal_asked_by": claire, "dismissed_by": agreed, "dismissal_reason_box": b"x"}
    change(platform, state=AlertState.DISMISSED, **over)
    ines.send(ines.get(URL), URL)
    assert len(calls(platform)) == 4


def change(platform, **values):
    with platform.database.transaction() as session:
        session.execute(update(Alert).values(**values))


def notices(platform, **values):
    with platform.database.transaction() as session:
        session.execute(update(AlertNotice).values(**values))
