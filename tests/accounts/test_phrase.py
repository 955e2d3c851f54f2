"""A phrase is read back however a child types it (A2)."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.accounts.phrase import WORDS, canonical, draw_phrase, fold, parse_phrase, phrase_from

phrases = st.lists(st.sampled_from(WORDS), min_size=6, max_size=6, unique=True).map(tuple)
SIX = ("abeille", "février", "hérisson", "îlot", "piano", "zèbre")


def test_a_phrase_is_six_different_words_of_the_list():
    drawn = draw_phrase()
    assert len(set(drawn)) == 6
    assert set(drawn) <= set(WORDS)


def test_two_phrases_differ():
    assert draw_phrase() != draw_phrase()


def test_a_seed_gives_six_distinct_words_of_the_list_always_the_same_and_another_gives_others():
    seeds = [number.to_bytes(32, "big") for number in range(2000)]
    drawn = [phrase_from(seed) for seed in seeds]
    assert all(len(set(words)) == 6 for words in drawn)
    assert drawn == [phrase_from(seed) for seed in seeds]
    assert len(set(drawn)) == len(drawn)
    assert len({word for words in drawn for word in words}) > 0.99 * len(WORDS)


def test_drawing_reaches_the_whole_list():
    seen = {word for _ in range(4000) for word in draw_phrase()}
    assert len(seen) > 0.99 * len(WORDS)


@pytest.mark.parametrize(
    "typed",
    [
        "abeille février hérisson îlot piano zèbre",
        "ABEILLE FÉVRIER HÉRISSON ÎLOT PIANO ZÈBRE",
        "abeille fevrier herisson ilot piano zebre",
        "abei fevr heri ilot pian zebr",
        "abeij févriez hérissson îlots pianno zèbra",
        "  abeille\n\nfévrier\therisson,îlot;piano / zèbre. ",
        "abeille-février-hérisson-îlot-piano-zèbre",
        "Abeille’février'hérisson—îlot–piano‑zèbre",
        "abeil-le fé'vrier hérisson îlot piano zè-bre",
        "1. abeille 2. février 3. hérisson 4. îlot 5. piano 6. zèbre",
        "1abeille 2février 3hérisson 4îlot 5piano 6zèbre",
        "l'abeille et le février, un hérisson, l'îlot, le piano et le zèbre",
        "ａｂｅｉｌｌｅ ｆéｖｒｉｅｒ hérisson îlot piano zèbre",
        "abe\u00adille fév\u200brier hérisson îlot piano zèbre",
        unicodedata.normalize("NFD", "abeille février hérisson îlot piano zèbre"),
    ],
)
def test_what_a_child_may_type_is_understood(typed):
    assert parse_phrase(typed) == SIX


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abeille",
        "abeille février hérisson îlot piano",
        "abeille février hérisson îlot piano zèbre zone",
        "abe février hérisson îlot piano zèbre",
        "abeille février hérisson îlot piano xxxx",
        "abeillefévrierhérissonîlotpianozèbre",
        "abeille " * 10_000,
        "\0" * 50,
        "\ud800 abeille février hérisson îlot \udfff piano",
        "абеилле février hérisson îlot piano zèbre",
        "ﷺ" * 400,
    ],
)
def test_anything_else_is_no_phrase(typed):
    assert parse_phrase(typed) is None


def test_signs_that_nobody_sees_don_t_matter():
    assert parse_phrase("\0abeille \ud800février hérisson îlot piano zèbre\x1b") == SIX


@given(st.text(st.characters(), max_size=500))
def test_any_text_is_answered_without_an_error(text):
    words = parse_phrase(text)
    assert words is None or set(words) <= set(WORDS)


@given(phrases, st.sampled_from([" ", "  ", "-", ", ", "\n", " – ", "'", "_", "\u00a0"]), st.booleans(), st.booleans())
def test_a_phrase_comes_back(words, between, upper, plain):
    typed = between.join(words)
    typed = typed.upper() if upper else typed
    assert parse_phrase(fold(typed) if plain else typed) == words


@given(phrases, st.data())
def test_letters_after_the_fourth_may_be_anything(words, data):
    endings = data.draw(st.lists(st.text("abcdefghijklmnopqrstuvwxyzéèêàçœ", max_size=8), min_size=6, max_size=6))
    typed = " ".join(word[:4] + ending for word, ending in zip(words, endings, strict=True))
    assert parse_phrase(typed) == words


@given(phrases)
def test_order_counts(words):
    assert canonical(words) != canonical(words[::-1])


@given(phrases, phrases)
def test_two_phrases_have_two_canonical_forms(one, other):
    assert (canonical(one) == canonical(other)) == (one == other)


def test_the_canonical_form_never_changes():
    assert canonical(SIX) == b"abei fevr heri ilot pian zebr"
    assert canonical(SIX[:2]) == b"abei fevr"


def test_an_unknown_word_has_no_canonical_form_and_is_not_quoted():
    with pytest.raises(ValueError, match="not words of the list") as refused:
        canonical(("abeilles",))
    assert "abei" not in str(refused.value)


@pytest.mark.parametrize(("typed", "folded"), [("Cœur", "coeur"), ("ÉTÉ", "ete"), ("ﬁn", "fin"), ("Çà", "ca")])
def test_folding_takes_accents_ligatures_and_capitals_away(typed, folded):
    assert fold(typed) == folded
    assert re.fullmatch("[a-z]+", fold(typed))
