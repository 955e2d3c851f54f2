"""An address that was given out keeps answering."""

from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.conventions.tree import ROOT

PROMISED = [
    line.split(maxsplit=1)
    for line in (ROOT / "tests" / "conventions" / "urls.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SAMPLES = {"<n>": "1", "<ref>": "0f8fad5b-d9cb-469f-a165-70867728950e", "<format>": "csv", "<act>": "prendre"}


def sample(url):
    """Return an address of the promised shape."""
    for placeholder, value in SAMPLES.items():
        url = url.replace(placeholder, value)
    return url.replace("<slug>", "ma-rentree")


def is_routed(router, method, url):
    try:
        router.match(sample(url), method=method)
    except (NotFound, MethodNotAllowed):
        return False
    return True


def test_every_promised_address_is_routed(app):
    router = app.url_map.bind("localhost")
    lost = [
        f"{method} {url}"
        for methods, url in PROMISED
        for method in methods.split(",")
        if not is_routed(router, method, url)
    ]
    assert lost == []
