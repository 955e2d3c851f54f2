"""The desk over HTTP, without JavaScript: suggestions, the copy made by the server, going on, one's week (S5, M6)."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from hcec.department.services import change
from hcec.moderation.models import Decision
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY

WORDS = "On joue au foot avec Karim et Lina. KARIM est gardien. C'est bien à Yzeure."
BLOWS = "mon educ me frappe tous les soirs, j'ai des bleus"
ENGLISH = "My foster parents are nice but I would like to see my brother more often"


@pytest.fixture
def send(platform, cast):
    """Return a function that writes a message and gives its reference."""

    def written(words=WORDS, **options):
        with platform.database.transaction() as session:
            return factories.message(session, cast.ines, words=words, **options).id.hex

    return written


def take(browser, ref):
    return browser.send(browser.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")


def copy_on(page):
    return page.soup.find("textarea", {"name": "published_text"}).text.lstrip("\n")


def rows(platform, model=Testimony):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def hide(browser, page, ref, **typed):
    """Press "Cacher": the decision form, sent to where that button leads."""
    form = page.form(f"/moderation/{ref}/decision")
    form["action"] = form.find("button", {"name": "act"})["formaction"]
    ticked = [box["value"] for box in form.find_all("input", {"name": "hide"})]
    return browser.send(page, f"/moderation/{ref}/cacher", **{"act": "hide", "hide": ticked} | typed)


def test_suggestions_are_marked_with_their_kind_once_the_message_is_held(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    assert malik.get(f"/moderation/{ref}").soup.find("mark") is None
    page = take(malik, ref)
    marks = [(mark.text, mark["data-kind"], mark["data-role"]) for mark in page.soup.select("[data-original] mark")]
    assert marks == [
        ("Karim", "personne", "nom"),
        ("Lina", "personne", "nom"),
        ("KARIM", "personne", "nom"),
        ("Yzeure", "lieu", "lieu"),
    ]
    assert page.soup.select_one("[data-original]").text == WORDS
    assert copy_on(page) == WORDS, "nothing is hidden before somebody saw it"
    listed = [box.text for box in page.soup.select(".suggestion mark")]
    assert listed == ["Karim", "Lina", "Yzeure"], "each thing once: it is hidden everywhere"


def test_the_server_makes_the_copy_with_what_is_ticked_hidden_everywhere(platform, browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref)
    assert copy_on(page) == "On joue au foot avec [nom] et [nom]. [nom] est gardien. C'est bien à [lieu]."
    assert "relisez-la" in page.text
    assert rows(platform)[0].unfinished == copy_on(page), "and keeps it"
    malik.send(page, f"/moderation/{ref}/decision", decision="publish")
    decision = rows(platform, Decision)[0]
    assert (decision.suggested, decision.followed) == (4, 4)


def test_one_suggestion_alone_with_a_better_role_and_other_words_typed(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = take(malik, ref)
    first = page.soup.find("input", {"name": "hide"})["value"]
    page = hide(malik, page, ref, hide=[first], **{f"as-{first}": "mon éducateur"})
    assert copy_on(page) == WORDS.replace("Karim", "[mon éducateur]").replace("KARIM", "[mon éducateur]")
    page = hide(malik, page, ref, hide=[], hide_words="LINA", hide_as="ma sœur")
    assert "[ma sœur]" in copy_on(page)
    assert "Lina" not in copy_on(page)
    assert copy_on(hide(malik, page, ref, act="restart")) == WORDS


@pytest.mark.parametrize(
    "typed",
    [
        {"hide": ["0-99999", "x", "-1-4", "5-2", "999999-999999"]},
        {"hide": ["0-4"], "as-0-4": "<b>x</b>"},
        {"hide_words": "", "hide_as": "nom"},
        {"hide_words": "pas là", "hide_as": "nom"},
    ],
)
def test_odd_places_and_unknown_roles_hide_nothing(browser_of, send, typed):
    ref = send()
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref, **{"hide": []} | typed)
    assert page.status == 200
    assert copy_on(page) == WORDS


def test_a_role_is_only_one_of_ours(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    assert hide(malik, take(malik, ref), ref, hide=[], hide_words="Lina", hide_as="Lina").status == 400


def test_the_copy_is_made_for_whoever_holds_the_message_and_nobody_else(platform, cast, browser_of, send):
    ref = send()
    malik, naima, karine = browser_of("malik"), browser_of("naima"), browser_of("karine")
    page = take(malik, ref)
    token = naima.get("/moderation/ma-semaine").soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "version": "1", "published_text": "Ma copie", "act": "hide"}
    answer = naima.post(f"/moderation/{ref}/cacher", fields)
    assert answer.status == 409
    assert "Ma copie" in answer.data.decode()
    assert "Karim" not in answer.text
    fields["csrf_token"] = karine.get("/moderation/ma-semaine").soup.find("input", {"name": "csrf_token"})["value"]
    assert karine.post(f"/moderation/{ref}/cacher", fields).status == 404
    assert hide(malik, page, ref, version="9").status == 409
    assert rows(platform)[0].unfinished is None


def test_the_page_saves_by_itself_and_is_told_in_a_status(platform, browser_of, send):
    ref = send()
    malik = browser_of("malik")
    page = take(malik, ref)
    assert "connect-src 'self'" in page.headers["Content-Security-Policy"]
    assert "connect-src" not in malik.get("/moderation/").headers["Content-Security-Policy"]
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "version": "1", "published_text": "J'ai dit"}
    url, asks = f"/moderation/{ref}/brouillon", {"Accept": "application/json"}
    save = lambda **typed: malik.client.post(url, data=fields | typed, headers=asks, base_url=malik.base)  # noqa: E731
    assert save().status_code == 204
    assert rows(platform)[0].unfinished == "J'ai dit"
    assert save(version="2").status_code == 409
    assert rows(platform)[0].unfinished == "J'ai dit"


def test_a_hard_message_is_behind_a_warning_that_says_why_and_whom_to_call(platform, browser_of, send):
    with platform.database.transaction() as session:
        names = {"supervision_name": "Nadia Brun", "supervision_phone": "01 99 00 12 34"}
        change(session, actor="platform", role="administrator", **names)
    platform._department_until = 0.0
    ref = send(BLOWS)
    malik = browser_of("malik")
    for page in (malik.get(f"/moderation/{ref}"), take(malik, ref)):
        veil = page.soup.select_one("details.veil")
        assert not veil.has_attr("open")
        assert "coups, violences" in veil.summary.text
        assert veil.find(string=lambda words: "frappe" in words)
        assert not [
            words for words in page.soup.find_all(string=True) if "frappe" in words and veil not in words.parents
        ]
        assert "01 99 00 12 34" in veil.text
    assert page.soup.select_one(".worrying").text.strip() in BLOWS
    assert not take(malik, send()).soup.select("details.veil")


def test_a_hard_message_under_way_is_open(browser_of, send):
    ref = send(BLOWS)
    malik = browser_of("malik")
    page = hide(malik, take(malik, ref), ref, hide_words="bleus", hide_as="détail")
    assert page.soup.select_one("details.veil").has_attr("open")


def test_an_unknown_language_is_said(browser_of, send):
    page = browser_of("malik").get(f"/moderation/{send(ENGLISH)}")
    assert "langue que les aides ne connaissent pas" in page.text
    assert "lisez tout" in page.text


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
    first = malik.send(malik.get("/moderation/"), "/moderation/suivant")
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
    first = malik.send(malik.get("/moderation/"), "/moderation/suivant")
    form = first.form(f"{first.url.removeprefix('http://localhost')}/decision")
    form.find("input", {"name": "reads_on"}).attrs.pop("checked")
    assert malik.send(first, form["action"], decision="keep").url.endswith("/moderation/")
    taken = take(malik, next(row.id.hex for row in rows(platform) if row.state == TestimonyState.SUBMITTED))
    assert not taken.soup.find("input", {"name": "reads_on"}).has_attr("checked")


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
    assert browser.post("/moderation/suivant").status == (401 if role is None else 400 if role in readers else 403)


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
    cyril.send(page, url, supervision_name="Nadia Brun", supervision_phone="01 99 00 12 34")
    platform._department_until = 0.0
    own = malik.get("/moderation/ma-semaine")
    assert "Nadia Brun" in own.text
    assert not own.soup.find("form", {"action": url}), "a reader is shown it, and changes nothing"
    token = own.soup.find("input", {"name": "csrf_token"})["value"]
    assert malik.post(url, {"csrf_token": token, "supervision_name": "Moi"}).status == 403
    assert cyril.send(page, url, supervision_phone="javascript:alert(1)").status == 400
