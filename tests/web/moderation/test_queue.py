"""The queue and one's own page, over HTTP: what comes first, how much waits, going on, one's week (S5, M6)."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from hcec.moderation.services.names import known_names
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.enums import TestimonyState
from tests.platform import MONDAY
from tests.web.moderation.at_the_desk import BLOWS, ENGLISH, WORDS, copy_on, hide, rows, take


def test_the_queue_says_why_first_and_how_much_waits(browser_of, send, frozen):
    frozen(MONDAY - timedelta(days=20))
    send()  # calm, and known
    frozen(MONDAY)
    send(BLOWS), send(ENGLISH)
    page = browser_of("malik").get("/moderation/")
    order = [link.text for link in page.soup.select(".queue a")]
    assert "coups, violences" in order[0] + order[1]
    assert "langue" in order[0] + order[1]
    assert "à lire d’abord" not in order[2]
    figures = [" ".join(each.text.split()) for each in page.soup.select(".figures > div")]
    assert figures[0] == "À lire d’abord2"
    assert figures[1].endswith("20 jours")
    assert figures[2].endswith("1"), "one is beyond the promise"
    assert "c’est assez" in page.text or "Il en manque" in page.text
    assert "frappe" not in page.text


def test_s5_the_child_is_never_shown_what_the_aids_suspect(cast, browser_of, send):
    ref = send(BLOWS)
    ines = browser_of(cast.ines)
    for url in ("/messages/", f"/messages/{ref}", "/mes-donnees"):
        page = ines.get(url)
        assert page.status == 200
        for word in ("coups, violences", "à lire d’abord", "suggér", "inquiét", "aides"):
            assert word not in page.text.lower(), (url, word)


def test_reading_on_takes_the_next_after_each_decision(platform, browser_of, send):
    send(), send(BLOWS)
    malik = browser_of("malik")
    first = malik.send(malik.get("/moderation/"), "/moderation/file/suivant")
    assert first.soup.select_one("[data-original]").text == BLOWS
    ref = first.url.rpartition("/")[2]
    second = malik.send(first, f"/moderation/{ref}/decision", decision="keep")
    assert second.soup.select_one("[data-original]").text == WORDS
    assert "Gardé" in second.text
    ref = second.url.rpartition("/")[2]
    end = malik.send(second, f"/moderation/{ref}/decision", decision="keep")
    assert end.url.endswith("/moderation/")
    assert "Plus rien n’attend" in end.text
    assert {row.state for row in rows(platform)} == {TestimonyState.KEPT}


def test_reading_on_is_a_choice_taken_back_by_a_tick(browser_of, send, platform):
    send(), send()
    malik = browser_of("malik")
    first = malik.send(malik.get("/moderation/"), "/moderation/file/suivant")
    form = first.form(f"{first.url.removeprefix('http://localhost')}/decision")
    form.find("input", {"name": "reads_on"}).attrs.pop("checked")
    assert malik.send(first, form["action"], decision="keep").url.endswith("/moderation/")
    taken = take(malik, next(row.id.hex for row in rows(platform) if row.state == TestimonyState.SUBMITTED))
    assert not taken.soup.find("input", {"name": "reads_on"}).has_attr("checked")


def test_a_message_given_back_awaits_somebody_else_with_what_was_hidden(platform, browser_of, send):
    ref = send()
    malik, naima = browser_of("malik"), browser_of("naima")
    page = hide(malik, take(malik, ref), ref)
    fields = {"csrf_token": page.soup.find("input", {"name": "csrf_token"})["value"]}
    back = malik.post(f"/moderation/{ref}/rendre", fields, follow_redirects=True)
    assert "attend de nouveau" in back.text
    assert rows(platform)[0].state == TestimonyState.SUBMITTED
    assert "[nom]" in copy_on(take(naima, ref))
    assert malik.post(f"/moderation/{ref}/rendre", fields).status == 409
    assert malik.send(page, f"/moderation/{ref}/decision", decision="keep").status == 409


def test_what_one_leaves_to_others_is_ones_own_choice(platform, browser_of, send):
    send(BLOWS)
    malik, naima = browser_of("malik"), browser_of("naima")
    page = malik.get("/moderation/ma-semaine")
    page = malik.send(page, "/moderation/ma-semaine", themes=["physical_violence"])
    ticked = [box["value"] for box in page.soup.find_all("input", {"name": "themes"}) if box.has_attr("checked")]
    assert ticked == ["physical_violence"]
    assert not malik.get("/moderation/").soup.select(".queue a")
    assert len(naima.get("/moderation/").soup.select(".queue a")) == 1
    assert malik.send(page, "/moderation/ma-semaine", themes=["any", "x"]).status == 400
    malik.send(page, "/moderation/ma-semaine", themes=[])
    assert malik.get("/moderation/").soup.select(".queue a")


def test_shortcuts_turned_off_leave_a_page_without_their_script(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    assert "/static/js/keys." in take(malik, ref).data.decode()
    own = malik.get("/moderation/ma-semaine")
    own.soup.find("input", {"name": "has_shortcuts"}).attrs.pop("checked")
    malik.send(own, "/moderation/ma-semaine")
    for url in ("/moderation/", f"/moderation/{ref}"):
        assert "/static/js/keys." not in malik.get(url).data.decode()


def test_ones_week_is_ones_own(browser_of, send):
    malik = browser_of("malik")
    malik.get(f"/moderation/{send(BLOWS)}")
    figures = [each.text for each in malik.get("/moderation/ma-semaine").soup.select(".figures b")]
    assert figures == ["1", "0 min", "1"]
    assert browser_of("naima").get("/moderation/ma-semaine").soup.select(".figures b")[0].text == "0"


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_readers_alone_have_a_week_and_go_on(browser_of, role):
    readers = {Role.MODERATOR, Role.OUTSIDE_READER, Role.COORDINATOR, Role.CRIP}
    browser = browser_of(role)
    assert browser.get("/moderation/ma-semaine").status == (401 if role is None else 200 if role in readers else 403)
    assert browser.post("/moderation/file/suivant").status == (401 if role is None else 400 if role in readers else 403)


def test_the_desk_costs_the_same_however_many_names_there_are(platform, browser_of, send):
    few, many = send("Karim dit non."), send("Karim, Lina, Yanis, Inès, Tom et Jade disent non. " * 5)
    malik, counted = browser_of("malik"), []
    event.listen(platform.database.engine, "before_cursor_execute", lambda *_: counted.append(1))
    costs = []
    for ref in (few, many, few, many):
        counted.clear()
        malik.get(f"/moderation/{ref}")
        costs.append(len(counted))
    assert costs[2] == costs[3]


def test_m6_whom_to_call_is_said_by_the_coordination_and_shown_to_every_reader(platform, browser_of):
    cyril, malik = browser_of("cyril"), browser_of("malik")
    page, url = cyril.get("/moderation/ma-semaine"), "/moderation/ma-semaine/soutien"
    said = {"supervision_name": "Nadia Brun", "supervision_phone": "01 99 00 12 34", "department_code": "61"}
    cyril.send(page, url, **said)
    with platform.database.reading() as session:
        assert known_names(session).department == "61"
    platform._department_until = 0.0
    own = malik.get("/moderation/ma-semaine")
    assert "Nadia Brun" in own.text
    assert not own.soup.find("form", {"action": url}), "a reader is shown it, and changes nothing"
    token = own.soup.find("input", {"name": "csrf_token"})["value"]
    assert malik.post(url, {"csrf_token": token, "supervision_name": "Moi"}).status == 403
    for odd in ({"supervision_phone": "javascript:alert(1)"}, {"department_code": "6"}, {"department_code": "2C"}):
        assert cyril.send(page, url, **said | odd).status == 400
