"""Circles, services, staff of every role, and who is called when an alert is raised."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pyotp
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember, member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Service, Staff
from hcec.accounts.services import services_and_circles, staff
from hcec.permissions import Role
from hcec.safeguarding.cover import Stretch
from hcec.safeguarding.services import cover

COVERED = timedelta(days=730)  # before and after the demonstration's day


@dataclass(frozen=True, slots=True)
class Arming:
    """A staff account's secrets, drawn and hashed before any transaction opens."""

    password: str
    password_hash: str
    totp_secret: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff of the demonstration and how to sign in as them."""

    key: str
    person: StaffMember
    service: str
    arming: Arming


@dataclass(frozen=True, slots=True)
class Place:
    """A service of the demonstration, and the kind of place where its young people live."""

    service_id: UUID
    circle_id: UUID
    name: str
    placement_type: str
    children: int


def draw_armings(places: dict[str, Any]) -> dict[str, Arming]:
    """Draw a password and a second factor for each member of staff: always random, whatever the seed."""
    armings = {}
    for person in places["staff"]:
        password = secrets.token_urlsafe(12)
        armings[person["key"]] = Arming(password, staff.hash_password(password), pyotp.random_base32())
    return armings


def create_places(session: Session, places: dict[str, Any]) -> list[Place]:
    """Create the circles and services."""
    circles = {
        each["code"]: services_and_circles.create_circle(session, name=each["name"], children=each["children"])
        for each in places["circle"]
    }
    made = []
    for each in places["service"]:
        circle = circles[each["circle"]]
        service = services_and_circles.create_service(
            session, name=each["name"], short_name=each["short_name"], circle_id=circle.id
        )
        made.append(Place(service.id, circle.id, service.name, each["kind"], each["children"]))
    return made


def create_staff(
    session: Session, places: dict[str, Any], *, made: list[Place], armings: dict[str, Arming], today: date
) -> dict[str, Colleague]:
    """Create everyone, armed, charter signed and trained; return them by key."""
    by_code = dict(zip((each["code"] for each in places["service"]), made, strict=True))
    in_circle = dict(zip((each["circle"] for each in places["service"]), made, strict=True))
    appointed = {key: Appointment(kind) for kind, key in places["appointments"].items()}
    checks = places["staff_checks"]
    colleagues = {}
    for each in places["staff"]:
        place = by_code.get(each.get("service", ""))
        row = staff.create_staff(
            session,
            email=each["email"],
            name=each["name"],
            role=Role(each["role"]),
            service=session.get_one(Service, place.service_id) if place else None,
            trained_on=today - timedelta(days=checks["trained_days_ago"]),
        )
        row.title = each["job"]
        checked_on = today - timedelta(days=checks["certificate_checked_days_ago"])
        staff.note_certificate(session, staff=row, checked_by=checks["certificate_checked_by"], checked_on=checked_on)
        for circle in each["oversees"]:
            staff.tie(session, staff=row, circle_id=in_circle[circle].circle_id)
        if each["key"] in appointed:
            staff.appoint(session, staff=row, kind=appointed[each["key"]])
        arming = armings[each["key"]]
        signed_on = today - timedelta(days=checks["charter_signed_days_ago"])
        staff.arm(
            session,
            staff_id=row.id,
            password_hash=arming.password_hash,
            totp_secret=arming.totp_secret,
            signed_on=signed_on,
        )
        colleagues[each["key"]] = Colleague(each["key"], member(row), place.name if place else "", arming)
    return colleagues


def create_cover(session: Session, places: dict[str, Any], *, team: dict[str, Colleague], today: date) -> None:
    """Say when somebody reads, and who is on call, deputy and head: two years back, for the story, and two ahead."""
    coordinator = team[places["appointments"]["on_call"]].person
    hours = [Stretch.written(day, each["from"], each["to"]) for each in places["reading_hours"] for day in each["days"]]
    cover.set_hours(session, actor=coordinator, hours=hours)
    for kind, key in places["appointments"].items():
        cover.add_period(
            session,
            row_id=uuid4(),
            actor=coordinator,
            kind=Appointment(kind),
            holder=session.get_one(Staff, team[key].person.id),
            from_on=today - COVERED,
            to_on=today + COVERED,
            today=today,
        )
