"""ATTACKS 15 and 18: secrets guessed, sessions fixed and replayed, over HTTP and on both databases."""

import secrets
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from hcec import clock, create_app, keys
from hcec.accounts import phrase
from hcec.accounts.card_code import draw_code
from hcec.accounts.enums import Audience
from hcec.accounts.models import Service, WebSession
from hcec.accounts.services import cards, sessions
from hcec.accounts.services import youth as youth_services
from hcec.platform import Platform
from hcec.web.sessions import cookie_name
from hcec.web.youth import consultations
from tests.attacks.means import everything, send
from tests.page import Browser
from tests.platform import MONDAY, settings_for

WINDOW = timedelta(minutes=15)

# 15


@pytest.mark.parametrize(("url", "field"), [("/rejoindre", "code"), ("/entrer", "phrase")])
def test_guessing_is_throttled_from_any_session_and_says_when_to_come_back(app, cast, tight, url, field):
    answers = [send(app, url, **{field: "un essai"}) for _ in range(7)]
    assert [answer.status for answer in answers] == [400] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Trop d’essais" in answers[-1].text.replace("'", "’")
    assert "119" in answers[-1].text


def test_guessing_from_everywhere_leaves_a_child_a_way_in(app, known, tight):
    for last in range(20):
        send(app, "/entrer", f"198.51.100.{last}", phrase="un essai")
    assert send(app, "/entrer", "203.0.113.5", phrase=" ".join(known)).status == 303


def test_a_child_who_waits_is_let_in(app, known, tight, frozen):
    for _ in range(6):
        send(app, "/entrer", phrase="un essai")
    assert send(app, "/entrer", phrase=" ".join(known)).status == 429
    frozen(MONDAY + WINDOW)
    assert send(app, "/entrer", phrase=" ".join(known)).status == 303


def test_children_who_are_right_are_never_throttled(app, known, tight):
    assert {send(app, "/entrer", phrase=" ".join(known)).status for _ in range(8)} == {303}


def test_a_forged_forwarded_address_is_not_believed(app, cast, tight):
    statuses = []
    for last in range(7):
        browser = Browser(app)
        token = browser.get("/rejoindre").form("/rejoindre").find("input", {"name": "csrf_token"})["value"]
        answer = browser.post(
            "/rejoindre",
            {"csrf_token": token, "code": "un essai"},
            environ_overrides={"REMOTE_ADDR": "192.0.2.1"},
            headers={"X-Forwarded-For": f"198.51.100.{last}"},
        )
        statuses.append(answer.status)
    assert statuses[-1] == 429


def test_every_phrase_costs_one_derivation_known_or_not(app, known, monkeypatch):
    derived = []
    derive = keys.Keyring.derive_key
    monkeypatch.setattr(
        keys.Keyring, "derive_key", lambda ring, secret, *, salt: derived.append(1) or derive(ring, secret, salt=salt)
    )
    swapped = (*known[:2], *reversed(known[2:]))
    for typed in (" ".join(known), " ".join(swapped), " ".join(phrase.draw_phrase()), "abricot", "x" * 200):
        before = len(derived)
        send(app, "/entrer", phrase=typed)
        assert len(derived) == before + 1


def test_wrong_and_expired_cards_take_the_same_time(platform, cast, session):
    service = session.get(Service, cast.services["north"].id)
    spent = [made.code for made in cards.make_cards(session, service=service, count=40, expires=date(2026, 1, 31))]
    kinds = {"expired": spent, "unknown": [draw_code() for _ in spent], "malformed": ["ABCD-EFGH-JKMN"] * len(spent)}
    session.expire_all()

    found = {kind: [] for kind in kinds}
    for place in range(len(spent)):  # kinds in turn, so that a busy machine slows each alike
        for kind, codes in kinds.items():
            start = perf_counter()
            with pytest.raises(cards.CardRefused):
                cards.check_card(session, code=codes[place], today=clock.today())
            found[kind].append(perf_counter() - start)
    measured = {kind: median(times) for kind, times in found.items()}
    assert max(measured.values()) < 3 * min(measured.values()), measured
    assert max(measured.values()) - min(measured.values()) < 0.002, measured  # against some 5 ms for the whole answer


# 18


def test_a_session_fixed_before_signing_in_is_worth_nothing_after(app, known, card):
    for url, typed in (("/rejoindre", {"code": card.code}), ("/entrer", {"phrase": " ".join(known)})):
        browser = Browser(app)
        page = browser.get(url)
        fixed = browser.client.get_cookie(cookie_name(app)).value
        page = browser.send(page, url, **typed)
        if url == "/rejoindre":
            browser.send(page, "/rejoindre/accord", accept="yes")
        assert browser.get("/ma-phrase").status == 200
        attacker = Browser(app)
        attacker.client.set_cookie(cookie_name(app), fixed, domain="localhost")
        assert attacker.get("/ma-phrase").status == 401
        assert browser.client.get_cookie(cookie_name(app)).value != fixed


def test_a_made_up_cookie_opens_nothing_and_is_not_adopted(app, known):
    browser = Browser(app)
    browser.client.set_cookie(cookie_name(app), "a" * 43, domain="localhost")
    browser.send(browser.get("/entrer"), "/entrer", phrase=" ".join(known))
    assert browser.client.get_cookie(cookie_name(app)).value != "a" * 43


@pytest.mark.parametrize(("who", "url", "minutes"), [("ines", "/ma-phrase", 36), ("karine", "/equipe/", 51)])
def test_a_session_left_alone_ends(browser_of, cast, frozen, who, url, minutes):
    browser = browser_of(cast.ines if who == "ines" else who)
    assert browser.get(url).status == 200
    frozen(MONDAY + timedelta(minutes=minutes))
    assert browser.get(url).status == 401


def test_a_session_in_use_lives_on_but_not_for_ever(browser_of, cast, frozen):
    browser = browser_of(cast.ines)
    for minutes in range(0, 580, 20):
        frozen(MONDAY + timedelta(minutes=minutes))
        assert browser.get("/ma-phrase").status == 200, minutes
    frozen(MONDAY + timedelta(minutes=606))
    assert browser.get("/ma-phrase").status == 401


def test_a_cookie_replayed_after_leaving_at_once_opens_nothing(app, browser_of, cast):
    inside = browser_of(cast.ines)
    stolen = inside.client.get_cookie(cookie_name(app)).value
    inside.get("/sortir")
    again = Browser(app)
    again.client.set_cookie(cookie_name(app), stolen, domain="localhost")
    assert again.get("/ma-phrase").status == 401


def test_a_slow_request_does_not_revive_a_session_that_was_left_meanwhile(app, browser_of, cast, monkeypatch):
    inside, elsewhere = browser_of(cast.ines), Browser(app)
    stolen = inside.client.get_cookie(cookie_name(app)).value
    elsewhere.client.set_cookie(cookie_name(app), stolen, domain="localhost")
    look = consultations.queries.draft_tags_among

    def leave_meanwhile(*asked):
        monkeypatch.undo()
        elsewhere.get("/sortir")
        return look(*asked)

    monkeypatch.setattr(consultations.queries, "draft_tags_among", leave_meanwhile)
    inside.get("/consultations/")  # its form takes a token, which the session keeps
    again = Browser(app)
    again.client.set_cookie(cookie_name(app), stolen, domain="localhost")
    assert again.get("/ma-phrase").status == 401


def test_a_moment_without_the_database_signs_nobody_out(app, browser_of, cast, monkeypatch):
    inside = browser_of(cast.ines)

    def away(volatile, token):
        monkeypatch.undo()
        raise OperationalError("SELECT", {}, OSError())

    monkeypatch.setattr(sessions, "open_session", away)
    assert inside.get("/entrer").status == 503
    assert inside.get("/ma-phrase").status == 200


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_named_by_the_host(app, platform, tmp_path):
    plain = Browser(app).get("/entrer").headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(plain.split("; "))
    settings = settings_for(
        platform.settings.home, platform.settings.database_url, HCEC_PUBLIC_URL="https://parole.example"
    )
    behind_https = create_app(Platform(settings, platform.database, platform.keyring))
    cookie = Browser(behind_https, "https://parole.example").get("/entrer").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_the_row_of_a_session_opens_only_with_its_cookie(platform, cast):
    token = sessions.new_token()
    with platform.database.volatile() as volatile:
        content = {"_user_id": "youth", "youth": youth_services.to_session(cast.ines)}
        sessions.save_session(volatile, token, content, audience=Audience.YOUTH, staff_id=None)
    with platform.database.volatile_reading() as volatile:
        row = volatile.scalars(select(WebSession)).one()
        assert cast.ines.key not in row.box
        assert token.encode() not in row.token_hash + row.box
        assert sessions.open_session(volatile, secrets.token_urlsafe(32)) is None


def test_a_phrase_is_in_no_database_no_cookie_no_address_and_no_log(app, browser_of, cast, caplog):
    inside = browser_of(cast.ines)
    page = inside.send(inside.get("/ma-phrase"), "/ma-phrase", field="submission_key")
    words = page.soup.find(attrs={"data-phrase": True}).get_text().split()
    outside = Browser(app)
    entered = outside.send(outside.get("/entrer"), "/entrer", phrase=" ".join(words))
    traces = [phrase.canonical(tuple(words)), " ".join(words).encode(), "-".join(words).encode()]
    database = app.platform.database
    held = everything(database.engine) + everything(database.volatile_engine)
    held += "".join([page.url, entered.url, str(page.headers), str(entered.headers), caplog.text]).encode()
    assert not [trace for trace in traces if trace in held]
    longest = max(words, key=len)
    assert f" {longest} ".encode() not in held
