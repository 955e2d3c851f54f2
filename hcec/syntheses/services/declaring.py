"""Which crossings a consultation may have: chosen in its drafts, frozen by its first release (D2, D5)."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.disclosure.crossings import BETWEEN
from hcec.disclosure.population import Columns
from hcec.disclosure.thresholds import CROSSING_BASE
from hcec.syntheses.enums import Crossing, Trait
from hcec.syntheses.models import DeclaredCrossing, Release, Synthesis
from hcec.syntheses.services.counting import count_contributors

ONE_ANSWER = frozenset({QuestionKind.FACES, QuestionKind.ONE, QuestionKind.RANKING})
"""Where a child is in one line only. Several choices, texts and themes are crossed with nothing."""
MOST_CROSSINGS = 4
"""All that is declared is protected together, which takes seconds."""


class NotOffered(Exception):
    """A crossing that this consultation cannot have, or that was not declared before its first release."""


class TooManyCrossings(Exception):
    """More crossings than can be protected together."""


def two_way(consultation: Consultation) -> dict[str, Columns]:
    """Return every crossing that could be declared, by code: (lines, columns)."""
    traits = [str(trait) for trait in Trait]
    asked = [f"q{each.position}" for each in consultation.questions if each.kind in ONE_ANSWER]
    pairs = [(trait, code) for code in asked for trait in traits]
    if asked:  # nobody has an age or a place where nothing was asked
        pairs.append((Trait.PLACEMENT_TYPE, Trait.AGE_BAND))
    return {BETWEEN.join(pair): (str(pair[0]), str(pair[1])) for pair in pairs}


def has_release(session: Session, consultation: Consultation) -> bool:
    """Return whether something left already: then nothing is declared any more."""
    return bool(session.scalar(select(exists().where(Release.consultation_id == consultation.id))))


def declared(session: Session, consultation: Consultation) -> list[str]:
    """Return the crossings declared, in order: those frozen, or before the first release those of every draft."""
    if has_release(session, consultation):
        rows = select(DeclaredCrossing.code).where(DeclaredCrossing.consultation_id == consultation.id)
        found = set(session.scalars(rows))
    else:
        drafts = session.scalars(select(Synthesis.crossings).where(Synthesis.consultation_id == consultation.id))
        found = {code for codes in drafts for code in codes}
    return [code for code in two_way(consultation) if code in found]


def offered(session: Session, consultation: Consultation) -> list[str]:
    """Return the crossings that a draft may choose: none under a hundred people (D2)."""
    if count_contributors(session, consultation) < CROSSING_BASE:
        return []
    if has_release(session, consultation):
        return declared(session, consultation)
    return list(two_way(consultation))


def in_order(
    session: Session, consultation: Consultation, wanted: Iterable[str], *, kept: Iterable[str] = ()
) -> list[str]:
    """Return the tables and crossings wanted, each once. Raises NotOffered, TooManyCrossings."""
    asked, tables = set(map(str, wanted)), [str(crossing) for crossing in Crossing]
    crossed = asked.difference(tables)
    if crossed and not crossed <= set(offered(session, consultation)):
        raise NotOffered
    if len(crossed | set(declared(session, consultation)).difference(kept)) > MOST_CROSSINGS:
        raise TooManyCrossings
    return [code for code in (*tables, *two_way(consultation)) if code in asked]


def freeze_declared(session: Session, consultation: Consultation) -> None:
    """Keep what is declared: the release about to be added is the first."""
    session.add_all(
        DeclaredCrossing(consultation_id=consultation.id, code=code) for code in declared(session, consultation)
    )
    session.flush()
