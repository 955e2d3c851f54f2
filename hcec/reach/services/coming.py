"""The days to come, in order: what opens, closes, is promised, meets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.consultations import queries as consultations
from hcec.council import queries as council
from hcec.council.enums import SessionKind
from hcec.followup import queries as followup
from hcec.reach import queries
from hcec.reach.enums import Due

AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Coming:
    """What a day brings; `slug` leads to the consultation, `proposal` to the proposition that it is about."""

    day: date
    what: Due
    title: str = ""
    slug: str = ""
    proposal: UUID | None = None


def coming_days(session: Session, *, today: date) -> list[Coming]:
    """Return what the next four months bring, the soonest first."""
    last = today + AHEAD
    found = (each for each in _every(session, today) if today <= each.day <= last)
    return sorted(found, key=lambda each: (each.day, each.what, each.title))


def _every(session: Session, today: date) -> Iterator[Coming]:
    for one in session.scalars(consultations.opened()):
        if one.opens_on and one.opens_on > today:
            yield Coming(one.opens_on, Due.OPENS, one.title, one.slug)
        if one.closes_on:
            yield Coming(one.closes_on, Due.CLOSES, one.title, one.slug)
        if one.answer_due_on:
            yield Coming(one.answer_due_on, Due.ANSWER, one.title, one.slug)
    for one in session.scalars(followup.awaiting_answer()):
        if one.answer_due_on:
            yield Coming(one.answer_due_on, Due.ANSWER, one.title, one.slug)
    for proposal in session.scalars(followup.awaited_proposals()):
        if proposal.due_on:
            yield Coming(proposal.due_on, Due.PROPOSAL, proposal.what, proposal=proposal.id)
    for meeting in session.scalars(council.planned(today)):
        is_plenary = meeting.kind is SessionKind.PLENARY
        yield Coming(meeting.held_on, Due.PLENARY if is_plenary else Due.COUNCIL, meeting.place)
    for release in session.scalars(queries.standing_releases()):
        if release.embargo_on and release.embargo_on > today:
            yield Coming(release.embargo_on, Due.EMBARGO, release.synthesis.title)
