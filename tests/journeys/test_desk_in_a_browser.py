"""The desk in a real browser: twenty messages by keyboard alone, and the same without a script; axe at each step.

What a message costs is measured here and written in docs/moderation.md.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from hcec.accounts.enums import Audience
from hcec.accounts.services import sessions
from hcec.moderation.hints import packed
from hcec.moderation.models import Decision
from hcec.permissions import Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.spans import Label, Reason, Suggestion
from tests import factories
from tests.served import serving

ROOT = Path(__file__).resolve().parents[2]
THREE_NAMES = "On joue au foot avec Karim, Lina et Yanis. C'est bien."
COPY = "On joue au foot avec [nom], [nom] et [nom]. C'est bien."
HARD = "mon educ me frappe tous les soirs, j'ai des bleus"
CALM = "On voudrait manger plus tard le samedi."
MESSAGES = [HARD, *[THREE_NAMES] * 6, *[CALM] * 13]


class Reader:
    """Somebody at the keyboard: every key is counted, and every request but for what never changes."""

    def __init__(self, server, page):
        self.server, self.page, self.keys, self.requests = server, page, 0, []
        page.on("request", lambda request: "/static/" in request.url or self.requests.append(request.url))
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def press(self, *keys, leads=False):
        for key in keys:
            self.keys += 1
            if leads and key == keys[-1]:
                with self.page.expect_navigation(wait_until="load"):
                    self.page.keyboard.press(key)
            else:
                self.page.keyboard.press(key)
        return self

    def clean(self):
        """Axe finds nothing, and nothing is wider than the screen."""
        found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [f"{each['id']} {each['nodes'][0]['html'][:120]}" for each in found] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
        return self

    @property
    def words(self):
        return self.page.text_content("[data-original]")

    @property
    def copy(self):
        return self.page.input_value("[name=published_text]").lstrip("\n")


@contextmanager
def desk(home, page_of, messages):
    """Serve a platform whose one reader from elsewhere has these messages to read; yield them at the queue."""
    with serving(home) as server:
        server.platform.activate()
        with server.platform.database.transaction() as session:
            south = factories.service(session, factories.circle(session, "Sud"), "Maison Sud")
            reader = factories.staff(session, Role.MODERATOR, "Malik Essai", south)
            for age, words in enumerate(reversed(messages)):  # the first one is the oldest
                message = factories.message(session, server.children[0].youth, words=words)
                message.written_on -= timedelta(days=age)
            token = sessions.new_token()
            identity = reader.id
        content = {"_user_id": f"{Audience.STAFF}:{identity.hex}"}
        with server.platform.database.volatile() as volatile:
            sessions.save_session(volatile, token, content, audience=Audience.STAFF, staff_id=identity)
        page = page_of()
        page.context.add_cookies([{"name": "session", "value": token, "url": server.base}])
        page.goto(f"{server.base}/moderation/")
        yield Reader(server, page)


def rows(reader, model=Testimony):
    reader.server.platform.activate()
    with reader.server.platform.database.reading() as session:
        return session.scalars(select(model)).all()


def test_twenty_messages_by_keyboard_alone(open_browser, tmp_path):
    with desk(tmp_path, lambda: open_browser(width=1280, height=800).new_page(), MESSAGES) as reader:
        reader.clean().press("n", leads=True)
        hard_one(reader)
        three_names(reader)
        for index in range(5):
            assert reader.words == THREE_NAMES
            reader.press(*(["Enter"] * 3 if index % 2 else ["a"]))
            assert reader.copy == COPY
            reader.press("p", leads=True)
        each_decision(reader)
        while "Plus rien n’attend" not in reader.page.inner_text("body"):
            reader.press("g", leads=True)
        reader.clean()
        states = [row.state for row in rows(reader)]
        assert len(states) == 20
        assert TestimonyState.SUBMITTED in states, "the one recused waits for somebody else"
        assert states.count(TestimonyState.PROPOSED) == 6
        assert {row.proposed for row in rows(reader) if row.proposed} == {COPY}
        assert {(each.suggested, each.followed) for each in rows(reader, Decision) if each.suggested} == {(3, 3)}
        assert reader.errors == []


def test_a_language_models_hint_is_hidden_by_enter_and_never_with_the_rest(open_browser, tmp_path):
    words = "On va à la pelouse avec Karim."
    with desk(tmp_path, lambda: open_browser(width=1280, height=800).new_page(), [words]) as reader:
        with reader.server.platform.database.transaction() as session:
            row = session.scalars(select(Testimony)).one()
            row.hints = packed([Suggestion(11, 18, Label.PLACE, Reason.MODEL)])
        reader.press("n", leads=True)
        assert reader.page.evaluate("document.activeElement.textContent") == "Karim", "what the rules found awaits"
        reader.press("a").clean()
        assert reader.copy == "On va à la pelouse avec [nom]."
        assert reader.page.is_disabled("[data-all]")
        reader.page.focus("mark.hint")
        reader.clean().press("Enter")
        assert reader.copy == "On va à la [lieu] avec [nom]."
        reader.press("z", "p", leads=True)
        assert [row.proposed for row in rows(reader)] == ["On va à la pelouse avec [nom]."]
        assert reader.errors == []


def hard_one(reader):
    """The hardest comes first, behind a warning; nothing is read before a key says so."""
    assert not reader.page.is_visible("[data-original]")
    reader.clean().press("g", "p", "d")
    assert not reader.page.is_visible("[data-original]"), "nothing is decided before it was opened"
    reader.press("o")
    assert reader.page.is_visible("[data-original]")
    assert reader.words == HARD
    reader.clean().press("l")
    assert reader.page.evaluate("document.activeElement.value") == "alert", "an alert takes two keys"
    reader.clean().press("Enter", leads=True)


def three_names(reader):
    """What a practised reader types for three names, and what it costs; undo and redo on the way."""
    reader.clean()
    assert reader.page.evaluate("document.activeElement.textContent") == "Karim", "the first mark awaits"
    drawn = "[...document.querySelectorAll('mark[data-index]')].map(each => getComputedStyle(each).display)"
    assert reader.page.evaluate(drawn) == ["inline"] * 3, "a mark stays in its sentence"
    reader.press("Enter").clean()
    assert reader.copy == THREE_NAMES.replace("Karim", "[nom]")
    reader.press("7").clean()
    assert reader.copy == THREE_NAMES.replace("Karim", "[nom]").replace("Lina", "[ma sœur]")
    reader.press("Delete").clean()
    reader.press("z", "z").clean()
    assert reader.copy == THREE_NAMES.replace("Karim", "[nom]")
    reader.press("y", "z", "z")
    assert reader.copy == THREE_NAMES
    reader.press("p").clean()
    assert reader.page.is_visible("[data-pending]"), "what was not seen is said before it is proposed"
    reader.press("m")
    reader.page.keyboard.type("foot")
    reader.press("Enter")
    assert "[nom]" in reader.copy
    reader.press("Tab", "Escape")
    reader.page.evaluate("document.activeElement.blur()")
    reader.press("z", "?").clean()
    assert reader.page.is_visible("dialog[open]")
    reader.press("g", "Escape")
    assert not reader.page.is_visible("dialog[open]"), "no shortcut fires behind the list"
    reader.keys, before = 0, len(reader.requests)
    reader.press("a")
    assert reader.copy == COPY
    reader.press("p", leads=True)
    kept = (ROOT / "docs" / "moderation.md").read_text(encoding="utf-8")
    written = re.search(r"three names: (\d+) keys, (\d+) requests", kept)
    assert (reader.keys, len(reader.requests) - before) == (int(written[1]), int(written[2]))


def each_decision(reader):
    """Keep, recuse, a second reading, a refusal with its reason: each by its key."""
    assert reader.words == CALM
    reader.press("d", leads=True)
    reader.press("r", leads=True)
    reader.press("x").clean()
    assert reader.page.evaluate("document.activeElement.name") == "reason"
    reader.press("g")
    assert reader.words == CALM, "no shortcut fires in a field"
    reader.page.locator("[name=reason]").select_option("unreadable")
    reader.press("Tab", "Enter", leads=True)
    assert reader.words == CALM


def test_what_is_being_written_is_kept_by_itself_and_a_change_is_said(open_browser, tmp_path):
    with desk(tmp_path, lambda: open_browser(width=1280, height=800).new_page(), [THREE_NAMES]) as reader:
        reader.press("n", leads=True).press("Enter")
        with reader.page.expect_response(lambda answer: answer.url.endswith("/brouillon")) as kept:
            pass
        assert kept.value.status == 204
        reader.page.wait_for_function("document.querySelector('[data-saved]').textContent.startsWith('Gardé')")
        reader.press("Enter")
        desk_url = reader.page.url
        reader.page.goto(f"{reader.server.base}/moderation/")
        for _ in range(50):
            if rows(reader)[0].unfinished.count("[nom]") == 2:
                break
            reader.page.wait_for_timeout(100)
        reader.page.goto(desk_url)
        reader.page.wait_for_selector("mark[data-index]")
        assert reader.copy == "On joue au foot avec [nom], [nom] et Yanis. C'est bien.", "kept on leaving too"
        with reader.server.platform.database.transaction() as session:
            session.scalars(select(Testimony)).one().version += 1
        with reader.page.expect_response(lambda answer: answer.url.endswith("/brouillon")) as refused:
            reader.press("Enter")
        assert refused.value.status == 409
        reader.page.wait_for_function("document.querySelector('[data-saved]').textContent.startsWith('Ce message')")
        assert reader.copy == COPY, "nothing is lost"
        reader.clean()


def test_the_same_without_a_script(open_browser, tmp_path):
    with desk(
        tmp_path,
        lambda: open_browser(width=1280, height=800, javascript=False).new_page(),
        [HARD, THREE_NAMES, THREE_NAMES, CALM],
    ) as reader:
        page = reader.page

        def go(selector):
            page.click(selector)
            page.wait_for_load_state()

        go("form[action$='/suivant'] button")
        assert not page.is_visible("[data-original]")
        assert not page.is_visible("[name=decision][value=keep]"), "nothing is decided before it was opened"
        page.click("summary[data-veil]")
        assert reader.words == HARD
        go("[name=decision][value=alert]")
        for _ in range(2):
            assert page.locator("[name=hide]:checked").count() == 3
            go("[name=act][value=hide]")
            assert reader.copy == COPY
            go("[name=decision][value=publish]")
        go("[name=decision][value=keep]")
        assert "Plus rien n’attend" in page.inner_text("body")
        assert sorted(row.state for row in rows(reader)) == ["kept", "kept", "proposed", "proposed"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (360, "light"), (360, "dark")])
def test_the_desk_is_accessible_on_every_screen(open_browser, tmp_path, width, scheme):
    with desk(
        tmp_path, open_browser(width=width, height=800, colour_scheme=scheme).new_page, [HARD, THREE_NAMES]
    ) as reader:
        reader.clean().press("n", leads=True).clean().press("o").clean()
        reader.press("g", leads=True).clean().press("Enter", "Delete").clean()
        reader.page.goto(f"{reader.server.base}/moderation/ma-semaine")
        reader.clean()
