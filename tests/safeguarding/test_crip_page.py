"""A6: the CRIP opens envelopes off line, from one file, with what Python made; nothing in it can reach a network."""

import base64
import hashlib
import re
import runpy
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from hcec import keys
from hcec.cli import group
from hcec.safeguarding import crip_keys, register

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "hcec" / "safeguarding" / "crip_page.html"
PASSPHRASE = "cinq mots faciles à retenir"
LINE = {"nom": "Lina Essai", "ville": "Valcourt"}
CARDS = {"cards": [{"number": "48210937", "service": "Maison <b>Nord</b>"}, {"number": "11112222", "service": "Été"}]}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The real Argon2 parameters: the page and Python must agree on them."""
    folder = tmp_path_factory.mktemp("crip")
    public_key, key_file = crip_keys.draw_key(PASSPHRASE)
    made = {
        "key": key_file,
        "envelope": keys.seal_envelope(bytes.fromhex(public_key), CARDS),
        "drill": keys.seal_envelope(bytes.fromhex(public_key), {"drill": "girafe nuage tambour"}),
        "register": keys.seal_envelope(bytes.fromhex(public_key), register.register_of([("11112222", LINE)])),
        "damaged": b"x" * 400,
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def page(desktop):
    """The page from the disk, the network unplugged; whatever it tries to reach is counted."""
    desktop.set_offline(True)
    opened = desktop.new_page()
    opened.reached = []
    opened.on("request", lambda request: opened.reached.append(request.url))
    opened.goto(PAGE.as_uri())
    return opened


def fill(page, files, envelope="envelope", passphrase=PASSPHRASE, **more):
    for name, file in {"key": "key", "envelope": envelope, **more}.items():
        page.set_input_files(f"#{name}", files / file)
    page.fill("#passphrase", passphrase)
    page.click("text=Ouvrir >> nth=-1")


def test_a6_the_page_opens_what_python_closed(page, files):
    fill(page, files, register="register")
    page.wait_for_selector("#result:not([hidden])", timeout=60_000)
    cards = page.locator("#shown li").all_inner_texts()
    assert [" ".join(card.split()) for card in cards] == [
        "Carte 4821 0937 Maison <b>Nord</b>",
        "Carte 1111 2222 Été nom Lina Essai ville Valcourt",
    ]
    assert page.evaluate("document.activeElement.id") == "opened"
    assert page.input_value("#passphrase") == ""
    assert page.reached == [PAGE.as_uri()]
    page.click("#forget")
    assert page.locator("#result").is_hidden()
    assert "48" not in page.locator("#shown").inner_text()


def test_a6_another_passphrase_is_said_and_nothing_shows(page, files):
    fill(page, files, passphrase="une autre phrase de passe")
    page.wait_for_selector("#status.refusal", timeout=60_000)
    assert "pas la bonne phrase de passe" in page.inner_text("#status")
    assert page.locator("#result").is_hidden()


def test_a6_the_page_tells_a_drill_and_a_damaged_envelope(page, files):
    fill(page, files, envelope="drill")
    page.wait_for_selector("#result:not([hidden])", timeout=60_000)
    assert "girafe nuage tambour" in page.inner_text("#shown")
    fill(page, files, envelope="damaged")
    page.wait_for_selector("#status.refusal", timeout=60_000)
    assert "Cette enveloppe n’est pas pour cette clé" in page.inner_text("#status")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_narrow_screen(open_browser, files, scheme):
    opened = open_browser(width=320, colour_scheme=scheme).new_page()
    opened.goto(PAGE.as_uri())
    fill(opened, files, register="register")
    opened.wait_for_selector("#result:not([hidden])", timeout=60_000)
    found = Axe().run(opened, options={"resultTypes": ["violations"]})
    assert [each["id"] for each in found.response["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_page_is_built_from_its_sources_and_allows_nothing_but_its_own_script():
    text = PAGE.read_text(encoding="utf-8")
    build = runpy.run_path(str(ROOT / "tools" / "build_crip_page.py"))
    assert f"sources {build['sources_hash']()}." in text, "run tools/build_crip_page.py"
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; ")
    for kind in ("script", "style"):
        (inside,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    outside = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
    assert not re.search(r"https?:|\bsrc=|\bhref=", outside)


def test_the_command_writes_the_page_once(tmp_path):
    out = tmp_path / "ouvrir.html"
    assert CliRunner().invoke(group, ["crip", "page", "--out", str(out)]).exit_code == 0
    assert out.read_bytes() == PAGE.read_bytes()
    assert CliRunner().invoke(group, ["crip", "page", "--out", str(out)]).exit_code != 0
