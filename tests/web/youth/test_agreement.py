"""The child agrees, objects, contests (M2, M4)."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.moderation import services
from hcec.moderation.enums import DecisionKind, RefusalReason
from hcec.permissions import STAFF_ROLES
from hcec.testimonies.models import Agreement, Testimony
from hcec.testimonies.services import join
from tests import factories

COPY = "J'aimerais voir [ma sœur]."


@pytest.fixture
def decided(platform, cast):
    """Return a function that has a message of Ines read by Malik, and gives its address."""

    def read(kind, **verdict):
        with platform.database.transaction() as session:
            message = factories.message(session, cast.ines)
            join(session, youth=cast.ines, today=clock.today())
            malik = cast.member("malik")
            services.claim(session, actor=malik, testimony=message, today=clock.today())
            chosen = services.Verdict(kind=kind, version=1, **verdict)
            services.decide(session, actor=malik, testimony=message, verdict=chosen, today=clock.today())
            return f"/messages/{message.id.hex}"

    return read


@pytest.fixture
def proposed(decided):
    return decided(DecisionKind.PUBLISH, published_text=COPY)


@pytest.fixture
def refused(decided):
    return decided(DecisionKind.REFUSE, reason=RefusalReason.NO_WAY_TO_HIDE)


def row(platform, url):
    with platform.database.reading() as session:
        return next(each for each in session.scalars(select(Testimony)) if each.id.hex == url[-32:])


@pytest.mark.parametrize("act", ["reponse", "contester"])
@pytest.mark.parametrize("role", [None, *STAFF_ROLES])
def test_only_young_people_answer(browser_of, proposed, role, act):
    expected = 401 if role is None else 403
    assert browser_of(role).get(f"{proposed}/{act}").status == expected
    assert browser_of(role).post(f"{proposed}/{act}").status == expected


@pytest.mark.parametrize("act", ["reponse", "contester"])
def test_another_s_message_does_not_exist(browser_of, cast, proposed, act):
    tom = browser_of(cast.tom)
    assert tom.get(f"{proposed}/{act}").status == 404
    token = tom.token("/besoin-d-aide")
    sent = {"csrf_token": token, "reply": "agree", "version": "2", "body": "x"}
    assert tom.post(f"{proposed}/{act}", sent).status == 404
    assert tom.get(f"/messages/{'0' * 32}/{act}").status == 404


def test_seeing_what_would_be_quoted_is_what_silence_counts_from(platform, browser_of, cast, proposed):
    assert row(platform, proposed).seen_on is None
    assert COPY in browser_of(cast.ines).get(f"{proposed}/reponse").text
    assert row(platform, proposed).seen_on == clock.today()


@pytest.mark.parametrize(
    ("reply", "state"), [("agree", "second_reader"), ("object", "second_reader"), ("never", "kept")]
)
@pytest.mark.parametrize("page", ["", "/reponse"])
def test_the_child_answers_from_either_page(platform, browser_of, cast, proposed, reply, state, page):
    ines = browser_of(cast.ines)
    asked = ines.get(f"{proposed}{page}")
    assert ines.send(asked, f"{proposed}/reponse", reply=reply).status == 200
    assert row(platform, proposed).state == state
    again = ines.send(asked, f"{proposed}/reponse", reply=reply)
    assert again.status == 200, "a second tap changes nothing"
    assert ines.send(asked, f"{proposed}/reponse", reply="agree").status == (200 if reply == "agree" else 409)


@pytest.mark.parametrize("typed", [{"reply": "yes"}, {"reply": "agree", "version": "x"}])
def test_an_answer_that_is_none_is_asked_again(platform, browser_of, cast, proposed, typed):
    ines = browser_of(cast.ines)
    answer = ines.send(ines.get(f"{proposed}/reponse"), f"{proposed}/reponse", **typed)
    assert answer.status == 400
    assert COPY in answer.text
    assert row(platform, proposed).state == "proposed"


def test_m5_words_that_changed_meanwhile_are_shown(browser_of, cast, proposed):
    ines = browser_of(cast.ines)
    answer = ines.send(ines.get(f"{proposed}/reponse"), f"{proposed}/reponse", reply="agree", version="1")
    assert answer.status == 409
    assert COPY in answer.text


def test_s8_promises_that_changed_come_before_other_words(platform, browser_of, cast, refused):
    ines = browser_of(cast.ines)
    page = ines.get(f"{refused}/contester")
    with platform.database.transaction() as session:
        session.scalars(select(Agreement)).one().contract_version = 0
    kept = ines.send(page, f"{refused}/contester", body="Je veux la voir.")
    assert kept.status == 409
    assert "Je veux la voir." in kept.text
    assert ines.get(f"{refused}/contester").url.endswith("/rejoindre/accord")
    assert row(platform, refused).state == "refused"


def test_a_refusal_is_contested_with_other_words_or_the_same(platform, browser_of, cast, refused):
    ines = browser_of(cast.ines)
    page = ines.get(f"{refused}/contester")
    assert "on pourrait te reconnaître" in page.text
    too_long = ines.send(page, f"{refused}/contester", body="a" * 5001)
    assert too_long.status == 400
    assert "aaaa" in too_long.data.decode()
    ines.send(page, f"{refused}/contester", body="Je veux la voir.")
    changed = row(platform, refused)
    assert (changed.state, changed.original, changed.version) == ("second_reader", "Je veux la voir.", 2)
    assert ines.send(page, f"{refused}/contester", body="Je veux la voir.").status == 200, "a double tap"
    assert ines.send(page, f"{refused}/contester", body="Encore.").status == 409
    assert f"/moderation/{refused[-32:]}" not in browser_of("malik").get("/moderation/").data.decode()
    assert "conteste un refus" in browser_of("naima").get(f"/moderation/{refused[-32:]}").text


def test_what_is_not_asked_leads_back_to_the_message(browser_of, cast, refused, proposed):
    ines = browser_of(cast.ines)
    assert ines.get(f"{refused}/reponse").url.endswith(refused)
    assert ines.get(f"{proposed}/contester").url.endswith(proposed)


def test_m2_an_objection_is_answered_and_read_by_the_child(platform, browser_of, cast, proposed):
    ines, naima, ref = browser_of(cast.ines), browser_of("naima"), proposed[-32:]
    ines.send(ines.get(proposed), f"{proposed}/reponse", reply="object", body="On reconnaît ma sœur.")
    assert "On reconnaît ma sœur." in ines.get(proposed).text
    naima.send(naima.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")
    desk = naima.get(f"/moderation/{ref}")
    assert "On reconnaît ma sœur." in desk.text
    silent = naima.send(desk, f"/moderation/{ref}/decision", decision="keep")
    assert silent.status == 400
    assert "répondez-lui" in silent.text
    other = {"decision": "publish", "published_text": "J'aimerais la voir.", "told": "Tu as raison. On a changé."}
    assert naima.send(desk, f"/moderation/{ref}/decision", **other).status == 200
    page = ines.get(proposed)
    assert "Tu as raison. On a changé." in page.text
    assert "d’autres mots : on te demande ton accord" in page.text
    assert "on comprend non" in page.text
    assert "Naima" not in page.text
    assert ines.send(page, f"{proposed}/reponse", reply="agree").status == 200


def test_the_child_objects_while_the_second_reader_approves(platform, browser_of, cast, proposed):
    ines, naima, ref = browser_of(cast.ines), browser_of("naima"), proposed[-32:]
    page = ines.get(proposed)
    ines.send(page, f"{proposed}/reponse", reply="agree")
    naima.send(naima.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")
    desk = naima.get(f"/moderation/{ref}")
    ines.send(ines.get(f"{proposed}/reponse"), f"{proposed}/reponse", reply="object", body="Non, en fait.")
    late = naima.send(desk, f"/moderation/{ref}/decision", decision="publish", note="Ma note")
    assert late.status == 409
    assert "Ma note" in late.response.text, "nothing typed is lost"
    assert row(platform, proposed).state == "second_reader"
    assert ines.send(page, f"{proposed}/reponse", reply="agree").status == 409, "the other tab"


def test_who_said_yes_may_say_never_until_it_is_published(platform, browser_of, cast, proposed):
    ines = browser_of(cast.ines)
    ines.send(ines.get(proposed), f"{proposed}/reponse", reply="agree")
    page = ines.send(ines.get(f"{proposed}/reponse"), f"{proposed}/reponse", reply="never")
    assert "ne sera jamais cité" in page.text
    assert (row(platform, proposed).state, row(platform, proposed).may_quote) == ("kept", False)
    assert ines.get(f"{proposed}/reponse").url.endswith(proposed)


def test_a_reason_too_long_stays_on_the_page(browser_of, cast, proposed):
    ines = browser_of(cast.ines)
    page = ines.send(ines.get(proposed), f"{proposed}/reponse", reply="object", body="é" * 1001)
    assert page.status == 400
    assert page.soup.find("textarea", {"name": "body"}).text.strip() == "é" * 1001
