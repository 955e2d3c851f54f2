"""The small scripts, each on a page made for it: nothing here needs the server."""

import json
import re
import unicodedata
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from hcec.moderation.copying import hide_everywhere
from hcec.text.masking import hidden_stretches
from hcec.text.normalise import fold

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://council.example"
ORIGINAL = "jai dit a karim mon educ que ma soeur lina me manque. Karim dit non\n\nvivement samedi"


def page_with(script, body):
    return f'<!doctype html><title>x</title>{body}<script type="module" src="/static/js/{script}"></script>'


@pytest.fixture
def serve(desktop):
    """Return a function that opens `body` with one script, as the site would serve it."""
    errors = []

    def open_page(script, body, at="/page"):
        def answer(route):
            path = route.request.url.removeprefix(SITE)
            if path.startswith("/static/"):
                words = (ROOT / path[1:]).read_text(encoding="utf-8")
                route.fulfill(content_type="text/javascript", body=words)
            else:
                route.fulfill(content_type="text/html; charset=utf-8", body=page_with(script, body))

        desktop.route("**/*", answer)
        page = desktop.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(SITE + at)
        return page

    yield open_page
    assert errors == []


@pytest.fixture
def desk_page():
    """Return a function that renders the desk around a copy."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)
    macro = environment.get_template("components/desk.html").module.desk
    field = '<input aria-label="Mots"><select><option>nom</select><button>C</button>'
    hiding = Markup(f'<p data-hide-words data-none="Pas là.">{field}</p>')

    def render(copy, *marked, before=(), verdict="P"):
        cut = re.split(f"({'|'.join(map(re.escape, marked))})", ORIGINAL) if marked else [ORIGINAL]
        mark = SimpleNamespace(kind="personne", role="nom")
        pieces = [SimpleNamespace(text=text, mark=mark if text in marked else None, worries=False) for text in cut]
        roles = ["mon éducateur", "ma sœur"]
        desk = macro(pieces, copy, roles, before=before, caller=lambda: Markup(hiding))
        return f"<form>{desk}<input type=hidden name=approves><button value=publish>{verdict}</button></form>"

    return render


def select(page, words):
    """Select words in the original, as a mouse does."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("[data-original]"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return new Promise((done) => setTimeout(done, 50));
            }
        }""",
        words,
    )


def copy_of(page):
    return page.input_value("textarea[name=published_text]")


def role(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_hiding_words_puts_their_role_everywhere_they_stand(serve, desk_page):
    page = serve("desk.js", desk_page(ORIGINAL))
    select(page, "ari")
    role(page, "mon éducateur").click()
    assert copy_of(page) == ORIGINAL.replace("karim", "[mon éducateur]").replace("Karim", "[mon éducateur]")
    assert page.locator("mark").all_inner_texts() == ["karim", "Karim"]


def test_a_hidden_stretch_is_shown_again_by_a_press(serve, desk_page):
    page = serve("desk.js", desk_page(ORIGINAL.replace("lina", "[ma sœur]")))
    assert page.locator("[data-count]").inner_text() == "Passages cachés\u00a0: 1"
    role(page, "[ma sœur]").click()
    assert copy_of(page) == ORIGINAL


def test_a_copy_changed_by_hand_is_left_as_it_is(serve, desk_page):
    page = serve("desk.js", desk_page("jai dit autre chose"))
    assert page.locator("textarea").is_visible()
    assert role(page, "ma sœur").is_disabled()
    page.fill("textarea", ORIGINAL)
    assert role(page, "ma sœur").is_enabled()


def test_a_mark_is_hidden_or_left_by_a_key_and_the_arrows_go_round(serve, desk_page):
    page = serve("desk.js", desk_page(ORIGINAL, "karim", "lina"))

    def focused():
        return page.evaluate("document.activeElement.textContent")

    assert focused() == "karim"
    page.keyboard.press("ArrowRight")
    assert focused() == "lina"
    page.keyboard.press("ArrowRight")
    assert focused() == "karim"
    page.keyboard.press("Delete")
    assert focused() == "lina"
    page.keyboard.press("Enter")
    assert copy_of(page) == ORIGINAL.replace("lina", "[nom]")
    labels = [mark.get_attribute("aria-label") for mark in page.locator("mark[data-index]").all()]
    assert labels == ["karim, personne : laissé", "lina, personne : caché"]
    page.keyboard.press("Enter")
    assert copy_of(page) == ORIGINAL


def test_everything_seen_is_hidden_at_once_and_what_is_not_seen_is_shown_first(serve, desk_page):
    page = serve(
        "desk.js", desk_page(ORIGINAL, "karim", "lina").replace("<form>", "<form><br><style>p{inline-size:9em}</style>")
    )
    page.wait_for_timeout(100)
    page.locator("[data-all]").click()
    hidden = ORIGINAL.replace("karim", "[nom]").replace("Karim", "[nom]").replace("lina", "[nom]")
    assert copy_of(page) == hidden
    page.set_viewport_size({"width": 400, "height": 120})
    page.reload()
    page.wait_for_timeout(100)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.locator("[data-undo]:is(button)").evaluate("button => button.click()")
    assert copy_of(page) == ORIGINAL


def test_proposing_with_something_unseen_is_held_once(serve, desk_page):
    page = serve("desk.js", desk_page(ORIGINAL, "karim"))
    page.click("[value=publish]")
    assert page.locator("[data-pending]").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "karim"
    with page.expect_navigation():
        page.click("[value=publish]")


def test_typed_words_are_hidden_as_what_is_chosen(serve, desk_page):
    page = serve("desk.js", desk_page(ORIGINAL))
    page.fill("[data-hide-words] input", "SAMEDI")
    page.click("[data-hide-words] button")
    assert copy_of(page) == ORIGINAL.replace("samedi", "[nom]")
    page.fill("[data-hide-words] input", "pas là")
    page.click("[data-hide-words] button")
    assert page.locator("[data-count]").inner_text() == "Pas là."


def test_what_the_server_kept_is_undone_after_a_reload(serve, desk_page):
    steps = [ORIGINAL, ORIGINAL.replace("lina", "[ma sœur]")]
    page = serve("desk.js", desk_page(steps[1].replace("samedi", "[date]"), before=steps))
    for copy in reversed(steps):
        page.click("button[data-undo]")
        assert copy_of(page) == copy
    assert page.locator("button[data-undo]").is_disabled()
    page.click("button[data-redo]")
    assert copy_of(page) == steps[1]


def test_the_button_says_what_it_will_do_as_the_words_change(serve, desk_page):
    agreed = ORIGINAL.replace("lina", "[ma sœur]")
    words = f'<span data-agreed="{agreed}" data-approve="Approuver" data-propose="Proposer">P</span>'
    page = serve("desk.js", desk_page(agreed, verdict=words))
    said = [(page.inner_text("[data-agreed]"), page.input_value("[name=approves]"))]
    role(page, "[ma sœur]").click()
    said.append((page.inner_text("[data-agreed]"), page.input_value("[name=approves]")))
    assert said == [("Approuver", "y"), ("Proposer", "")]


LETTERS = [
    "karim",
    "Karim",
    "KARIM",
    "Élodie",
    "e\u0301lodie",
    "ELODIE",
    " ",
    "\n",
    ", ",
    "l’",
    "-",
    "😂",
    "[nom]",
    "[",
    "é",
    "06",
    "Strauß",
    "strauss",
    "STRAUẞ",
    "ﬁona",
    "FIONA",
    "Νίκος",
    "ΝΊΚΟΣ",
    "ılhan",
    "Ilhan",
    "½",
    "1",
    "กิน",
    "กน",
    "\x85",
]


def test_the_browser_hides_and_aligns_as_the_server_does(serve):
    """The same words give the same copy on both sides, whatever the text."""
    random, cases = Random(4), []
    for _ in range(1200):
        text = "".join(random.choices(LETTERS, k=random.randint(1, 14)))
        words = random.choice([letters for letters in LETTERS if letters in text and letters.strip()] or [text])
        cases.append([text, words, text.index(words)])
    page = serve("hiding.js", "")
    found = page.evaluate(
        """async (cases) => {
            const { align, everywhere, hide, write } = await import("/static/js/hiding.js");
            return cases.map(([text, words]) => {
                const [first] = everywhere(text, words);
                const copy = first ? write(text, hide(text, [], first, "ma sœur")) : text;
                const aligned = align(text, copy);
                return [copy, aligned && write(text, aligned)];
            });
        }""",
        cases,
    )
    for (text, words, _), (copy, aligned) in zip(cases, found, strict=True):
        if words.strip("[]") == words and "[" not in text:
            assert copy == hide_everywhere(text, words, "ma sœur"), (text, words)
        assert hidden_stretches(text, copy) is not None
        assert aligned == copy, (text, words)


def test_the_browser_folds_every_sign_as_the_server_does(serve):
    """Python folds Cherokee to its capitals, the browser to its small letters: to one form all the same."""
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    known = [sign for sign in signs if unicodedata.category(sign) not in {"Cn", "Co"}]
    page = serve("hiding.js", "")
    found = page.evaluate("async (signs) => signs.map((await import('/static/js/hiding.js')).folded)", known)
    differing = {sign for sign, form in zip(known, found, strict=True) if form != fold(sign)}
    assert {unicodedata.name(sign).split()[0] for sign in differing} <= {"CHEROKEE"}
    pairs = {fold(sign): form for sign, form in zip(known, found, strict=True) if sign in differing}
    assert len(pairs) == len(set(pairs.values()))


def test_three_shifts_leave_and_capitals_do_not(serve):
    page = serve("leave.js", "<textarea></textarea>")
    page.locator("textarea").focus()
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url.endswith("/page")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/sortir")


def test_the_code_of_a_card_leaves_the_address_for_the_field(serve):
    page = serve("join.js", '<input name="code">', at="/rejoindre#ABCD-EFGH-JKMN")
    assert page.input_value("input") == "ABCD-EFGH-JKMN"
    assert page.url == f"{SITE}/rejoindre"
    assert json.loads(page.evaluate("JSON.stringify(history.length)")) <= 2


def test_a_phrase_is_copied_as_its_six_words(serve):
    words = "loupe bonjour morceau détail scolaire chiffre"
    page = serve(
        "phrase.js",
        f"<ol data-phrase>{''.join(f'<li>{word}</li> ' for word in words.split())}</ol>"
        '<p data-paper data-copied="Copié." hidden><button data-print>P</button><button data-copy>C</button>'
        "<span role=status></span></p>",
    )
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.locator("[data-print]").is_visible()
    page.click("[data-copy]")
    page.get_by_text("Copié.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == words
