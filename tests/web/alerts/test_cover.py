"""S3: the page of cover, over plain HTTP."""

import pytest
from sqlalchemy import delete, select

from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.department.services import load
from hcec.permissions import Permission, Role
from hcec.safeguarding.models import CoverClosure, CoverHours, CoverPeriod
from hcec.safeguarding.services.cover import load_cover
from hcec.web.alerts.cover_forms import read_times, typed_times
from tests.platform import MONDAY

URL = "/alertes/astreinte/"
POSTS = [
    "heures",
    "lecture",
    "fermetures",
    "periodes",
    f"fermetures/{'0' * 32}/retirer",
    f"periodes/{'0' * 32}/retirer",
]


@pytest.fixture
def cyril(browser_of):
    return browser_of("cyril")


def rows(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def name(cyril, cast, who="malik", **dates):
    typed = {"kind": "deputy", "holder": cast.staff[who].id.hex, "from_on": "2026-12-01", "to_on": "2026-12-07"} | dates
    return cyril.send(cyril.get(URL), f"{URL}periodes", **typed)


@pytest.mark.parametrize("role", [None, *Role])
def test_coordination_and_crip_alone_see_to_cover(browser_of, role):
    expected = {None: 401, Role.COORDINATOR: 200, Role.CRIP: 200}.get(role, 403)
    browser = browser_of(role)
    assert browser.get(URL).status == expected
    if expected != 200:
        assert {browser.post(f"{URL}{each}").status for each in POSTS} == {expected}


def test_without_the_crip_s_key_it_says_why_words_wait(cyril):
    page = cyril.get(URL)
    assert "La boîte à idées est en pause." in page.text
    assert "La CRIP n’a pas de clé, ou pas de compte" in page.text


def test_the_page_says_that_all_is_covered_day_by_day(crip_key, cyril):
    page = cyril.get(URL)
    assert "Chaque jour a une personne d’astreinte et une suppléance" in page.text
    assert "vendredi 25 décembre Jour férié Astreinte : Cyril Essai. Suppléance : Claire Essai." in page.text
    assert "lundi 23 novembre De 9 h à 18 h Astreinte : Cyril Essai." in page.text
    assert "en pause" not in page.text
    assert "Personne n’est responsable de l’astreinte" in page.text


def test_hours_are_changed_as_people_type_them_and_journalled(cyril, platform):
    typed = {"day_0": "9h-12h30, 13:30-17:30", "day_1": "de 9 h à 18 h", "day_2": "", "day_6": "0 h – 24 h"}
    page = cyril.send(cyril.get(URL), f"{URL}heures", **typed)
    assert "le lundi, de 9 h à 12 h 30 et de 13 h 30 à 17 h 30" in page.text
    with platform.database.reading() as session:
        hours = load_cover(session).hours
        assert [(each.weekday, each.starts, each.ends) for each in hours if each.weekday in {0, 2, 6}] == [
            (0, 540, 750),
            (0, 810, 1050),
            (6, 0, 1440),
        ]
        assert session.scalars(select(JournalEntry.action)).all() == ["cover:hours"]


@pytest.mark.parametrize("wrong", ["le matin", "9 h", "18 h - 9 h", "9 h 75 - 10 h", "9 h - 25 h", "9-10-11"])
def test_hours_that_cannot_be_read_change_nothing_and_stay(cyril, platform, wrong):
    page = cyril.send(cyril.get(URL), f"{URL}heures", day_1=wrong)
    assert page.status == 400
    assert page.soup.find("input", {"name": "day_1"})["value"] == wrong
    assert "Écrivez par exemple" in page.text
    assert len(rows(platform, CoverHours)) == 5


def test_what_is_shown_is_what_may_be_typed(cyril, platform):
    with platform.database.reading() as session:
        for each in load_cover(session).hours:
            assert read_times(each.weekday, typed_times([each])) == [each]


def test_a_closure_is_noted_once_seen_and_taken_back(cyril, platform):
    page = cyril.get(URL)
    typed = {"closed_from": "2026-12-21", "closed_to": "31/12/2026", "reason": "Fermeture d’hiver"}
    for _ in range(2):
        shown = cyril.send(page, f"{URL}fermetures", **typed)
    assert "Trop de jours de suite sans lecture du 19 décembre 2026 au 3 janvier 2027" in shown.text
    assert "lundi 21 décembre Fermé trop longtemps" in shown.text
    (closure,) = rows(platform, CoverClosure)
    shown = cyril.send(shown, f"{URL}fermetures/{closure.id.hex}/retirer")
    assert "Trop de jours de suite" not in shown.text
    assert rows(platform, CoverClosure) == []


@pytest.mark.parametrize(
    "wrong", [{"closed_to": "2026-12-20"}, {"closed_from": "hier"}, {"reason": " "}, {"closed_to": "2026-11-01"}]
)
def test_a_closure_without_sense_is_refused_and_stays(cyril, platform, wrong):
    typed = {"closed_from": "2026-12-21", "closed_to": "2026-12-24", "reason": "Travaux"} | wrong
    page = cyril.send(cyril.get(URL), f"{URL}fermetures", **typed)
    assert page.status == 400
    assert page.soup.find("input", {"name": "closed_from"})["value"] == typed["closed_from"]
    assert rows(platform, CoverClosure) == []


def test_whoever_is_named_handles_alerts_until_taken_off_duty(cyril, cast, platform, browser_of):
    assert browser_of("malik").get("/alertes/").status == 403
    page = name(cyril, cast)
    assert "Malik Essai" in page.text
    assert browser_of("malik").get("/alertes/").status == 200
    (period,) = [each for each in rows(platform, CoverPeriod) if each.staff_id == cast.staff["malik"].id]
    cyril.send(page, f"{URL}periodes/{period.id.hex}/retirer")
    assert browser_of("malik").get("/alertes/").status == 403


def test_of_two_periods_of_one_kind_the_last_one_taken_back_ends_the_appointment(cyril, cast, platform):
    name(cyril, cast)
    page = name(cyril, cast, from_on="2026-12-10", to_on="2026-12-12")
    malik = cast.staff["malik"].id
    for period in [each for each in rows(platform, CoverPeriod) if each.staff_id == malik]:
        with platform.database.reading() as session:
            assert member(session.get(Staff, malik)).may(Permission.ALERT_HANDLE)
        page = cyril.send(page, f"{URL}periodes/{period.id.hex}/retirer")
    with platform.database.reading() as session:
        assert not member(session.get(Staff, malik)).may(Permission.ALERT_HANDLE)


@pytest.mark.parametrize("who", ["agnes", "paul"])
def test_administration_and_partners_are_never_on_duty(cyril, cast, platform, who):
    before = len(rows(platform, CoverPeriod))
    assert name(cyril, cast, who).status == 400
    assert len(rows(platform, CoverPeriod)) == before


@pytest.mark.parametrize("wrong", [{"to_on": "2026-11-30"}, {"from_on": ""}, {"kind": "boss"}, {"holder": ""}])
def test_a_period_without_sense_is_refused(cyril, cast, platform, wrong):
    before = len(rows(platform, CoverPeriod))
    assert name(cyril, cast, **wrong).status == 400
    assert len(rows(platform, CoverPeriod)) == before


def test_missing_days_are_said_in_words_and_today_pauses_the_idea_box(cyril, platform):
    with platform.database.transaction() as session:
        session.execute(delete(CoverPeriod).where(CoverPeriod.kind == "deputy"))
    page = cyril.get(URL)
    assert "Aucune suppléance du 23 novembre 2026 au 22 janvier 2027" in page.text
    assert "La boîte à idées est en pause" in page.text
    assert "lundi 23 novembre De 9 h à 18 h Astreinte : Cyril Essai. Aucune suppléance." in page.text


def test_how_one_reads_is_a_decision_of_the_departement(cyril, platform):
    typed = {"readers": "3", "reader_minutes": "45", "message_minutes": "5", "holidays_of": "57"}
    assert "C’est enregistré." in cyril.send(cyril.get(URL), f"{URL}lecture", **typed).text
    with platform.database.reading() as session:
        decided = load(session)
        assert (decided.readers, decided.reader_minutes, decided.message_minutes) == (3, 45, 5)
        assert load_cover(session).is_closed(MONDAY.date().replace(month=12, day=26))
    assert cyril.send(cyril.get(URL), f"{URL}lecture", **(typed | {"readers": "0"})).status == 400


def test_what_is_not_there_cannot_be_taken_back(cyril):
    token = cyril.token(URL)
    for kind in ("fermetures", "periodes"):
        for ref in ("0" * 32, "x"):
            assert cyril.post(f"{URL}{kind}/{ref}/retirer", {"csrf_token": token}).status == 404


def test_m5_hours_that_somebody_else_changed_meanwhile_are_told_and_nothing_is_lost(cyril, browser_of, platform):
    mine, theirs = cyril.get(URL), browser_of("claire")
    theirs.send(theirs.get(URL), f"{URL}heures", day_1="10 h – 12 h")
    page = cyril.send(mine, f"{URL}heures", day_0="8 h – 20 h")
    assert page.status == 409
    assert "Quelqu’un a changé cela entre-temps" in page.text
    assert "Mardi : 10 h – 12 h" in page.text
    assert page.soup.find("input", {"name": "day_0"})["value"] == "8 h – 20 h"
    assert page.soup.find("form", action=f"{URL}heures").find_parent("details").has_attr("open")
    assert ("08:00" in {row.starts for row in rows(platform, CoverHours)}, len(rows(platform, CoverHours))) == (
        False,
        5,
    )
    assert cyril.send(page, f"{URL}heures").status == 200, "sent again, it is sent knowingly"
    assert "08:00" in {row.starts for row in rows(platform, CoverHours)}


def test_the_same_hours_sent_twice_are_no_conflict(cyril, browser_of):
    mine, theirs = cyril.get(URL), browser_of("claire")
    theirs.send(theirs.get(URL), f"{URL}heures", day_1="10 h – 12 h")
    assert [cyril.send(mine, f"{URL}heures", day_1="10h-12h").status for _ in range(2)] == [200, 200]


def test_m5_how_one_reads_is_not_overwritten_unseen(cyril, browser_of, platform):
    mine, theirs = cyril.get(URL), browser_of("claire")
    theirs.send(theirs.get(URL), f"{URL}lecture", reader_minutes="35", holidays_of="57")
    page = cyril.send(mine, f"{URL}lecture", readers="4")
    assert page.status == 409
    assert "Minutes de lecture par personne et par jour : 35" in page.text
    assert "Jours fériés : ceux de la Moselle" in page.text
    with platform.database.reading() as session:
        assert load(session).readers == 2


def test_m5_a_calendar_that_changed_meanwhile_is_shown_before_one_adds_to_it(cyril, cast, browser_of, platform):
    mine, theirs = cyril.get(URL), browser_of("claire")
    typed = {"closed_from": "2026-12-21", "closed_to": "2026-12-31", "reason": "Fermeture d’hiver"}
    shown = theirs.send(theirs.get(URL), f"{URL}fermetures", **typed)
    asked = {"kind": "deputy", "holder": cast.staff["malik"].id.hex, "from_on": "2026-12-21", "to_on": "2026-12-24"}
    page = cyril.send(mine, f"{URL}periodes", **asked)
    assert page.status == 409
    assert "Fermeture d’hiver, du 21 au 31 décembre 2026" in page.text
    assert page.soup.find("input", {"name": "to_on"})["value"] == "2026-12-24"
    assert len(rows(platform, CoverPeriod)) == 2
    assert [cyril.send(page, f"{URL}periodes").status for _ in range(2)] == [200, 200], "the second tap finds its own"
    assert len(rows(platform, CoverPeriod)) == 3
    (closure,) = rows(platform, CoverClosure)
    late = theirs.get(URL)
    cyril.send(cyril.get(URL), f"{URL}fermetures/{closure.id.hex}/retirer")
    page = theirs.send(late, f"{URL}fermetures", closed_from="2027-01-04", closed_to="2027-01-05", reason="Travaux")
    assert (page.status, "Lignes retirées : 1" in page.text) == (409, True)
    assert shown.status == 200
