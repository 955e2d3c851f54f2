"""A visitor that follows every link of the platform and can fill in every form that it meets."""

from collections import Counter
from urllib.parse import urlencode, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.page import Browser, fields_of

FREE_TEXT = {"", "text", "search"}
WAYS_OUT = {"/sortir"}
LEADING_ON = ("/prendre", "/accord", "/ma-situation")


class Crawler:
    """Visits each kind of page a few times, starting from the home pages."""

    def __init__(self, browser: Browser, starts=("/", "/equipe/"), each_kind=2):
        self.browser, self.waiting, self.each_kind = browser, list(starts), each_kind
        self.sent_to, self.followed = set(), set()
        self.map = browser.app.url_map.bind("localhost")

    def kind(self, path: str) -> str | None:
        """Return the endpoint that a path leads to."""
        try:
            return self.map.match(path)[0]
        except (HTTPException, RequestRedirect):
            return None

    def pages(self):
        """Yield the pages within reach, each checked as a browser would (tests/page.py)."""
        met, seen = Counter(), set()
        while self.waiting:
            path = self.waiting.pop(0)
            is_sent_there = path in self.sent_to and path not in self.followed
            kind = self.kind(urlsplit(path).path)
            if kind is None or path in WAYS_OUT or "download" in kind:
                continue
            if not is_sent_there and (path in seen or met[kind] >= self.each_kind):
                continue
            self.followed |= {path} & self.sent_to
            seen.add(path)
            met[kind] += 1
            page = self.browser.get(path)
            yield page
            if page.is_html:
                self.waiting += self._links(page)

    def follow(self, location: str | None):
        """Go next where an answer leads, once more even if it was seen: it may have changed."""
        if location is not None:
            self.sent_to.add(location)
            self.waiting.insert(0, location)

    @staticmethod
    def _links(page):
        where = (urlsplit(urljoin(page.url, link["href"])) for link in page.soup.find_all("a", href=True))
        return [f"{to.path}{'?' if to.query else ''}{to.query}" for to in where if to.netloc == "localhost"]


def filled(form, long, short, *, everything=False):
    """Return what a form sends when its free texts are `long` or `short` ones and something is chosen everywhere."""
    fields = fields_of(form)
    days = (f"2031-01-{day}" for day in range(10, 30))
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), (field.get("type") or "").lower()
        if not name or name in {"csrf_token", "submission_key"}:
            continue
        if everything or field.name == "textarea":
            fields[name] = [long]
        elif field.name == "input" and kind in FREE_TEXT:
            fields[name] = [short]
        elif field.name == "select":
            fields[name] = [option.get("value", "") for option in field.find_all("option")][-1:]
        elif kind == "date":
            fields[name] = [next(days)]
        elif kind in {"radio", "checkbox"} and name not in fields:
            fields[name] = [field.get("value", "on")]
    for button in form.find_all("button", attrs={"name": True})[:1]:
        fields.setdefault(button["name"], [button.get("value") or ""])
    return fields


def has_words(form) -> bool:
    """Return whether a form holds a free text."""
    texts = form.find_all(["input", "textarea"])
    return any(field.name == "textarea" or (field.get("type") or "") in FREE_TEXT for field in texts)


def leads_on(form, page) -> bool:
    """Return whether a form without words opens the way to others: agreeing, answering, claiming."""
    path = urlsplit(urljoin(page.url, form.get("action") or "")).path
    return path.endswith(LEADING_ON) or (path.startswith("/consultations/") and "/questions/" in path)


def send(browser: Browser, page, form, fields):
    """Send a form as bytes, so that what no text can hold can be sent too."""
    target = urljoin(page.url, form.get("action") or "")
    return browser.client.post(
        urlsplit(target).path,
        data=urlencode(fields, doseq=True),
        content_type="application/x-www-form-urlencoded",
        base_url=browser.base,
    )
