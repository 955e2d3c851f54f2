"""What a member of staff asks to be written to about: nothing, until they say so."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.notices.enums import NoticeKind
from hcec.notices.models import NoticeChoice
from hcec.permissions import Permission

A_WEEK = timedelta(days=7)
# Whoever holds one of these may ask for the notice: it tells of nothing that they could not see by coming.
OPENED_BY: dict[NoticeKind, tuple[Permission, ...]] = {
    NoticeKind.QUEUE: (Permission.TESTIMONY_DECIDE,),
    NoticeKind.CLOSING: (Permission.CONSULTATION_EDIT, Permission.TESTIMONY_DECIDE),
    NoticeKind.ANSWER_DUE: (Permission.CONSULTATION_EDIT,),  # who owes the answer is reminded by `followup`
    NoticeKind.REVIEW: (Permission.SYNTHESIS_WRITE,),
}


def offered_to(person: StaffMember) -> tuple[NoticeKind, ...]:
    """Return what this person may ask for."""
    return tuple(kind for kind, opens in OPENED_BY.items() if any(person.may(each) for each in opens))


def chosen_by(session: Session, person: StaffMember) -> set[NoticeKind]:
    """Return what this person asked for."""
    return set(session.scalars(select(NoticeChoice.kind).where(NoticeChoice.staff_id == person.id)))


def choose(session: Session, *, person: StaffMember, kinds: Iterable[NoticeKind], today: date) -> None:
    """Ask for these kinds and no others; what waits since less than a week is told at once, what is older is not.

    What is not offered to this person is left out.
    """
    wanted = set(kinds) & set(offered_to(person))
    held = chosen_by(session, person)
    session.execute(
        delete(NoticeChoice).where(NoticeChoice.staff_id == person.id, NoticeChoice.kind.in_(held - wanted))
    )
    session.add_all(
        NoticeChoice(staff_id=person.id, kind=kind, told_on=today - A_WEEK) for kind in sorted(wanted - held)
    )
    session.flush()
