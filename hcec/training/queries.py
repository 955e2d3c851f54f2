"""Look-ups of needs, programmes, their lines and sessions."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from hcec.training.enums import NeedState, ProgrammeState, SessionState
from hcec.training.models import TrainingLine, TrainingNeed, TrainingProgramme, TrainingSession


def needs() -> Select[TrainingNeed]:
    """Return every need, the latest first."""
    return select(TrainingNeed).order_by(TrainingNeed.raised_on.desc(), TrainingNeed.title, TrainingNeed.id)


def needs_raised_in(year: int) -> Select[TrainingNeed]:
    """Return the needs raised in a year, the first first."""
    days = TrainingNeed.raised_on.between(date(year, 1, 1), date(year, 12, 31))
    return needs().where(days).order_by(None).order_by(TrainingNeed.raised_on, TrainingNeed.title, TrainingNeed.id)


def kept_needs() -> Select[TrainingNeed]:
    """Return what a line of a programme may answer."""
    return needs().where(TrainingNeed.state == NeedState.KEPT)


def mergeable_into(need_id: UUID) -> Select[TrainingNeed]:
    """Return the needs that this one may be merged into."""
    return needs().where(TrainingNeed.state.in_((NeedState.RAISED, NeedState.KEPT)), TrainingNeed.id != need_id)


def programmes() -> Select[TrainingProgramme]:
    """Return every programme, the latest years first, then those in preparation, then the latest adopted."""
    return select(TrainingProgramme).order_by(
        TrainingProgramme.to_year.desc(),
        TrainingProgramme.adopted_on.is_not(None),
        TrainingProgramme.adopted_on.desc(),
        TrainingProgramme.id,
    )


def adopted_programmes() -> Select[TrainingProgramme]:
    """Return the programmes in force."""
    return programmes().where(TrainingProgramme.state == ProgrammeState.ADOPTED)


def lines_in_force() -> Select[TrainingLine]:
    """Return the lines that a session may belong to."""
    return (
        select(TrainingLine)
        .join(TrainingProgramme, TrainingProgramme.id == TrainingLine.programme_id)
        .where(TrainingProgramme.state == ProgrammeState.ADOPTED)
        .order_by(TrainingProgramme.to_year.desc(), TrainingProgramme.id, TrainingLine.number)
    )


def sessions() -> Select[TrainingSession]:
    """Return every session, the latest first."""
    return select(TrainingSession).order_by(TrainingSession.starts_on.desc(), TrainingSession.title, TrainingSession.id)


def sessions_in(first: int, last: int) -> Select[TrainingSession]:
    """Return the sessions of some years, the first first."""
    return (
        select(TrainingSession)
        .where(TrainingSession.starts_on.between(date(first, 1, 1), date(last, 12, 31)))
        .order_by(TrainingSession.starts_on, TrainingSession.title, TrainingSession.id)
    )


def sessions_to_come(today: date) -> Select[TrainingSession]:
    """Return the sessions that are planned and not over, the next first."""
    return (
        select(TrainingSession)
        .where(TrainingSession.state == SessionState.PLANNED, TrainingSession.ends_on >= today)
        .order_by(TrainingSession.starts_on, TrainingSession.title, TrainingSession.id)
    )
