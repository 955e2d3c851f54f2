"""The Flask application, and how a request is carried: parts made current, one transaction, then the answer."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import Flask, Response, current_app

from hcec import paths
from hcec.platform import Platform

LARGEST_REQUEST = 256 * 1024
MOST_FIELDS = 500


class Application(Flask):
    """Flask, holding one Platform."""

    def __init__(self, platform: Platform) -> None:
        super().__init__("hcec", template_folder=str(paths.templates_dir()), static_folder=None)
        self.platform = platform
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
        """Make the platform's parts current for this thread, then answer."""
        self.platform.activate()
        return super().wsgi_app(environ, start_response)

    def dispatch_request(self) -> Response:
        """Answer, then commit before the answer is sent if its status is below 400, else roll back."""
        from hcec.web import transaction

        response = self.make_response(super().dispatch_request())
        transaction.settle(response)
        return response


def platform() -> Platform:
    """Return the parts of the application that answers this request."""
    return cast(Application, current_app).platform
