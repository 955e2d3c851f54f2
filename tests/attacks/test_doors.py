"""ATTACKS 1, 7, 8: every endpoint against every role; no state by GET; no form from elsewhere."""

import re

import pytest
from sqlalchemy import select, text

from hcec import db
from hcec.permissions import GRANTS, Permission, Role, may

ANYTHING = "0" * 32
# The one address that changes something by GET: one's own session ends (INTERFACE).
ENDS_ITS_OWN_SESSION = {"/sortir"}


def addresses(app):
    """Every rule with something in the place of its variables."""
    for rule in app.url_map.iter_rules():
        yield rule, re.sub(r"<(?:([^:>(]+)(?:\(([^)]*)\))?:)?[^>]+>", fitting, rule.rule)


def fitting(variable):
    """Something that the address takes: a number where it wants one, the first of a closed list, else nobody's name."""
    kind, choices = variable.groups()
    if kind == "int":
        return "2026" if "year" in variable[0] else "1"
    return choices.split(",")[0] if kind == "any" else ANYTHING


def permission_of(app, rule):
    return getattr(app.view_functions[rule.endpoint], "access", None)


def fingerprint(platform):
    """Row counts of every table of the main database."""
    with platform.database.reading() as session:
        return {
            table.name: session.execute(select(text("count(*)")).select_from(table)).scalar()
            for table in db.Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("role", [None, *Role])
def test_every_door_is_shut_to_whoever_lacks_its_permission(app, browser_of, role):
    """401 signed out, 403 without the permission, before any look-up: nothing that is asked for exists."""
    visitor = browser_of(role)
    wrong = []
    for rule, address in addresses(app):
        permission = permission_of(app, rule)
        if permission == "public":
            continue
        granted = role is not None and may(role, Permission(permission), is_appointed=role == Role.COORDINATOR)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            answer = visitor.client.open(address, method=method, base_url=visitor.base)
            refusal = 401 if role is None else 403
            if (answer.status_code == refusal) == granted:
                wrong.append(f"{method} {address} as {role}: {answer.status_code}")
    assert wrong == []


def test_every_role_has_its_grants():
    assert set(GRANTS) == set(Role)


def test_observatory_and_administrator_read_no_testimony():
    reading = {Permission.TESTIMONY_READ, Permission.TESTIMONY_DECIDE, Permission.ALERT_HANDLE}
    assert GRANTS[Role.OBSERVATORY].isdisjoint(reading)
    assert GRANTS[Role.ADMINISTRATOR].isdisjoint(reading)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_changes_by_looking(app, platform, browser_of, method):
    before = fingerprint(platform)
    for who in (None, Role.YOUTH, Role.MODERATOR, Role.CRIP, Role.OBSERVATORY):
        visitor = browser_of(who)
        for rule, address in addresses(app):
            if "GET" in rule.methods and address not in ENDS_ITS_OWN_SESSION:
                answer = visitor.client.open(address, method=method, base_url=visitor.base)
                assert answer.status_code < 500, f"{method} {address}: {answer.status_code}"
    assert fingerprint(platform) == before


def test_a_post_only_address_answers_405_to_get(app, browser_of):
    visitor = browser_of(Role.YOUTH)
    answers, by_path = {}, {}
    for rule, address in addresses(app):
        by_path.setdefault(address, set()).update(rule.methods)
    for address, methods in by_path.items():
        if "GET" not in methods:
            answers[address] = visitor.client.get(address, base_url=visitor.base).status_code
    assert {address: status for address, status in answers.items() if status != 405} == {}


def test_a_form_without_its_token_changes_nothing(app, platform, browser_of):
    """Forms of every room, sent bare, with a stranger's token, and from another site (ATTACKS 8)."""
    strangers_token = browser_of(Role.YOUTH).token("/besoin-d-aide")
    before = fingerprint(platform)
    for who in (Role.YOUTH, Role.MODERATOR, Role.CRIP, Role.OBSERVATORY):
        visitor = browser_of(who)
        for rule, address in addresses(app):
            if "POST" not in rule.methods:
                continue
            for data, headers in (
                ({}, {}),
                ({"csrf_token": strangers_token}, {}),
                ({}, {"Origin": "https://ailleurs.example"}),
                ({}, {"Sec-Fetch-Site": "cross-site"}),
            ):
                answer = visitor.client.post(address, data=data, headers=headers, base_url=visitor.base)
                assert answer.status_code in {400, 403}, f"POST {address} as {who}: {answer.status_code}"
    assert fingerprint(platform) == before


def test_an_unknown_host_is_refused(app):
    answer = app.test_client().get("/", base_url="http://ailleurs.example")
    assert answer.status_code == 400
