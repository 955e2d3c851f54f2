"""What the reading aids see, as pieces of the words that a page can mark."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.testimonies.urgency import UNKNOWN_LANGUAGE, WORRYING, kinds_in
from hcec.text.aids import Signal, Suggestion
from hcec.text.normalise import fold
from hcec.text.spans import Reason

CONTEXT = 30  # signs shown on either side of a suggestion, where it stands in a list
# What a hidden stretch becomes unless the reader says better: the kind of thing it was, never its length.
HIDDEN_AS = {
    "PERSON": N_("nom"),
    "PLACE": N_("lieu"),
    "ORG": N_("établissement"),
    "PHONE": N_("téléphone"),
    "EMAIL": N_("adresse"),
    "HANDLE": N_("pseudo"),
    "URL": N_("lien"),
    "DATE": N_("date"),
    "ID": N_("numéro"),
    "OTHER_ID": N_("détail"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A suggestion as the desk shows it: its place, its kind and its reason in words, and what would hide it."""

    start: int
    end: int
    kind: str
    reason: str
    role: str
    words: str
    before: str
    after: str
    is_hint: bool  # a language model's: often wrong, so nothing hides it but the reader

    @property
    def place(self) -> str:
        """Name it in a form."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the words: a suggestion, a stretch that worries, or neither."""

    text: str
    mark: Mark | None = None
    worries: bool = False


def marks_of(words: str, suggestions: Iterable[Suggestion]) -> list[Mark]:
    """Return every suggestion, in order."""
    return [_mark(words, each) for each in suggestions]


def distinct(marks: Iterable[Mark]) -> list[Mark]:
    """Return one mark for each thing said: hidden once, it is hidden everywhere."""
    found: dict[str, Mark] = {}
    for mark in marks:
        found.setdefault(fold(mark.words), mark)
    return list(found.values())


def pieces_of(words: str, marks: Iterable[Mark], signals: Iterable[Signal]) -> list[Piece]:
    """Cut the words at each suggestion, and between these at each stretch that worries."""
    worrying = {place for signal in telling(signals) for place in range(signal.start, signal.end)}
    pieces, at = [], 0
    for mark in marks:
        pieces += _plain(words, at, mark.start, worrying)
        pieces.append(Piece(mark.words, mark))
        at = mark.end
    return pieces + _plain(words, at, len(words), worrying)


def telling(signals: Iterable[Signal]) -> list[Signal]:
    """Return the stretches that say so by themselves; else those that only lean that way."""
    found = list(signals)
    return [signal for signal in found if signal.why == "sign"] or found


def signs_of(words: str, signals: Iterable[Signal]) -> list[tuple[str, str]]:
    """Return what worried, (words, about what), each said once."""
    told = [(words[each.start : each.end], translate(label("danger_kind", each.kind))) for each in telling(signals)]
    return list(dict.fromkeys(told))


def worries_of(urgency: int) -> list[str]:
    """Say why a message is to be read first: what it may be about, or that its language is not known."""
    found = [translate(label("danger_kind", kind)) for kind in kinds_in(urgency)]
    if urgency & WORRYING and not found and not urgency & UNKNOWN_LANGUAGE:
        found.append(translate(label("danger_kind", "any")))
    if urgency & UNKNOWN_LANGUAGE:
        found.append(translate(N_("langue que les aides ne connaissent pas")))
    return found


def warning_of(urgency: int) -> str | None:
    """Say what comes before words that may hurt, or None (M6); of a language that the aids do not know, no theme."""
    if not urgency & WORRYING:
        return None
    if themes := [translate(label("danger_kind", kind)) for kind in kinds_in(urgency)]:
        return str(_("ce message parle peut-être de : %(themes)s.", themes=", ".join(themes)))
    if urgency & UNKNOWN_LANGUAGE:
        return str(_("les aides ne connaissent pas cette langue, et ne savent pas de quoi parle ce message."))
    return str(_("quelque chose y inquiète, sans que les aides sachent dire quoi."))


def _mark(words: str, found: Suggestion) -> Mark:
    return Mark(
        start=found.start,
        end=found.end,
        kind=translate(label("identifier", found.label)),
        reason=translate(label("aid_reason", found.reason)),
        role=translate(HIDDEN_AS[found.label]),
        words=words[found.start : found.end],
        before=words[max(0, found.start - CONTEXT) : found.start],
        after=words[found.end : found.end + CONTEXT],
        is_hint=found.reason == Reason.MODEL,
    )


def _plain(words: str, start: int, end: int, worrying: set[int]) -> list[Piece]:
    pieces, at = [], start
    for place in range(start + 1, end + 1):
        if place == end or (place in worrying) != (at in worrying):
            pieces.append(Piece(words[at:place], worries=at in worrying))
            at = place
    return pieces
