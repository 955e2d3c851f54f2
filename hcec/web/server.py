"""The web server's worker: slow clients wait alone, and its log names nobody (ATTACKS 13, 26)."""

import socket
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.workers.gthread import ThreadWorker

from hcec.web.errors import bare_page
from hcec.web.headers import HEADERS
from hcec.web.incidents import Discreet, describe
from hcec.web.refusal_words import words_of

RECEIVING_SECONDS = 30
STATUS = {LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG, LimitRequestHeaders: 431}


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Many threads wait for requests, each for a limited time; the application lets few work at once."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.receiving: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:
        """Answer one request, whose bytes must all be there before the deadline."""
        self.receiving[conn] = time.monotonic() + RECEIVING_SECONDS
        try:
            keeps = super().handle(conn)
        finally:
            del self.receiving[conn]
        if keeps is False:
            _close_here(conn)
        return keeps

    def murder_pending(self) -> None:
        """Each second, stop listening to whoever is late; an answer in the making still leaves."""
        super().murder_pending()
        now = time.monotonic()
        for conn, deadline in list(self.receiving.items()):
            if deadline < now:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Refuse what is not HTTP with a page, and log neither the address nor what was sent."""
        is_theirs = isinstance(exc, ParseException)
        self.log.warning("%s", type(exc).__name__ if is_theirs else describe(exc))
        status = HTTPStatus(STATUS.get(type(exc), 400 if is_theirs else 500))
        body = bare_page(words_of(status)).encode()
        headers = {**HEADERS, "Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8"}
        headers |= {"Content-Length": str(len(body)), "Connection": "close"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with suppress(OSError):
            client.sendall(f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + body)


def _close_here(conn: Any) -> None:
    """Close in this thread: a last goodbye may take two seconds, and the main thread serves everybody."""
    with suppress(OSError):
        conn.close(graceful=True)
    conn.close = lambda graceful=False: None


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Gunicorn's own log, through our formatter."""

    def setup(self, cfg: Any) -> None:
        """Set up as gunicorn does, then format every line discreetly."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
