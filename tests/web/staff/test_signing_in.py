"""Staff come in by two factors, whatever was wrong says the same, and an account is armed once (A7)."""

from datetime import timedelta
from uuid import uuid4

import pyotp
import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Limit, Staff
from hcec.accounts.services import signing_in
from hcec.accounts.services import staff as services
from hcec.audit import services as audit
from hcec.audit.models import JournalEntry
from hcec.department.services import change
from hcec.permissions import STAFF_ROLES, Role
from tests.cast import NAMES
from tests.page import Browser
from tests.platform import MONDAY

PASSWORD = "quatre mots sans rapport"


@pytest.fixture
def armed(platform, cast):
    """Karine, with a password and a second factor; the value is her secret."""
    secret = pyotp.random_base32()
    hashed = services.hash_password(PASSWORD)
    with platform.database.transaction() as session:
        services.arm(
            session,
            staff_id=cast.staff["karine"].id,
            password_hash=hashed,
            totp_secret=secret,
            signed_on=clock.today(),
        )
    return secret


@pytest.fixture
def karine(cast):
    return cast.staff["karine"].email


def now_code(secret):
    return pyotp.TOTP(secret).at(clock.now())


def sign_in(browser, email, password, otp):
    page = browser.send(browser.get("/equipe/entrer"), "/equipe/entrer", email=email, password=password)
    assert page.url.endswith("/equipe/code")
    return browser.send(page, "/equipe/code", otp=otp)


def actions(platform):
    with platform.database.reading() as session:
        audit.verify(session)
        return [entry.action for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.seq))]


def test_both_factors_lead_to_one_s_own_home(browser, armed, karine, platform):
    page = sign_in(browser, karine.upper(), PASSWORD, now_code(armed))
    assert page.url.endswith("/equipe/")
    assert "Bonjour, Karine Essai" in page.h1
    assert actions(platform) == ["staff:sign_in"]


def test_who_comes_in_leaves_no_wrong_attempt_behind(browser, armed, karine, platform):
    """Two steps count in the same buckets: an office behind one address signs in all morning (ATTACKS 15)."""
    sign_in(browser, karine, PASSWORD, now_code(armed))
    with platform.database.volatile() as volatile:
        assert [row.hits for row in volatile.scalars(select(Limit))] == [0, 0, 0]


def test_a_password_changed_between_the_two_pages_opens_nothing(browser, armed, karine, cast, platform):
    page = browser.send(browser.get("/equipe/entrer"), "/equipe/entrer", email=karine, password=PASSWORD)
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["karine"].id).password_hash = services.hash_password("un autre mot de passe")
    assert browser.send(page, "/equipe/code", otp=now_code(armed)).status == 400
    assert actions(platform) == ["staff:sign_in_refused"]


def test_unknown_wrong_password_and_wrong_code_are_refused_alike_and_only_at_the_code(app, armed, karine, platform):
    good = now_code(armed)
    bad = f"{(int(good) + 1) % 1_000_000:06}"
    attempts = [
        ("personne@valdorne.example", PASSWORD, good),
        (karine, "un autre mot de passe", good),
        (karine, PASSWORD, bad),
        (karine, PASSWORD, ""),
    ]
    answers = []
    for email, password, otp in attempts:
        page = sign_in(Browser(app), email, password, otp)
        token = page.form("/equipe/code").find("input", {"name": "csrf_token"})["value"]
        names = sorted(name for name, _ in page.headers if name != "Set-Cookie")
        answers.append((page.status, page.response.text.replace(token, ""), names))
    assert answers[0][0] == 400
    assert all(answer == answers[0] for answer in answers)
    assert actions(platform) == ["staff:sign_in_refused"] * 4


def test_a_code_opens_once(app, armed, karine):
    otp = now_code(armed)
    assert sign_in(Browser(app), karine, PASSWORD, otp).url.endswith("/equipe/")
    assert sign_in(Browser(app), karine, PASSWORD, otp).status == 400


@pytest.mark.parametrize("step", [-2, -1, 1])
def test_a_code_of_another_moment_is_refused(browser, armed, karine, step):
    code = pyotp.TOTP(armed).at(clock.now() + timedelta(seconds=30 * step))
    assert sign_in(browser, karine, PASSWORD, code).status == 400


def test_the_code_page_without_a_password_leads_to_the_first_page(browser, frozen, armed, karine):
    assert browser.get("/equipe/code").url.endswith("/equipe/entrer")
    browser.send(browser.get("/equipe/entrer"), "/equipe/entrer", email=karine, password=PASSWORD)
    frozen(MONDAY + timedelta(minutes=11))
    assert browser.get("/equipe/code").url.endswith("/equipe/entrer")


def test_someone_who_left_no_longer_comes_in(browser, armed, karine, platform, cast):
    with platform.database.transaction() as session, platform.database.volatile() as volatile:
        row = session.get(Staff, cast.staff["karine"].id)
        services.let_go(session, volatile, staff=row, today=clock.today())
    assert sign_in(browser, karine, PASSWORD, now_code(armed)).status == 400


@pytest.fixture
def link(platform, cast):
    """Return a function that gives a fresh link to a member of the cast."""

    def issue(name="karine"):
        with platform.database.volatile() as volatile:
            return "/equipe/activer/" + services.issue_link(volatile, staff_id=cast.staff[name].id)

    return issue


@pytest.fixture
def newcomer(platform, link):
    """The link of somebody just created."""
    with platform.database.transaction() as session:
        row = services.create_staff(session, email="Lou@valdorne.example", name="Lou Neuf", role=Role.MODERATOR)
        staff_id = row.id
    with platform.database.volatile() as volatile:
        return "/equipe/activer/" + services.issue_link(volatile, staff_id=staff_id)


def secret_of(page):
    return page.soup.find(attrs={"data-secret": True}).text.replace(" ", "")


def test_a_newcomer_sets_password_second_factor_and_signs_the_charter(app, browser, newcomer, platform):
    page = browser.get(newcomer)
    assert page.soup.find("svg", {"role": "img"})
    assert "Je ne cherche jamais à savoir qui a écrit" in page.text
    secret = secret_of(page)
    inside = browser.send(page, newcomer, password=PASSWORD, otp=now_code(secret), accept="yes")
    assert inside.url.endswith("/equipe/")
    with platform.database.reading() as session:
        row = session.scalars(select(Staff).where(Staff.email == "lou@valdorne.example")).one()
        assert row.charter_signed_on == clock.today()
        assert secret.encode() not in row.totp_box
    assert Browser(app).get(newcomer).status == 404
    assert actions(platform) == ["staff:arm"]


def test_the_code_that_armed_an_account_does_not_also_sign_in(app, browser, newcomer, frozen):
    page = browser.get(newcomer)
    secret = secret_of(page)
    browser.send(page, newcomer, password=PASSWORD, otp=now_code(secret), accept="yes")
    assert sign_in(Browser(app), "lou@valdorne.example", PASSWORD, now_code(secret)).status == 400
    frozen(MONDAY + timedelta(seconds=30))
    assert sign_in(Browser(app), "lou@valdorne.example", PASSWORD, now_code(secret)).url.endswith("/equipe/")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("password", "court", "Au moins douze signes"),
        ("otp", "000000", "Ce code n’est pas celui de cet instant"),
        ("accept", "", "Lisez la charte"),
    ],
)
def test_what_is_missing_is_said_and_the_link_stays_good(browser, newcomer, field, typed, said):
    page = browser.get(newcomer)
    fields = {"password": PASSWORD, "otp": now_code(secret_of(page)), "accept": "yes"}
    refused = browser.send(page, newcomer, **(fields | {field: typed}))
    assert (refused.status, said in refused.text) == (400, True)
    assert browser.send(refused, newcomer, **fields).url.endswith("/equipe/")


def test_a_reset_still_asks_the_second_factor_and_never_shows_it(browser, armed, link):
    url = link()
    page = browser.get(url)
    assert not page.soup.find(attrs={"data-secret": True})
    assert armed not in page.response.text
    assert browser.send(page, url, password="un tout autre mot", otp="123456").status == 400
    assert browser.send(page, url, password="un tout autre mot", otp=now_code(armed)).url.endswith("/equipe/")


def test_links_expire_are_replaced_and_unknown_ones_look_the_same(app, link, frozen, armed):
    first, second = link(), link()
    assert Browser(app).get(first).status == 404
    assert Browser(app).get(second).status == 200
    frozen(MONDAY + timedelta(hours=73))
    late, unknown = Browser(app).get(second), Browser(app).get(f"/equipe/activer/{uuid4().hex}")
    assert (late.status, late.text) == (404, unknown.text)


def test_a_new_password_closes_every_session(app, browser_of, armed, link):
    before = browser_of("karine")
    assert before.get("/equipe/").status == 200
    url, browser = link(), Browser(app)
    browser.send(browser.get(url), url, password="un tout autre mot", otp=now_code(armed))
    assert before.get("/equipe/").status == 401
    assert browser.get("/equipe/").status == 200


def test_a_new_role_closes_every_session(browser_of, platform, cast):
    before = browser_of("karine")
    with platform.database.transaction() as session, platform.database.volatile() as volatile:
        row = session.get(Staff, cast.staff["karine"].id)
        services.change_role(session, volatile, staff=row, role=Role.PARTNER)
    assert before.get("/equipe/").status == 401


def test_the_last_administrator_stays(platform, cast):
    with platform.database.transaction() as session, platform.database.volatile() as volatile:
        agnes = session.get(Staff, cast.staff["agnes"].id)
        with pytest.raises(services.LastAdministrator):
            services.let_go(session, volatile, staff=agnes, today=clock.today())
        with pytest.raises(services.LastAdministrator):
            services.change_role(session, volatile, staff=agnes, role=Role.DPO)


def test_one_s_other_sessions_can_be_closed(browser_of, platform):
    here, there = browser_of("karine"), browser_of("karine")
    page = here.get("/equipe/compte")
    assert "2 sessions sont ouvertes" in page.text
    assert "Vos autres sessions sont fermées." in here.send(page, "/equipe/compte").text
    assert here.get("/equipe/").status == 200
    assert there.get("/equipe/").status == 401
    assert actions(platform) == ["session:revoke"]


def test_leaving_clears_the_browser_and_the_old_cookie_opens_nothing(browser_of, app):
    inside = browser_of("karine")
    page = inside.get("/equipe/")
    stolen = inside.client.get_cookie("session").value
    left = inside.post("/equipe/quitter", {"csrf_token": page.form("/equipe/quitter").input["value"]})
    assert (left.status, left.headers["Clear-Site-Data"]) == (303, '"cache", "cookies", "storage"')
    again = Browser(app)
    again.client.set_cookie("session", stolen, domain="localhost")
    assert again.get("/equipe/").status == 401


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_every_member_of_staff_has_a_home_and_nobody_else(browser_of, role):
    expected = {None: 401, Role.YOUTH: 403}.get(role, 200)
    for url in ("/equipe/", "/equipe/compte"):
        page = browser_of(role).get(url)
        assert page.status == expected
    if expected == 200:
        assert NAMES[role].title() in browser_of(role).get("/equipe/").h1


def test_whoever_is_not_trained_is_told_before_reading(browser_of, platform, cast):
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["karine"].id).trained_on = None
    assert "La formation n’a pas encore de date" in browser_of("karine").get("/equipe/").text


def test_a7_where_it_is_required_the_home_says_that_the_certificate_lacks(browser_of, platform):
    assert "Attestation" not in browser_of("karine").get("/equipe/").text
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", certificate_required=True)
    assert "L’attestation d’honorabilité n’est pas vérifiée" in browser_of("karine").get("/equipe/").text


def test_a_used_code_is_taken_by_one_of_two_at_once(platform, cast, armed):
    with platform.database.transaction() as one:
        assert signing_in.sign_in(one, staff_id=cast.staff["karine"].id, code=now_code(armed)) is not None
    with platform.database.transaction() as other:
        assert signing_in.sign_in(other, staff_id=cast.staff["karine"].id, code=now_code(armed)) is None
