"""A survey opens, invites, reminds once, and closes: then its sheets are frozen and the addresses go."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hcec import db, keys, nudge
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note
from hcec.council.services.revising import advance
from hcec.department.services import Department, load
from hcec.surveys import queries
from hcec.surveys.enums import CATEGORIES, LONGEST_OPEN, SurveyCategory, SurveyObstacle, SurveyState
from hcec.surveys.models import Survey, SurveyInvitation, SurveyQuestion, SurveyText

SENDING = "send_survey_links"
"""The sweep that sends what was asked for here."""


class CannotOpen(Exception):
    """Something is missing; `obstacles` of the same survey says what."""


class NotInThatState(Exception):
    """The act belongs to another moment of the survey's life."""


class NotTheirCategory(Exception):
    """No such category among whom this survey is for."""


class AlreadyReminded(Exception):
    """One reminder, no more."""


def obstacles(survey: Survey, *, today: date) -> list[SurveyObstacle]:
    """Return what prevents a draft from opening."""
    last = survey.closes_on
    found = {
        SurveyObstacle.NO_WHY: not survey.why,
        SurveyObstacle.NO_WHAT_NEXT: not survey.what_next,
        SurveyObstacle.NO_QUESTION: not survey.questions,
        SurveyObstacle.NO_LAST_DAY: last is None,
        SurveyObstacle.LAST_DAY_PAST: last is not None and last < today,
        SurveyObstacle.LAST_DAY_FAR: last is not None and last > today + timedelta(days=LONGEST_OPEN),
    }
    return [obstacle for obstacle, stands in found.items() if stands]


def open_survey(session: Session, *, actor: StaffMember, survey: Survey, version: int, today: date) -> None:
    """Open a draft: its words, its questions and the thresholds that its contract tells change no more.

    Raises ChangedMeanwhile, NotInThatState, CannotOpen.
    """
    _take(session, survey, version, SurveyState.DRAFT)
    if obstacles(survey, today=today):
        raise CannotOpen
    decided = load(session)
    survey.state, survey.opened_on = SurveyState.OPEN, today
    survey.threshold_internal, survey.threshold_public = decided.threshold_internal, decided.threshold_public
    session.flush()
    note(session, actor, survey, "open")


def promised(survey: Survey, department: Department) -> Department:
    """Return what is decided, with the thresholds of this survey: those promised at its opening, or higher since."""
    return replace(
        department,
        threshold_internal=max(survey.threshold_internal or 0, department.threshold_internal),
        threshold_public=max(survey.threshold_public or 0, department.threshold_public),
    )


def invite(
    session: Session,
    *,
    actor: StaffMember,
    survey: Survey,
    category: SurveyCategory,
    addresses: tuple[str, ...],
) -> int:
    """Send a link to each address that had none, as soon as the worker comes; return how many.

    Raises NotInThatState, NotTheirCategory.
    """
    session.refresh(survey, with_for_update=True)
    _expect(survey, SurveyState.OPEN)
    if category not in CATEGORIES[survey.audience]:
        raise NotTheirCategory
    held = select(SurveyInvitation.address_hash).where(SurveyInvitation.survey_id == survey.id)
    known, added = set(session.scalars(held)), 0
    for address in addresses:
        digest = keys.current().keyed_hash("survey address", survey.id.bytes + address.encode())
        if digest not in known:
            row = SurveyInvitation(id=uuid4(), survey_id=survey.id, category=category)
            row.address, row.address_hash = address, digest
            session.add(row)
            known.add(digest)
            added += 1
    session.flush()
    note(session, actor, survey, "invite", str(added))
    nudge.soon(SENDING)
    return added


def remind(session: Session, *, actor: StaffMember, survey: Survey, version: int, today: date) -> None:
    """Write once more to whoever did not answer. Raises ChangedMeanwhile, NotInThatState, AlreadyReminded."""
    _take(session, survey, version, SurveyState.OPEN)
    if survey.reminded_on is not None:
        raise AlreadyReminded
    survey.reminded_on = today
    session.flush()
    note(session, actor, survey, "remind")
    nudge.soon(SENDING)


def close_survey(session: Session, *, actor: StaffMember, survey: Survey, version: int, today: date) -> None:
    """Close it before its last day. Raises ChangedMeanwhile, NotInThatState."""
    _take(session, survey, version, SurveyState.OPEN)
    freeze(session, survey=survey, today=today)
    note(session, actor, survey, "close")


def freeze(session: Session, *, survey: Survey, today: date) -> None:
    """Close an open survey: no sheet comes any more, no address and no draft stays."""
    frozen = fingerprint(session, survey)
    survey.closed_on, survey.state, survey.fingerprint = today, SurveyState.CLOSED, frozen
    session.flush()
    forget_addresses(session, survey)


def fingerprint(session: Session, survey: Survey) -> bytes:
    """Return the hash of which sheets there are and of every choice on them."""
    digest = hashlib.sha256()
    for sheet in session.scalars(queries.sheets(survey.id)):
        digest.update(f"{sheet.id.hex} {sheet.category}\n".encode())
    for answer in session.scalars(queries.answers(survey.id)):
        digest.update(f"{answer.sheet_id.hex} {answer.question_id.hex} {answer.choice} {answer.place}\n".encode())
    return digest.digest()


def forget_addresses(session: Session, survey: Survey) -> int:
    """Erase whom the links were sent to, and what was begun under them; return how many had one."""
    mine = SurveyInvitation.survey_id == survey.id, SurveyInvitation.address_hash.is_not(None)
    gone = {"address_box": None, "address_hash": None, "draft_box": None}
    return db.rows_touched(session.execute(update(SurveyInvitation).where(*mine).values(**gone)))


def forget_words(session: Session, survey: Survey) -> int:
    """Delete the free answers and the links of a survey; return how many rows went."""
    asked = select(SurveyQuestion.id).where(SurveyQuestion.survey_id == survey.id)
    texts = delete(SurveyText).where(SurveyText.question_id.in_(asked))
    links = delete(SurveyInvitation).where(SurveyInvitation.survey_id == survey.id)
    return sum(
        db.rows_touched(session.execute(each.execution_options(synchronize_session=False))) for each in (texts, links)
    )


def _take(session: Session, survey: Survey, version: int, state: SurveyState) -> None:
    advance(session, survey, version)
    _expect(survey, state)


def _expect(survey: Survey, state: SurveyState) -> None:
    if survey.state is not state:
        raise NotInThatState
