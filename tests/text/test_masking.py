"""What is hidden before publication, and the proof that nothing else was touched (M2)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.text.masking import Span, hidden_stretches, mask, same_stretches, shorter_by_hiding

TEXT = "Karim m'a dit que KARIM partait. Karima non plus, Chloé oui, chloe aussi."


def stretches(text, needle):
    return [text[span.start : span.end] for span in same_stretches(text, needle)]


def test_each_span_is_shown_as_its_role():
    assert mask("Karim est à Valcourt.", [Span(12, 20, "ma ville"), Span(0, 5, "mon éducateur")]) == (
        "[mon éducateur] est à [ma ville]."
    )


def test_spans_that_overlap_become_one():
    assert mask("Jean-Paul Martin", [Span(0, 9, "mon éducateur"), Span(5, 16, "autre")]) == "[mon éducateur]"


def test_a_name_is_found_wherever_it_stands_whole():
    assert stretches(TEXT, "karim") == ["Karim", "KARIM"]
    assert stretches(TEXT, "Chloe") == ["Chloé", "chloe"]
    assert stretches(TEXT, "  ") == []


def test_a_decomposed_accent_is_hidden_with_its_letter():
    text = "Chloe\u0301 et Chloé"
    assert stretches(text, "Chloé") == ["Chloe\u0301", "Chloé"]
    assert mask(text, same_stretches(text, "Chloé", "mon amie")) == "[mon amie] et [mon amie]"


@given(text=st.text(max_size=200), needle=st.text(max_size=8))
def test_any_text_can_be_searched(text, needle):
    for span in same_stretches(text, needle):
        assert 0 <= span.start < span.end <= len(text)


def test_names_of_several_words_and_odd_signs_are_found():
    assert stretches("Chez Mme  O'Neil (la dame).", "mme o'neil") == ["Mme  O'Neil"]
    assert stretches("ﬁn et STRASSE, Straße", "straße") == ["STRASSE", "Straße"]


def test_a_copy_with_hidden_stretches_tells_what_was_hidden():
    original = "Karim est parti à Valcourt."
    copy = "[mon éducateur] est parti à [ma ville]."
    assert hidden_stretches(original, copy) == (Span(0, 5, "mon éducateur"), Span(18, 26, "ma ville"))


@pytest.mark.parametrize(
    "published",
    [
        "[mon éducateur] est très parti.",
        "Karim est parti à Valcourt. Bien.",
        "Karim est parti à",
        "[x]Karim est parti à Valcourt.",
        "",
    ],
)
def test_a_copy_that_says_something_else_is_not_the_original(published):
    assert not shorter_by_hiding("Karim est parti à Valcourt.", published)


def test_brackets_that_the_child_wrote_are_words():
    original = "Il a dit [non] à Karim."
    assert hidden_stretches(original, original) == ()
    assert hidden_stretches(original, "Il a dit [non] à [mon éducateur].") == (Span(17, 22, "mon éducateur"),)
    assert shorter_by_hiding("[lieu] [lieu] fin", "[lieu] fin") is True


@given(text=st.text(alphabet="ab [].é", min_size=1, max_size=40), data=st.data())
def test_whatever_is_hidden_the_copy_is_recognised(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end, "rôle") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    apart = all(one.end < two.start for one, two in pairwise(spans))
    if apart and "[" not in text and "]" not in text:
        assert shorter_by_hiding(text, mask(text, spans))


def test_a_long_text_full_of_roles_is_read_quickly():
    assert not shorter_by_hiding("a" * 20_000, "[x]a" * 5_000 + "b")
