"""What came of a consultation, as a path with pictures, and what comes next with its day (F1, F3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.disclosure.values import Count
from hcec.followup import queries
from hcec.followup.enums import OVER, UNDER_WAY, ProposalState
from hcec.followup.lateness import days_late
from hcec.followup.models import Proposal, PublicAnswer
from hcec.i18n import day_in_words
from hcec.labels import label


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the path: a picture, what it is, where it stands, and where it is told on the page."""

    picture: str
    title: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A proposal as everyone reads it."""

    proposal: Proposal
    answer: PublicAnswer | None
    late: int
    """By how many days its answer, or what was promised, is late."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A day to come, or past and still owed."""

    day: date
    words: str
    late: int


def followed(session: Session, consultation: Consultation, today: date) -> list[Followed]:
    """Return what a plenary adopted, each with its published answer and its lateness."""
    return [_followed(each, today) for each in session.scalars(queries.adopted_proposals_of(consultation.id))]


def path(
    consultation: Consultation,
    heard: Sequence[Count],
    answer: PublicAnswer | None,
    proposals: Sequence[Followed],
    today: date,
) -> list[Stage]:
    """Return the steps of one consultation, from its questions to what has changed. `heard`: of each release."""
    asked = Stage("question", _("Le conseil vous a posé des questions"), "", "asked")
    steps = [asked, Stage("many", _("Vous avez répondu"), _heard(heard), "said-1" if heard else "")]
    if proposals:
        count = ngettext("Une demande au département.", "%(num)s demandes au département.", len(proposals))
        steps.append(Stage("ask", _("Le conseil a demandé"), count, "proposals"))
    steps.append(Stage("answer", _("Le département répond"), _answered(consultation, answer, today), "answer"))
    if proposals:
        changed = _changes([each.proposal.state for each in proposals]) or _("Pas encore.")
        steps.append(Stage("change", _("Ce qui a changé"), changed, "proposals"))
    return steps


def coming(
    consultation: Consultation, answer: PublicAnswer | None, proposals: Iterable[Followed], today: date
) -> list[Coming]:
    """Return what comes next, and when; what is late stays in the list until it is done."""
    days = [*_coming_of(proposals, today)]
    if answer is None and consultation.answer_due_on and consultation.status is ConsultationStatus.CLOSED:
        due = consultation.answer_due_on
        days.append(Coming(due, _("Le département répond à tout le monde."), days_late(due, today)))
    return sorted(days, key=lambda each: each.day)


def _coming_of(proposals: Iterable[Followed], today: date) -> Iterator[Coming]:
    for each in proposals:
        proposal, answer = each.proposal, each.answer
        if answer is None and proposal.due_on:
            yield Coming(proposal.due_on, _("Réponse attendue : %(what)s", what=proposal.what), each.late)
        elif answer and answer.by_when and proposal.state in UNDER_WAY:
            yield Coming(answer.by_when, _("Promis : %(what)s", what=proposal.what), each.late)


def _followed(proposal: Proposal, today: date) -> Followed:
    answer = proposal.answer if proposal.answer and proposal.answer.published_on else None
    owed = proposal.due_on if answer is None else answer.by_when
    return Followed(proposal, answer, 0 if proposal.state in OVER else days_late(owed, today))


def _heard(heard: Sequence[Count]) -> str:
    if not heard:
        return str(_("On relit tout avec soin."))
    if heard[0] is None:
        return str(_("Il y a eu trop peu de réponses pour publier. Votre parole a été lue."))
    return str(_("Vous êtes %(count)s à avoir répondu.", count=heard[0]))


def _answered(consultation: Consultation, answer: PublicAnswer | None, today: date) -> str:
    if answer is not None:
        return str(_("C’est fait, le %(day)s.", day=day_in_words(answer.published_on)))
    due = consultation.answer_due_on
    if late := days_late(due, today):
        return str(ngettext("En retard de %(num)s jour", "En retard de %(num)s jours", late))
    return str(_("Promis avant le %(day)s.", day=day_in_words(due))) if due else str(_("Pas encore de date."))


def _changes(states: Sequence[ProposalState]) -> str:
    """Return how many demands are where, those that moved only."""
    counts = Counter(states)
    moved = [state for state in (ProposalState.DONE, ProposalState.IN_PROGRESS, ProposalState.CANNOT) if counts[state]]
    return " · ".join(f"{counts[state]} {_(label('proposal_told', state))}" for state in moved)
