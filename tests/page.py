"""A test client that behaves as a browser without JavaScript, and checks every page that it fetches."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from hcec.web.headers import HEADERS


@dataclass
class Page:
    """What came back."""

    response: object
    url: str

    def __post_init__(self):
        self.status = self.response.status_code
        self.headers = self.response.headers
        self.data = self.response.data
        self.is_html = self.response.mimetype == "text/html"
        self.soup = BeautifulSoup(self.response.text, "html.parser") if self.is_html else None

    @property
    def text(self) -> str:
        """The words a person would read, spaces folded."""
        return " ".join(self.soup.get_text(" ").split()) if self.is_html else self.response.text

    @property
    def h1(self) -> str:
        return " ".join(self.soup.h1.get_text(" ").split())

    def form(self, action: str | None = None, **having: str):
        """Return the one form that posts to `action` (path) or holds the fields named."""
        forms = [form for form in self.soup.find_all("form") if (form.get("method") or "get").lower() == "post"]
        if action is not None:
            forms = [form for form in forms if urlsplit(urljoin(self.url, form.get("action") or "")).path == action]
        for name in having.get("field", "").split():
            forms = [form for form in forms if form.find(attrs={"name": name})]
        assert forms, f"no form for {action or having} on {self.url}"
        return forms[0]


def fields_of(form) -> dict[str, list[str]]:
    """Return what a browser would send, before anybody touches the form."""
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), (field.get("type") or "").lower()
        if not name or kind in {"submit", "button"} or field.has_attr("disabled"):
            continue
        if kind in {"radio", "checkbox"} and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find_all("option", selected=True) or field.find_all("option")[:1]
            sent.setdefault(name, []).extend(option.get("value", option.text) for option in chosen)
        elif field.name == "textarea":
            sent.setdefault(name, []).append(re.sub(r"\A\r?\n", "", field.text))  # HTML drops it
        else:
            sent.setdefault(name, []).append(field.get("value", "on" if kind == "checkbox" else ""))
    return sent


class Browser:
    """Fetches pages, sends forms, follows redirects."""

    def __init__(self, app, base="http://localhost"):
        self.app, self.base = app, base
        self.client = app.test_client()

    def get(self, url: str, **options) -> Page:
        return self._page(self.client.get(url, base_url=self.base, follow_redirects=True, **options))

    def post(self, url: str, data=None, *, follow_redirects=False, **options) -> Page:
        """Send fields as they are: no token is added."""
        return self._page(
            self.client.post(url, data=data, base_url=self.base, follow_redirects=follow_redirects, **options)
        )

    def send(
        self, page: Page, action: str | None = None, *, button: str | None = None, field: str = "", **typed
    ) -> Page:
        """Fill in a form of the page and send it; the answer must be a 303, followed, or a refusal."""
        form = page.form(action, field=field)
        fields = fields_of(form)
        fields.update({name: value if isinstance(value, list) else [value] for name, value in typed.items()})
        if button:
            fields[button] = [next((b.get("value") or "" for b in form.find_all("button", {"name": button})), "")]
        target = urljoin(page.url, form.get("action") or "")
        answer = self.client.post(target, data=fields, base_url=self.base)
        if answer.status_code == 303:
            return self.get(answer.headers["Location"])
        assert answer.status_code not in {301, 302}, "a POST that succeeds answers 303"
        return self._page(answer)

    def token(self, url: str = "/entrer") -> str:
        """Return a CSRF token of this session, read from a page that has a form."""
        return self.get(url).soup.find("input", {"name": "csrf_token"})["value"]

    def _page(self, response) -> Page:
        page = Page(response, response.request.url)
        check(page)
        return page


def check(page: Page) -> None:
    """What every answer owes (ANCHORS: notifications-admin)."""
    for name, value in HEADERS.items():
        assert page.headers.get(name), f"{name} is missing from {page.url}"
        if name == "Content-Security-Policy":
            assert "unsafe" not in page.headers[name]
        else:
            assert page.headers[name] == value
    if urlsplit(page.url).path.startswith("/static/"):
        return
    assert page.headers["Cache-Control"] == "no-store", page.url
    if not page.is_html or 300 <= page.status < 400:
        return
    soup, where = page.soup, page.url
    assert soup.html.get("lang") == "fr", where
    assert len(soup.find_all("h1")) == 1, f"one h1 on {where}"
    assert soup.title is not None, where
    assert soup.title.text.strip(), where
    assert not [h for h in soup.find_all(["h1", "h2", "h3", "h4"]) if not h.get_text(strip=True)], (
        f"mute heading on {where}"
    )
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids repeated on {where}: {sorted(i for i in ids if ids.count(i) > 1)}"
    assert not soup.find_all("script", src=False), f"inline script on {where}"
    assert not soup.find_all(style=True), f"inline style on {where}"
    assert not [a for a in soup.find_all(True) for name in a.attrs if name.startswith("on")], where
    for form in soup.find_all("form"):
        if (form.get("method") or "").lower() == "post":
            assert form.find("input", {"name": "csrf_token"}), f"no token in a form of {where}"
    check_fields(page)
    for link in soup.find_all(["a", "link", "img", "script", "form"]):
        target = link.get("href") or link.get("src") or link.get("action") or ""
        assert not re.match(r"(?i)(https?:)?//", target) or link.name == "a", f"{target} leaves our origin on {where}"


def check_fields(page: Page) -> None:
    """Every field that is seen has a label."""
    soup, where = page.soup, page.url
    labelled = {label.get("for") for label in soup.find_all("label")}
    for field in soup.find_all(["input", "textarea", "select"]):
        if (field.get("type") or "") in {"hidden", "submit"}:
            continue
        assert (
            field.get("id") in labelled
            or field.find_parent("label")
            or field.get("aria-label")
            or field.get("aria-labelledby")
        ), f"{field.get('name')} has no label on {where}"
