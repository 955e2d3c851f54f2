"""Two hands on one message: one wins, the other gets 409 and the difference; hashes always agree (ATTACKS 24)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.moderation.models import Approval, Decision, ExchangeLine
from hcec.moderation.services import reading
from hcec.moderation.services.deciding import hash_of
from hcec.safeguarding.models import Alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.page import fields_of

COPY = "J'aimerais voir [ma sœur]."


@pytest.fixture
def ref(platform, cast):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines).id.hex


def row(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Testimony)).one()


def decisions(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Decision.kind)).all()


def at_once(*acts):
    """Run the acts in as many threads, each in a copy of the test's context."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(copy_context().run, act) for act in acts]]


def held(browser, ref):
    desk = browser.send(browser.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")
    return {name: values[-1] for name, values in fields_of(desk.form(f"/moderation/{ref}/decision")).items()}


def test_of_many_claims_at_once_one_wins(platform, browser_of, ref):
    readers = [browser_of(name) for name in ("malik", "naima", "olga", "cyril", "claire")]
    tokens = [
        reader.get(f"/moderation/{ref}").soup.find("input", {"name": "csrf_token"})["value"] for reader in readers
    ]
    answers = at_once(
        *(
            lambda reader=reader, token=token: reader.post(f"/moderation/{ref}/prendre", {"csrf_token": token}).status
            for reader, token in zip(readers, tokens, strict=True)
        )
    )
    assert sorted(answers) == [303, 409, 409, 409, 409]
    assert row(platform).state == TestimonyState.CLAIMED


def test_of_opposite_decisions_at_once_one_wins(platform, browser_of, ref):
    malik = browser_of("malik")
    fields = held(malik, ref) | {"reason": "unreadable", "published_text": COPY}
    tabs = [browser_of("malik") for _ in range(4)]
    for tab in tabs:
        tab.client = malik.app.test_client()
        tab.client._cookies = dict(malik.client._cookies)
    kinds = ("keep", "refuse", "publish", "second-reader")
    answers = at_once(
        *(
            lambda tab=tab, kind=kind: tab.post(f"/moderation/{ref}/decision", fields | {"decision": kind}).status
            for tab, kind in zip(tabs, kinds, strict=True)
        )
    )
    assert sorted(answers) == [303, 409, 409, 409]
    assert len(decisions(platform)) == 1


def test_a_decision_after_withdrawal_is_409_and_keeps_what_was_typed(platform, cast, browser_of, ref):
    malik, ines = browser_of("malik"), browser_of(cast.ines)
    fields = held(malik, ref)
    ines.send(ines.get(f"/messages/{ref}"), f"/messages/{ref}/retirer")
    answer = malik.post(
        f"/moderation/{ref}/decision", fields | {"decision": "publish", "published_text": COPY, "note": "Ma note"}
    )
    assert answer.status == 409
    assert "retiré par son auteur" in answer.text
    assert {COPY, "Ma note"} <= {area.text.strip() for area in answer.soup.find_all("textarea")}
    assert row(platform).state == TestimonyState.WITHDRAWN
    assert malik.get(f"/moderation/{ref}").status == 404
    assert decisions(platform) == []


def test_a_decision_after_erasure_is_refused_and_keeps_what_was_typed(platform, browser_of, ref):
    malik = browser_of("malik")
    fields = held(malik, ref)
    with platform.database.transaction() as session:
        session.delete(session.scalars(select(Testimony)).one())
    answer = malik.post(f"/moderation/{ref}/decision", fields | {"decision": "publish", "published_text": COPY})
    assert answer.status == 404
    assert COPY in {area.text.strip() for area in answer.soup.find_all("textarea")}


def test_a_reading_and_a_claim_at_once_never_wait_for_each_other_in_a_circle(platform, cast, ref):
    malik, naima = cast.member("malik"), cast.member("naima")

    def read():
        with platform.database.transaction() as session:
            reading.note_reading(session, actor=naima, testimony=row(platform), today=clock.today())
        return "read"

    with ThreadPoolExecutor(1) as pool:
        with platform.database.transaction() as session:
            message = session.scalars(select(Testimony).with_for_update()).one()
            reader = pool.submit(copy_context().run, read)
            with suppress(TimeoutError):
                reader.result(timeout=0.5)  # it now waits for the message
            reading.claim(session, actor=malik, testimony=message, today=clock.today())
        assert reader.result() == "read"
    assert row(platform).state == TestimonyState.CLAIMED


def test_withdrawal_and_decision_at_once_leave_one_story(platform, cast, browser_of, ref):
    malik, ines = browser_of("malik"), browser_of(cast.ines)
    fields = held(malik, ref) | {"decision": "alert", "note": "Vite."}
    token = ines.get(f"/messages/{ref}").soup.find("input", {"name": "csrf_token"})["value"]
    decided, withdrawn = at_once(
        lambda: malik.post(f"/moderation/{ref}/decision", fields).status,
        lambda: ines.post(f"/messages/{ref}/retirer", {"csrf_token": token}).status,
    )
    assert withdrawn == 303
    assert row(platform).state == TestimonyState.WITHDRAWN
    with platform.database.reading() as session:
        alerts = session.scalars(select(Alert)).all()
    assert (decided, len(alerts)) in {(303, 1), (409, 0)}


def test_the_published_text_is_the_approved_text_to_the_letter(platform, cast, browser_of, ref):
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    words = "  Été — l’œuf\r\n\r\n<b>[ma sœur]</b> \u202eabc {{7*7}}  "
    malik.post(f"/moderation/{ref}/decision", held(malik, ref) | {"decision": "publish", "published_text": words})
    ines.send(ines.get(f"/messages/{ref}"), f"/messages/{ref}/reponse", reply="agree")
    shown = held(naima, ref)
    assert naima.post(f"/moderation/{ref}/decision", shown | {"decision": "publish"}).status == 303
    with platform.database.reading() as session:
        approval = session.scalars(select(Approval)).one()
        proposed = session.scalars(select(Testimony)).one().proposed
        assert approval.text == proposed
        assert {hash_of(approval.text)} == set(session.scalars(select(Decision.text_hash))) == {approval.text_hash}


def test_a_yes_taken_back_and_an_approval_at_once_leave_nothing_quoted(platform, cast, browser_of, ref):
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    malik.post(f"/moderation/{ref}/decision", held(malik, ref) | {"decision": "publish", "published_text": COPY})
    own = ines.get(f"/messages/{ref}")
    ines.send(own, f"/messages/{ref}/reponse", reply="agree")
    shown = held(naima, ref) | {"decision": "publish", "published_text": COPY}
    said = {name: values[-1] for name, values in fields_of(own.form(f"/messages/{ref}/reponse")).items()}
    approved, objected = at_once(
        lambda: naima.post(f"/moderation/{ref}/decision", shown).status,
        lambda: ines.post(f"/messages/{ref}/reponse", said | {"reply": "object", "body": "Non."}).status,
    )
    assert (approved, objected, row(platform).state) in {(303, 303, "kept"), (409, 303, "second_reader")}
    with platform.database.reading() as session:
        assert session.scalars(select(Approval)).all() == []


def test_a_withdrawal_and_an_answer_at_once_leave_one_story(platform, cast, browser_of, ref):
    malik, ines = browser_of("malik"), browser_of(cast.ines)
    held(malik, ref)
    room = f"/moderation/{ref}/echange"
    said = {name: values[-1] for name, values in fields_of(malik.get(room).form(room)).items()}
    token = ines.get(f"/messages/{ref}").soup.find("input", {"name": "csrf_token"})["value"]
    answered, withdrawn = at_once(
        lambda: malik.post(room, said | {"body": "Merci."}).status,
        lambda: ines.post(f"/messages/{ref}/retirer", {"csrf_token": token}).status,
    )
    assert withdrawn == 303
    assert answered in {303, 409}
    assert row(platform).state == TestimonyState.WITHDRAWN


def test_two_readers_who_answer_at_once_take_two_places(platform, cast, browser_of, ref):
    malik = browser_of("malik")
    malik.post(f"/moderation/{ref}/decision", held(malik, ref) | {"decision": "keep"})
    room = f"/moderation/{ref}/echange"
    forms = [fields_of(malik.get(room).form(room)) for _ in range(3)]
    tabs = [
        {name: values[-1] for name, values in form.items()} | {"body": f"Merci {n}."} for n, form in enumerate(forms)
    ]
    others = [browser_of("malik") for _ in tabs]
    for other in others:
        other.client = malik.app.test_client()
        other.client._cookies = dict(malik.client._cookies)
    answers = at_once(
        *(lambda other=other, tab=tab: other.post(room, tab).status for other, tab in zip(others, tabs, strict=True))
    )
    assert answers == [303, 303, 303]
    with platform.database.reading() as session:
        assert session.scalars(select(ExchangeLine.position).order_by(ExchangeLine.position)).all() == [1, 2, 3]
