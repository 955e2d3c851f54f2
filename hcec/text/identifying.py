"""Suggest to a reader what, in a young person's words, would tell who they are, or who somebody else is (M2)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from hcec.text.cautions import cautions_in
from hcec.text.cues import PLAIN_WORDS, common, near_towns
from hcec.text.finding import Findings
from hcec.text.masking import Searched, Span
from hcec.text.naming import kind
from hcec.text.patterns import shaped
from hcec.text.persons import find_persons
from hcec.text.places import find_places
from hcec.text.reading import Reading
from hcec.text.spans import NOTHING_KNOWN, Label, Reason, Registry, Suggestion, in_order

_TO_HOMES = frozenset({"au", "aux", "la", "l", "les"})


def find_identifying(text: str, *, registry: Registry = NOTHING_KNOWN) -> tuple[Span, ...]:
    """Return the stretches that identify somebody and those true of few, in order, without overlap.

    In: the text as it was written; the names that the platform knows. Out: spans whose kind is a `Label`. Never raises.
    """
    reading = Reading(text)
    few = (Suggestion(one.start, one.end, Label.OTHER_ID, Reason.SHAPE) for one in cautions_in(reading))
    every = in_order((*suggestions_in(reading, registry=registry), *few))
    return tuple(Span(one.start, one.end, str(one.label)) for one in every)


def suggestions_in(reading: Reading, *, registry: Registry = NOTHING_KNOWN) -> tuple[Suggestion, ...]:
    """Return the stretches of a text already read that identify somebody, each with its label and reason."""
    findings = Findings(reading, near_towns(registry.department))
    for start, end, label in sorted(shaped(reading), key=lambda shape: shape[0] - shape[1]):  # the longest first
        findings.take_shape(start, end, label)
    find_places(findings)
    find_persons(findings)
    _remember(findings)
    found = [Suggestion(*reading.original(start, end), label, why) for start, end, label, why in findings.found]
    return in_order((*_known(reading.text, registry), *found))  # what the platform knows is the surest


def _remember(findings: Findings) -> None:
    """Mark wherever else it stands a name found once, whatever its case."""
    reading = findings.reading
    names = {
        word
        for word, state in zip(reading.words, findings.taken, strict=True)
        if state == 1 and len(word) > 2 and (kind(word) in (1, 3) or (kind(word) == 2 and word not in PLAIN_WORDS))
    }
    whole = {reading.folded[start:end] for start, end, label, _ in findings.found if label is Label.PERSON}
    lived_in = _lived_in(findings)
    if not names and not whole and not lived_in:
        return
    for index, word in enumerate(reading.words):
        if lived_in and not findings.taken[index] and tuple(reading.words[max(0, index - 1) : index + 1]) in lived_in:
            findings.take(index, index, Label.ORG, Reason.AGAIN)
        if not findings.taken[index] and (
            word in names or (reading.is_capital(index) and word not in common() and word in whole)
        ):
            findings.take(index, index, Label.PERSON, Reason.AGAIN)


def _lived_in(findings: Findings) -> set[tuple[str, ...]]:
    """Return the homes that plain words name, each with the word before it: "au phare" is one, "un phare" is not."""
    reading = findings.reading
    homes = {reading.folded[start:end] for start, end, label, _ in findings.found if label is Label.ORG}
    if not homes:
        return set()
    pairs = enumerate(pairwise(reading.words), 1)
    return {pair for index, pair in pairs if findings.is_found(index) and pair[1] in homes and pair[0] in _TO_HOMES}


def _known(text: str, registry: Registry) -> Iterator[Suggestion]:
    """Find the platform's own names: a service by its whole name, a member of staff by any part that is not a word."""
    if registry == NOTHING_KNOWN:
        return
    searched = Searched(text)
    for service in registry.services:
        yield from (_registered(span, Label.ORG) for span in searched.stretches(service))
    for person in registry.staff:
        yield from (_registered(span, Label.PERSON) for span in searched.stretches(person))
        for part in re.findall(r"[^\W_]{3,}", person):
            for span in searched.stretches(part):
                if text[span.start].isupper() or kind(Reading(part).words[0]) in (1, 3):
                    yield _registered(span, Label.PERSON)


def _registered(span: Span, label: Label) -> Suggestion:
    return Suggestion(span.start, span.end, label, Reason.REGISTRY)
