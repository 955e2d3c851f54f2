"""A child's first page is light: an old phone, a slow line, a few requests."""

import gzip
import re
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
END_OF_SHARED = "/* End of what is shared. */"


def css(name):
    return (STATIC / "css" / name).read_text(encoding="utf-8")


def test_the_young_people_s_sheet_stays_small():
    assert (STATIC / "css" / "youth.css").stat().st_size <= 14_300


def test_sheet_icon_and_font_leave_room_for_the_page_in_25_kb():
    font = (STATIC / "fonts" / "atkinson-next.woff2").stat().st_size
    rest = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in ("css/youth.css", "icon.svg"))
    assert font + rest <= 19_000


def test_one_font_of_25_kb_that_the_first_paint_does_not_wait_for():
    fonts = list((STATIC / "fonts").glob("*.woff2"))
    assert len(fonts) == 1
    assert fonts[0].stat().st_size <= 25_000
    assert "font-display:swap" in css("youth.css")


def test_the_font_holds_every_sign_of_french():
    signs = TTFont(STATIC / "fonts" / "atkinson-next.woff2").getBestCmap()
    wanted = "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜ0123456789«»’“”–—…·€?!;:%\u00a0\u202f"
    assert [sign for sign in wanted if ord(sign) not in signs] == []


def test_the_two_sheets_share_their_first_part():
    assert css("youth.css").split(END_OF_SHARED)[0] == css("staff.css").split(END_OF_SHARED)[0]


def test_sheets_ask_for_nothing_but_the_font():
    for name in ("youth.css", "staff.css"):
        assert re.findall(r'url\("?([^")]+)', css(name)) == ["../fonts/atkinson-next.woff2"]
        assert "@import" not in css(name)


def test_sheets_use_logical_properties():
    physical = (
        r"[{;](?:margin|padding|border|inset)-(?:left|right|top|bottom)|[{;](?:left|right|top|bottom|width|height):"
    )
    for name in ("youth.css", "staff.css"):
        assert re.findall(physical, css(name).replace("{max-width:", "{")) == []


STORES = r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|eval\("
SENDS = r"fetch\(|XMLHttp|sendBeacon|WebSocket|EventSource"
MAY_SEND = {"saving.js"}  # keeps a reader's copy under way; no page of a child has it


def test_scripts_are_small_and_store_nothing():
    for path in (STATIC / "js").glob("*.js"):
        words = path.read_text(encoding="utf-8")
        assert path.stat().st_size <= (12_000 if path.name == "desk.js" else 8_000)
        assert not re.search(STORES, words)
        assert path.name in MAY_SEND or not re.search(SENDS, words)


def test_nothing_that_sends_is_on_a_page_of_a_child():
    pages = [path for room in ("youth", "public", "layouts") for path in (ROOT / "templates" / room).rglob("*.html")]
    assert not [path for path in pages if any(name in path.read_text(encoding="utf-8") for name in MAY_SEND)]


def test_every_icon_named_is_drawn():
    drawings = (ROOT / "templates" / "components" / "icon.html").read_text(encoding="utf-8")
    drawn = set(re.findall(r'^  "([\w-]+)": "', drawings, re.M))
    words = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert set(re.findall(r'icon(?:\(|=)"([\w-]+)"', words)) <= drawn
