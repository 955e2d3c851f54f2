"""Alerts in the order in which they must be seen, and who is to be told."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union_all

from hcec.accounts.access import StaffMember, Youth
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.permissions import NEVER_APPOINTED, Role
from hcec.safeguarding.access import visible_to
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState, EnvelopeState
from hcec.safeguarding.models import (
    Alert,
    AlertMessage,
    AlertNotice,
    CoverClosure,
    CoverPeriod,
    EnvelopeRequest,
    ReviewNotice,
)
from hcec.safeguarding.time_limits import REVIEW_WITHIN
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony

MANY_TRIES = 5  # half an hour of growing pauses


def open_alerts(actor: StaffMember) -> Select[Alert]:
    """Return what is not finished: nobody's first, then the oldest."""
    return (
        visible_to(actor)
        .where(Alert.state.in_(OPEN_ALERTS))
        .order_by((Alert.state == AlertState.SIGNALLED).desc(), Alert.raised_at, Alert.id)
    )


def finished_alerts(actor: StaffMember) -> Select[Alert]:
    """Return the alerts that came to their end, the latest first."""
    return visible_to(actor).where(Alert.state.not_in(OPEN_ALERTS)).order_by(Alert.raised_at.desc(), Alert.id)


def how_many(alerts: Select[Alert]) -> Select[int]:
    """Return how many alerts a query finds."""
    return select(func.count()).select_from(alerts.order_by(None).with_only_columns(Alert.id).subquery())


def still_open() -> Select[Alert]:
    """Return every alert that is not finished, whoever may see it: for the platform's own work."""
    return select(Alert).where(Alert.state.in_(OPEN_ALERTS)).order_by(Alert.raised_at, Alert.id)


def silences_to_review(actor: StaffMember, today: date, *, chosen_by: datetime) -> Select[Alert]:
    """Return those of `silences` that this person may handle."""
    return silences(today, chosen_by=chosen_by).where(Alert.id.in_(visible_to(actor).with_only_columns(Alert.id)))


def silences(today: date, *, chosen_by: datetime) -> Select[Alert]:
    """Return alerts whose child is not told, and for which nobody looked at that today, whoever may see them (A6).

    Either a reason to wait was written on another day; or nobody chose, and the alert came to its end, or was
    transmitted before `chosen_by`. Erasing the words ends nothing; it ends when there is nobody any more to tell.
    """
    is_late = and_(Alert.state == AlertState.TRANSMITTED, Alert.transmitted_at < chosen_by)
    never_chosen = and_(Alert.silence_reviewed_on.is_(None), or_(Alert.state.not_in(OPEN_ALERTS), is_late))
    return (
        select(Alert)
        .where(Alert.told_on.is_(None), Alert.untold_cause.is_(None), _still_reached())
        .where(or_(Alert.silence_reviewed_on < today, never_chosen))
        .order_by(Alert.silence_reviewed_on.is_not(None), Alert.silence_reviewed_on, Alert.raised_at, Alert.id)
    )


def untellable() -> Select[Alert]:
    """Return alerts whose child was not told and cannot be any more: the message is withdrawn or gone."""
    return unreached().where(Alert.told_on.is_(None), Alert.untold_cause.is_(None))


def unreached() -> Select[Alert]:
    """Return alerts whose message the child does not find any more."""
    return select(Alert).where(~_still_reached())


def _still_reached() -> ColumnElement[bool]:
    """Whether the child still finds the message under which they would be told."""
    return exists().where(Testimony.id == Alert.testimony_id, Testimony.state != TestimonyState.WITHDRAWN)


def alerts_on(testimony_ids: Iterable[UUID] | Select[UUID]) -> Select[Alert]:
    """Return the alerts that came from these messages, the oldest first."""
    return select(Alert).where(Alert.testimony_id.in_(testimony_ids)).order_by(Alert.raised_at, Alert.id)


def exchange_on(alert_ids: Iterable[UUID]) -> Select[AlertMessage]:
    """Return what was written to and by the children of these alerts, in order."""
    return (
        select(AlertMessage)
        .where(AlertMessage.alert_id.in_(alert_ids))
        .order_by(AlertMessage.alert_id, AlertMessage.position)
    )


def unopened_answer(youth: Youth, consultation_ids: Iterable[UUID], *, year: int) -> Select[UUID]:
    """Return the alerts of this young person that hold something they have not opened."""
    own = own_testimonies(youth, consultation_ids, year=year).order_by(None).with_only_columns(Testimony.id)
    return select(Alert.id).where(Alert.has_news.is_(True), Alert.testimony_id.in_(own))


def something_new(youth: Youth, consultation_ids: Iterable[UUID], *, year: int) -> Select[UUID]:
    """Return the messages under which this young person has something to open: an answer, or words to agree to (M2)."""
    answered = exists().where(Alert.testimony_id == Testimony.id, Alert.has_news.is_(True))
    asked = and_(Testimony.state == TestimonyState.PROPOSED, Testimony.seen_on.is_(None))
    own = own_testimonies(youth, consultation_ids, year=year).order_by(None).with_only_columns(Testimony.id)
    return own.where(or_(answered, asked))


def noticed(alert_id: UUID) -> Select[UUID]:
    """Return who is owed a notice of this alert, or had it."""
    return select(AlertNotice.staff_id).where(AlertNotice.alert_id == alert_id)


def notices_of(alert_id: UUID) -> Select[AlertNotice, str]:
    """Return each notice of this alert with the name of its person."""
    return (
        select(AlertNotice, Staff.name)
        .join(Staff, Staff.id == AlertNotice.staff_id)
        .where(AlertNotice.alert_id == alert_id)
        .order_by(Staff.name, Staff.id)
    )


def due_notices(now: datetime) -> Select[AlertNotice, str]:
    """Return each notice to send now with its address: what never failed first, then the longest due."""
    return (
        select(AlertNotice, Staff.email)
        .join(Staff, Staff.id == AlertNotice.staff_id)
        .join(Alert, Alert.id == AlertNotice.alert_id)
        .where(AlertNotice.sent_at.is_(None), AlertNotice.next_try_at <= now)
        .where(_is_owed(), Staff.left_on.is_(None))
        .order_by(AlertNotice.tries, AlertNotice.next_try_at, AlertNotice.staff_id)
    )


def due_review_notices(now: datetime) -> Select[ReviewNotice, str]:
    """Return each reminder of a review to send now with its address, as `due_notices` does."""
    awaited = unreviewed().order_by(None).with_only_columns(EnvelopeRequest.id)
    return (
        select(ReviewNotice, Staff.email)
        .join(Staff, Staff.id == ReviewNotice.staff_id)
        .where(ReviewNotice.sent_at.is_(None), ReviewNotice.next_try_at <= now, Staff.left_on.is_(None))
        .where(ReviewNotice.request_id.in_(awaited))
        .order_by(ReviewNotice.tries, ReviewNotice.next_try_at, ReviewNotice.staff_id)
    )


def appointed() -> Select[Staff]:
    """Return who is present and holds an appointment, on duty or not."""
    return (
        select(Staff)
        .where(exists().where(StaffAppointment.staff_id == Staff.id), Staff.left_on.is_(None))
        .order_by(Staff.email)
    )


def crip_accounts() -> Select[Staff]:
    """Return the CRIP's present members."""
    return select(Staff).where(Staff.role == Role.CRIP, Staff.left_on.is_(None)).order_by(Staff.email)


def closures() -> Select[CoverClosure]:
    """Return the closures, the earliest first."""
    return select(CoverClosure).order_by(CoverClosure.from_on, CoverClosure.id)


def every_period() -> Select[CoverPeriod]:
    """Return every period, past ones and those of whoever left included."""
    return select(CoverPeriod).order_by(CoverPeriod.from_on, CoverPeriod.id)


def duties(first: date) -> Select[CoverPeriod]:
    """Return the periods that run on this day or later and whose holder is still here, the earliest first."""
    return (
        select(CoverPeriod)
        .join(Staff, Staff.id == CoverPeriod.staff_id)
        .where(CoverPeriod.to_on >= first, Staff.left_on.is_(None), Staff.role.not_in(NEVER_APPOINTED))
        .order_by(CoverPeriod.from_on, CoverPeriod.kind, CoverPeriod.id)
    )


def on_duty(kind: Appointment, day: date) -> Select[Staff]:
    """Return who is on duty on this day; where no calendar was ever written for it, who holds the appointment."""
    calendar = exists().where(CoverPeriod.kind == kind)
    today = calendar.where(
        CoverPeriod.staff_id == Staff.id, CoverPeriod.from_on <= day, CoverPeriod.to_on >= day
    ).correlate(Staff)
    holds = exists().where(StaffAppointment.staff_id == Staff.id, StaffAppointment.kind == kind)
    return select(Staff).where(or_(today, and_(~calendar, holds)), Staff.left_on.is_(None)).order_by(Staff.email)


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
    return unreviewed().where(EnvelopeRequest.alert_id.in_(visible_to(actor).with_only_columns(Alert.id)))


def unreviewed() -> Select[EnvelopeRequest]:
    """Return what the CRIP opened alone and nobody reviewed, whoever may see it: for the platform's own work (A6)."""
    return (
        select(EnvelopeRequest)
        .where(
            EnvelopeRequest.is_danger_to_life,
            EnvelopeRequest.state == EnvelopeState.HANDED_OUT,
            EnvelopeRequest.reviewed_by.is_(None),
        )
        .order_by(EnvelopeRequest.handed_out_at, EnvelopeRequest.id)
    )


def envelope_answerers() -> Select[Staff]:
    """Return who is present and may have to answer for an envelope, by role or as head of cover (A6)."""
    is_head = exists().where(StaffAppointment.staff_id == Staff.id, StaffAppointment.kind == Appointment.HEAD)
    roles = Staff.role.in_([Role.CRIP, Role.COORDINATOR, Role.OUTSIDE_READER])
    return (
        select(Staff)
        .where(or_(roles, and_(is_head, Staff.role.not_in(NEVER_APPOINTED))), Staff.left_on.is_(None))
        .order_by(Staff.email)
    )


def failing_notices(now: datetime) -> CompoundSelect[UUID]:
    """Return whoever is owed an e-mail that was refused several times, or that nobody even tried for a day."""
    alerts = (
        select(AlertNotice.staff_id)
        .join(Staff, Staff.id == AlertNotice.staff_id)
        .join(Alert, Alert.id == AlertNotice.alert_id)
        .where(_is_owed(), Staff.left_on.is_(None), *_fails(AlertNotice, now))
    )
    reviews = (
        select(ReviewNotice.staff_id)
        .join(Staff, Staff.id == ReviewNotice.staff_id)
        .where(ReviewNotice.request_id.in_(unreviewed().order_by(None).with_only_columns(EnvelopeRequest.id)))
        .where(Staff.left_on.is_(None), *_fails(ReviewNotice, now))
    )
    return union_all(alerts, reviews)


def _is_owed() -> ColumnElement[bool]:
    return or_(Alert.state.in_(OPEN_ALERTS), and_(Alert.told_on.is_(None), Alert.untold_cause.is_(None)))


def _fails(notice: type[AlertNotice] | type[ReviewNotice], now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_late = or_(notice.tries >= MANY_TRIES, notice.next_try_at <= now - timedelta(days=1))
    return notice.sent_at.is_(None), is_late


def late_reviews(now: datetime) -> Select[EnvelopeRequest]:
    """Return those of them that a second person should have reviewed by now, the longest due first."""
    return unreviewed().where(EnvelopeRequest.handed_out_at < now - REVIEW_WITHIN)


def past_duties(today: date) -> Select[UUID, Appointment]:
    """Return (person, appointment) of whoever is still appointed though every such period of theirs is over."""
    return (
        select(StaffAppointment.staff_id, StaffAppointment.kind)
        .join(
            CoverPeriod,
            (CoverPeriod.staff_id == StaffAppointment.staff_id) & (CoverPeriod.kind == StaffAppointment.kind),
        )
        .group_by(StaffAppointment.staff_id, StaffAppointment.kind)
        .having(func.max(CoverPeriod.to_on) < today)
    )
