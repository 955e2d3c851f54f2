"""The list of words keeps every property that A2 asks for."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from hcec.accounts.phrase import SIGNIFICANT, WORDS, fold

HERE = Path(__file__).parent

BANNED = {
    stem
    for line in (HERE / "words_banned.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for stem in line.split()
}
# They begin like a banned word and are another one.
INNOCENT = {"direct", "lancer"}
# Four letters are enough to sign in: they must not be these, whatever word they begin.
RUDE = re.compile(
    "anal|anus|bais|bite|caca|chie|conn|cons|fion|gros|mere|merd|mort|nazi|negr|pede|pend|peni|pere|pipi|pute|rape"
    "|sale|sang|sein|sexe|suce|tuer|viol|zizi"
)


@pytest.fixture(scope="module")
def sounds():
    lines = (HERE / "words_phonetic.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def heard(transcription):
    """Fold what a French ear, or a region, doesn't tell apart: open and closed vowels, the mute e, the nasals."""
    for marks in "ˈˌː‿.-":
        transcription = transcription.replace(marks, "")
    for nasal, kept in (("œ̃", "1"), ("ɛ̃", "1"), ("ɑ̃", "2"), ("ɔ̃", "3")):
        transcription = transcription.replace(nasal, kept)
    return transcription.translate(str.maketrans({"ə": None, "ɛ": "e", "œ": "ø", "ɔ": "o", "ɑ": "a", "ɲ": "nj"}))


def test_there_are_2048_words():
    assert len(WORDS) == len(set(WORDS)) == 2048


def test_the_first_four_letters_of_each_word_are_its_own():
    assert len({fold(word)[:SIGNIFICANT] for word in WORDS}) == len(WORDS)


def test_words_are_sorted_as_a_dictionary_sorts_them():
    assert list(WORDS) == sorted(WORDS, key=fold)


def test_words_are_four_to_ten_lower_case_letters_without_ligature():
    odd = [word for word in WORDS if not (word.isalpha() and word.islower() and fold(word).isascii())]
    assert odd == []
    assert [word for word in WORDS if not 4 <= len(word) == len(fold(word)) <= 10] == []


def test_no_word_is_the_plural_or_the_feminine_of_another():
    folded = {fold(word) for word in WORDS}
    assert not [word for word in folded for ending in ("s", "x", "e", "es", "aux") if word + ending in folded]


def test_no_word_can_hurt_or_point_at_a_childs_life():
    stems = tuple(stem for stem in BANNED if len(stem) > SIGNIFICANT)
    hurting = {word for word in WORDS if fold(word) in BANNED or fold(word).startswith(stems)}
    assert hurting <= INNOCENT


def test_the_four_letters_alone_are_no_bad_word_either():
    assert [word for word in WORDS if RUDE.match(fold(word))] == []


def test_every_word_has_its_transcription(sounds):
    assert list(sounds) == list(WORDS)


def test_no_two_words_sound_alike(sounds):
    by_sound = defaultdict(list)
    for word, transcription in sounds.items():
        by_sound[heard(transcription)].append(word)
    assert [words for words in by_sound.values() if len(words) > 1] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("ˈɑ̃kʁ", "ɑ̃kʁə"), ("mˈɛtʁ", "mˈetʁ"), ("bʁˈœ̃", "bʁˈɛ̃"), ("pˈot", "pˈɔt"), ("paɲˈe", "panjˈe")],
)
def test_the_ear_of_the_test_confuses_what_french_ears_confuse(one, other):
    assert heard(one) == heard(other)
