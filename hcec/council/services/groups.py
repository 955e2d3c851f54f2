"""Working groups: members by institution and function, meetings, what came of them."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council import models
from hcec.council.services.revising import advance, note


class NameTaken(Exception):
    """Another group has this name."""


def start_group(session: Session, *, row_id: UUID, actor: StaffMember, name: str, aim: str) -> models.WorkingGroup:
    """Start a group. Sent twice, the same `row_id` gives the same group. Raises NameTaken."""
    db.lock(session, "working_group")
    if existing := session.get(models.WorkingGroup, row_id):
        return existing
    _refuse_taken(session, name)
    made = models.WorkingGroup(id=row_id, name=name, aim=aim)
    session.add(made)
    session.flush()
    note(session, actor, "group:start", "working_group", made.id)
    return made


def change_group(
    session: Session,
    *,
    group: models.WorkingGroup,
    actor: StaffMember,
    version: int,
    name: str,
    aim: str,
    outcome: str,
    is_over: bool,
) -> None:
    """Change what the group is for, or say what it led to; `is_over` may be undone.

    Raises ChangedMeanwhile, NameTaken.
    """
    db.lock(session, "working_group")
    advance(session, group, version)
    if name != group.name:
        _refuse_taken(session, name)
    group.name, group.aim, group.outcome, group.is_over = name, aim, outcome, is_over
    session.flush()
    note(session, actor, "group:change", "working_group", group.id)


def add_member(
    session: Session,
    *,
    row_id: UUID,
    group: models.WorkingGroup,
    actor: StaffMember,
    institution: str,
    function: str,
) -> None:
    """Add a member by institution and function; the same one twice is one."""
    session.refresh(group, with_for_update=True)
    if any((member.institution, member.function) == (institution, function) for member in group.members):
        return
    group.members.append(models.GroupMember(id=row_id, institution=institution, function=function))
    session.flush()
    note(session, actor, "group:join", "working_group", group.id)


def remove_member(session: Session, *, group: models.WorkingGroup, actor: StaffMember, member_id: UUID) -> None:
    """Take a member out; one who is out already is no error."""
    group.members = [member for member in group.members if member.id != member_id]
    session.flush()
    note(session, actor, "group:leave", "working_group", group.id)


def keep_meeting(
    session: Session,
    *,
    row_id: UUID,
    group: models.WorkingGroup,
    actor: StaffMember,
    held_on: date,
    outcome: str,
) -> None:
    """Keep a meeting and what came of it. Sent twice, the same `row_id` is one meeting."""
    session.refresh(group, with_for_update=True)
    if session.get(models.GroupMeeting, row_id) is None:
        group.meetings.append(models.GroupMeeting(id=row_id, held_on=held_on, outcome=outcome))
        session.flush()
        note(session, actor, "group:meet", "working_group", group.id)


def drop_meeting(session: Session, *, group: models.WorkingGroup, actor: StaffMember, meeting_id: UUID) -> None:
    """Take out a meeting that was written by mistake."""
    group.meetings = [meeting for meeting in group.meetings if meeting.id != meeting_id]
    session.flush()
    note(session, actor, "group:drop_meeting", "working_group", group.id)


def _refuse_taken(session: Session, name: str) -> None:
    if session.scalar(select(models.WorkingGroup.id).where(models.WorkingGroup.name == name)):
        raise NameTaken
