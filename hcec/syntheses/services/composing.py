"""The document that a synthesis makes: its sections and what it asks, in the order of the observatory (F3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.syntheses.enums import Engagement
from hcec.syntheses.models import Synthesis, SynthesisAsk, SynthesisSection
from hcec.syntheses.services.typed_text import to_rich
from hcec.syntheses.services.writing import record, take

MOST_PARTS = 30

Part = SynthesisSection | SynthesisAsk


class NoSuchPart(Exception):
    """The section or the ask is not of this synthesis, or is there no more."""


class TooManyParts(Exception):
    """A document holds thirty sections and thirty asks at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWords:
    """What a section says, as it was typed, and what stands in it, by code."""

    title: str
    text: str = ""
    tables: Sequence[str] = ()
    themes: Sequence[str] = ()
    shows_coverage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWords:
    """What is asked, of which function, for which engagement."""

    what: str
    of_whom: str
    engagement: Engagement


def part_of(synthesis: Synthesis, part_id: UUID) -> Part:
    """Return a section or an ask of this synthesis. Raises NoSuchPart."""
    parts: list[Part] = [*synthesis.sections, *synthesis.asks]
    for part in parts:
        if part.id == part_id:
            return part
    raise NoSuchPart


def put_section(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, part_id: UUID, words: SectionWords
) -> SynthesisSection:
    """Add a section at the end, or change the one with this identifier. A table stands in one section only.

    Raises TooManyParts, SynthesisFrozen, SynthesisChanged.
    """
    take(session, synthesis, version)
    section = next((each for each in synthesis.sections if each.id == part_id), None)
    if section is None:
        section = SynthesisSection(id=part_id, position=_end(synthesis.sections))
        synthesis.sections.append(section)
    section.title, section.text = words.title.strip(), to_rich(words.text)
    section.tables, section.themes = list(words.tables), list(words.themes)
    section.shows_coverage = words.shows_coverage
    for other in synthesis.sections:
        if other is not section:
            other.tables = [code for code in other.tables if code not in section.tables]
            other.themes = [code for code in other.themes if code not in section.themes]
            other.shows_coverage = other.shows_coverage and not section.shows_coverage
    session.flush()
    record(session, synthesis, actor=actor, act="section")
    return section


def put_ask(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, part_id: UUID, words: AskWords
) -> SynthesisAsk:
    """Add an ask at the end, or change the one with this identifier.

    Raises TooManyParts, SynthesisFrozen, SynthesisChanged.
    """
    take(session, synthesis, version)
    ask = next((each for each in synthesis.asks if each.id == part_id), None)
    if ask is None:
        ask = SynthesisAsk(id=part_id, position=_end(synthesis.asks))
        synthesis.asks.append(ask)
    ask.what, ask.of_whom, ask.engagement = words.what.strip(), words.of_whom.strip(), words.engagement
    session.flush()
    record(session, synthesis, actor=actor, act="ask")
    return ask


def move_part(
    session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, part_id: UUID, up: bool
) -> None:
    """Exchange a part with the one before it, or after. At the end of the list, nothing moves.

    Raises NoSuchPart, SynthesisFrozen, SynthesisChanged.
    """
    take(session, synthesis, version)
    part = part_of(synthesis, part_id)
    order = _siblings(synthesis, part)
    place = order.index(part)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    _number(order)
    session.flush()
    session.expire(synthesis, ["sections", "asks"])
    record(session, synthesis, actor=actor, act="order")


def drop_part(session: Session, *, synthesis: Synthesis, actor: StaffMember, version: int, part_id: UUID) -> None:
    """Take a part out; what stood in it stands after the last section again.

    Raises NoSuchPart, SynthesisFrozen, SynthesisChanged.
    """
    take(session, synthesis, version)
    part = part_of(synthesis, part_id)
    _number([each for each in _siblings(synthesis, part) if each is not part])
    session.delete(part)
    session.flush()
    session.expire(synthesis, ["sections", "asks"])
    record(session, synthesis, actor=actor, act="take_out")


def _end(parts: Sequence[Part]) -> int:
    if len(parts) >= MOST_PARTS:
        raise TooManyParts
    return max((part.position for part in parts), default=0) + 1


def _siblings(synthesis: Synthesis, part: Part) -> list[Part]:
    return [*(synthesis.sections if isinstance(part, SynthesisSection) else synthesis.asks)]


def _number(parts: Sequence[Part]) -> None:
    for position, part in enumerate(parts, 1):
        part.position = position
