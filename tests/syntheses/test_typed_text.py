"""What the observatory types becomes clean rich text, and comes back as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.syntheses.services.typed_text import to_rich, to_typed

TYPED = """## Ce que nous retenons

Vous voulez **les voir**.
Souvent.

- le téléphone
- les week-ends

1. d'abord
2. ensuite"""


def test_paragraphs_headings_lists_and_strong_words():
    assert to_rich(TYPED) == (
        "<h3>Ce que nous retenons</h3><p>Vous voulez <strong>les voir</strong>.<br>Souvent.</p>"
        "<ul><li>le téléphone</li><li>les week-ends</li></ul><ol><li>d'abord</li><li>ensuite</li></ol>"
    )


def test_it_comes_back_as_it_was_typed():
    assert to_typed(to_rich(TYPED)) == TYPED


def test_html_is_kept_as_far_as_the_house_allows():
    assert to_rich('<p onclick="x()">Bonjour <em>toi</em></p><script>1</script>') == "<p>Bonjour toi</p>1"


@pytest.mark.parametrize("typed", ["a < b & c > d", "<script>alert(1)</script>", "{{7*7}} %(x)s", "&lt;p&gt;"])
def test_signs_stay_literal(typed):
    assert to_typed(to_rich(typed)) == typed


@given(st.text(max_size=300))
def test_whatever_is_typed_is_stable_once_kept(typed):
    once = to_rich(typed)
    assert to_rich(once) == once
    assert to_rich(to_typed(once)) == to_rich(to_typed(to_rich(to_typed(once))))
