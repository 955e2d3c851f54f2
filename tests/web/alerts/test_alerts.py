"""The room of alerts, over HTTP."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from hcec import clock
from hcec.accounts.enums import Appointment
from hcec.accounts.models import StaffAppointment, StaffTie
from hcec.audit.models import JournalEntry
from hcec.permissions import STAFF_ROLES, Role
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.worker import PULSE, beat
from tests import factories

WORDS = "On me tape. <script>{{7*7}}</script>"


@pytest.fixture
def signal(platform, cast):
    """Return a function that raises an alert and gives its address."""

    def raised(by=None, **options):
        with platform.database.transaction() as session:
            message = factories.message(session, by or cast.ines, words=WORDS, **options)
            alert = raise_alert(session, testimony=message, raised_by=None, now=clock.now())
            return f"/alertes/{alert.id.hex}"

    return raised


def tie(platform, cast, name, circle):
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member(name).id, circle_id=cast.circles[circle].id))


def state(platform, url):
    with platform.database.reading() as session:
        return next(alert.state for alert in session.scalars(select(Alert)) if alert.id.hex == url[-32:])


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_the_crip_and_coordinators_alone_open_the_room(browser_of, signal, role):
    url, browser = signal(), browser_of(role)
    expected = 401 if role is None else 200 if role in {Role.CRIP, Role.COORDINATOR} else 403
    assert browser.get("/alertes/").status == expected
    assert browser.get(url).status == expected
    if expected != 200:
        assert browser.get(f"{url}/fiche").status == expected
        for act in ("prendre", "transmettre", "accuse", "clore", "sans-suite", "dire", "pas-encore", "message"):
            assert browser.post(f"{url}/{act}").status == expected


def test_whoever_is_appointed_comes_in_whatever_their_role(platform, cast, browser_of, signal):
    url = signal()
    with platform.database.transaction() as session:
        session.add(StaffAppointment(staff_id=cast.member("malik").id, kind=Appointment.DEPUTY))
    assert WORDS in browser_of("malik").get(url).text


def test_a5_who_works_for_a_circle_of_the_child_sees_nothing_but_the_crip_sees_all(platform, cast, browser_of, signal):
    url = signal()
    for name in ("cyril", "claire"):
        tie(platform, cast, name, "north")
    cyril = browser_of("cyril")
    assert cyril.get(url).status == 404
    assert "Aucune alerte n’est ouverte" in cyril.get("/alertes/").text
    assert browser_of("claire").get(url).status == 200


def test_a5_words_about_an_adult_reach_the_crip_alone(browser_of, signal):
    url = signal(about_adult=True)
    assert browser_of("cyril").get(url).status == 404
    assert WORDS in browser_of("claire").get(url).text


def test_the_whole_life_of_an_alert(platform, browser_of, signal):
    url, claire = signal(), browser_of("claire")
    assert "1 alerte est ouverte." in claire.get("/alertes/").text
    page = claire.get(url)
    assert WORDS in page.text
    assert "Lue le 23 novembre, 10:00 : dans les temps" in page.text
    taken = claire.send(page, f"{url}/prendre")
    assert "Vous l’avez prise en charge." in taken.text
    refused = claire.send(taken, f"{url}/transmettre", recipient="voisin", receipt="N° 12")
    assert refused.status == 400
    assert refused.soup.find("input", {"name": "receipt"})["value"] == "N° 12"
    sent = claire.send(taken, f"{url}/transmettre", recipient="prosecutor", receipt="N° 12")
    assert "procureur de la République Accusé de réception N° 12, reçu le 23 novembre 2026" in sent.text
    assert claire.send(sent, f"{url}/clore", outcome="  ").status == 400
    closed = claire.send(sent, f"{url}/clore", outcome="Mise à l'abri.")
    assert "Mise à l'abri." in closed.text
    assert state(platform, url) == "closed"
    assert "Aucune alerte n’est ouverte" in claire.get("/alertes/").text
    with platform.database.reading() as session:
        acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert list(dict.fromkeys(acts)) == ["alert:read", "alert:take", "alert:transmit", "alert:close"]


def test_steps_skipped_and_stale_pages_are_409(platform, browser_of, signal):
    url, claire, cyril = signal(), browser_of("claire"), browser_of("cyril")
    stale = cyril.get(url)
    token = {"csrf_token": stale.soup.find("input", {"name": "csrf_token"})["value"], "version": "1"}
    assert cyril.post(f"{url}/clore", token | {"outcome": "Fini."}).status == 409
    assert cyril.post(f"{url}/transmettre", token | {"recipient": "crip"}).status == 409
    claire.send(claire.get(url), f"{url}/prendre")
    answer = cyril.send(stale, f"{url}/prendre")
    assert answer.status == 409
    assert "prise en charge" in answer.text
    assert cyril.post(f"{url}/effacer", token).status == 404
    assert cyril.get(f"{url}/prendre").status == 405
    assert cyril.post(f"{url}/prendre", token | {"version": "x"}).status == 400


def test_without_follow_up_takes_two_people(platform, browser_of, signal):
    url, claire, cyril = signal(), browser_of("claire"), browser_of("cyril")
    page = claire.get(url)
    assert claire.send(page, f"{url}/sans-suite", reason="").status == 400
    asked = claire.send(page, f"{url}/sans-suite", reason="Un appui par erreur.")
    assert "Une autre personne que vous doit confirmer." in asked.text
    token = {"csrf_token": asked.soup.find("input", {"name": "csrf_token"})["value"], "version": "2"}
    assert claire.post(f"{url}/sans-suite", token | {"reason": "Oui."}).status == 409
    assert state(platform, url) == "signalled"
    done = cyril.send(cyril.get(url), f"{url}/sans-suite")
    assert "sans suite" in done.text
    assert state(platform, url) == "dismissed"


def test_s4_what_came_to_its_end_is_found_again_page_after_page(platform, cast, browser_of):
    with platform.database.transaction() as session:
        for number in range(45):
            message = factories.message(session, cast.ines)
            alert = raise_alert(session, testimony=message, raised_by=None, now=clock.now() - timedelta(hours=number))
            alert.dismissal_asked_by, alert.dismissed_by = cast.member("claire").id, cast.member("cyril").id
            alert.state, alert.dismissal_reason, alert.held_by = "dismissed", "Un essai.", alert.dismissed_by
            alert.ended_at = clock.now()
            alert.told, alert.told_on = "Voilà.", clock.today()
    claire, found = browser_of("claire"), []
    page = claire.get("/alertes/")
    while True:
        links = page.soup.select("[aria-labelledby=finished] .queue a")
        found.append([link["href"] for link in links])
        following = page.soup.find("a", rel="next")
        if following is None:
            break
        page = claire.get(following["href"])
    assert [len(each) for each in found] == [20, 20, 5]
    assert len({link for each in found for link in each}) == 45
    assert "Page 3 sur 3" in page.text
    for beyond in ("?page=99", "?page=-1", "?page=x"):
        assert claire.get(f"/alertes/{beyond}").status == 200


def test_s4_the_list_says_who_holds_it_its_limit_and_whether_it_is_late(platform, cast, browser_of, signal, frozen):
    claire = browser_of("claire")
    url = signal()
    page = claire.get("/alertes/").text
    assert "dans les temps" in page
    assert "à personne encore : astreinte et CRIP prévenues · à lire avant le 23 novembre, 12:00" in page
    frozen(clock.now() + timedelta(hours=5))
    claire = browser_of("claire")
    page = claire.get("/alertes/").text
    assert "en retard" in page
    assert "astreinte, suppléance et CRIP prévenues" in page, "told from the clock, though no worker ran"
    claire.send(claire.get(url), f"{url}/prendre")
    assert "suivie par Claire Essai · à transmettre avant le 23 novembre, 18:00" in claire.get("/alertes/").text
    read = claire.get(url).text
    assert "Lue le 23 novembre, 15:00 : en retard" in read
    assert "Prise en charge le 23 novembre, 15:00 : en retard" in read


def test_s4_the_reason_and_who_raised_it_are_shown(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words=WORDS)
        malik = cast.member("malik")
        alert = raise_alert(session, testimony=message, raised_by=malik, reason="Des coups.", now=clock.now())
        url = f"/alertes/{alert.id.hex}"
    page = browser_of("claire").get(url).text
    assert "Malik Essai, modératrice ou modérateur" in page
    assert "Des coups." in page


def test_s4_a_receipt_that_comes_later(platform, browser_of, signal):
    url, claire = signal(), browser_of("claire")
    claire.send(claire.get(url), f"{url}/prendre")
    sent = claire.send(claire.get(url), f"{url}/transmettre", recipient="crip")
    assert "Accusé de réception pas encore" in sent.text
    assert claire.send(sent, f"{url}/accuse", receipt="7", receipt_on="2026-11-24").status == 400, "tomorrow"
    noted = claire.send(sent, f"{url}/accuse", receipt="N° 7", receipt_on="2026-11-23")
    assert "N° 7, reçu le 23 novembre 2026" in noted.text


def test_interface_forms_alone_lead_to_the_end_and_the_child_is_told(platform, cast, browser_of, signal):
    """The names of INTERFACE suffice: `recipient`, `receipt`, `outcome`; a client echoes hidden fields only."""
    url, claire = signal(), browser_of("claire")
    for act, typed in {
        "prendre": {},
        "transmettre": {"recipient": "crip", "receipt": "1"},
        "clore": {"outcome": "Vu."},
    }.items():
        form = claire.get(url).form(f"{url}/{act}")
        hidden = {each["name"]: each["value"] for each in form.find_all("input", {"type": "hidden"})}
        assert claire.post(f"{url}/{act}", hidden | typed).status == 303
    assert state(platform, url) == "closed"
    own = browser_of(cast.ines)
    link = own.get("/messages/").soup.select_one("details.message a")["href"]
    assert "Des adultes formés ont lu ce que tu as dit." in own.get(link).text


def test_s4_the_sheet_to_print_holds_the_words_and_nobody_s_name(platform, cast, browser_of, signal):
    url, claire = signal(), browser_of("claire")
    claire.send(claire.get(url), f"{url}/prendre")
    claire.send(claire.get(url), f"{url}/transmettre", recipient="prosecutor", receipt="N° 12")
    page = claire.get(f"{url}/fiche")
    for words in (
        WORDS,
        "procureur de la République",
        "N° 12, reçu le 23 novembre 2026",
        "CRIP",
        "Transmise",
        "le 23 novembre 2026, 10:00",
    ):
        assert words in page.text
    assert "Claire" not in page.text
    with platform.database.reading() as session:
        assert "alert:print" in session.scalars(select(JournalEntry.action)).all()


def test_attack_39_the_page_says_when_mails_do_not_leave(platform, browser_of, signal, frozen):
    signal()
    claire = browser_of("claire")
    silence = "Les e-mails ne partent pas en ce moment"
    assert silence in claire.get("/alertes/").text
    beat(platform, PULSE, clock.now())
    assert silence not in claire.get("/alertes/").text
    frozen(clock.now() + timedelta(minutes=11))
    assert silence in claire.get("/alertes/").text


def test_the_list_asks_as_many_questions_for_one_alert_as_for_five(platform, cast, browser_of, signal):
    claire = browser_of("claire")
    signal()

    def asked():
        found = []

        def count(connection, cursor, statement, *given):
            found.append(statement)

        event.listen(platform.database.engine, "before_cursor_execute", count)
        claire.get("/alertes/")
        event.remove(platform.database.engine, "before_cursor_execute", count)
        return len(found)

    claire.get("/alertes/")
    once = asked()
    for _ in range(4):
        signal()
    assert asked() == once
