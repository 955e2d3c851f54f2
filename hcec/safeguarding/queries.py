"""Alerts in the order in which they must be seen, and who is to be told."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from hcec.accounts.access import StaffMember
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.permissions import Role
from hcec.safeguarding.access import visible_to
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState, EnvelopeState
from hcec.safeguarding.models import Alert, CoverClosure, CoverPeriod, EnvelopeRequest


def open_alerts(actor: StaffMember) -> Select[Alert]:
    """Return what is not finished: nobody's first, then the oldest."""
    return (
        visible_to(actor)
        .where(Alert.state.in_(OPEN_ALERTS))
        .order_by((Alert.state == AlertState.SIGNALLED).desc(), Alert.raised_at, Alert.id)
    )


def finished_alerts(actor: StaffMember, most: int = 20) -> Select[Alert]:
    """Return the latest alerts that came to their end."""
    return (
        visible_to(actor).where(Alert.state.not_in(OPEN_ALERTS)).order_by(Alert.raised_at.desc(), Alert.id).limit(most)
    )


def unannounced() -> Select[Alert]:
    """Return open alerts that no notice told of yet."""
    return select(Alert).where(Alert.notified_at.is_(None), Alert.state.in_(OPEN_ALERTS)).order_by(Alert.raised_at)


def appointed(kind: Appointment) -> Select[Staff]:
    """Return who holds this appointment now."""
    return (
        select(Staff)
        .join(StaffAppointment, StaffAppointment.staff_id == Staff.id)
        .where(StaffAppointment.kind == kind, Staff.left_on.is_(None))
        .order_by(Staff.email)
    )


def crip_accounts() -> Select[Staff]:
    """Return the CRIP's present members."""
    return select(Staff).where(Staff.role == Role.CRIP, Staff.left_on.is_(None)).order_by(Staff.email)


def closures() -> Select[CoverClosure]:
    """Return the closures, the earliest first."""
    return select(CoverClosure).order_by(CoverClosure.from_on, CoverClosure.id)


def duties(first: date) -> Select[CoverPeriod]:
    """Return the periods that run on this day or later and whose holder is still here, the earliest first."""
    return (
        select(CoverPeriod)
        .join(Staff, Staff.id == CoverPeriod.staff_id)
        .where(CoverPeriod.to_on >= first, Staff.left_on.is_(None))
        .order_by(CoverPeriod.from_on, CoverPeriod.kind, CoverPeriod.id)
    )


def on_duty(kind: Appointment, day: date) -> Select[Staff]:
    """Return who holds this appointment on this day."""
    return (
        select(Staff)
        .join(CoverPeriod, CoverPeriod.staff_id == Staff.id)
        .where(CoverPeriod.kind == kind, CoverPeriod.from_on <= day, CoverPeriod.to_on >= day, Staff.left_on.is_(None))
        .distinct()
        .order_by(Staff.email)
    )


def periods_to_come(staff_id: UUID, kind: Appointment, today: date) -> Select[CoverPeriod]:
    """Return this person's periods of a kind that run or will."""
    return select(CoverPeriod).where(
        CoverPeriod.staff_id == staff_id, CoverPeriod.kind == kind, CoverPeriod.to_on >= today
    )


def envelope_requests(actor: StaffMember) -> Select[EnvelopeRequest]:
    """Return the requests on alerts that this person sees, oldest first (A6)."""
    visible = visible_to(actor).with_only_columns(Alert.id)
    return (
        select(EnvelopeRequest)
        .where(EnvelopeRequest.alert_id.in_(visible))
        .order_by(EnvelopeRequest.asked_at, EnvelopeRequest.id)
    )


def envelopes_to_agree(actor: StaffMember) -> Select[EnvelopeRequest]:
    """Return what others asked and nobody answered."""
    return envelope_requests(actor).where(
        EnvelopeRequest.state == EnvelopeState.ASKED,
        EnvelopeRequest.is_danger_to_life.is_(False),
        EnvelopeRequest.asked_by != actor.id,
    )


def envelopes_to_review(actor: StaffMember) -> Select[EnvelopeRequest]:
    """Return what the CRIP opened alone and no second person looked at yet, first due first."""
    return (
        envelope_requests(actor)
        .where(
            EnvelopeRequest.is_danger_to_life,
            EnvelopeRequest.state == EnvelopeState.HANDED_OUT,
            EnvelopeRequest.reviewed_by.is_(None),
        )
        .order_by(None)
        .order_by(EnvelopeRequest.handed_out_at, EnvelopeRequest.id)
    )
