"""Services, circles, cards, accounts, staff; and the volatile tables of sessions and limits."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from hcec.accounts.enums import Appointment, Audience, Channel
from hcec.db import Base, VolatileBase
from hcec.department.queries import certificate_is_required
from hcec.keys import Sealed
from hcec.permissions import Role

YOUTH_TABLE = {"sqlite_with_rowid": False}


class Circle(Base):
    """A territory: staff who work in it never read the messages of its young people (A5)."""

    __tablename__ = "circle"
    __table_args__ = (CheckConstraint("children >= 20", name="large_enough"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    children: Mapped[int]


class Service(Base):
    """An establishment or service that hands out cards. `cards_used` is counted at night, never at once."""

    __tablename__ = "service"
    __table_args__ = (CheckConstraint("cards_made >= 0 AND cards_used >= 0", name="counts"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    short_name: Mapped[str]
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    cards_made: Mapped[int] = mapped_column(default=0)
    cards_used: Mapped[int] = mapped_column(default=0)

    circle: Mapped[Circle] = relationship(lazy="joined")


class ChannelCount(Base):
    """Cards made and used by channel, all services together: what worked, and for nobody in particular."""

    __tablename__ = "channel_count"
    __table_args__ = (CheckConstraint("cards_made >= 0 AND cards_used >= 0", name="counts"),)

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    cards_made: Mapped[int] = mapped_column(default=0)
    cards_used: Mapped[int] = mapped_column(default=0)


class Card(Base):
    """A card not yet used. Using or revoking it deletes the row (A1). No date."""

    __tablename__ = "card"
    __table_args__ = YOUTH_TABLE

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    number_hash: Mapped[bytes] = mapped_column(unique=True)
    origin_box: Mapped[bytes]


class Account(Base):
    """A phrase's row: it unwraps the account key, and nothing else joins it to a card or a message."""

    __tablename__ = "account"
    __table_args__ = YOUTH_TABLE

    selector: Mapped[bytes] = mapped_column(primary_key=True)
    salt: Mapped[bytes]
    wrapped_key: Mapped[bytes]
    origin_box: Mapped[bytes]
    last_quarter: Mapped[str]


class Staff(Base):
    """A member of staff: password and second factor (A7)."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(
            "(certificate_checked_on IS NULL) = (certificate_checked_by IS NULL)", name="certificate_has_checker"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    role: Mapped[Role]
    password_hash: Mapped[str | None]
    totp_box: Mapped[bytes | None]
    last_totp_step: Mapped[int] = mapped_column(default=0)
    charter_signed_on: Mapped[date | None]
    trained_on: Mapped[date | None]
    certificate_checked_on: Mapped[date | None]  # of honourability, shown to whoever checked it; no copy is kept
    certificate_checked_by: Mapped[str | None]
    left_on: Mapped[date | None]

    needs_certificate: Mapped[bool] = column_property(certificate_is_required())
    totp_secret = Sealed("totp_box")
    ties: Mapped[list["StaffTie"]] = relationship(back_populates="staff", lazy="selectin")
    appointments: Mapped[list["StaffAppointment"]] = relationship(
        back_populates="staff", lazy="selectin", cascade="all, delete-orphan"
    )


class PrintedCode(Base):
    """A one-time code on paper, for the day when the phone is away (A7). Using it deletes the row."""

    __tablename__ = "printed_code"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), index=True)


class StaffTie(Base):
    """This person works for, or oversees, a service of this circle: entered by hand, outlasting their leaving (A5)."""

    __tablename__ = "staff_tie"
    __table_args__ = (UniqueConstraint("staff_id", "circle_id", "service_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"))
    service_id: Mapped[UUID | None] = mapped_column(ForeignKey("service.id"))

    staff: Mapped[Staff] = relationship(back_populates="ties")


class StaffAppointment(Base):
    """On call, deputy or head of cover (S4)."""

    __tablename__ = "staff_appointment"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    kind: Mapped[Appointment] = mapped_column(primary_key=True)

    staff: Mapped[Staff] = relationship(back_populates="appointments")


class WebSession(VolatileBase):
    """A browser's session. The box opens only under the token in the cookie; a young person's row names nobody."""

    __tablename__ = "web_session"
    __table_args__ = (CheckConstraint("audience = 'staff' OR staff_id IS NULL", name="names_staff_only"), YOUTH_TABLE)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    box: Mapped[bytes]
    audience: Mapped[Audience]
    staff_id: Mapped[UUID | None] = mapped_column(index=True)
    idle_until: Mapped[datetime]
    ends_at: Mapped[datetime]


class OneTimeLink(VolatileBase):
    """A staff member's first password, or a new one: once, expiring."""

    __tablename__ = "one_time_link"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(index=True)
    expires_at: Mapped[datetime]


class CardUse(VolatileBase):
    """Cards used since the last night, by service: added to the service's count then, so that no moment is kept."""

    __tablename__ = "card_use"

    service_id: Mapped[UUID] = mapped_column(primary_key=True)
    used: Mapped[int]


class ChannelUse(VolatileBase):
    """Cards used since the last night, by channel, as `CardUse` counts them by service."""

    __tablename__ = "channel_use"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    used: Mapped[int]


class Limit(VolatileBase):
    """A counter of attempts in a window, under a keyed bucket."""

    __tablename__ = "rate_limit"

    bucket: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int]
    expires_at: Mapped[datetime]


class Heartbeat(VolatileBase):
    """When the worker was last seen."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
