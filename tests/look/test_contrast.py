"""Colours as people see them: body text at 10:1 or more, every other pair at 5:1, in both themes (LOOK)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
SHEETS = ("youth.css", "staff.css")
THEMES = ("light", "dark")

SURFACES = ("paper", "card", "leaf-wash", "sun-wash", "plum-wash", "clay-wash")
# What stands on what without one rule saying both: colour of the sign, then of the ground.
OTHERS = [
    *(("soft", ground) for ground in SURFACES),
    *(("leaf", ground) for ground in ("paper", "card", "leaf-wash", "sun-wash", "plum-wash")),
    *(("clay", ground) for ground in ("paper", "card", "clay-wash")),
    ("on-sun", "sun"),
    ("ink", "sun-wash"),
]


def sheet(name):
    return (CSS / name).read_text(encoding="utf-8")


def tokens(name, theme):
    """Return the colours of a theme: the dark one overrides what it names."""
    found = re.search(r"@layer tokens\{(.*?)\n\}\n@layer", sheet(name), re.S)
    light, _, dark = found[1].partition("@media (prefers-color-scheme:dark)")
    colours = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})\b", light))
    return colours | (dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})\b", dark)) if theme == "dark" else {})


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs_in_rules(name):
    """Yield (colour, ground) for each rule that sets both by tokens."""
    for body in re.findall(r"\{([^{}]*)\}", sheet(name)):
        colour = re.search(r"(?:^|;)color:var\(--([\w-]+)\)", body)
        ground = re.search(r"(?:^|;)background:var\(--([\w-]+)\)", body)
        if colour and ground:
            yield colour[1], ground[1]


def weak(name, theme, pairs, floor):
    held = tokens(name, theme)
    measured = {(sign, ground): contrast(held[sign], held[ground]) for sign, ground in pairs}
    return {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < floor}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SHEETS)
def test_body_text_reaches_ten_to_one_on_every_surface(name, theme):
    assert weak(name, theme, [("ink", ground) for ground in SURFACES], 10) == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SHEETS)
def test_every_other_pair_reaches_five_to_one(name, theme):
    pairs = [*OTHERS, *pairs_in_rules(name)]
    assert len(pairs) > 20
    assert weak(name, theme, pairs, 5) == {}


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_ring_is_seen_on_any_surface(theme):
    held = tokens("youth.css", theme)
    assert contrast(held["sun"], held["ink"]) >= 3 or theme == "dark"
    assert all(max(contrast(held[ring], held[ground]) for ring in ("sun", "ink")) >= 10 for ground in SURFACES)


def test_both_sheets_hold_the_same_colours():
    for theme in THEMES:
        assert tokens("youth.css", theme) == tokens("staff.css", theme)
