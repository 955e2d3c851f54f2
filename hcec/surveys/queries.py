"""Look-ups of surveys. None of them knows a child."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select

from hcec.disclosure.values import Level
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    SurveyRelease,
    SurveySheet,
    SurveyText,
)


def surveys() -> Select[Survey]:
    """Return every survey, drafts first, then the latest to open."""
    return select(Survey).order_by(Survey.opened_on.desc().nulls_first(), Survey.title, Survey.id)


def past_last_day(today: date) -> Select[Survey]:
    """Return open surveys whose last day is over."""
    return select(Survey).where(Survey.state == SurveyState.OPEN, Survey.closes_on < today)


def question_of(question_id: UUID) -> Select[SurveyQuestion]:
    """Return a question, with the draft that it belongs to."""
    return select(SurveyQuestion).where(SurveyQuestion.id == question_id)


def invitation_with(token_hash: bytes) -> Select[SurveyInvitation]:
    """Return whom a link was sent to, be it the first link or the reminder's."""
    mine = SurveyInvitation.token_hash == token_hash, SurveyInvitation.reminder_hash == token_hash
    return select(SurveyInvitation).where(or_(*mine))


def to_send(now: datetime) -> Select[SurveyInvitation]:
    """Return the invitations and reminders that are due, of surveys that are open."""
    reminder = and_(
        Survey.reminded_on.is_not(None),
        SurveyInvitation.is_sent,
        ~SurveyInvitation.is_reminded,
    )
    return (
        select(SurveyInvitation)
        .join(Survey, Survey.id == SurveyInvitation.survey_id)
        .where(
            Survey.state == SurveyState.OPEN,
            SurveyInvitation.address_box.is_not(None),
            ~SurveyInvitation.is_used,
            or_(~SurveyInvitation.is_sent, reminder),
            or_(SurveyInvitation.next_try_at.is_(None), SurveyInvitation.next_try_at <= now),
        )
        .order_by(SurveyInvitation.id)
    )


def sheet_counts() -> Select[UUID, int]:
    """Return (survey, sheets)."""
    return select(SurveySheet.survey_id, func.count()).group_by(SurveySheet.survey_id)


def invited(survey_id: UUID) -> Select[str, int]:
    """Return (category, people invited). Never how many of them answered."""
    by = SurveyInvitation.category
    return select(by, func.count()).where(SurveyInvitation.survey_id == survey_id).group_by(by)


def undelivered(survey_id: UUID) -> Select[SurveyInvitation]:
    """Return the addresses that the mail server refused so far, but of whoever answered all the same."""
    tried = SurveyInvitation.tries > 0, ~SurveyInvitation.is_sent, ~SurveyInvitation.is_used
    mine = SurveyInvitation.survey_id == survey_id, SurveyInvitation.address_box.is_not(None)
    return select(SurveyInvitation).where(*mine, *tried).order_by(SurveyInvitation.id)


def sheets(survey_id: UUID) -> Select[SurveySheet]:
    """Return what was ticked, sheet by sheet, for counting alone."""
    return select(SurveySheet).where(SurveySheet.survey_id == survey_id).order_by(SurveySheet.id)


def answers(survey_id: UUID) -> Select[SurveyAnswer]:
    """Return every choice of every sheet, for counting alone."""
    return (
        select(SurveyAnswer)
        .join(SurveySheet, SurveySheet.id == SurveyAnswer.sheet_id)
        .where(SurveySheet.survey_id == survey_id)
        .order_by(SurveyAnswer.sheet_id, SurveyAnswer.question_id, SurveyAnswer.choice)
    )


def texts(survey_id: UUID) -> Select[SurveyText]:
    """Return free answers in the order of their random identifiers: none tells when it came."""
    return (
        select(SurveyText)
        .join(SurveyQuestion, SurveyQuestion.id == SurveyText.question_id)
        .where(SurveyQuestion.survey_id == survey_id)
        .order_by(SurveyQuestion.position, SurveyText.id)
    )


def awaiting_reading() -> Select[Survey]:
    """Return the surveys where words that worry are handed on by nobody yet."""
    waiting = (
        select(SurveyQuestion.survey_id)
        .join(SurveyText, SurveyText.question_id == SurveyQuestion.id)
        .where(SurveyText.is_worrying, ~SurveyText.is_referred)
    )
    return select(Survey).where(Survey.id.in_(waiting)).order_by(Survey.title, Survey.id)


def released(level: Level) -> Select[SurveyRelease]:
    """Return what left at a level, the latest first; what was withdrawn says so."""
    return (
        select(SurveyRelease)
        .join(Survey, Survey.id == SurveyRelease.survey_id)
        .where(SurveyRelease.level == level)
        .order_by(SurveyRelease.published_on.desc(), Survey.title, SurveyRelease.id)
    )
