"""Coding over HTTP: who may, what a page shows, what it keeps; nothing of a child's words for the observatory."""

import pytest
from sqlalchemy import select

from hcec.audit.models import JournalEntry
from hcec.coding.enums import Place
from hcec.coding.models import Coding, ThemeCode
from hcec.permissions import STAFF_ROLES, Permission, Role, may
from hcec.testimonies.models import Testimony
from hcec.testimonies.services.messages import hide
from tests.coding.conftest import code, kept

WORDS = "À l'école on m'aide pour le bac. <b>Merci</b>"


@pytest.fixture
def message(platform, cast):
    """A message of Ines that was kept: (its address, its identifier)."""
    with platform.database.transaction() as session:
        made = kept(session, cast.ines, words=WORDS).id
    return f"/moderation/codage/{made.hex}", made


def themes_of(platform, place=Place.FIRST):
    with platform.database.reading() as session:
        found = session.scalars(select(ThemeCode).where(ThemeCode.place == place))
        return {each.theme: each.was_suggested for each in found}


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_readers_alone_code_and_the_coordinator_alone_sees_the_agreement(browser_of, message, role):
    browser, address = browser_of(role), message[0]
    allowed = role is not None and may(role, Permission.TESTIMONY_DECIDE)
    refusal = 401 if role is None else 403
    assert browser.get("/moderation/codage/").status == (200 if allowed else refusal)
    # Karine, the moderator, works where Ines lives: to her this message does not exist (A5).
    shown = browser.get(address)
    assert shown.status == (404 if role == Role.MODERATOR else 200 if allowed else refusal)
    assert ("école" in shown.text) == (shown.status == 200)
    expected = 200 if role == Role.COORDINATOR else refusal
    assert browser.get("/moderation/codage/accord").status == expected


def test_coded_messages_are_told_apart_by_their_names(platform, browser_of, cast, message):
    with platform.database.transaction() as session:
        for each in (message[1], kept(session, cast.ines, words="Voilà.").id):
            code(session, cast, "malik", session.get_one(Testimony, each))
    rows = browser_of("malik").get("/moderation/codage/").soup.select(".queue a")
    names = [" ".join(row.text.split()) for row in rows]
    assert len(set(names)) == len(names) == 2


def test_a_reader_codes_and_goes_on_to_the_next(platform, browser_of, cast, message):
    with platform.database.transaction() as session:
        other = kept(session, cast.ines, words="Voilà.").id
    malik = browser_of("malik")
    assert "2 messages lus attendent un thème" in malik.get("/moderation/codage/").text
    page = malik.get(message[0])
    assert "<b>Merci" not in page.response.text
    assert not page.soup.select("input[name=themes][checked]"), "nothing is ticked beforehand"
    shown = page.text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "« école »" in shown
    assert "« bac »" in shown
    done = malik.send(page, message[0], themes=["ECOLE", "DECISIONS"], tones=["thanks"])
    assert "C’est codé." in done.text
    assert done.url.endswith(other.hex)
    assert themes_of(platform) == {"ECOLE": True, "DECISIONS": False}
    again = malik.get(message[0])
    ticked = {each["value"] for each in again.soup.select("input[checked]")}
    assert ticked == {"ECOLE", "DECISIONS", "thanks"}


def test_one_key_accepts_what_was_suggested(platform, browser_of, message):
    malik = browser_of("malik")
    page = malik.get(message[0])
    malik.send(page, message[0], button="accept", themes=["AMIS"])
    kept_themes = themes_of(platform)
    assert kept_themes["AMIS"] is False
    assert kept_themes["ECOLE"] is True


@pytest.mark.parametrize("themes", [[], ["INCONNU"], ["ECOLE", "<script>"]])
def test_a_coding_without_a_theme_of_the_list_is_refused_on_the_page(platform, browser_of, message, themes):
    malik = browser_of("malik")
    page = malik.get(message[0])
    form = {each["name"]: each["value"] for each in page.form(message[0]).find_all("input", type="hidden")}
    refused = malik.post(message[0], {**form, "themes": themes, "tones": ["wish"]})
    assert refused.status == 400
    assert "Choisissez au moins un thème" in refused.text
    assert refused.soup.select("input[value=wish][checked]"), "what was ticked stays"
    assert themes_of(platform) == {}


def test_a_second_coder_sees_neither_the_first_codes_nor_suggestions(platform, browser_of, cast, message, monkeypatch):
    monkeypatch.setattr("hcec.coding.services.coding.ONE_IN", 1)
    with platform.database.transaction() as session:
        code(session, cast, "malik", session.get(Testimony, message[1]), ["FRATRIE"])
    naima = browser_of("naima")
    assert "1 attend un deuxième codage" in naima.get("/moderation/codage/").text
    assert naima.get("/moderation/codage/?theme=FRATRIE").soup.select(f".queue a[href='{message[0]}']") == []
    page = naima.get(message[0])
    assert not page.soup.select("input[checked]")
    assert "suggéré" not in page.text
    for _twice in range(2):
        naima.send(page, message[0], themes=["ECOLE"])
    assert themes_of(platform) == {"FRATRIE": False}
    assert themes_of(platform, Place.SECOND) == {"ECOLE": False}
    assert naima.get("/moderation/codage/?theme=FRATRIE").soup.select(f".queue a[href='{message[0]}']")
    seen = browser_of("olga").get(message[0])
    assert "Premier codage : mes frères et sœurs" in seen.text
    assert not seen.soup.select("input[name=themes]")


def test_two_people_at_once_the_second_gets_a_conflict(platform, browser_of, cast, message, monkeypatch):
    monkeypatch.setattr("hcec.coding.services.coding.is_drawn", lambda testimony: False)
    malik, naima = browser_of("malik"), browser_of("naima")
    pages = [each.get(message[0]) for each in (malik, naima)]
    malik.send(pages[0], message[0], themes=["ECOLE"])
    form = {each["name"]: each["value"] for each in pages[1].form(message[0]).find_all("input", type="hidden")}
    assert naima.post(message[0], {**form, "themes": ["LIEU"]}).status == 409
    assert themes_of(platform) == {"ECOLE": True}


def test_what_is_withdrawn_or_undecided_does_not_exist_here(platform, browser_of, cast, message):
    with platform.database.transaction() as session:
        hide(session, testimony=session.get(Testimony, message[1]))
    assert browser_of("malik").get(message[0]).status == 404
    assert browser_of("malik").get("/moderation/codage/zz").status == 404


def test_opening_and_coding_are_journalled_without_a_word(platform, browser_of, message):
    malik = browser_of("malik")
    malik.send(malik.get(message[0]), message[0], themes=["ECOLE"])
    with platform.database.reading() as session:
        actions = session.scalars(select(JournalEntry.action)).all()
        assert "testimony:read" in actions
        assert "testimony:code-first" in actions
        assert session.scalars(select(Coding)).one().coded_on.day == 1, "the month alone"
