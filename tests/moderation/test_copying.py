"""Hiding everywhere, and counting what a copy follows: any text at all (M2)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcec.moderation.copying import count_followed, hide_everywhere
from hcec.text import aids
from hcec.text.aids import Suggestion
from hcec.text.masking import hidden_stretches, same_stretches
from hcec.text.spans import Label, Reason

PIECES = st.sampled_from(
    [
        "karim",
        "Karim",
        "KARIM",
        " ",
        "\n",
        "lina",
        "Liná",
        "Élodie",
        "e\u0301lodie",
        "[",
        "]",
        "[nom]",
        "l’",
        "-",
        "😂",
        "06",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=120)


def suggestion(text, words):
    return Suggestion(text.index(words), text.index(words) + len(words), Label.PERSON, Reason.NAME)


def test_words_are_hidden_everywhere_in_any_case_but_not_inside_other_words():
    text = "Karim dit. KARIM crie, karime non."
    assert hide_everywhere(text, "karim", "nom") == "[nom] dit. [nom] crie, karime non."


def test_what_is_already_hidden_stays_as_it_is():
    assert hide_everywhere("[nom] et nom", "nom", "détail") == "[nom] et [détail]"


@given(TEXTS, st.data())
@settings(deadline=None)
def test_a_copy_made_by_hiding_is_always_recognised_as_such(text, data):
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    copy = hide_everywhere(text, words, "quelque chose")
    if words.strip() and copy != text:
        assert hidden_stretches(text, copy) is not None
        assert "[quelque chose]" in copy
    else:
        assert copy == text


@given(TEXTS)
@settings(deadline=None)
def test_hiding_every_suggestion_follows_them_all_whatever_the_text(text):
    suggestions = aids.read(text).suggestions
    copy = text
    for each in suggestions:
        copy = hide_everywhere(copy, text[each.start : each.end], "détail")
    assert 0 <= count_followed(text, copy, suggestions) <= len(suggestions)
    assert count_followed(text, text, suggestions) == 0 or hidden_stretches(text, text) != ()
    assert all(
        not same_stretches(copy.replace("[détail]", " "), text[each.start : each.end])
        or "[" in text[each.start : each.end]
        for each in suggestions
        if hidden_stretches(text, copy) is not None and "[" not in text
    )


@pytest.mark.parametrize(
    ("published", "followed"),
    [
        ("jai dit a [nom] que lina me manque", 1),
        ("jai dit a [nom] que [ma sœur] me manque", 2),
        ("jai dit a karim que lina me manque", 0),
        ("J’ai parlé à quelqu’un : lina me manque.", 1),
        ("  jai dit a [nom] que [ma sœur] me manque  ", 2),
    ],
)
def test_what_the_copy_follows_is_counted_even_when_it_was_rewritten(published, followed):
    text = " jai dit a karim que lina me manque"
    assert count_followed(text, published, [suggestion(text, "karim"), suggestion(text, "lina")]) == followed
