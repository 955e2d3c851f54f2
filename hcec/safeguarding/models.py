"""Alerts. An alert copies what it needs, so that it survives refusal, withdrawal and erasure (S4)."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.db import Base
from hcec.keys import Sealed, SealedBytes
from hcec.safeguarding.enums import AlertState, Recipient
from hcec.testimonies.enums import TestimonyKind


class Alert(Base):
    """A concern while it is handled here. `testimony_id` is a plain value: the message may go, the alert stays."""

    __tablename__ = "alert"
    __table_args__ = (
        CheckConstraint("state = 'signalled' OR held_by IS NOT NULL", name="handled_has_holder"),
        CheckConstraint("state <> 'transmitted' OR recipient IS NOT NULL", name="transmitted_has_recipient"),
        CheckConstraint("state <> 'closed' OR (recipient IS NOT NULL AND outcome IS NOT NULL)", name="closed_has_end"),
        CheckConstraint(
            "state <> 'dismissed' OR (dismissal_asked_by IS NOT NULL AND dismissed_by IS NOT NULL"
            " AND dismissal_asked_by <> dismissed_by AND dismissal_reason IS NOT NULL)",
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
    taken_at: Mapped[datetime | None]
    recipient: Mapped[Recipient | None]
    receipt: Mapped[str | None]
    outcome: Mapped[str | None]
    dismissal_asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    dismissed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    dismissal_reason: Mapped[str | None]
    notified_at: Mapped[datetime | None]

    copy = Sealed("copy_box")
    envelope = SealedBytes("envelope_box")  # closed to everyone but the CRIP, and kept sealed here too
    reason = Sealed("reason_box")
    circles: Mapped[list["AlertCircle"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class AlertCircle(Base):
    """A circle whose staff never see this alert (A5)."""

    __tablename__ = "alert_circle"

    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), primary_key=True)
