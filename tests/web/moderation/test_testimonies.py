"""The moderation desk, over HTTP."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from hcec.audit.models import JournalEntry
from hcec.moderation.models import Approval
from hcec.permissions import STAFF_ROLES, Role
from hcec.safeguarding.models import Alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY

WORDS = "J'ai dit à Karim que je voulais voir Lina. <b>jamais</b> {{7*7}}"
COPY = "J'ai dit à [mon éducateur] que je voulais voir [ma sœur]. <b>jamais</b> {{7*7}}"


@pytest.fixture
def consultation(platform, cast):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.member("cyril"))
        session.expunge_all()
    return made


@pytest.fixture
def send(platform, cast, consultation):
    """Return a function that writes a message and gives its reference."""

    def written(by=None, words=WORDS, of=consultation, **options):
        with platform.database.transaction() as session:
            return factories.message(session, by or cast.ines, of, words, **options).id.hex

    return written


@pytest.fixture
def row(platform):
    """Return a function that reads a message again."""

    def read(ref):
        with platform.database.reading() as session:
            found = session.scalars(select(Testimony).where(Testimony.tag.is_not(None))).all()
            return next((each for each in found if each.id.hex == ref), None)

    return read


def journal(platform):
    with platform.database.reading() as session:
        return session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()


def take(browser, ref):
    return browser.send(browser.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")


def decide(browser, ref, decision, **typed):
    page = browser.get(f"/moderation/{ref}")
    return browser.send(page, f"/moderation/{ref}/decision", decision=decision, **typed)


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_moderators_outside_readers_coordinators_and_the_crip_alone_open_the_queue(browser_of, send, role):
    ref = send()
    readers = {Role.MODERATOR, Role.OUTSIDE_READER, Role.COORDINATOR, Role.CRIP}
    browser = browser_of("malik" if role == Role.MODERATOR else role)
    expected = 401 if role is None else 200 if role in readers else 403
    assert browser.get("/moderation/").status == expected
    assert browser.get(f"/moderation/{ref}").status == expected
    if role not in readers:
        for act in ("prendre", "decision", "brouillon"):
            assert browser.post(f"/moderation/{ref}/{act}").status == expected


def test_the_queue_says_what_waits_in_words_and_leads_to_the_next(browser_of, send):
    first, _ = send(), send(of=None)
    page = browser_of("malik").get("/moderation/")
    assert "2 messages attendent une première lecture." in page.text
    assert "Boîte à idées" in page.text
    assert "Karim" not in page.text, "no word of a child outside the desk"
    assert [link.text.strip() for link in page.soup.select(".actions a")] == ["Lire le suivant"]
    assert f"/moderation/{first}" in page.data.decode()


def test_words_are_shown_before_the_claim_and_the_reading_is_journalled_first(platform, browser_of, send, row):
    ref = send()
    page = browser_of("malik").get(f"/moderation/{ref}")
    assert WORDS in page.text, "inert, whole"
    assert "Autre chose à dire ?" in page.text or page.h1 == "Mes frères et sœurs"
    assert "15 à 17 ans" in page.text
    assert "L’enfant veut bien être cité" in page.text
    assert journal(platform) == ["testimony:read"]
    assert row(ref).read_on == MONDAY.date()


def test_nothing_is_shown_when_the_journal_cannot_be_written(platform, browser_of, send, monkeypatch):
    ref = send()

    def refuse(*arguments, **options):
        raise RuntimeError

    monkeypatch.setattr("hcec.moderation.services.reading.audit.record", refuse)
    page = browser_of("malik").get(f"/moderation/{ref}")
    assert page.status == 500
    assert "Karim" not in page.text


def test_the_whole_way_from_claim_to_approval(platform, browser_of, send, row, cast):
    ref = send()
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    desk = take(malik, ref)
    assert row(ref).state == TestimonyState.CLAIMED
    assert desk.soup.find("textarea", {"name": "published_text"}).text.strip() == WORDS
    done = malik.send(desk, f"/moderation/{ref}/decision", decision="publish", published_text=COPY, note="Deux noms.")
    assert "C’est proposé" in done.text
    assert row(ref).state == TestimonyState.PROPOSED
    assert naima.get(f"/moderation/{ref}").text.count("On attend la réponse") == 1

    asked = ines.get(f"/messages/{ref}/reponse")
    assert COPY in asked.text
    ines.send(asked, f"/messages/{ref}/reponse", reply="agree")
    assert row(ref).state == TestimonyState.SECOND_READER

    assert f"/moderation/{ref}" not in malik.get("/moderation/").data.decode(), "the first reader is not the second"
    second = take(naima, ref)
    assert "Deux noms." not in second.text, "the first reader's note comes after one's own decision"
    assert second.soup.find("textarea", {"name": "published_text"}).text.strip() == COPY
    naima.send(second, f"/moderation/{ref}/decision", decision="publish")
    assert row(ref).state == TestimonyState.APPROVED
    assert "Deux noms." in naima.get(f"/moderation/{ref}").text
    with platform.database.reading() as session:
        assert session.scalars(select(Approval)).one().text == COPY


def test_a_message_held_by_another_shows_no_words_and_cannot_be_taken(browser_of, send):
    ref = send()
    malik, naima = browser_of("malik"), browser_of("naima")
    stale = naima.get(f"/moderation/{ref}")
    take(malik, ref)
    assert "Karim" not in naima.get(f"/moderation/{ref}").text
    assert naima.send(stale, f"/moderation/{ref}/prendre").status == 409


def test_deciding_without_the_claim_is_409_and_keeps_what_was_typed(browser_of, send, row):
    ref = send()
    malik, naima = browser_of("malik"), browser_of("naima")
    desk = take(malik, ref)
    token = naima.get(f"/moderation/{send()}").soup.find("input", {"name": "csrf_token"})["value"]
    answer = naima.post(
        f"/moderation/{ref}/decision",
        {"csrf_token": token, "decision": "publish", "version": "1", "published_text": "Ma copie", "note": "Ma note"},
    )
    assert answer.status == 409
    assert {"Ma copie", "Ma note"} <= {area.text.strip() for area in answer.soup.find_all("textarea")}
    assert row(ref).state == TestimonyState.CLAIMED
    assert desk.status == 200


def test_m5_a_version_that_changed_is_409_with_the_difference(browser_of, send, row):
    ref = send()
    malik = browser_of("malik")
    desk = take(malik, ref)
    answer = malik.send(desk, f"/moderation/{ref}/decision", decision="keep", version="9", published_text="Ma copie")
    assert answer.status == 409
    assert "en lecture (version 1)" in answer.text
    assert WORDS in answer.text
    assert "Ma copie" in answer.data.decode()
    assert row(ref).state == TestimonyState.CLAIMED


def test_a_refusal_needs_its_reason_and_keeps_the_page(browser_of, send, row):
    ref = send()
    malik = browser_of("malik")
    take(malik, ref)
    refused = decide(malik, ref, "refuse", published_text="Ma copie", note="Ma note")
    assert refused.status == 400
    assert "Choisissez la raison du refus" in refused.text
    assert "Ma copie" in refused.data.decode()
    assert refused.soup.select_one("[data-original]").text == WORDS
    assert decide(malik, ref, "refuse", reason="danger").status == 400
    assert "pourra contester" in decide(malik, ref, "refuse", reason="no_way_to_hide").text
    assert row(ref).refusal_reason == "no_way_to_hide"


def test_words_that_may_not_be_quoted_are_not_offered_nor_accepted(browser_of, send, row):
    ref = send(quote=False)
    malik = browser_of("malik")
    desk = take(malik, ref)
    assert not desk.soup.find("button", {"value": "publish"})
    answer = malik.send(desk, f"/moderation/{ref}/decision", decision="publish", published_text="Mots")
    assert answer.status == 400
    assert row(ref).state == TestimonyState.CLAIMED


@pytest.mark.parametrize("decision", ["approve", "", "delete", "publish\r\nkeep"])
def test_only_the_six_decisions_exist(browser_of, send, row, decision):
    ref = send()
    malik = browser_of("malik")
    take(malik, ref)
    assert decide(malik, ref, decision, published_text="Mots").status == 400
    assert row(ref).state == TestimonyState.CLAIMED


def test_the_alert_leaves_the_queue_and_reaches_the_alerts(platform, browser_of, send, row):
    ref = send()
    malik = browser_of("malik")
    take(malik, ref)
    assert "L’alerte est donnée" in decide(malik, ref, "alert", note="Il faut agir.").text
    assert row(ref).state == TestimonyState.KEPT
    with platform.database.reading() as session:
        alert = session.scalars(select(Alert)).one()
    assert WORDS in browser_of(Role.CRIP).get(f"/alertes/{alert.id.hex}").text


def test_who_recognises_the_child_never_sees_it_again(browser_of, send):
    ref = send()
    malik = browser_of("malik")
    malik.send(malik.get(f"/moderation/{ref}"), f"/moderation/{ref}/decision", decision="recuse")
    assert malik.get(f"/moderation/{ref}").status == 404
    assert "Rien n’attend." in malik.get("/moderation/").text


def test_an_unfinished_redaction_is_there_the_next_day(browser_of, send, frozen):
    ref = send()
    malik = browser_of("malik")
    desk = take(malik, ref)
    saved = malik.send(desk, f"/moderation/{ref}/decision", published_text="J'ai dit à [mon éducateur]")
    assert saved.status == 400, "Enter without a button decides nothing"
    fields = {"csrf_token": desk.soup.find("input", {"name": "csrf_token"})["value"], "version": "1"}
    answer = malik.post(f"/moderation/{ref}/brouillon", fields | {"published_text": "J'ai dit à [mon éducateur]"})
    assert answer.status == 303
    frozen(MONDAY + timedelta(days=1))
    again = browser_of("malik").get(f"/moderation/{ref}")
    assert again.soup.find("textarea", {"name": "published_text"}).text.strip() == "J'ai dit à [mon éducateur]"


def queue(browser, search=""):
    return [link["href"][-32:] for link in browser.get(f"/moderation/?q={search}").soup.select(".queue a")]


def test_the_search_looks_at_titles_and_references_never_at_words(browser_of, send):
    ref, other = send(), send(of=None)
    malik = browser_of("malik")
    assert queue(malik, "FRERES ET SŒURS") == [ref]
    assert other not in queue(malik, "sœurs")
    assert queue(malik, other) == [other]
    for nothing in ("Karim", "%25", "_", "'--", "%00", other[:10]):
        assert queue(malik, nothing) == [], nothing


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999999", "x", "1e9"])
def test_odd_page_numbers_give_a_page(browser_of, send, page):
    send()
    assert browser_of("malik").get(f"/moderation/?page={page}").status == 200


def test_the_queue_costs_the_same_however_long_it_is(platform, browser_of, send):
    malik, counted = browser_of("malik"), []
    event.listen(platform.database.engine, "before_cursor_execute", lambda *_: counted.append(1))
    send()
    malik.get("/moderation/")
    counted.clear()
    malik.get("/moderation/")
    few = len(counted)
    for _ in range(24):
        send()
    counted.clear()
    page = malik.get("/moderation/")
    assert len(counted) == few
    assert "Page 1 sur 2" in page.text


def test_the_oldest_comes_first_and_ones_own_before(browser_of, send, frozen):
    young = send()
    frozen(MONDAY - timedelta(days=3))
    ref = send()
    frozen(MONDAY)
    malik = browser_of("malik")
    assert queue(malik) == [ref, young]
    take(malik, young)
    assert queue(malik) == [young, ref]


def test_who_doubted_is_shown_no_note_on_later_words_that_they_may_have_to_judge(browser_of, send, cast):
    ref = send()
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    malik.send(take(malik, ref), f"/moderation/{ref}/decision", decision="second-reader", note="J'hésite.")
    proposed = {"decision": "publish", "published_text": COPY, "note": "Deux noms."}
    naima.send(take(naima, ref), f"/moderation/{ref}/decision", **proposed)
    assert "J'hésite." in naima.get(f"/moderation/{ref}").text, "their own decision came after"
    waiting = malik.get(f"/moderation/{ref}")
    assert "J'hésite." in waiting.text
    assert "Deux noms." not in waiting.text
    ines.send(ines.get(f"/messages/{ref}/reponse"), f"/messages/{ref}/reponse", reply="agree")
    malik.send(take(malik, ref), f"/moderation/{ref}/decision", decision="publish")
    assert "Deux noms." in malik.get(f"/moderation/{ref}").text
