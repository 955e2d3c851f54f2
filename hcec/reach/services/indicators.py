"""Lundy's four conditions, each by two or three figures that say what they count and what they cannot."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import member
from hcec.disclosure.thresholds import PERCENT_BASE
from hcec.followup import queries as followup
from hcec.followup.enums import ProposalState
from hcec.followup.lateness import days_late
from hcec.moderation.figures import at_rank, months_between
from hcec.reach import queries
from hcec.reach.enums import Condition, Measure
from hcec.reach.services.cards import cards_by_service
from hcec.reach.services.participation import latest_releases, share_of


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure; `of` is what it is a part of. None: nothing to count yet, or too little to tell."""

    condition: Condition
    measure: Measure
    value: int | None
    of: int | None = None


def indicators(session: Session, *, today: date, threshold: int) -> list[Indicator]:
    """Return the figures of the last twelve months, or of all time where there is no period, condition by condition."""
    return [
        *_space(session, today, threshold),
        *_voice(session),
        *_audience(session, today),
        *_influence(session, today),
    ]


def a_year_before(today: date) -> date:
    """Return the first day of the twelve months that end with this one."""
    month = today.year * 12 + today.month - 12
    return date(month // 12, month % 12 + 1, 1)


def _space(session: Session, today: date, threshold: int) -> list[Indicator]:
    opened = session.scalars(queries.opened_since(a_year_before(today))).one()
    cards = cards_by_service(session, threshold=threshold)
    reached = sum(one.used is not None for one in cards)
    return [
        Indicator(Condition.SPACE, Measure.OPENED, opened),
        Indicator(Condition.SPACE, Measure.SERVICES_REACHED, reached if cards else None, len(cards)),
    ]


def _voice(session: Session) -> list[Indicator]:
    latest = next(latest_releases(session), None)
    told = latest[1].contributors if latest else None
    share = share_of(session, latest[1], latest[2]) if latest else None
    return [
        Indicator(Condition.VOICE, Measure.CONTRIBUTORS, told),
        Indicator(Condition.VOICE, Measure.COVERAGE, share),
    ]


def _audience(session: Session, today: date) -> list[Indicator]:
    months = [
        max(0, months_between(written, decided))
        for written, decided in session.execute(queries.months_of_decisions(a_year_before(today)))
    ]
    readers = [member(row) for row in session.scalars(queries.present_readers())]
    trained = sum(reader.trained_on is not None for reader in readers)
    return [
        Indicator(
            Condition.AUDIENCE, Measure.MONTHS_TO_DECIDE, at_rank(months, 0.5) if len(months) >= PERCENT_BASE else None
        ),
        Indicator(Condition.AUDIENCE, Measure.READERS_TRAINED, trained, len(readers)),
    ]


def _influence(session: Session, today: date) -> list[Indicator]:
    over = {one.id: one for one in session.scalars(queries.over())}
    answered = {each: day for each, day in session.execute(queries.answered_on(over)) if each and day}
    days = [(day - closed).days for each, day in answered.items() if (closed := over[each].closed_on)]
    adopted = session.scalars(queries.proposals()).all()
    done = sum(one.state is ProposalState.DONE for one in adopted)
    late = sum(days_late(one.answer_due_on, today) > 0 for one in session.scalars(followup.awaiting_answer()))
    late += sum(days_late(one.due_on, today) > 0 for one in session.scalars(followup.awaited_proposals()))
    return [
        Indicator(Condition.INFLUENCE, Measure.ANSWERED, len(answered) if over else None, len(over)),
        Indicator(Condition.INFLUENCE, Measure.DAYS_TO_ANSWER, at_rank(days, 0.5) if days else None),
        Indicator(Condition.INFLUENCE, Measure.LATE, late),
        Indicator(Condition.INFLUENCE, Measure.PROPOSALS_DONE, done if adopted else None, len(adopted)),
    ]
