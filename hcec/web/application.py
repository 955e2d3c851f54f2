"""The Flask application, and how a request is carried: parts made current, one transaction, then the answer."""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import Any, cast

from flask import Flask, Request, Response, current_app
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, RequestRedirect

from hcec import paths
from hcec.platform import Platform
from hcec.shelf.formats import LARGEST_FILE

LARGEST_REQUEST = 256 * 1024
LARGEST_DOCUMENT = LARGEST_FILE + LARGEST_REQUEST
MOST_FIELDS = 500
WORKING_AT_ONCE = 4  # in one process: a phrase costs 19 MiB, and no more threads are of use


TAKES_A_FILE = frozenset(  # where staff give a file
    {
        "answers.sheets.read",
        "observatory.scheme_files.load",
        "observatory.contract_funding.load",
        "observatory.commitment_files.load",
        "observatory.training_files.load_programme",
        "observatory.training_files.load_sessions",
        "observatory.figures_files.load",
        "observatory.shelf.give",
        "observatory.evaluations_files.load",
        "observatory.partners_files.load",
    }
)
# The one page that takes a whole document, and its address: requests are received before they are routed.
TAKES_A_DOCUMENT = "observatory.shelf.give"
DOCUMENTS = re.compile(r"/partenaires/ressources/[0-9a-f]{32}/fichier")


class ShortNumber(IntegerConverter):
    """A number in an address, so short that every database holds it: longer, there is no such page."""

    regex = "[0-9]{1,9}"


class FewFields(Request):
    """A request whose form is refused when it holds more fields than any of our pages, and whose files are dropped."""

    def _load_form_data(self) -> None:
        if self.endpoint == TAKES_A_DOCUMENT:
            self.max_content_length = LARGEST_DOCUMENT
        super()._load_form_data()
        if self.endpoint not in TAKES_A_FILE:
            self.__dict__["files"] = ImmutableMultiDict()  # the forms' library would put a file in the place of words
        if sum(len(values) for _, values in self.form.lists()) > MOST_FIELDS:
            raise RequestEntityTooLarge


class Application(Flask):
    """Flask, holding one Platform."""

    request_class = FewFields

    def __init__(self, platform: Platform) -> None:
        super().__init__("hcec", template_folder=str(paths.templates_dir()), static_folder=None)
        self.platform = platform
        self.url_map.converters["int"] = ShortNumber
        self.slots = BoundedSemaphore(WORKING_AT_ONCE)
        settings = platform.settings
        self.config.update(
            SECRET_KEY=platform.keyring.web_secret,
            MAX_CONTENT_LENGTH=LARGEST_REQUEST,
            MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
            MAX_FORM_PARTS=MOST_FIELDS,
            TRUSTED_HOSTS=settings.trusted_hosts,
            PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
            WTF_CSRF_CHECK_DEFAULT=False,  # origin.py checks, after access has been refused or granted
            WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
            WTF_CSRF_SSL_STRICT=False,  # proxies may drop Referer; origin.py checks Origin and Sec-Fetch-Site
        )
        self.jinja_env.trim_blocks = self.jinja_env.lstrip_blocks = True

    def wsgi_app(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Wait for the whole request, take a slot, make the platform's parts current, then answer (ATTACKS 26)."""
        _receive(environ)
        with self.slots:
            self.platform.activate()
            return super().wsgi_app(environ, start_response)

    def handle_http_exception(self, e: HTTPException) -> Any:
        """Flask answers a missing slash by itself, with an absolute address."""
        from hcec.web import errors

        return errors.slash_added(e) if isinstance(e, RequestRedirect) else super().handle_http_exception(e)

    def log_exception(self, exc_info: Any) -> None:
        """Log what broke outside a view the way every incident is logged."""
        from hcec.web.incidents import log_incident

        log_incident(exc_info[1])

    def dispatch_request(self) -> Response:
        """Answer, then commit before the answer is sent if its status is below 400, else roll back."""
        from hcec.web import transaction

        response = self.make_response(super().dispatch_request())
        transaction.settle(response)
        return response


def _receive(environ: dict[str, Any]) -> None:
    """Read the body before a slot is taken: whoever sends slowly keeps a thread waiting, and nobody else."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) <= LARGEST_REQUEST:
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(LARGEST_REQUEST + 1))
    elif int(length) <= LARGEST_DOCUMENT and DOCUMENTS.fullmatch(environ.get("PATH_INFO", "")):
        environ["wsgi.input"] = _spooled(environ["wsgi.input"], int(length))


def _spooled(stream: Any, length: int) -> SpooledTemporaryFile[bytes]:
    """Receive a document in little memory, whoever sends it: nobody is known yet."""
    kept = SpooledTemporaryFile(max_size=LARGEST_REQUEST)  # noqa: SIM115 - the request reads it, and lets it go
    while length > 0 and (piece := stream.read(min(length, LARGEST_REQUEST))):
        kept.write(piece)
        length -= len(piece)
    kept.seek(0)
    return kept


def platform() -> Platform:
    """Return the parts of the application that answers this request."""
    return cast(Application, current_app).platform
