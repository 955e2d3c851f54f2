"""The yearly follow-up document of a scheme, from its data: what was planned, done, measured, and asked by children."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from hcec.department.services import Department
from hcec.disclosure.values import Passage
from hcec.documents.odt import UNKNOWN as UNKNOWN
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.followup.enums import Engagement
from hcec.followup.models import Proposal
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.scheme.amounts import told_amount
from hcec.scheme.enums import ActionState
from hcec.scheme.models import Scheme, SchemeAction, SchemeIndicator


def yearly_report(scheme: Scheme, *, year: int, department: Department, seen: Collection[UUID] | None = None) -> Report:
    """Return the follow-up of a year, as far as it was written: the same data make the same document.

    `seen` are the proposals that the reader may read of, where those are not all.
    """
    actions = actions_of(scheme)
    every = [
        Part(translate(N_("En bref")), tuple(_summary(scheme, actions, year))),
        *(_axis(scheme, number, year) for number in range(len(scheme.axes))),
        Part(translate(N_("Par engagement national")), (engagements_grid(actions, year),)),
        Part(translate(N_("Ce que le conseil a demandé")), tuple(_asked(actions, seen))),
    ]
    return Report(
        title=translate(N_("{title} : suivi de l’année {year}")).format(title=scheme.title, year=year),
        issuer=department.council_name,
        department=department.department_name,
        reference=translate(N_("Suivi {year}")).format(year=year),
        facts=(
            (translate(N_("Période")), f"{scheme.from_year}-{scheme.to_year}"),
            (translate(N_("Année suivie")), str(year)),
            (translate(N_("Actions")), str(len(actions))),
        ),
        audience=(translate(N_("Diffusion")), translate(N_("Document de travail de l’observatoire"))),
        parts=tuple(part for part in every if part.blocks),
    )


def actions_of(scheme: Scheme) -> list[SchemeAction]:
    """Return every action of a scheme in its order."""
    return [action for axis in scheme.axes for action in axis.actions]


def state_in(action: SchemeAction, year: int) -> ActionState:
    """Return where an action stood at the end of a year: what was last said by then."""
    said = [review for review in action.reviews if review.year <= year]
    if said:
        return max(said, key=lambda review: review.year).state
    return ActionState.PLANNED if action.reviews else action.state


def engagements_grid(actions: Iterable[SchemeAction], year: int) -> Grid:
    """Return how many actions each engagement has, by state; an action may bear several."""
    actions = list(actions)
    rows = []
    for engagement in Engagement:
        ours = [action for action in actions if engagement in action.engagements]
        states = Counter(state_in(action, year) for action in ours)
        cells = (str(states[state]) for state in ActionState)
        rows.append((told("engagement", engagement), str(len(ours)), *cells))
    heads = (told("action_state", state).capitalize() for state in ActionState)
    return Grid((translate(N_("Engagement")), translate(N_("Actions")), *heads), tuple(rows))


def indicators_grid(indicators: Iterable[SchemeIndicator], years: Iterable[int]) -> Grid:
    """Return indicators with what they were each year; a dash is not known, which is not zero."""
    years = list(years)
    rows = tuple(
        (
            f"{one.name} ({one.unit})" if one.unit else one.name,
            number(one.baseline),
            *(number(one.by_year.get(year)) for year in years),
            number(one.target),
        )
        for one in indicators
    )
    heads = (translate(N_("Indicateur")), translate(N_("Départ")), *map(str, years), translate(N_("Cible")))
    return Grid(heads, rows)


def told(kind: str, code: str) -> str:
    """Return the label of a code in the reader's words."""
    return translate(label(kind, code))


def paragraphs(words: str) -> Iterator[Passage]:
    """Return words that somebody typed, a passage for each paragraph, none for none."""
    if words:
        yield Passage("paragraph", tuple((line,) for line in words.splitlines()))


def bullets(lines: Iterable[str]) -> Iterator[Passage]:
    """Return a list, or nothing."""
    if told_lines := tuple((line,) for line in lines):
        yield Passage("bullets", told_lines)


def _summary(scheme: Scheme, actions: list[SchemeAction], year: int) -> Iterator[Block]:
    states = Counter(state_in(action, year) for action in actions)
    yield Grid(
        (translate(N_("État")), translate(N_("Actions"))),
        (
            *((told("action_state", state).capitalize(), str(states[state])) for state in ActionState),
            (translate(N_("Total")), str(len(actions))),
        ),
    )
    over = (ActionState.DONE, ActionState.GIVEN_UP)
    silent = [
        action.code
        for action in actions
        if state_in(action, year - 1) not in over and all(review.year != year for review in action.reviews)
    ]
    if silent:
        sentence = translate(N_("Sans point pour {year} : {actions}."))
        yield Note(sentence.format(year=year, actions=", ".join(silent)))


def _axis(scheme: Scheme, place: int, year: int) -> Part:
    axis = scheme.axes[place]
    title = translate(N_("Axe {number} : {title}")).format(number=axis.number, title=axis.title)
    blocks = [block for action in axis.actions for block in _action(action, year)]
    return Part(title, tuple(blocks))


def _action(action: SchemeAction, year: int) -> Iterator[Block]:
    yield Passage("heading", ((f"{action.code} {action.title}",),))
    yield from paragraphs(action.aim)
    named = [
        (translate(N_("État")), told("action_state", state_in(action, year))),
        (translate(N_("Pilote")), action.pilot or UNKNOWN),
        (translate(N_("Fin prévue")), f"{action.ends_on:%d/%m/%Y}" if action.ends_on else UNKNOWN),
    ]
    yield from bullets(f"{name} : {words}" for name, words in named)
    for review in action.reviews:
        if review.year == year:
            yield from paragraphs(review.words)
    if action.indicators:
        scheme = action.axis.scheme
        yield indicators_grid(action.indicators, range(scheme.from_year, min(year, scheme.to_year) + 1))


def _asked(actions: Iterable[SchemeAction], seen: Collection[UUID] | None) -> Iterator[Block]:
    asked = ((action, proposal) for action in actions for proposal in action.proposals)
    rows = tuple(_line(action, proposal) for action, proposal in asked if seen is None or proposal.id in seen)
    if rows:
        heads = (N_("Demande"), N_("Nature"), N_("Action"), N_("Où elle en est"))
        yield Grid(tuple(map(translate, heads)), rows)
    else:
        yield Note(translate(N_("Aucune proposition ni aucun avis n’est relié à une action.")))


def _line(action: SchemeAction, proposal: Proposal) -> tuple[str, ...]:
    kind, state = told("proposal_kind", proposal.kind), told("proposal_state", proposal.state)
    return (proposal.what, kind, action.code, state)


def number(hundredths: int | None) -> str:
    """Return a number, or the dash of what is not known."""
    return UNKNOWN if hundredths is None else told_amount(hundredths)
