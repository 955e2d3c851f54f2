"""ATTACKS 15: ten thousand guesses from hundreds of sessions: one answer, slowed down, and no child locked out."""

import re
from contextlib import suppress
from datetime import date
from itertools import cycle, islice

import pytest

from hcec import clock
from hcec.accounts import phrase
from hcec.accounts.card_code import draw_code
from hcec.accounts.models import Service
from hcec.accounts.services import cards, limits
from hcec.accounts.services.limits import BUDGETS, Door
from tests.attacks.means import send
from tests.page import Browser

GUESSES, OVER_HTTP, SESSIONS = 10_000, 3_000, 250  # once the budget of all is spent, the counters alone decide


class Guesser:
    """One session, behind one address."""

    def __init__(self, app, url, number):
        self.browser, self.url, self.address = Browser(app), url, f"198.51.{100 + number // 200}.{number % 200}"
        self.token = self.browser.get(url).form(url).find("input", {"name": "csrf_token"})["value"]

    def guess(self, field, words):
        return self.browser.client.post(
            self.url,
            data={"csrf_token": self.token, field: words},
            base_url=self.browser.base,
            environ_overrides={"REMOTE_ADDR": self.address},
        )


def count_taken(platform, guesses):
    """Return how many more attempts the counters let through, from other addresses still."""
    taken = 0
    with platform.database.volatile() as volatile:
        for number in range(guesses):
            with suppress(limits.TooManyTries):
                limits.take(volatile, Door.CARD, who=[f"192.0.2.{number % SESSIONS}"], now=clock.now())
                taken += 1
    return taken


def without_what_was_typed(answer):
    return re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))


@pytest.mark.parametrize("_database", ["sqlite"], indirect=True)
def test_ten_thousand_codes_find_nothing_and_leave_a_child_a_way_in(app, platform, cast, frozen):
    """Cards used, expired, revoked and unknown among them; the real one is taken afterwards, from elsewhere."""
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["north"].id)
        real, used, revoked = cards.make_cards(session, service=service, count=3, expires=date(2027, 3, 31))
        expired = cards.make_cards(session, service=service, count=1, expires=date(2026, 1, 31))[0]
        cards.revoke_card(session, number=revoked.number)
        cards.enter_card(session, code=used.code, today=clock.today())
    wrong = cycle([used.code, expired.code, revoked.code, "ABCD-EFGH-JKMN", *(draw_code() for _ in range(30))])
    guessers = [Guesser(app, "/rejoindre", number) for number in range(SESSIONS)]
    refused, throttled = [], []
    for guesser, code in zip(islice(cycle(guessers), OVER_HTTP), wrong, strict=False):
        answer = guesser.guess("code", code)
        (refused if answer.status_code == 400 else throttled).append(answer)
    budget = BUDGETS[Door.CARD]
    assert {answer.status_code for answer in throttled} == {429}
    assert len(refused) <= budget.in_all + SESSIONS * budget.reserve
    assert len({without_what_was_typed(answer) for answer in refused}) == 1, "whatever is wrong with a card"
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in throttled)
    assert count_taken(platform, GUESSES - OVER_HTTP) <= SESSIONS * budget.reserve
    assert send(app, "/rejoindre", "203.0.113.5", code=real.code).status == 303


def test_phrases_guessed_word_by_word_are_refused_alike(app, known):
    """Right words among the wrong ones change neither status nor words; the limit of an address is not reached."""
    typed = [" ".join((*known[:right], *phrase.draw_phrase()[right:])) for right in range(6)]
    answers = [Guesser(app, "/entrer", number).guess("phrase", words) for number, words in enumerate(typed)]
    assert {answer.status_code for answer in answers} == {400}
    assert len({without_what_was_typed(answer) for answer in answers}) == 1
