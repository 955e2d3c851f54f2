"""Security headers, by hand, on every answer."""

from flask import Flask, Response

from hcec.web.application import platform

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The desk alone talks to the server behind the page: what is being written is saved as one goes (M3).
DESK_POLICY = f"{CONTENT_SECURITY_POLICY}; connect-src 'self'"
# A file to be saved: whoever opens it in the page all the same runs nothing.
SANDBOXED = "default-src 'none'; sandbox; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send "Origin: null" from our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
    "X-DNS-Prefetch-Control": "off",
}
ONE_YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Add them after every view and every error."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["Cache-Control"] = "no-store"
    if platform().settings.is_https:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
    return response
