"""The idea box in editions: whole months that are over, each in one edition at most (D5)."""

from calendar import monthrange
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db, i18n
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.consultations.enums import DAYS_TO_ANSWER, ConsultationStatus
from hcec.consultations.models import Consultation, Edition
from hcec.consultations.slug import free_slug
from hcec.labels import N_

MOST_MONTHS = 24
"""How far back an edition may begin."""


class MonthsNotOver(Exception):
    """Words may still come in these months, or they are not in order, or too far back."""


class MonthsTaken(Exception):
    """An edition holds one of these months already: their difference would tell about few."""


def free_months(session: Session, today: date) -> list[date]:
    """Return the months that are over and in no edition, the latest first."""
    months: list[date] = []
    month = clock.month_of(clock.month_of(today) - timedelta(days=1))
    while len(months) < MOST_MONTHS:
        months.append(month)
        month = clock.month_of(month - timedelta(days=1))
    taken = session.execute(select(Edition.first_month, Edition.last_month)).all()
    return [month for month in months if not any(first <= month <= last for first, last in taken)]


def make_edition(
    session: Session, *, actor: StaffMember, first_month: date, last_month: date, today: date, row_id: UUID
) -> Edition:
    """Close these months of the idea box, as a consultation is closed. Sent twice, it is the same edition.

    Raises MonthsNotOver, MonthsTaken.
    """
    db.lock(session, "consultation.slug")
    existing = session.get(Edition, row_id)
    if existing is not None:
        return existing
    _check_months(session, first_month, last_month, today)
    title = _title(first_month, last_month)
    last_day = last_month.replace(day=monthrange(last_month.year, last_month.month)[1])
    consultation = Consultation(
        id=row_id,
        slug=free_slug(title, set(session.scalars(select(Consultation.slug)))),
        title=title,
        why=i18n.translate(N_("Dans la boîte à idées, tu écris ce que tu veux, quand tu veux.")),
        who_reads="",
        what_next="",
        opens_on=first_month,
        closes_on=last_day,
        closed_on=last_day,
        answer_due_on=today + timedelta(days=DAYS_TO_ANSWER),
        status=ConsultationStatus.CLOSED,
        on_call_id=actor.id,  # the words were watched over as they came: nobody is called for an edition
    )
    made = Edition(consultation=consultation, first_month=first_month, last_month=last_month)
    session.add(made)
    session.flush()
    subject = f"consultation:{row_id.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action="consultation:edition", subject=subject)
    return made


def _check_months(session: Session, first: date, last: date, today: date) -> None:
    in_order = first.day == last.day == 1 and first <= last < clock.month_of(today)
    if not in_order or (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS:
        raise MonthsNotOver
    overlapping = select(Edition.consultation_id).where(Edition.first_month <= last, Edition.last_month >= first)
    if session.scalars(overlapping).first() is not None:
        raise MonthsTaken


def _title(first: date, last: date) -> str:
    end = _month(last, "MMMM y")
    if first == last:
        return i18n.translate(N_("Boîte à idées : %(month)s"), month=end)
    start = _month(first, "MMMM" if first.year == last.year else "MMMM y")
    return i18n.translate(N_("Boîte à idées : de %(start)s à %(end)s"), start=start, end=end)


def _month(day: date, form: str) -> str:
    return i18n.source_day(day, form)
