"""ATTACKS 13: whatever breaks, whatever is sent, no line of the log holds a word, a code, a cookie or an address."""

import logging
import re
import socket
from urllib.parse import urlencode

import pytest

from hcec.web.incidents import Discreet, describe
from hcec.worker import run_sweep
from tests.served import serving

CANARY = "Canari-Kevin-0612345678"
INJECTED = "\r\nCRITICAL hcec: fausse ligne\x1b[31m\x00\u2028"
# Breaks the idea box in the way that the message asks for; every exception quotes the message.
SABOTAGE = """
import hcec.web.youth.testimonies as view
from flask import render_template_string
from sqlalchemy import text
from hcec import db

def broken(form):
    words = form.body.data
    if "view" in words:
        raise RuntimeError(words)
    if "cause" in words:
        try:
            int(words)
        except ValueError as cause:
            raise LookupError(words) from cause
    if "database" in words:
        db.session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": words})
    if "constraint" in words:
        db.session.execute(text("INSERT INTO circle (id, name, children) VALUES ('x', :words, 1)"), {"words": words})
    if "template" in words:
        render_template_string("{{ words.missing.attribute }}{{ words | int / 0 }}", words=words)
    if "syntax" in words:
        render_template_string(words + "{% if %}")
    if "group" in words:
        raise ExceptionGroup(words, [ValueError(words)])

view._submit = broken
"""
WAYS = ("view", "cause", "database", "constraint", "template", "syntax", "group")


@pytest.fixture(scope="module")
def noisy(tmp_path_factory):
    """A server that has met every way to break, and every place where something can be typed."""
    with serving(tmp_path_factory.mktemp("logs"), first=SABOTAGE) as server:
        [child] = server.children
        statuses = {way: child.write(f"{CANARY} {way} {INJECTED}", f"{CANARY}-{way}") for way in WAYS}
        typed = dict.fromkeys(("code", "phrase", "email", "password", "otp", "how_to_find_me"), CANARY + INJECTED)
        for path in ("/rejoindre", "/entrer", "/equipe/entrer", "/equipe/code", "/besoin-d-aide"):
            child.send("POST", path, urlencode(typed | {"csrf_token": child.token}))
            child.send("POST", path, urlencode(typed | {"csrf_token": CANARY}))
            child.send("GET", f"{path}?q={CANARY}%0d%0aX")
        child.send("GET", f"/{CANARY}%0d%0afausse%1b[31m")
        _send_raw(server, f"GET /{CANARY} HTTP/9.9\r\n\r\n")
        _send_raw(server, f"{CANARY} / HTTP/1.1\r\n\r\n")
        _send_raw(server, f"GET / HTTP/1.1\r\nHost: {CANARY}\r\nCookie: session={CANARY}\r\n{CANARY}\r\n\r\n")
        _send_raw(server, f"POST / HTTP/1.1\r\nContent-Length: {CANARY}\r\n\r\n")
        server.kill_one(0)
        server.stop()
        yield server, statuses


def _send_raw(server, text):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(text.encode())
        connection.recv(65536)


def test_every_forced_failure_was_a_page_and_left_one_line(noisy):
    server, statuses = noisy
    assert set(statuses.values()) <= {409, 500, 503}
    incidents = [line for line in server.log.splitlines() if "youth.testimonies.new" in line]
    assert len(incidents) == len(WAYS)
    for kind in (
        "RuntimeError",
        "LookupError",
        "OperationalError SQLITE_ERROR",
        "UndefinedError",
        "TemplateSyntaxError",
    ):
        assert any(kind in line for line in incidents), kind


def test_the_log_says_where_it_broke(noisy):
    server, _ = noisy
    assert re.search(r"RuntimeError at <string>:\d+ < testimonies\.py:\d+", server.log)


def test_the_log_holds_nothing_that_was_sent(noisy):
    server, _ = noisy
    for secret in (CANARY, "Kevin", "0612345678", "fausse", server.children[0].cookie, server.children[0].token):
        assert secret not in server.log


def test_the_log_holds_no_address_and_no_forged_line(noisy):
    server, _ = noisy
    assert "127.0.0.1" not in server.log
    for line in server.log.splitlines():
        assert re.match(r"(WARNING|ERROR|CRITICAL) [a-z.]+: ", line), line
        assert line.isprintable(), line


def test_a_sweep_that_breaks_says_where_and_nothing_else(platform, caplog):
    def broken(session):
        raise ValueError(CANARY + INJECTED)

    assert run_sweep(platform, "notify_alerts", broken) == 0
    assert caplog.messages == ["notify_alerts: ValueError"]


def test_a_record_is_one_line_whatever_it_holds():
    record = logging.LogRecord("hcec", logging.ERROR, "", 0, "%s", (f"a{INJECTED}b",), None)
    line = Discreet().format(record)
    assert line.isprintable()
    assert r"\r\n" in line


@pytest.mark.parametrize("another_first", [False, True])
def test_a_traceback_never_reaches_the_log(another_first):
    """Also when another handler has already written the whole of it into the record."""
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        caught = (type(error), error, error.__traceback__)
    record = logging.LogRecord("huey", logging.ERROR, "", 0, "Unhandled exception", (), caught)
    if another_first:
        logging.Formatter().format(record)
    line = Discreet().format(record)
    assert CANARY not in line
    assert "ValueError at test_logs.py" in line
    assert CANARY not in describe(caught[1])
