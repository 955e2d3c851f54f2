"""ATTACKS 26: too large, too many, too slow. Refused quickly, in bounded memory; others are served meanwhile."""

import gzip
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from hcec.web.application import LARGEST_REQUEST, MOST_FIELDS
from tests.served import serving

on_sqlite = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)
MEGABYTE = 1024 * 1024
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 5
SLOW = 60


def parts(number, size=1):
    """A multipart body of this many fields."""
    field = '--edge\r\nContent-Disposition: form-data; name="body"\r\n\r\n{}\r\n'
    return (field.format("x" * size) * number + "--edge--\r\n").encode()


BODIES = {
    "a field of 10 MB": (b"body=" + b"x" * (10 * MEGABYTE), FORM),
    "10,000 fields": (urlencode([("body", "x")] * 10_000).encode(), FORM),
    "10,000 names": ("&".join(f"f{number}=" for number in range(10_000)).encode(), FORM),
    "10,000 parts": (parts(10_000), {"Content-Type": "multipart/form-data; boundary=edge"}),
    "one part of 10 MB": (parts(1, 10 * MEGABYTE), {"Content-Type": "multipart/form-data; boundary=edge"}),
    "a part without end": (parts(1)[:-12], {"Content-Type": "multipart/form-data; boundary=edge"}),
    "no boundary": (parts(3), {"Content-Type": "multipart/form-data"}),
    "a bomb": (gzip.compress(b"body=" + b"x" * (10 * MEGABYTE)), FORM | {"Content-Encoding": "gzip"}),
}


@on_sqlite
@pytest.mark.parametrize("name", BODIES)
def test_a_monstrous_form_is_refused_quickly(browser_of, cast, name):
    child, (body, headers) = browser_of(cast.ines), BODIES[name]
    started = time.process_time()
    page = child.post("/messages/nouveau", body, headers=headers)
    assert time.process_time() - started < 1
    assert page.status in {400, 413}
    assert "119" in page.text


@on_sqlite
def test_the_largest_form_that_is_accepted_still_answers_quickly(browser):
    words = "%CC%81" * (LARGEST_REQUEST // 6 - 10)  # combining marks, the costliest to fold
    started = time.process_time()
    page = browser.post("/rejoindre", f"code={words}", headers=FORM)
    assert page.status in {400, 422}
    assert time.process_time() - started < 1


@on_sqlite
def test_a_form_of_our_own_never_comes_near_the_limit(browser):
    assert browser.post("/entrer", {f"field-{number}": "" for number in range(MOST_FIELDS)}).status == 400


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    first = f"from hcec.web import server\nserver.RECEIVING_SECONDS = {PATIENCE}"
    with serving(tmp_path_factory.mktemp("size"), first=first) as served:
        yield served


def open_socket(server, text, timeout=PATIENCE * 3):
    """Open a connection and send the beginning of a request."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=timeout)
    connection.sendall(text.format(port=server.port).encode())
    return connection


def answer_of(connection):
    """Return all that comes back until the server hangs up."""
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received.decode(errors="replace")


HEAD = "POST /messages/nouveau HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
BEGINNINGS = (
    "",
    "G",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1",
    HEAD + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nbody=",
    HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nbo",
)


def test_slow_clients_wait_alone_and_not_for_ever(server):
    [child] = server.children
    slow = [open_socket(server, BEGINNINGS[number % len(BEGINNINGS)]) for number in range(SLOW)]
    until = time.monotonic() + PATIENCE + 3
    worst, number = 0.0, 0
    while time.monotonic() < until:
        for connection in slow:
            try:
                connection.send(b"x")
            except OSError:
                continue  # hung up on, as it should be in the end
        started = time.monotonic()
        assert child.write("pendant ce temps", f"key-of-the-form-{number}") == 303
        worst, number = max(worst, time.monotonic() - started), number + 1
        time.sleep(0.5)
    assert worst < PATIENCE - 0.5  # nobody waits for the slow to be hung up on
    assert all("200 OK" not in answer_of(connection) for connection in slow)


def test_an_endless_body_is_cut(server):
    connection = open_socket(
        server, HEAD + "Transfer-Encoding: chunked\r\n" + f"Content-Type: {FORM['Content-Type']}\r\n\r\n"
    )
    sent, chunk = 0, b"10000\r\n" + b"x" * 65536 + b"\r\n"
    try:
        while sent < 64 * MEGABYTE:
            connection.sendall(chunk)
            sent += len(chunk)
    except OSError:
        pass
    assert sent < 64 * MEGABYTE
    assert server.children[0].send("GET", "/aide").status == 200


def memory_of(server):
    """Return the resident memory of the processes that answer."""
    lines = [
        line
        for pid in server.workers()
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]
    return sum(int(line.split()[1]) * 1024 for line in lines)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_stays_bounded_under_large_forms(server):
    [child] = server.children
    before = memory_of(server)
    body = "body=" + "x" * (8 * MEGABYTE)

    def send(number):
        try:
            return child.send("POST", "/messages/nouveau", body).status
        except OSError:
            return None  # hung up on before it had said everything

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(24))) <= {413, None}
    assert memory_of(server) - before < 64 * MEGABYTE


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("GET /" + "a" * 5000 + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a" * 20_000 + "\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\n" + "X: a\r\n" * 300 + "\r\n", 431),
        ("parle plus fort\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: beaucoup\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ],
)
def test_what_is_not_http_has_its_page_too(server, request_text, status):
    answer = answer_of(open_socket(server, request_text.replace("{", "{{").replace("}", "}}")))
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert "119" in answer
    assert "Content-Security-Policy" in answer
    assert "parle plus fort" not in answer + server.log


def test_a_text_pasted_too_long_gets_its_page_through(server):
    answer = server.children[0].send("POST", "/messages/nouveau", "body=" + "x" * (2 * LARGEST_REQUEST))
    assert answer.status == 413
    assert "Coupe ton texte" in answer.text
