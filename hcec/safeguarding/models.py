"""Alerts. An alert copies what it needs, so that it survives refusal, withdrawal and erasure (S4)."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.enums import Appointment
from hcec.db import Base
from hcec.keys import Sealed, SealedBytes
from hcec.permissions import Role
from hcec.safeguarding.enums import AlertState, EnvelopeState, Recipient, UntoldCause
from hcec.testimonies.enums import TestimonyKind


class Alert(Base):
    """A concern while it is handled here. `testimony_id` is a plain value: the message may go, the alert stays."""

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("state = 'signalled' OR held_by IS NOT NULL", name="handled_has_holder"),
        CheckConstraint("state <> 'transmitted' OR recipient IS NOT NULL", name="transmitted_has_recipient"),
        CheckConstraint(
            "state <> 'closed' OR (recipient IS NOT NULL AND outcome_box IS NOT NULL)", name="closed_has_end"
        ),
        CheckConstraint(
            "state <> 'dismissed' OR (dismissal_asked_by IS NOT NULL AND dismissed_by IS NOT NULL"
            " AND dismissal_asked_by <> dismissed_by AND dismissal_reason_box IS NOT NULL)",
            name="dismissed_by_two",
        ),
        Index("ix_alert_state", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    testimony_id: Mapped[UUID | None] = mapped_column(index=True)
    kind: Mapped[TestimonyKind]
    is_about_adult: Mapped[bool] = mapped_column(default=False)
    copy_box: Mapped[bytes]
    envelope_box: Mapped[bytes]
    state: Mapped[AlertState] = mapped_column(default=AlertState.SIGNALLED)
    version: Mapped[int] = mapped_column(default=1)
    raised_at: Mapped[datetime]
    raised_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    reason_box: Mapped[bytes | None]
    held_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    taken_at: Mapped[datetime | None]  # for the first time
    recipient: Mapped[Recipient | None]
    receipt: Mapped[str | None]
    outcome_box: Mapped[bytes | None]
    dismissal_asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    dismissed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    dismissal_reason_box: Mapped[bytes | None]
    read_at: Mapped[datetime | None]  # first opened by somebody who may handle it
    transmitted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # closed, or left without follow-up
    renewed_at: Mapped[datetime | None]  # who held it is gone, nobody took it since: it climbs anew from here
    climbed_to: Mapped[Appointment] = mapped_column(default=Appointment.ON_CALL)  # who was told so far (S4)
    is_mistake: Mapped[bool] = mapped_column(default=False)  # the child said "c'était une erreur" (S1)
    told_box: Mapped[bytes | None]  # what the child is told, in plain words, under their own message
    told_on: Mapped[date | None]
    silence_reason_box: Mapped[bytes | None]  # why the child is not told yet; reviewed each day (A6)
    silence_reviewed_on: Mapped[date | None]
    untold_cause: Mapped[UntoldCause | None]  # why there is nobody to tell, or nobody any more
    has_news: Mapped[bool] = mapped_column(default=False)  # something that the child has not opened yet
    exchange_closed_on: Mapped[date | None]  # by either of the two (S4)
    receipt_on: Mapped[date | None]  # content is erased 30 days after it (S4)
    erased_on: Mapped[date | None]

    copy = Sealed("copy_box")
    envelope = SealedBytes("envelope_box")  # closed to everyone but the CRIP, and kept sealed here too
    reason = Sealed("reason_box")
    told = Sealed("told_box")
    silence_reason = Sealed("silence_reason_box")
    outcome = Sealed("outcome_box")
    dismissal_reason = Sealed("dismissal_reason_box")
    circles: Mapped[list["AlertCircle"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def holder(self) -> UUID | None:
        """Who follows it, or ended it; nobody before it is taken, nor since who held it left."""
        return None if self.is_nobodys else self.held_by

    @property
    def is_nobodys(self) -> bool:
        """Whether it waits for somebody to take it."""
        return self.state is AlertState.SIGNALLED or self.renewed_at is not None


class AlertCircle(Base):
    """A circle whose staff never see this alert (A5)."""

    __tablename__ = "alert_circle"

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), primary_key=True)


class Owed:
    """An e-mail owed to one person: tried again until it is sent (ATTACKS 39). No content."""

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class AlertNotice(Owed, Base):
    """That an alert waits."""

    __tablename__ = "alert_notice"

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)


class ReviewNotice(Owed, Base):
    """That what the CRIP opened alone waits for its review (A6)."""

    __tablename__ = "review_notice"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("envelope_request.id", ondelete="CASCADE"), primary_key=True)


class AlertMessage(Base):
    """A line of the short exchange with the child on an alert (S4)."""

    __tablename__ = "alert_message"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # None: the child
    written_on: Mapped[date]
    body_box: Mapped[bytes]

    body = Sealed("body_box")


class CoverHours(Base):
    """Weekly hours in which somebody reads, Monday is 0; times as HH:MM in the département's zone (S3)."""

    __tablename__ = "cover_hours"
    __table_args__ = (CheckConstraint("weekday BETWEEN 0 AND 6 AND starts < ends", name="within_a_day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    weekday: Mapped[int]
    starts: Mapped[str]
    ends: Mapped[str]


class CoverClosure(Base):
    """Days without readers beside public holidays (S3)."""

    __tablename__ = "cover_closure"
    __table_args__ = (CheckConstraint("from_on <= to_on", name="in_order"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str]


class CoverPeriod(Base):
    """Who is on call, deputy or head, from one day to another (S3)."""

    __tablename__ = "cover_period"
    __table_args__ = (CheckConstraint("from_on <= to_on", name="in_order"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[Appointment]
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]


class EnvelopeRequest(Base):
    """A request to open one envelope: asked by one, agreed by another of another role, or by the CRIP alone (A6)."""

    __tablename__ = "envelope_request"
    __table_args__ = (
        CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name="agreed_by_another"),
        CheckConstraint("reviewed_by IS NULL OR reviewed_by <> asked_by", name="reviewed_by_another"),
        CheckConstraint(
            "state <> 'handed_out' OR agreed_by IS NOT NULL OR is_danger_to_life", name="handed_out_by_two_or_danger"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id"), index=True)
    state: Mapped[EnvelopeState] = mapped_column(default=EnvelopeState.ASKED)
    version: Mapped[int] = mapped_column(default=1)
    is_danger_to_life: Mapped[bool] = mapped_column(default=False)
    reason_box: Mapped[bytes]
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    asked_as: Mapped[Role]  # the role held then: who answers has another, whatever became of the first
    asked_at: Mapped[datetime]
    agreed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    agreed_at: Mapped[datetime | None]
    handed_out_at: Mapped[datetime | None]
    reviewed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    reviewed_at: Mapped[datetime | None]

    reason = Sealed("reason_box")


class CripDrill(Base):
    """A proof, asked each month, that the CRIP's key and passphrase still open an envelope."""

    __tablename__ = "crip_drill"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    word_hash: Mapped[bytes]
    made_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    passed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
