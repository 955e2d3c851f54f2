"""The main chain in a real browser, on the demonstration: the child at 360 px, once without JavaScript, once with it.

card → consultation answered → message → phrase → one moderator publishes with a name hidden → the child agrees →
another approves → the observatory releases → CSV, XLSX, PDF downloaded, opened and checked → the child sees the result.
"""

import csv
import secrets
from io import BytesIO, StringIO
from urllib.parse import urlsplit

import openpyxl
import pypdf
import pytest

# What a hand does with a mouse: the first place of the word in the original becomes the selection.
SELECT_WORD = """word => {
  const walker = document.createTreeWalker(document.querySelector("[data-original]"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode() && !walker.currentNode.data.includes(word)) continue;
  const node = walker.currentNode;
  const at = node.data.indexOf(word);
  getSelection().setBaseAndExtent(node, at, node, at + word.length);
}"""
CONSULTATION = "mes-freres-et-soeurs"
PLAIN_WORDS = ("table", "orange", "nuage", "papier", "jardin", "carton", "tapis", "bouton", "lampe", "fleur")


@pytest.fixture(params=["without JavaScript", "with JavaScript"])
def run(request, open_browser, demonstration):
    """Return (open a phone, open a desktop, the demonstration)."""
    javascript = request.param == "with JavaScript"
    return (
        lambda: Person(open_browser(javascript=javascript).new_page(), demonstration.base),
        lambda: Person(open_browser(width=1280, height=800, javascript=javascript).new_page(), demonstration.base),
        demonstration,
    )


class Person:
    """Somebody at a screen: goes to addresses, fills fields by name, presses buttons."""

    def __init__(self, page, base):
        self.page, self.base = page, base

    def goes_to(self, path):
        self.page.goto(self.base + path)
        return self

    @property
    def path(self):
        return urlsplit(self.page.url).path

    @property
    def sees(self):
        return " ".join(self.page.inner_text("body").split())

    def fills(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]:visible").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def ticks(self, name, value=None):
        marked = f"[name={name}]" + (f"[value='{value}']" if value else "")
        self.page.locator(marked).first.check(force=True)
        return self

    def presses(self, selector):
        with self.page.expect_navigation(wait_until="load"):
            self.page.locator(selector).first.click()
        return self

    def fits(self):
        """Nothing is wider than the screen."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), self.path
        return self

    def signs_in(self, demonstration, person):
        self.goes_to("/equipe/entrer").fills(email=person["email"], password=person["password"])
        self.presses("form[method=post] button:has-text('')")
        self.fills(otp=demonstration.code(person)).presses("form:has([name=otp]) button")
        assert self.path != "/equipe/code", self.sees
        return self


def joins(child, demonstration):
    child.goes_to("/rejoindre").fits().fills(code=demonstration.card()).presses("form:has([name=code]) button")
    child.fits().ticks("accept", "yes") if child.page.locator("[name=accept][type=checkbox]").count() else None
    child.presses("form:has([name=accept]) button")
    assert child.path == "/consultations/", child.sees


def answers(child, words):
    """Answer every question of the consultation; the words go under the last free text."""
    child.goes_to(f"/consultations/{CONSULTATION}/accord").fits()
    if child.page.locator("[name=accept][type=checkbox]").count():
        child.ticks("accept", "yes")
    child.presses("form:has([name=accept]) button")
    child.fits().ticks("age_band", "15_17").presses("form:has([name=age_band]) button")
    while child.path != f"/consultations/{CONSULTATION}/merci":
        before = child.path
        child.fits()
        if child.page.locator("textarea[name=answer]").count():
            child.fills(answer=words).ticks("quote_ok")
            words = f"{words} encore"
        elif child.page.locator("[name^=rank_]").count():
            for place, field in enumerate(child.page.locator("select[name^=rank_]").all(), start=1):
                field.select_option(str(place))
        else:
            child.page.locator("[name=answer]").first.check(force=True)
        child.presses("button[name=next]")
        assert child.path != before, child.sees


def takes_a_phrase(child):
    child.goes_to("/ma-phrase").fits().presses("main form button")
    phrase = " ".join(child.page.inner_text("[data-phrase]").split())
    words = phrase.split()
    for name in ("word_a", "word_b"):
        place = int(child.page.get_attribute(f"[name={name}]", "data-word"))
        child.fills(**{name: words[place - 1]})
    child.presses("form:has([name=word_a]) button")
    return phrase


def hides(reader, word, role):
    """Type the copy, or with JavaScript select the word and press its role; either way the copy reads as wanted."""
    copy = reader.page.locator("[name=published_text]").first
    if copy.is_visible():
        copy.fill(copy.input_value().replace(word, f"[{role}]"))
    else:
        reader.page.evaluate(SELECT_WORD, word)
        reader.page.get_by_role("button", name=role, exact=True).click()
    assert word not in copy.input_value()
    assert f"[{role}]" in copy.input_value()


def decides(reader, path, decision, hidden=None):
    reader.goes_to(path).presses(f"form[action$='{path}/prendre'] button")
    reader.goes_to(path)
    if hidden is not None:
        hides(reader, *hidden)
    reader.presses(f"[name=decision][value={decision}]")
    return reader


def finds(reader, mark):
    """Return the path of the message that holds these words, looking through the reader's queue."""
    paths, page = [], 1
    while True:
        reader.goes_to(f"/moderation/?page={page}")
        links = {
            urlsplit(a.get_attribute("href")).path for a in reader.page.locator("main a[href*='/moderation/']").all()
        }
        found = sorted(path for path in links if len(path.rstrip("/").rpartition("/")[2]) == 32)
        new = [path for path in found if path not in paths]
        if not new:
            break
        paths += new
        page += 1
    for path in paths:
        if mark in reader.goes_to(path).sees:
            return path
    raise AssertionError(f"{mark} is in none of {len(paths)} messages")


def test_from_a_card_to_the_result(run):
    phone, desktop, demonstration = run
    # Plain words: a random number would look like that of a case, and the desk would ask to hide it.
    mark = f"comme {' '.join(secrets.choice(PLAIN_WORDS) for _ in range(4))}"
    words = f"j'ai dit a Karim que je veux voir ma soeur. {mark}"

    child = phone()
    joins(child, demonstration)
    answers(child, words)
    phrase = takes_a_phrase(child)

    cards_service = demonstration.accounts["cards"]
    assert cards_service  # the demonstration keeps cards of every moderator's service
    first, second = readers_from_elsewhere(desktop, demonstration, mark)
    path = first.path
    decides(first, path, "publish", ("Karim", "mon éducateur"))

    child.goes_to("/messages/").fits()
    child.goes_to(path.replace("/moderation/", "/messages/")).fits()
    assert "[mon éducateur]" in child.sees
    child.presses("[name=reply][value=agree]")
    decides(second, path, "publish")
    child.goes_to(path.replace("/moderation/", "/messages/"))
    assert "cité" in child.sees

    child.presses("form[action='/partir'] button")
    returning = phone()
    returning.goes_to("/entrer").fits().fills(phrase=phrase).presses("form:has([name=phrase]) button")
    assert returning.path == "/consultations/"
    releases(desktop(), demonstration, returning)


def readers_from_elsewhere(desktop, demonstration, mark):
    """Sign the moderators in; return the two who see the message, the first of them on its page."""
    seeing = []
    for nth in range(3):
        reader = desktop().signs_in(demonstration, demonstration.staff("moderator", nth))
        try:
            path = finds(reader, mark)
        except AssertionError:
            continue
        seeing.append((reader, path))
    assert len(seeing) == 2, "exactly the moderators of other circles see it (A5)"
    (first, path), (second, _) = seeing
    first.goes_to(path)
    return first, second


def releases(observatory, demonstration, child):
    """Publish a new synthesis of a closed consultation, and read its three files."""
    observatory.signs_in(demonstration, demonstration.staff("observatory"))
    observatory.goes_to("/observatoire/syntheses/nouvelle")
    title = f"Le juge et nous {secrets.token_hex(3)}"
    field = observatory.page.locator("select[name=consultation]")
    value = next(
        option.get_attribute("value") for option in field.locator("option").all() if "juge" in option.inner_text()
    )
    field.select_option(value)
    level = observatory.page.locator("[name=level][value=public]")
    level.check(force=True) if level.count() else observatory.fills(level="public")
    for box in observatory.page.locator("[name=crossing]").all():
        box.check(force=True)
    observatory.fills(title=title, text="Vous voulez savoir avant.").presses("form:has([name=crossing]) button")
    path = observatory.path
    observatory.goes_to(path).presses(f"form[action$='{path}/publier'] button")
    files = {
        fmt: observatory.page.request.get(f"{observatory.base}{path}/telecharger/{fmt}")
        for fmt in ("csv", "xlsx", "pdf")
    }
    assert {answer.status for answer in files.values()} == {200}
    rows = list(csv.reader(StringIO(files["csv"].body().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) > 10
    assert openpyxl.load_workbook(BytesIO(files["xlsx"].body())).sheetnames
    assert pypdf.PdfReader(BytesIO(files["pdf"].body())).trailer["/Root"]["/MarkInfo"]["/Marked"]
    child.goes_to("/resultats/les-reunions-et-le-juge").fits()
    assert "Vous voulez savoir avant." in child.sees
