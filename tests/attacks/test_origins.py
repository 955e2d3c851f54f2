"""ATTACKS 14: unknown hosts, open redirects, headers put in by what is sent; links come from the settings alone."""

from urllib.parse import urlsplit

import pytest

from hcec import create_app, mail
from hcec.accounts.enums import Audience
from hcec.config import Settings
from hcec.platform import Platform
from hcec.web import sessions
from tests.page import Browser
from tests.platform import settings_for

pytestmark = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)  # nothing here reaches a database
ELSEWHERE = "ailleurs.example"
EVIL = (
    "//ailleurs.example",
    "/\\ailleurs.example",
    "https://ailleurs.example/",
    "https:ailleurs.example",
    "/%0d%0aLocation:%20https://ailleurs.example",
    "/%09/ailleurs.example",
    "javascript:alert(1)",
    "/entrer?next=//ailleurs.example",
)


@pytest.fixture
def public_app(platform):
    """Return the application as it is reached at a public address."""

    def at(public_url: str | None, **environ: str):
        env = {"HCEC_HOME": str(platform.settings.home), **environ} | (
            {"HCEC_PUBLIC_URL": public_url} if public_url else {}
        )
        return create_app(Platform(Settings.from_env(env), platform.database, platform.keyring))

    return at


@pytest.mark.parametrize(
    "host", [ELSEWHERE, "localhost.ailleurs.example", "localhost@ailleurs.example", "", "a b", "é"]
)
def test_an_unknown_host_is_refused_on_every_kind_of_address(app, host):
    client = app.test_client()
    for path in ("/", "/entrer", "/nulle-part", "/equipe/", "/messages"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 400, (host, path)
        assert ELSEWHERE not in answer.text
        assert "Location" not in answer.headers


@pytest.mark.parametrize("forwarded", [ELSEWHERE, f"localhost, {ELSEWHERE}", f"{ELSEWHERE}, localhost", "localhost:1"])
def test_an_unknown_forwarded_host_is_refused(app, forwarded):
    answer = app.test_client().get("/", headers={"X-Forwarded-Host": forwarded}, base_url="http://localhost")
    assert answer.status_code == 400


def test_what_a_proxy_of_ours_adds_is_accepted(app):
    headers = {"X-Forwarded-Host": "localhost", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    assert app.test_client().get("/", headers=headers, base_url="http://localhost").status_code == 200


def test_other_ways_to_name_a_host_are_not_listened_to(app):
    names = ("Forwarded", "X-Host", "X-Original-Host", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Server")
    headers = dict.fromkeys(names, f"https://{ELSEWHERE}/equipe/")
    answer = app.test_client().get("/", headers=headers, base_url="http://localhost")
    assert answer.status_code == 200
    assert ELSEWHERE not in answer.text


def test_without_a_public_address_only_our_own_host_and_port_answer(public_app):
    client = public_app(None, HCEC_BIND_PORT="8123").test_client()
    for host, status in {
        "127.0.0.1:8123": 200,
        "localhost:8123": 200,
        "127.0.0.1:8000": 400,
        "127.0.0.1": 400,
        "192.0.2.1:8123": 400,
    }.items():
        assert client.get("/", headers={"Host": host}).status_code == status, host


@pytest.mark.parametrize("path", ["/moderation", "/messages", "/equipe", "/donnees", "//ailleurs.example/moderation"])
def test_a_slash_is_added_without_leaving_our_address(app, path):
    answer = app.test_client().get(path, base_url="http://localhost")
    assert answer.status_code in {308, 404}
    if answer.status_code == 308:
        assert urlsplit(answer.headers["Location"])[:2] == ("", "")
        assert not answer.headers["Location"].startswith("//")


@pytest.mark.parametrize("target", EVIL)
def test_no_parameter_leads_elsewhere(app, cast, browser_of, target):
    for who in (None, cast.ines, "karine"):
        visitor = browser_of(who)
        for path in ("/", "/entrer", "/rejoindre", "/equipe/entrer", "/sortir", "/equipe/"):
            query = {"next": target, "url": target, "redirect": target, "return_to": target}
            answer = visitor.client.get(path, query_string=query, base_url=visitor.base)
            assert ELSEWHERE not in answer.headers.get("Location", "")
            assert "\n" not in str(answer.headers.get("Location", ""))
            where = urlsplit(answer.headers.get("Location", "/"))
            assert where.netloc in {"", "localhost"}


def test_a_path_cannot_put_a_header_in(browser):
    for path in ("/%0d%0aX-Injected:%201", "/consultations/%0d%0aX-Injected:%201", "/messages%0d%0aX-Injected:%201/"):
        assert "X-Injected" not in browser.get(path).headers


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "https://ailleurs.example",
        "http://localhost:1",
        "https://localhost",
        "http://localhost.ailleurs.example",
    ],
)
def test_a_form_sent_from_another_origin_is_refused_even_with_its_token(browser_of, cast, origin):
    child = browser_of(cast.ines)
    fields = {"csrf_token": child.token("/besoin-d-aide"), "submission_key": "a-key-of-a-form"}
    assert child.post("/besoin-d-aide", fields, headers={"Origin": origin}).status == 400
    assert child.post("/besoin-d-aide", fields, headers={"Sec-Fetch-Site": "same-site"}).status == 400
    assert child.post("/besoin-d-aide", fields, headers={"Origin": "http://localhost"}).status == 303


def test_under_https_a_form_from_the_http_twin_is_refused(public_app):
    app = public_app("https://parole.example")
    visitor = Browser(app, "https://parole.example")
    token = visitor.token("/entrer")
    for origin, wanted in {"http://parole.example": 400, "https://parole.example": 401}.items():
        page = visitor.post("/entrer", {"csrf_token": token, "phrase": "un"}, headers={"Origin": origin})
        assert (page.status == 400 and "attendu" in page.text) == (wanted == 400), origin


def test_under_https_the_cookie_is_locked_to_the_host_and_the_address_to_https(public_app):
    app = public_app("https://parole.example")
    answer = app.test_client().get("/entrer", base_url="https://parole.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert app.test_client().get("/entrer", headers={"Host": "parole.example"}).headers["Strict-Transport-Security"]


def test_a_cookie_says_nothing(app):
    visitor = app.test_client()
    visitor.get("/entrer", base_url="http://localhost")
    cookie = visitor.get_cookie(sessions.cookie_name(app), domain="localhost")
    assert cookie.http_only
    assert len(cookie.value) == 43
    assert not any(str(audience) in cookie.value for audience in Audience)


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\r\n "])
def test_a_mail_cannot_be_given_another_header(platform, outbox, sign):
    injected = f"Alerte{sign}Bcc: {ELSEWHERE}"
    for fields in (
        {"to": f"a@b.example{sign}Bcc: c@d.example", "subject": "Alerte"},
        {"to": "a@b.example", "subject": injected},
    ):
        with pytest.raises(ValueError, match=r"[Hh]eader|linefeed|newline|CR"):
            mail.send(settings_for(platform.settings.home), body="Rien.", **fields)
    assert outbox == []
