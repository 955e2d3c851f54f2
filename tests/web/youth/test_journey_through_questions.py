"""Whatever the order of next, previous and skip, what was typed is there on coming back, and is sent as it stands."""

import secrets

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hcec.accounts.access import EnteredCard, Youth
from hcec.consultations.enums import QuestionKind
from hcec.testimonies.access import message_tag
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain
from tests import factories
from tests.answering import SLUG, start, typed_in

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
PRESSES = st.lists(st.tuples(st.sampled_from(["next", "previous", "skip"]), TEXTS), min_size=1, max_size=7)


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.staff["cyril"], SLUG, questions=[QuestionKind.TEXT] * 3)
        session.expunge_all()
    return made


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(presses=PRESSES)
def test_no_order_of_presses_loses_a_text(platform, cast, browser_of, consultation, presses):
    service = cast.services["north"]
    youth = Youth(secrets.token_bytes(32), (EnteredCard("1111-2222", service.id, service.circle_id),))
    browser = browser_of(youth)
    start(browser)
    n, kept, sent = 1, {}, {}
    for press, typed in presses:
        page = browser.get(f"/consultations/{SLUG}/questions/{n}")
        page = browser.send(page, button=press, answer=typed.replace("\r", ""), field="answer")
        kept[n], sent[n] = plain(typed.replace("\r", "")), plain(typed.replace("\r", "")) if press != "skip" else ""
        if page.url.endswith("/merci"):
            break
        n = max(1, n - 1) if press == "previous" else n + 1
    else:
        for number, text in kept.items():
            page = browser.get(f"/consultations/{SLUG}/questions/{number}")
            assert typed_in(page).rstrip() == text
        return
    with platform.database.reading() as session:
        tag = message_tag(youth, consultation.id)
        words = [text.original for text in session.scalars(select(Testimony).where(Testimony.tag == tag))]
    assert sorted(words) == sorted(text for text in sent.values() if text)
    for number, text in kept.items():
        if text and not sent[number]:  # passed over: not sent, and still there
            assert typed_in(browser.get(f"/consultations/{SLUG}/questions/{number}")).rstrip() == text
