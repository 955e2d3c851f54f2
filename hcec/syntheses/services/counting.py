"""The tables that a synthesis may hold: true counts over the frozen snapshot, and the declared orders of merging."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import i18n
from hcec.accounts.enums import AgeBand, PlacementType
from hcec.coding import queries as coding
from hcec.coding.services import every_theme
from hcec.consultations.models import Consultation, Question
from hcec.consultations.tabulating import KINDS, count_question
from hcec.disclosure.counted import Counted as Counted
from hcec.disclosure.merging import Merge
from hcec.disclosure.values import UNANSWERED, Kind
from hcec.labels import N_, label
from hcec.syntheses import queries
from hcec.syntheses.enums import Crossing

UNDER_15, FROM_15 = "under_15", "15_and_over"
# PRODUCT §5: under 15, then 15 and over.
AGE_ORDER = (
    Merge((AgeBand.UNDER_11, AgeBand.FROM_11_TO_14), UNDER_15),
    Merge((AgeBand.FROM_15_TO_17, AgeBand.FROM_18_TO_21), FROM_15),
)
# PRODUCT §5: each place goes step by step into "autres lieux", the rarest first. Who does not know and who does not
# say are together before that: they are no place.
PLACE_ORDER = (
    Merge((PlacementType.UNKNOWN,), PlacementType.UNSAID),
    *(
        Merge((place,), PlacementType.OTHER)
        for place in (
            PlacementType.HOTEL,
            PlacementType.MEDICO_SOCIAL,
            PlacementType.SMALL_UNIT,
            PlacementType.VILLAGE,
            PlacementType.EMERGENCY_HOME,
            PlacementType.RELATIVE,
            PlacementType.AT_HOME,
            PlacementType.INDEPENDENT,
            PlacementType.CHILDRENS_HOME,
            PlacementType.FOSTER_FAMILY,
        )
    ),
)
MERGED_LABELS = {
    UNDER_15: N_("moins de 15 ans"),
    FROM_15: N_("15 ans et plus"),
    PlacementType.UNSAID: N_("je ne sais pas, ou je ne veux pas le dire"),
    PlacementType.OTHER: N_("autres lieux"),
}
Trait = TypeVar("Trait", AgeBand, PlacementType)


def count_contributors(session: Session, consultation: Consultation) -> int:
    """Return how many young people answered; of an edition, how many wrote words that were coded (D1)."""
    if consultation.edition is not None:
        return session.scalars(coding.voices(consultation.id)).one()
    return session.scalars(queries.contributors(consultation.id)).one()


def count_tables(session: Session, consultation: Consultation, crossings: Iterable[str]) -> list[Counted]:
    """Return the tables asked for: every question first, then age and place, then the themes of the messages."""
    wanted, tables = set(crossings), []
    if consultation.edition is not None:  # nobody was asked anything
        wanted &= {Crossing.THEMES}
    base = count_contributors(session, consultation)
    if Crossing.QUESTIONS in wanted:
        tables += _questions(session, consultation, base)
    if Crossing.AGE_BAND in wanted:
        asked = {band.age_band for band in consultation.audience} or set(AgeBand)
        ages: dict[AgeBand | None, int] = dict(session.execute(queries.children_by_age(consultation.id)).all())
        bands = [band for band in AgeBand if band in asked or band in ages]
        tables.append(_trait(Crossing.AGE_BAND, bands, ages, AGE_ORDER))
    if Crossing.PLACEMENT_TYPE in wanted:
        places: dict[PlacementType | None, int]
        places = dict(session.execute(queries.children_by_place(consultation.id)).all())
        tables.append(_trait(Crossing.PLACEMENT_TYPE, list(PlacementType), places, PLACE_ORDER))
    if Crossing.THEMES in wanted:
        tables.append(_themes(session, consultation))
    return tables


def _questions(session: Session, consultation: Consultation, base: int) -> list[Counted]:
    counts: dict[UUID, dict[str, int]] = {question.id: {} for question in consultation.questions}
    for query in (queries.children_by_answer(consultation.id), queries.children_by_choice(consultation.id)):
        for question_id, choice, children in session.execute(query):
            counts[question_id][str(choice)] = children
    answered: dict[UUID, int] = dict(session.execute(queries.children_who_answered(consultation.id)).all())
    return [
        _question(question, counts[question.id], base, answered.get(question.id, 0))
        for question in consultation.questions
        if question.kind in KINDS
    ]


def _question(question: Question, found: Mapping[str, int], base: int, answered: int) -> Counted:
    return count_question(
        kind=question.kind,
        position=question.position,
        title=question.label,
        choices={choice.position: choice.label for choice in question.choices},
        found=found,
        base=base,
        answered=answered,
        is_sensitive=question.is_sensitive,
        first_note=i18n.translate(N_("Ce que chaque jeune a mis en premier")),
    )


def _trait(
    crossing: Crossing, asked: Sequence[Trait], counts: Mapping[Trait | None, int], order: Sequence[Merge]
) -> Counted:
    targets, unanswered = {step.into for step in order}, i18n.translate(N_("Sans réponse"))
    return Counted(
        code=str(crossing),
        title=_label("crossing", crossing),
        counts={**{str(code): counts.get(code, 0) for code in asked}, UNANSWERED: counts.get(None, 0)},
        labels={**{str(code): _label(crossing, code) for code in asked}, UNANSWERED: unanswered},
        merged_labels={code: i18n.translate(words) for code, words in MERGED_LABELS.items() if code in targets},
        merge_order=order,
    )


def _themes(session: Session, consultation: Consultation) -> Counted:
    """Return how many young people wrote about each theme, by their messages: never added to what sheets say (D1)."""
    found: dict[str, int] = dict(session.execute(coding.theme_counts(consultation.id)).all())
    known = [each for each in every_theme(session) if each.retired_in is None or each.code in found]
    return Counted(
        code=str(Crossing.THEMES),
        title=_label("crossing", Crossing.THEMES),
        counts={each.code: found.get(each.code, 0) for each in known},
        labels={each.code: each.words[:1].upper() + each.words[1:] for each in known},
        merged_labels={},
        kind=Kind.MULTIPLE,
        note=i18n.translate(N_("Selon les messages lus. Un jeune peut parler de plusieurs thèmes.")),
        base=session.scalars(coding.voices(consultation.id)).one(),
    )


def _label(kind: str, code: StrEnum | int) -> str:
    return i18n.translate(label(kind, code))
