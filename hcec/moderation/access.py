"""Who may read which message (A5). Every queue, count, search, decision and second reading starts here."""

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, false, or_, select

from hcec.accounts.access import StaffMember
from hcec.accounts.models import Staff, StaffTie
from hcec.accounts.queries import is_ready_to_read
from hcec.moderation.models import Recusal
from hcec.permissions import Permission, Role
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony, TestimonyCircle

# "Cela parle d'un adulte qui s'occupe de moi" narrows to them (A5).
FROM_ELSEWHERE = frozenset({Role.OUTSIDE_READER, Role.CRIP})


def readable_by(actor: StaffMember) -> Select[Testimony]:
    """Return the messages that nothing keeps this person from reading, the withdrawn ones among them.

    None of their circles is one of the message's (A5), they did not recuse themselves (M3), and a call for help is not
    a message to moderate: it is an alert (S1).
    """
    is_from_elsewhere: ColumnElement[bool] = ~exists().where(
        TestimonyCircle.testimony_id == Testimony.id, TestimonyCircle.circle_id.in_(sorted(actor.circles))
    )
    if actor.role == Role.CRIP:  # when nobody else is left: the CRIP, never nobody (A5)
        is_from_elsewhere = or_(is_from_elsewhere, ~has_reader())
    readable = select(Testimony).where(
        Testimony.kind != TestimonyKind.HELP,
        ~exists().where(Recusal.testimony_id == Testimony.id, Recusal.staff_id == actor.id),
        is_from_elsewhere,
    )
    if actor.role not in FROM_ELSEWHERE:
        readable = readable.where(~Testimony.is_about_adult)
    return readable if actor.may(Permission.TESTIMONY_READ) else readable.where(false())


def visible_to(actor: StaffMember) -> Select[Testimony]:
    """Return what this person may read, but for what its author withdrew."""
    return readable_by(actor).where(Testimony.state != TestimonyState.WITHDRAWN)


def has_reader(*besides: ColumnElement[bool]) -> Exists:
    """Whether somebody present and ready to read is kept from this message by nothing; `besides` asks more of them."""
    is_tied = (
        exists()
        .where(
            StaffTie.staff_id == Staff.id,
            TestimonyCircle.testimony_id == Testimony.id,
            TestimonyCircle.circle_id == StaffTie.circle_id,
        )
        .correlate(Staff, Testimony)
    )
    has_recused = (
        exists().where(Recusal.testimony_id == Testimony.id, Recusal.staff_id == Staff.id).correlate(Staff, Testimony)
    )
    return (
        exists()
        .where(
            Staff.left_on.is_(None),
            is_ready_to_read(),
            or_(
                Staff.role.in_(FROM_ELSEWHERE),
                and_(~Testimony.is_about_adult, Staff.role.in_({Role.MODERATOR, Role.COORDINATOR})),
            ),
            ~is_tied,
            ~has_recused,
            *besides,
        )
        .correlate(Testimony)
    )
