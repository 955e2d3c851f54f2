"""The one door of the reading aids: every stretch has its code, and every code its French words."""

import pytest
from hypothesis import given, settings

from hcec.labels import LABELS
from hcec.text.aids import Registry, read
from hcec.text.danger import KINDS
from hcec.text.spans import Label, Reason
from tests.effort import effort
from tests.text.test_identifying import ANY_TEXT, work


def test_one_reading_tells_who_is_named_what_worries_and_why():
    text = "Je suis la seule fille du club. Karim me frappe tous les soirs avec la ceinture."
    aids = read(text)
    assert [(text[one.start : one.end], one.label, one.reason) for one in aids.suggestions] == [
        ("Karim", Label.PERSON, Reason.NAME)
    ]
    assert [text[one.start : one.end] for one in aids.warnings] == ["Je suis la seule fille du club"]
    assert aids.is_alarm
    assert "physical_violence" in aids.danger_kinds
    assert any("frappe" in text[one.start : one.end] for one in aids.signals)
    assert aids.is_understood


def test_the_registry_names_what_only_the_platform_knows():
    (one,) = read("la zorbella du bas", registry=Registry(staff=("Zorbella Quist",))).suggestions
    assert one.reason is Reason.REGISTRY


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("identifier", Label), ("aid_reason", Reason), ("danger_kind", (*KINDS, "any"))],
)
def test_every_code_has_its_french_words(kind, codes):
    assert set(LABELS[kind]) == {str(code) for code in codes}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("je suis la seule fille du club de lutte", "only_one"),
        ("on est les triplés du village", "multiple_birth"),
        ("ma mère est la maire du village", "rare_event"),
        ("je suis championne de France de lancer de marteau", "rare_event"),
        ("mon oncle a gagné au loto", "rare_event"),
    ],
)
def test_what_is_true_of_few_is_worth_a_warning(text, kind):
    assert [one.kind for one in read(text).warnings] == [kind]


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_text_gives_stretches_inside_it(text):
    aids = read(text)
    for one in (*aids.suggestions, *aids.signals, *aids.warnings):
        assert 0 <= one.start < one.end <= len(text)
    for one in aids.signals:
        assert one.kind in LABELS["danger_kind"]
        assert one.why in LABELS["danger_why"]
    for one in aids.warnings:
        assert one.kind in LABELS["caution"]


@pytest.mark.parametrize("piece", ["aaaa!", "je suis le seul qui ", "jean, ", "é\u0301\u200b", "moi c nico et "])
def test_ten_times_the_text_takes_some_ten_times_the_work(piece):
    read("il me frappe")  # the lists are read once
    assert work(read, piece, 100_000) < 40 * max(work(read, piece, 10_000), 0.002)


def test_a_whole_departments_names_cost_little_even_on_the_longest_message():
    """Measured as work, not seconds: many names against the same text without them."""
    known = Registry(
        services=tuple(f"Maison d'enfants numéro {number}" for number in range(150)),
        staff=tuple(f"Prénom{number} Nomdefamille{number}" for number in range(80)),
    )
    text = "jai dit a karim mon educ que je voulais voir ma soeur lina plus souvent. " * 68
    read(text, registry=known)
    alone, among_names = (effort(lambda known=each: read(text, registry=known)) for each in (Registry(), known))
    assert among_names < 6 * alone
