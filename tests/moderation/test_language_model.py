"""The real model of the extra `nlp`. Collected only where it is installed (tests/moderation/conftest.py)."""

import subprocess
import sys
from itertools import pairwise

from hcec.moderation.hints import finder, merged
from hcec.text import aids
from hcec.text.spans import Label, Reason

WORDS = "Hier Zénobie Quatremer est venue de Montrevault, et Gaspard Lenormand aussi."


def test_the_model_gives_names_and_places_with_their_offsets():
    found = finder()(WORDS)
    assert all(each.reason == Reason.MODEL for each in found)
    said = {WORDS[each.start : each.end]: each.label for each in found}
    assert said["Gaspard Lenormand"] == Label.PERSON
    assert said["Montrevault"] == Label.PLACE


def test_what_it_adds_is_apart_from_the_rules_in_any_text():
    for words in (WORDS, "", " \n", "👍" * 50, "a" * 5000, "moi c karim jvais a lecole avk lina " * 50):
        rules = aids.read(words).suggestions
        both = merged(words, rules, finder()(words))
        assert [each for each in both if each.reason != Reason.MODEL] == list(rules)
        assert all(one.end <= other.start for one, other in pairwise(both))


def test_the_web_imports_none_of_it():
    code = "import sys, hcec.web.moderation.testimonies; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
