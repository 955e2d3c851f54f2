"""Answering the child over HTTP: a reader begins, the child replies, either ends; from elsewhere, ready, journalled."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff, StaffTie
from hcec.audit.models import JournalEntry
from hcec.moderation import services
from hcec.moderation.models import ExchangeLine
from hcec.moderation.services import exchange
from hcec.moderation.services.forgetting import erase_words
from hcec.permissions import Role
from hcec.safeguarding.models import Alert
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import join
from tests import factories
from tests.platform import MONDAY

WORDS = "Merci. <b>Tu</b> veux {{7*7}} dire plus ?"
BACK = "Oui, je veux bien."


@pytest.fixture
def decided(platform, cast):
    """A message of Ines that Malik kept. Return its reference."""
    with platform.database.transaction() as session:
        join(session, youth=cast.ines, today=clock.today())
        message, malik = factories.message(session, cast.ines), cast.member("malik")
        services.claim(session, actor=malik, testimony=message, today=clock.today())
        verdict = services.Verdict(kind="keep", version=1)
        services.decide(session, actor=malik, testimony=message, verdict=verdict, today=clock.today())
        return message.id.hex


@pytest.fixture
def begun(browser_of, cast, decided):
    """Malik wrote, Ines saw it. Return both browsers, the reference, and the pages they are on."""
    malik, ines = browser_of("malik"), browser_of(cast.ines)
    room, own = f"/moderation/{decided}/echange", f"/messages/{decided}"
    malik.send(malik.get(room), room, body=WORDS)
    return malik, ines, room, own


def lines(platform):
    with platform.database.reading() as session:
        return session.scalars(select(ExchangeLine).order_by(ExchangeLine.position)).all()


def actions(platform):
    with platform.database.reading() as session:
        return session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()


def test_a_reader_answers_the_child_replies_and_each_knows_what_was_read(platform, begun):
    malik, ines, room, own = begun
    assert "pas encore ouvert par l’enfant" in malik.get(room).text
    assert "On t’a répondu" in ines.get("/messages/").text
    assert "(du nouveau)" in ines.get("/consultations/").soup.nav.text
    page = ines.get(own)
    assert WORDS in page.text, "inert, whole"
    assert "Malik" not in page.text
    assert "On t’a répondu" not in ines.get("/messages/").text, "seen"
    assert "· ouvert par l’enfant" in malik.get(room).text
    sent = ines.send(page, f"{own}/echange", body=BACK)
    assert BACK in sent.text
    assert "Lu en" not in sent.soup.find("section", attrs={"aria-labelledby": "answer-1"}).text, "nobody opened it"
    assert "1 enfant a répondu et attend." in malik.get("/moderation/").text
    assert BACK not in malik.get("/moderation/echanges/").text
    assert BACK in malik.get(room).text
    assert "Lu en novembre 2026" in ines.get(own).soup.find("section", attrs={"aria-labelledby": "answer-1"}).text
    assert "a répondu et attend" not in malik.get("/moderation/").text
    assert [line.written_on.day for line in lines(platform)] == [1, 1], "of the day, the month stays"
    assert actions(platform).count("testimony:write") == 1
    assert all(action.startswith("testimony:") for action in actions(platform)), "the child's acts leave no line"


@pytest.mark.parametrize("ends", ["reader", "child"])
def test_closed_by_either_the_late_words_are_given_back(platform, begun, ends):
    malik, ines, room, own = begun
    page, desk = ines.get(own), malik.get(room)
    if ends == "reader":
        malik.send(desk, f"{room}/fin")
        late = ines.send(page, f"{own}/echange", body=BACK)
    else:
        ines.send(page, f"{own}/echange/fin")
        late = malik.send(desk, room, body=BACK)
    assert late.status == 409
    assert BACK in {area.text.strip() for area in late.soup.find_all("textarea")}
    assert len(lines(platform)) == 1
    assert "L’échange est fini" in ines.get(own).text
    assert not ines.get(own).soup.find("textarea")


def test_sent_twice_it_is_one_line_on_either_side(platform, begun):
    malik, ines, room, own = begun
    page = ines.get(own)
    for _ in range(2):
        assert ines.send(page, f"{own}/echange", body=BACK).status == 200
    desk = malik.get(room)
    for _ in range(2):
        assert malik.send(desk, room, body="Encore.").status == 200
    assert [line.position for line in lines(platform)] == [1, 2, 3]
    assert [line.body for line in lines(platform)] == [WORDS, BACK, "Encore."]


@pytest.mark.parametrize("body", ["", "  \n", "é" * 1501])
def test_empty_or_too_long_is_refused_and_stays(platform, begun, body):
    malik, ines, room, own = begun
    assert malik.send(malik.get(room), room, body=body).status == 400
    refused = ines.send(ines.get(own), f"{own}/echange", body=body)
    assert refused.status == 400
    assert refused.soup.find("textarea", {"name": "body"}).text.strip() == body.strip()
    assert len(lines(platform)) == 1


def test_kind_words_to_begin_from_are_put_after_what_was_typed_and_nothing_leaves(platform, browser_of, decided):
    malik, room = browser_of("malik"), f"/moderation/{decided}/echange"
    page = malik.send(malik.get(room), room, body="Bonjour.", template="thanks")
    assert page.status == 200
    assert page.soup.find("textarea", {"name": "body"}).text.strip().startswith("Bonjour.\nMerci pour ton message.")
    assert lines(platform) == []
    assert malik.send(page, room, template="nowhere").status == 404


@pytest.mark.parametrize("who", [None, "karine", "naima", "odile", "agnes", "ines", "tom"])
def test_a5_nobody_else_reads_or_writes_there(platform, browser_of, cast, begun, who):
    """Karine works for a circle of the message; Naima could read it but had no part in it."""
    _, _, room, own = begun
    person = browser_of(getattr(cast, who) if who in {"ines", "tom"} else who)
    expected = {None: 401, "karine": 404, "naima": 404}.get(who, 403)
    assert person.get(room).status == expected
    if expected == 404:
        sent = {"csrf_token": person.token("/moderation/"), "body": "x", "submission_key": "k"}
        for act in ("", "/fin", "/alerte"):
            assert person.post(f"{room}{act}", sent).status == (404 if who == "karine" else 409)
        assert "a répondu" not in person.get("/moderation/").text
    if who == "tom":
        sent = {"csrf_token": person.token("/besoin-d-aide"), "body": "x", "submission_key": "k"}
        assert person.get(f"{own}/echange").status == 404
        assert [person.post(f"{own}/echange{act}", sent).status for act in ("", "/fin")] == [404, 404]
    assert len(lines(platform)) == 1


def test_a5_a_tie_entered_meanwhile_closes_the_exchange_and_others_take_over(platform, cast, browser_of, begun, frozen):
    malik, ines, room, own = begun
    ines.send(ines.get(own), f"{own}/echange", body=BACK)
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("malik").id, circle_id=cast.circles["north"].id))
    assert malik.get(room).status == 404
    naima = browser_of("naima")
    assert "a répondu" not in naima.get("/moderation/").text
    frozen(MONDAY + timedelta(days=3))
    naima = browser_of("naima")
    assert "1 enfant a répondu et attend." in naima.get("/moderation/").text
    assert BACK in naima.get(room).text
    assert naima.send(naima.get(room), room, body="Je prends la suite.").status == 200
    assert "Une autre personne" in naima.get(room).text


def test_s5_words_that_worry_are_offered_at_once_to_everybody_who_may_read_them(browser_of, begun):
    _, ines, room, own = begun
    ines.send(ines.get(own), f"{own}/echange", body="j'ai envie de mourir, je me scarifie tous les soirs")
    naima = browser_of("naima")
    assert "1 enfant a répondu et attend." in naima.get("/moderation/").text
    assert naima.get(room).status == 200
    assert "a répondu" not in browser_of("cyril").get("/moderation/").text, "read, it waits for whoever read it"


def test_a7_without_charter_or_training_nothing_opens(platform, cast, browser_of, begun):
    malik, _, room, _ = begun
    desk = malik.get(room)
    with platform.database.transaction() as session:
        session.get(Staff, cast.member("malik").id).trained_on = None
    assert malik.get(room).status == 403
    assert WORDS not in malik.get(room).text
    assert malik.send(desk, room, body="x").status == 403


def test_the_child_takes_the_message_back_while_an_answer_is_written(platform, begun):
    malik, ines, room, own = begun
    desk = malik.get(room)
    ines.send(ines.get(own), f"{own}/retirer")
    late = malik.send(desk, room, body="Une longue réponse.")
    assert late.status == 409
    assert "retiré par son auteur" in late.text
    assert "Une longue réponse." in {area.text.strip() for area in late.soup.find_all("textarea")}
    assert malik.get(room).status == 404
    assert ines.get(own).status == 404


def test_s4_what_the_child_wrote_back_can_raise_an_alert_which_copies_it(platform, begun):
    malik, ines, room, own = begun
    ines.send(ines.get(own), f"{own}/echange", body="Il me frappe.")
    given = malik.send(malik.get(room), f"{room}/alerte", note="À voir vite.")
    assert "L’alerte est donnée" in given.text
    with platform.database.reading() as session:
        alert = session.scalars(select(Alert)).one()
        assert "Il me frappe." in alert.copy
        assert alert.copy.startswith(session.scalars(select(Testimony)).one().original)
    late = malik.send(malik.get(room), room, body="Et aussi.")
    assert late.status == 409
    assert "c’est là qu’on parle à l’enfant" in late.text
    assert ines.send(ines.get(own), f"{own}/echange", body="Merci.").status == 200, "a child's words are never lost"


def test_the_exchange_goes_with_the_words(platform, begun):
    _, ines, _, own = begun
    with platform.database.transaction() as session:
        erase_words(session, session.scalars(select(Testimony)).one().id)
    assert lines(platform) == []
    assert WORDS not in ines.get(own).text
    assert "effacés, comme promis" in ines.get(own).text


def test_at_the_next_sign_in_the_child_learns_that_somebody_answered(platform, cast, begun):
    with platform.database.reading() as session:
        found = exchange.with_news(session, session.scalars(select(Testimony)).all())
        assert len(found) == 1


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OUTSIDE_READER, Role.CRIP, Role.OBSERVATORY])
def test_kind_answers_are_the_coordinator_s(browser_of, role):
    assert browser_of(role).get("/moderation/modeles/").status == 403


def test_kind_answers_are_changed_added_dropped_and_restored(platform, browser_of, cast, decided):
    cyril, malik, room = browser_of("cyril"), browser_of("malik"), f"/moderation/{decided}/echange"
    page = cyril.get("/moderation/modeles/thanks")
    long = cyril.send(page, "/moderation/modeles/thanks", body="")
    assert long.status == 400
    cyril.send(page, "/moderation/modeles/thanks", body="Merci à toi. <script>")
    assert "Merci à toi. <script>" in malik.get(room).text
    cyril.send(cyril.get("/moderation/modeles/nouveau"), "/moderation/modeles/nouveau", title="Zoo", body="Le zoo.")
    fields = {"title": "Merci", "body": "x"}
    token = cyril.token("/moderation/modeles/nouveau")
    cyril.post("/moderation/modeles/sadness", {"csrf_token": token, **fields})
    assert "et on te croit" not in malik.get(room).text, "dropped"
    cyril.send(cyril.get("/moderation/modeles/thanks"), "/moderation/modeles/thanks/retablir")
    assert "Merci pour ton message." in malik.get(room).text
    zoo = cyril.get("/moderation/modeles/").soup.find("a", string=lambda s: s and "Zoo" in s) or next(
        link for link in cyril.get("/moderation/modeles/").soup.select(".queue a") if "Le zoo." in link.text
    )
    cyril.send(cyril.get(zoo["href"]), f"{zoo['href']}/retablir")
    assert "Le zoo." not in cyril.get("/moderation/modeles/").text
    assert cyril.get("/moderation/modeles/inconnu").status == 404
    assert actions(platform).count("kind_answer:change") == 3


def test_a5_a_card_entered_later_keeps_its_circle_from_an_exchange_that_goes_on(platform, cast, begun):
    _, _, room, _ = begun
    with platform.database.transaction() as session:
        exchange.keep_from(session, youth=cast.ines, circle_id=cast.circles["south"].id, today=clock.today())
    malik = begun[0]
    assert malik.get(room).status == 404, "Malik works for the south"


def test_s8_the_promises_come_before_the_child_s_words(platform, cast, begun):
    from hcec.testimonies.models import Agreement

    _, ines, _, own = begun
    page = ines.get(own)
    with platform.database.transaction() as session:
        session.query(Agreement).delete()
    late = ines.send(page, f"{own}/echange", body=BACK)
    assert late.status == 409
    assert BACK in {area.text.strip() for area in late.soup.find_all("textarea")}
    assert ines.get(f"{own}/echange").url.endswith("/rejoindre/accord")


def test_m6_words_that_may_hurt_wait_behind_a_warning(begun):
    malik, ines, room, own = begun
    assert not malik.get(room).soup.find("details", class_="veil")
    ines.send(ines.get(own), f"{own}/echange", body="j'ai envie de mourir, je me scarifie tous les soirs")
    assert "à lire d’abord" in malik.get("/moderation/echanges/").text
    veil = malik.get(room).soup.find("details", class_="veil")
    assert "Avant de lire" in veil.summary.text
    assert not veil.has_attr("open")
    assert "scarifie" not in veil.summary.text
