"""Ten codes on paper, a second factor for a day without a phone: shown once, each good once, hashes kept (A7)."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import PrintedCode, Staff
from hcec.accounts.services import printed_codes, signing_in
from hcec.accounts.services import staff as services
from hcec.permissions import STAFF_ROLES, Role
from tests.page import Browser
from tests.platform import MONDAY
from tests.web.staff.test_signing_in import (  # noqa: F401 - fixtures
    PASSWORD,
    actions,
    armed,
    karine,
    now_code,
    sign_in,
)

URL = "/equipe/compte/codes"


def shown(page):
    return [each.get_text().strip() for each in page.soup.select("[data-code]")]


@pytest.fixture
def drawn(browser, armed, karine, frozen):  # noqa: F811
    """Karine, signed in, and her ten codes."""
    sign_in(browser, karine, PASSWORD, now_code(armed))
    frozen(MONDAY + timedelta(minutes=1))
    return shown(browser.send(browser.get(URL), URL, otp=now_code(armed)))


def test_ten_codes_are_shown_once(browser, drawn, platform):
    assert len(set(drawn)) == 10
    again = browser.get(URL)
    assert shown(again) == []
    assert "Il vous reste 10 codes" in again.text
    assert "Il vous reste 10 codes" in browser.get("/equipe/compte").text
    assert actions(platform)[-1] == "staff:print_codes"


def test_a_printed_code_opens_instead_of_the_application_and_only_once(app, drawn, karine, platform):  # noqa: F811
    assert sign_in(Browser(app), karine, PASSWORD, drawn[3]).url.endswith("/equipe/")
    assert sign_in(Browser(app), karine, PASSWORD, drawn[3]).status == 400
    assert sign_in(Browser(app), karine, PASSWORD, drawn[4].replace(" ", "")).url.endswith("/equipe/")
    assert "staff:use_printed_code" in actions(platform)


def test_a_printed_code_without_the_password_or_for_somebody_else_opens_nothing(app, drawn, karine, cast):  # noqa: F811
    assert sign_in(Browser(app), karine, "un autre mot de passe", drawn[0]).status == 400
    assert sign_in(Browser(app), cast.staff["malik"].email, PASSWORD, drawn[0]).status == 400
    assert sign_in(Browser(app), karine, PASSWORD, drawn[0]).url.endswith("/equipe/")


def test_drawing_takes_a_second_factor_and_makes_the_former_codes_worthless(
    app,
    browser,
    drawn,
    karine,  # noqa: F811
    armed,  # noqa: F811
    frozen,
):
    refused = browser.send(browser.get(URL), URL, otp="000000")
    assert (refused.status, shown(refused)) == (400, [])
    assert "Il vous reste 10 codes" in refused.text
    frozen(MONDAY + timedelta(minutes=2))
    again = shown(browser.send(browser.get(URL), URL, otp=now_code(armed)))
    assert set(again).isdisjoint(drawn)
    assert sign_in(Browser(app), karine, PASSWORD, drawn[0]).status == 400


def test_one_printed_code_used_at_once_opens_one_session(platform, drawn, cast):
    def enter(_):
        platform.activate()
        with platform.database.transaction() as session:
            return signing_in.sign_in(session, staff_id=cast.staff["karine"].id, code=drawn[0]) is not None

    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda each: copy_context().run(enter, each), range(6)))
    assert opened.count(True) == 1


def test_no_code_is_readable_in_the_database(platform, drawn, cast):
    with platform.database.reading() as session:
        kept = session.scalars(select(PrintedCode.code_hash)).all()
    digits = [code.replace(" ", "").encode() for code in drawn]
    assert len(kept) == 10
    assert not any(code in row for row in kept for code in digits)


def test_who_leaves_takes_their_codes_away(platform, drawn, cast):
    with platform.database.transaction() as session, platform.database.volatile() as volatile:
        services.let_go(session, volatile, staff=session.get(Staff, cast.staff["karine"].id), today=clock.today())
        assert printed_codes.left(session, staff_id=cast.staff["karine"].id) == 0


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_codes_are_for_every_member_of_staff_and_nobody_else(browser_of, role):
    expected = {None: 401, Role.YOUTH: 403}.get(role, 200)
    assert browser_of(role).get(URL).status == expected
    assert browser_of(role).post(URL).status == (400 if expected == 200 else expected)
