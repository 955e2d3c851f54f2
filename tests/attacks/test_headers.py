"""ATTACKS 22: the header contract on every route, static files and refusals included; no other origin anywhere."""

import re

import pytest
from bs4 import BeautifulSoup

from hcec import paths
from hcec.permissions import Role
from hcec.web.headers import CONTENT_SECURITY_POLICY, HEADERS, SANDBOXED

on_sqlite = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)  # headers are the same on both
ELSEWHERE = re.compile(r"(?i)(?:https?:)?//(?!www\.w3\.org/)[a-z0-9]")


def holds_the_contract(answer, where):
    """Every header, once, and nothing that names the software."""
    is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
    for name, value in HEADERS.items():
        held = answer.headers.getlist(name)
        stricter = is_file and name == "Content-Security-Policy" and held == [SANDBOXED]
        assert held == [value] or stricter, f"{name} on {where}"
    assert answer.headers.get("Cache-Control") == "no-store", where
    assert "Server" not in answer.headers or "Werkzeug" in answer.headers["Server"], where
    assert "Access-Control-Allow-Origin" not in answer.headers, where
    return True


@on_sqlite
@pytest.mark.parametrize("who", [None, Role.YOUTH, Role.MODERATOR, Role.OBSERVATORY])
def test_every_route_and_every_method_hold_the_contract(app, browser_of, who):
    visitor = browser_of(who)
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:[^:>]+:)?([^>]+)>", "1", rule.rule)
        for method in ("GET", "POST", "OPTIONS", "TRACE"):
            if address not in {"/sortir", "/partir", "/equipe/quitter"}:
                answer = visitor.client.open(address, method=method, base_url=visitor.base)
                assert holds_the_contract(answer, f"{method} {address}")
                assert answer.status_code < 500


@on_sqlite
def test_refusals_hold_the_contract(app, browser):
    for path, method, headers in (
        ("/nulle-part", "GET", {}),
        ("/static/nulle-part.css", "GET", {}),
        ("/static/../hcec/config.py", "GET", {}),
        ("/static/%2e%2e/%2e%2e/keys.json", "GET", {}),
        ("/static/", "POST", {}),
        ("/entrer", "GET", {"Host": "ailleurs.example"}),
        ("/entrer", "DELETE", {}),
    ):
        answer = browser.client.open(path, method=method, headers=headers, base_url=browser.base)
        assert answer.status_code in {400, 404, 405}, path
        assert holds_the_contract(answer, f"{method} {path}")


@on_sqlite
def test_static_files_hold_it_too_and_alone_are_kept(app, browser):
    links = {
        name: app.jinja_env.globals["asset"](name)
        for name in ("css/youth.css", "css/staff.css", "js/leave.js", "icon.svg")
    }
    for link in links.values():
        answer = browser.client.get(link, base_url=browser.base)
        for name, value in HEADERS.items():
            assert answer.headers.getlist(name) == [value], f"{name} on {link}"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert holds_the_contract(browser.client.post(link, base_url=browser.base), f"POST {link}")


@on_sqlite
def test_a_signed_in_answer_never_lands_in_a_cache(app, browser_of, cast):
    for who in (cast.ines, "karine", "odile"):
        for path in ("/", "/messages/", "/equipe/", "/nulle-part", "/messages"):
            answer = browser_of(who).client.get(path, base_url="http://localhost")
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "ETag" not in answer.headers
            assert "Last-Modified" not in answer.headers


def test_the_policy_lets_nothing_in_and_nothing_frame_us():
    rules = dict(rule.strip().split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}
    assert HEADERS["X-Frame-Options"] == "DENY"
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"


def test_our_files_ask_nothing_of_another_origin():
    """Style sheets, scripts, drawings and templates: no address of another site is fetched by a page."""
    found = []
    for path in [
        *paths.static_dir().rglob("*.css"),
        *paths.static_dir().rglob("*.js"),
        *paths.static_dir().rglob("*.svg"),
    ]:
        text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text(), flags=re.S | re.M)
        found += [f"{path.name}: {hit[0]}" for hit in ELSEWHERE.finditer(text)]
    for path in paths.templates_dir().rglob("*.html"):
        for tag in BeautifulSoup(path.read_text(), "html.parser").find_all(
            ["link", "script", "img", "iframe", "form", "source"]
        ):
            found += [f"{path.name}: {value}" for value in map(str, tag.attrs.values()) if ELSEWHERE.match(value)]
    assert found == []


def test_browser_storage_is_never_used():
    for path in paths.static_dir().rglob("*.js"):
        for word in (
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "serviceWorker",
            "innerHTML",
            "eval(",
            "document.cookie",
        ):
            assert word not in path.read_text(), f"{word} in {path.name}"
