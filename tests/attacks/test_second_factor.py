"""ATTACKS 16 and 17: every refused sign-in looks alike, and a code opens once."""

import base64
from contextvars import copy_context
from threading import Barrier, Thread

import pyotp
from sqlalchemy import delete

from hcec import clock
from hcec.accounts.models import Limit
from hcec.accounts.services import signing_in
from hcec.accounts.services import staff as staff_services
from tests.attacks.means import PASSWORD, everything, send
from tests.page import Browser


def test_every_staff_sign_in_verifies_one_password(app, armed, cast, monkeypatch):
    verified = []
    hasher = staff_services.HASHER

    class Counting:
        def verify(self, known, password):
            verified.append(known)
            return hasher.verify(known, password)

    monkeypatch.setattr(staff_services, "HASHER", Counting())
    for email in (cast.staff["karine"].email, cast.staff["malik"].email, "personne@valdorne.example"):
        before = len(verified)
        assert send(app, "/equipe/entrer", email=email, password="un mot de passe").status == 303
        assert len(verified) == before + 1


def test_staff_guesses_are_throttled_by_address_and_by_e_mail_alike(app, armed, cast, tight):
    for email in (cast.staff["karine"].email, "personne@valdorne.example"):
        statuses = [
            send(app, "/equipe/entrer", f"192.0.2.{last}", email=email, password=PASSWORD).status for last in range(6)
        ]
        assert statuses == [303] * 5 + [429]


def test_a_right_password_with_wrong_codes_is_counted_like_a_wrong_one(app, armed, cast, tight):
    """Otherwise the count would tell that the password is right."""

    def tries(password):
        browser, statuses = Browser(app), []
        for _ in range(4):
            page = browser.get("/equipe/entrer")
            page = browser.send(page, "/equipe/entrer", email=cast.staff["karine"].email, password=password)
            statuses.append(page.status)
            if page.status == 200:
                statuses.append(browser.send(page, "/equipe/code", otp="000000").status)
        return statuses

    first = tries(PASSWORD)
    with app.platform.database.volatile() as volatile:
        volatile.execute(delete(Limit))
    assert first == tries("un autre mot de passe")
    assert 429 in first


def test_one_code_used_twice_at_once_opens_one_session(platform, armed, cast):
    code, staff_id = pyotp.TOTP(armed).at(clock.now()), cast.staff["karine"].id
    opened, start = [], Barrier(8)

    def sign_in():
        platform.activate()
        start.wait()
        with platform.database.transaction() as session:
            opened.append(signing_in.sign_in(session, staff_id=staff_id, code=code))

    threads = [Thread(target=copy_context().run, args=(sign_in,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [person is not None for person in opened].count(True) == 1


def test_no_second_factor_is_readable_in_the_database(platform, armed):
    for engine in (platform.database.engine, platform.database.volatile_engine):
        held = everything(engine)
        assert not [trace for trace in (armed.encode(), base64.b32decode(armed)) if trace in held]
