"""What the words suggest: explained by the message's own words, learnt from coders, unlearnt from them too."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcec.coding.lexicon import LEXICON
from hcec.coding.suggesting import Example, learn, suggest, words_of
from hcec.demo.data_files import messages
from hcec.labels import options
from hcec.text.normalise import fold

HOUSE = [code for code, _words in options("theme")]
NOTHING = learn([])
SCHOOL = "À l'école on m'aide pour le bac."

sets = st.lists(
    st.tuples(st.sets(st.sampled_from(["ecole", "balade", "juge", "velo"])), st.sets(st.sampled_from(HOUSE))),
    max_size=30,
)


def learnt_from(pairs):
    return learn(Example(frozenset(words), frozenset(themes)) for words, themes in pairs)


def test_the_house_s_words_suggest_before_anybody_coded():
    first = suggest(SCHOOL, HOUSE, NOTHING)[0]
    assert first.theme == "ECOLE"
    assert set(first.words) == {"école", "bac"}
    assert [each.theme for each in suggest("Ma sœur et mes FRERES", HOUSE, NOTHING)] == ["FRATRIE"]
    assert suggest("Voilà.", HOUSE, NOTHING) == []


def test_the_lexicon_is_folded_and_of_the_house():
    assert set(LEXICON) == set(HOUSE) - {"AUTRE"}
    assert all(fold(word) == word and len(words_of(word)) >= 1 for words in LEXICON.values() for word in words)


def test_a_theme_of_the_département_is_learnt_from_what_coders_accept():
    pairs = [({"velo", "vitesse"}, {"LOCAL"})] * 6 + [({"repas"}, {"LIEU"})] * 20
    found = suggest("Je voudrais un vélo.", [*HOUSE, "LOCAL"], learnt_from(pairs))
    assert [(each.theme, each.words) for each in found] == [("LOCAL", ("vélo",))]
    assert suggest("Je voudrais un vélo.", [*HOUSE, "LOCAL"], learnt_from(pairs[4:])) == [], "twice is chance"


def test_what_coders_keep_leaving_out_is_no_longer_suggested():
    left_out = [(set(words_of(SCHOOL)), {"AMIS"})] * 40
    assert "ECOLE" not in {each.theme for each in suggest(SCHOOL, HOUSE, learnt_from(left_out))}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sets, st.text(max_size=200))
def test_every_suggestion_is_explained_by_words_of_the_message(pairs, text):
    for each in suggest(text, HOUSE, learnt_from(pairs)):
        assert each.words
        assert all(word in text.lower() for word in each.words)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sets, st.sampled_from(HOUSE), st.sampled_from(["ecole", "juge"]))
def test_accepting_never_makes_a_word_speak_less_for_its_theme(pairs, theme, word):
    before, after = learnt_from(pairs), learnt_from([*pairs, ({word}, {theme})])
    if before.weight(word, theme) != 0:
        assert after.weight(word, theme) >= before.weight(word, theme)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sets)
def test_the_order_of_lessons_changes_nothing(pairs):
    assert suggest(SCHOOL, HOUSE, learnt_from(pairs)) == suggest(SCHOOL, HOUSE, learnt_from(pairs[::-1]))


def test_suggestions_are_as_right_as_the_documentation_says():
    told = [(message.text, frozenset(message.themes)) for message in messages()]
    examples = [Example(frozenset(words_of(text)), themes) for text, themes in told]
    for learns, least_right in ((False, 0.38), (True, 0.40)):
        suggested = right = 0
        for index, (text, themes) in enumerate(told):
            others = examples[:index] + examples[index + 1 :] if learns else []
            found = {each.theme for each in suggest(text, HOUSE, learn(others))}
            suggested, right = suggested + len(found), right + len(found & themes)
        assert right / suggested >= least_right
        assert right / sum(len(themes) for _text, themes in told) >= 0.3
