"""What is a reader's own at the desk: how they like it, what they leave to others, their week (M6)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.moderation import queries
from hcec.moderation.enums import HardTheme
from hcec.moderation.models import DeskPreference, StaffAvoidance
from hcec.moderation.week import Act, OwnWeek, count_week


def preference_of(session: Session, actor: StaffMember) -> DeskPreference:
    """Return how this person likes the desk."""
    kept = session.get(DeskPreference, actor.id)
    return kept or DeskPreference(staff_id=actor.id, has_shortcuts=True, reads_on=False)


def prefer(
    session: Session, *, actor: StaffMember, has_shortcuts: bool | None = None, reads_on: bool | None = None
) -> None:
    """Keep how this person likes the desk; what is not said stays."""
    kept = preference_of(session, actor)
    kept.has_shortcuts = kept.has_shortcuts if has_shortcuts is None else has_shortcuts
    kept.reads_on = kept.reads_on if reads_on is None else reads_on
    session.merge(kept)
    session.flush()


def leave_to_others(session: Session, *, actor: StaffMember, themes: Iterable[HardTheme]) -> None:
    """Keep these themes, and no others, as those that this person leaves. Journalled by nobody: it is their own."""
    session.execute(delete(StaffAvoidance).where(StaffAvoidance.staff_id == actor.id))
    session.add_all(StaffAvoidance(staff_id=actor.id, theme=theme) for theme in sorted(set(themes)))
    session.flush()


def own_week(session: Session, *, actor: StaffMember) -> OwnWeek:
    """Return this person's week, from Monday on."""
    today = clock.today()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), ZoneInfo(clock.zone()))
    acts = [Act(*row) for row in session.execute(queries.acts_of(actor, monday))]
    named = {act.subject: UUID(hex=act.subject.partition(":")[2]) for act in acts}
    worrying = set(session.scalars(queries.worrying_among(named.values())))
    return count_week(acts, [subject for subject, identifier in named.items() if identifier in worrying])
