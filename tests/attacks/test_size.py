"""ATTACKS 26: too large, too many, too slow. Refused quickly, in bounded memory; others are served meanwhile."""

import gzip
import re
import select
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from hcec.web.application import LARGEST_REQUEST, MOST_FIELDS
from tests.effort import effort
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
def test_a_monstrous_form_is_refused_for_less_work_than_the_largest_form_that_is_read(browser_of, cast, name):
    child, (body, headers) = browser_of(cast.ines), BODIES[name]
    largest = effort(
        lambda: child.post("/messages/nouveau", b"body=" + b"%C3%A9" * (LARGEST_REQUEST // 6 - 1), headers=FORM)
    )
    page = child.post("/messages/nouveau", body, headers=headers)
    assert page.status in {400, 413}
    assert "119" in page.text
    assert effort(lambda: child.post("/messages/nouveau", body, headers=headers), enough=5 * largest) < 5 * largest


@on_sqlite
def test_the_costliest_form_that_is_accepted_is_no_trap(browser):
    """Twice the combining marks, the costliest signs to fold, cost some twice the work: never four times."""

    def send(size):
        page = browser.post("/rejoindre", f"code={'%CC%81' * (size // 6 - 10)}", headers=FORM)
        assert page.status in {400, 422}

    send(LARGEST_REQUEST)
    assert effort(lambda: send(LARGEST_REQUEST)) < 40 * max(effort(lambda: send(LARGEST_REQUEST // 10)), 0.002)


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


def waiting(connections):
    """Return which of these the server neither answered nor hung up on."""
    said = select.select(connections, [], [], 0)[0]
    return [each for each in connections if each not in said]


def test_slow_clients_wait_alone_and_not_for_ever(server):
    [child] = server.children
    slow = [open_socket(server, BEGINNINGS[number % len(BEGINNINGS)]) for number in range(SLOW)]
    until, number, in_between = time.monotonic() + PATIENCE + 3, 0, 0
    while time.monotonic() < until:
        for connection in slow:
            try:
                connection.send(b"x")
            except OSError:
                continue  # hung up on, as it should be in the end
        assert child.write("pendant ce temps", f"key-of-the-form-{number}") == 303
        number, in_between = number + 1, in_between + (len(waiting(slow)) > SLOW // 2)
        time.sleep(0.5)
    assert in_between  # nobody waits for the slow to be hung up on
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


@pytest.mark.parametrize("who", [None, "odile"])
def test_a_number_of_many_figures_in_an_address_is_a_page_that_there_is_not(app, browser_of, who):
    addresses = {rule.rule for rule in app.url_map.iter_rules() if "<int" in rule.rule}
    assert {address.split("/")[1] for address in addresses} >= {"donnees", "partenaires", "observatoire"}
    browser = browser_of(who)
    for address in sorted(addresses):
        for figures in ("9" * 20, "9" * 4400, "\N{ARABIC-INDIC DIGIT THREE}"):
            asked = re.sub(r"<any\((\w+).*?>", r"\1", re.sub(r"<int\b.*?>", figures, address))
            assert browser.get(re.sub("<.*?>", "a", asked)).status in (401, 403, 404), address
