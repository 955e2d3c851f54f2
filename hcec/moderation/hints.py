"""What a language model proposes beside the rules: names, places and organisations, as offsets into the words.

The extra `nlp`, used by the worker alone (decision 0014). Hints are looked at, never counted nor hidden by themselves.
"""

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from hcec.text.normalise import fold
from hcec.text.spans import Label, Reason, Suggestion

Finder = Callable[[str], list[Suggestion]]

MODEL = "fr_core_news_md"
LABELS = {"PER": Label.PERSON, "LOC": Label.PLACE, "ORG": Label.ORG}
# All that names need; the rest of the model would triple the time.
UNUSED = ("tagger", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)  # quotes, brackets and blanks at either end are nobody's name


def is_installed() -> bool:
    """Tell whether the extra is here, without importing it."""
    return all(find_spec(name) for name in ("spacy", MODEL))


@cache
def finder() -> Finder:
    """Load the model, which takes seconds and hundreds of megabytes. Raises ImportError without the extra."""
    model = import_module("spacy").load(MODEL, exclude=UNUSED)

    def find(text: str) -> list[Suggestion]:
        found = ((each.start_char, each.end_char, LABELS.get(each.label_)) for each in model(text).ents)
        return [Suggestion(start, end, label, Reason.MODEL) for start, end, label in found if label]

    return find


def packed(hints: Iterable[Suggestion]) -> str:
    """Return hints as they are kept: places and labels, no words."""
    return json.dumps([[each.start, each.end, each.label] for each in hints])


def unpacked(kept: str | None) -> list[Suggestion]:
    """Return the hints that `packed` kept; none when none were looked for."""
    return [Suggestion(start, end, Label(label), Reason.MODEL) for start, end, label in json.loads(kept or "[]")]


def merged(words: str, rules: Iterable[Suggestion], hints: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the rules' suggestions, untouched, and the hints that add to them; in order, inside the words, apart.

    A hint that touches a suggestion, or says again what one says elsewhere, adds nothing.
    """
    kept = list(rules)
    said = {fold(words[each.start : each.end]) for each in kept}
    for hint in sorted(hints, key=lambda each: (each.start, -each.end)):
        core = _CORE.search(words, max(hint.start, 0), max(hint.end, 0))
        if core is None or fold(core.group()) in said:
            continue
        if all(core.end() <= each.start or each.end <= core.start() for each in kept):
            kept.append(Suggestion(core.start(), core.end(), hint.label, Reason.MODEL))
    return tuple(sorted(kept, key=lambda each: each.start))
