"""From the card to the first page, with the names that printed cards hold on to."""

import threading
from contextvars import copy_context
from datetime import date

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from hcec.accounts.access import Youth
from hcec.accounts.card_code import draw_code, format_code
from hcec.accounts.models import Account, Card, CardUse
from hcec.accounts.services import cards, sessions
from hcec.accounts.services import youth as youth_services
from hcec.testimonies import contract
from hcec.testimonies.models import Agreement
from hcec.testimonies.services import agreements, has_joined
from hcec.web.sessions import cookie_name
from tests.page import Browser

MARCH = date(2027, 3, 31)
SPENT = date(2026, 10, 31)


@pytest.fixture
def make(platform, cast):
    """Return a function that makes cards of a service and gives their codes."""

    def made(count=1, service="north", expires=MARCH):
        from hcec.accounts.models import Service

        with platform.database.transaction() as session:
            of = session.get(Service, cast.services[service].id)
            return cards.make_cards(session, service=of, count=count, expires=expires)

    return made


def join(browser, code, *, accept="yes"):
    page = browser.send(browser.get("/rejoindre"), "/rejoindre", code=code)
    return browser.send(page, "/rejoindre/accord", **({"accept": accept} if accept else {}))


def youth_of(app, browser) -> Youth:
    """Open the session as only the cookie can."""
    token = browser.client.get_cookie(cookie_name(app)).value
    with app.platform.database.volatile_reading() as volatile:
        opened = sessions.open_session(volatile, token)
    return youth_services.from_session(opened.content["youth"])


def count(platform, model):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_a_card_and_the_contract_lead_inside(app, browser, make, cast, platform):
    (card,) = make()
    page = join(browser, format_code(card.code))
    assert page.url == "http://localhost/consultations/"
    person = youth_of(app, browser)
    assert [entered.number for entered in person.cards] == [card.number]
    assert person.circles == {cast.circles["north"].id}
    assert count(platform, Card) == count(platform, Account) == 0


def test_the_contract_says_who_reads_the_exceptions_and_what_does_not_change(browser, make):
    (card,) = make()
    page = browser.send(browser.get("/rejoindre"), code=card.code)
    for words in ("Qui lit ?", "on te frappe", "touche ton corps", "tu penses à mourir", "de 9 h à 18 h"):
        assert words in page.text
    assert "Cela ne change rien à tes papiers ni à ton contrat. Rien à ton lieu de vie non plus." in page.text


def test_without_agreement_the_card_stays_good(browser, make, platform):
    (card,) = make()
    page = join(browser, card.code, accept=None)
    assert (page.status, count(platform, Card)) == (400, 1)
    assert "Coche la case" in page.text
    assert browser.send(page, "/rejoindre/accord", accept="yes").url.endswith("/consultations/")


@pytest.mark.parametrize("typed", ["{0}", "  {0} ", "{1}", "{2}"])
def test_a_code_is_read_however_it_is_typed(browser, make, typed):
    (card,) = make()
    forms = (card.code.lower(), format_code(card.code), " ".join(card.code))
    assert join(browser, typed.format(*forms)).url.endswith("/consultations/")


def refused(app, code):
    browser = Browser(app)
    page = browser.send(browser.get("/rejoindre"), "/rejoindre", code=code)
    body = page.response.text.replace(code, "CODE")
    token = page.form("/rejoindre").find("input", {"name": "csrf_token"})["value"]
    names = sorted(name for name, _ in page.headers if name not in {"Set-Cookie", "Content-Length"})
    return page.status, body.replace(token, "TOKEN"), names


def test_used_wrong_expired_revoked_and_malformed_cards_have_one_answer(app, make, platform):
    used, revoked = make(2)
    (expired,) = make(expires=SPENT)
    join(Browser(app), used.code)
    with platform.database.transaction() as session:
        assert cards.revoke_card(session, number=revoked.number)
    answers = [
        refused(app, code) for code in (used.code, revoked.code, expired.code, draw_code(), "0" * 12, "ABCD", "0ù§%")
    ]
    assert answers[0][0] == 400
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("typed", ["", " ", "9" * 61, "\u202eABCD", "<script>alert(1)</script>", "é" * 60, "a\u0000b"])
def test_odd_codes_are_refused_and_stay_on_the_page(browser, typed):
    page = browser.send(browser.get("/rejoindre"), "/rejoindre", code=typed)
    assert page.status == 400
    assert page.soup.find("input", {"name": "code"}).get("value", "").strip() == typed.strip()


def test_a_second_card_adds_its_circle(app, browser_of, make, cast):
    inside = browser_of(cast.ines)
    (card,) = make(service="south")
    page = inside.send(inside.get("/rejoindre"), "/rejoindre", code=card.code)
    assert page.url.endswith("/consultations/")
    person = youth_of(app, inside)
    assert person.circles == {cast.circles["north"].id, cast.circles["south"].id}
    assert person.cards[0].number == card.number
    assert person.key == cast.ines.key


def test_a_second_card_typed_twice_is_added_once(app, browser_of, make, cast):
    inside = browser_of(cast.ines)
    (card,) = make(service="south")
    page = inside.get("/rejoindre")
    for _ in range(2):
        assert inside.send(page, "/rejoindre", code=card.code).url.endswith("/consultations/")
    assert len(youth_of(app, inside).cards) == 2


def test_the_agreement_sent_twice_leads_to_the_same_account(app, browser, make):
    (card,) = make()
    page = browser.send(browser.get("/rejoindre"), code=card.code)
    browser.send(page, "/rejoindre/accord", accept="yes")
    key = youth_of(app, browser).key
    assert browser.send(page, "/rejoindre/accord", accept="yes").url.endswith("/consultations/")
    assert youth_of(app, browser).key == key


def test_a_card_that_could_not_be_used_lets_nobody_in_and_stays_good(app, browser, make, platform):
    (card,) = make()
    page = browser.send(browser.get("/rejoindre"), code=card.code)

    def away(connection):
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    event.listen(platform.database.engine, "commit", away)
    refused = browser.send(page, "/rejoindre/accord", accept="yes")
    event.remove(platform.database.engine, "commit", away)
    assert refused.status == 503
    assert browser.get("/ma-phrase").status == 401
    assert browser.send(page, "/rejoindre/accord", accept="yes").url.endswith("/consultations/")
    assert len(youth_of(app, browser).cards) == 1


@pytest.fixture
def lost(monkeypatch):
    """Return a function that sends a form while no session can be written, as when the volatile database is away."""

    def sent(browser, page, action, **typed):
        def away(*_, **__):
            raise OperationalError("INSERT", {}, OSError())

        with monkeypatch.context() as patch:
            patch.setattr(sessions, "save_session", away)
            return browser.send(page, action, **typed)

    return sent


def test_a_card_used_when_the_session_cannot_be_written_is_not_lost(app, browser, make, platform, lost):
    (card,) = make()
    page = browser.send(browser.get("/rejoindre"), code=card.code)
    refused = lost(browser, page, "/rejoindre/accord", accept="yes")
    assert (refused.status, count(platform, Card)) == (503, 0)
    assert browser.get("/ma-phrase").status == 401
    assert browser.send(page, "/rejoindre/accord", accept="yes").url.endswith("/consultations/")
    person = youth_of(app, browser)
    assert [entered.number for entered in person.cards] == [card.number]
    assert count(platform, Agreement) == 1


def test_a_card_used_and_lost_lets_nobody_else_in(app, browser, make, platform, lost):
    (card,) = make()
    other = Browser(app)
    pages = [one.send(one.get("/rejoindre"), code=card.code) for one in (browser, other)]
    lost(browser, pages[0], "/rejoindre/accord", accept="yes")
    assert other.send(pages[1], "/rejoindre/accord", accept="yes").status == 400
    assert other.get("/ma-phrase").status == 401


def test_a_second_card_is_not_lost_when_the_session_cannot_be_written(app, browser_of, make, cast, platform, lost):
    inside = browser_of(cast.ines)
    (card,) = make(service="south")
    page = inside.get("/rejoindre")
    assert lost(inside, page, "/rejoindre", code=card.code).status == 503
    assert count(platform, Card) == 1
    assert inside.send(page, "/rejoindre", code=card.code).url.endswith("/consultations/")
    assert [entered.number for entered in youth_of(app, inside).cards] == [card.number, "1111-2222"]
    assert count(platform, Card) == 0


def test_s8_the_contract_accepted_at_joining_is_kept_with_its_version_and_month_and_names_nobody(
    app, browser, make, platform
):
    (card,) = make()
    join(browser, card.code)
    with platform.database.reading() as session:
        kept = session.scalars(select(Agreement)).one()
        assert (kept.contract_version, kept.accepted_on) == (contract.CONTRACT_VERSION, date(2026, 11, 1))
        assert has_joined(session, youth=youth_of(app, browser))


def test_s8_a_contract_that_changed_is_accepted_anew_before_writing(browser_of, cast, platform, monkeypatch):
    inside = browser_of(cast.ines)
    page = inside.get("/rejoindre/accord")
    assert "Nos promesses ont changé" in page.text
    assert inside.send(page, "/rejoindre/accord").status == 400
    assert inside.send(page, "/rejoindre/accord", accept="yes").url.endswith("/consultations/")
    assert inside.get("/rejoindre/accord").url.endswith("/consultations/")
    monkeypatch.setattr(agreements, "CONTRACT_VERSION", contract.CONTRACT_VERSION + 1)
    assert "Nos promesses ont changé" in inside.get("/rejoindre/accord").text


def test_two_taps_at_once_of_one_child_lead_to_one_account(app, browser, make, platform):
    (card,) = make()
    page = browser.send(browser.get("/rejoindre"), code=card.code)
    cookie = browser.client.get_cookie(cookie_name(app)).value
    answers = together(app, [cookie] * 4, page)
    assert sorted(answers) == [303] * 4
    assert count(platform, Card) == 0


def test_fifty_redemptions_of_one_card_make_exactly_one_account(app, make, platform):
    (card,) = make()
    cookies = []
    for _ in range(50):
        one = Browser(app)
        page = one.send(one.get("/rejoindre"), code=card.code)
        cookies.append((one.client.get_cookie(cookie_name(app)).value, page))
    answers = together(app, [cookie for cookie, _ in cookies], *[page for _, page in cookies])
    assert (answers.count(303), answers.count(400)) == (1, 49)
    assert count(platform, Card) == 0
    with platform.database.volatile_reading() as volatile:
        assert volatile.scalar(select(CardUse.used)) == 1
        live = [sessions.open_session(volatile, cookie).content for cookie, _ in cookies]
    assert sum("youth" in content for content in live) == 1


def together(app, cookies, *pages):
    """Send the agreement from every session at the same moment; return the statuses."""
    statuses, start = [], threading.Barrier(len(cookies))
    tokens = [page.form("/rejoindre/accord").find("input", {"name": "csrf_token"})["value"] for page in pages]

    def send(cookie, token):
        client = app.test_client()
        client.set_cookie(cookie_name(app), cookie, domain="localhost")
        start.wait()
        answer = client.post(
            "/rejoindre/accord", data={"csrf_token": token, "accept": "yes"}, base_url="http://localhost"
        )
        statuses.append(answer.status_code)

    tokens = tokens * len(cookies) if len(tokens) == 1 else tokens
    pairs = zip(cookies, tokens, strict=True)
    threads = [threading.Thread(target=copy_context().run, args=(send, *pair)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
