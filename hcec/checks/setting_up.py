"""What a new platform still needs before a first child writes, in the order in which to do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec.accounts import queries
from hcec.accounts.access import member
from hcec.accounts.models import Service, Staff
from hcec.checks.alerts import crip_drill, crip_key, days_covered
from hcec.checks.machine import backups, help_numbers, mail_server
from hcec.department.services import Department
from hcec.permissions import Permission, Role, may
from hcec.platform import Platform

WANTED: dict[Role, int] = {
    Role.ADMINISTRATOR: 2,  # one may be ill
    Role.COORDINATOR: 1,
    Role.CRIP: 2,  # one reviews what the other opened alone (A6)
    Role.MODERATOR: 2,  # of two circles: each is read by somebody from elsewhere
    Role.OUTSIDE_READER: 1,
    Role.OBSERVATORY: 1,
    Role.DPO: 1,
}


class Step(StrEnum):
    """A thing to do."""

    NAMES = "names"
    CIRCLES = "circles"
    TEAM = "team"
    TRAINED = "trained"
    SUPPORT = "support"
    CRIP = "crip"
    COVER = "cover"
    HELP_NUMBERS = "help_numbers"
    MAIL = "mail"
    BACKUPS = "backups"
    TESTED = "tested"
    CARDS = "cards"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the setting up stands: what is done, which roles lack somebody."""

    done: dict[Step, bool]
    lacking: dict[Role, int]

    @property
    def next_step(self) -> Step | None:
        """The first thing that is not done."""
        return next((step for step, is_done in self.done.items() if not is_done), None)


def progress(session: Session, platform: Platform, decided: Department) -> Progress:
    """Return what is done and what is not."""
    people = session.scalars(queries.staff_by_name()).all()
    lacking = _lacking(people)
    services, cards = session.execute(select(func.count(), func.sum(Service.cards_made)).select_from(Service)).one()
    readers = [member(row) for row in people if may(row.role, Permission.TESTIMONY_DECIDE)]
    done = {
        Step.NAMES: decided.department_name != Department().department_name,
        Step.CIRCLES: services > 0,
        Step.TEAM: not lacking,
        Step.TRAINED: bool(readers) and all(each.is_ready_to_read for each in readers),
        Step.SUPPORT: bool(decided.supervision_name),
        Step.CRIP: crip_key(platform)[0] and crip_drill(platform)[0],
        Step.COVER: days_covered(platform)[0],
        Step.HELP_NUMBERS: help_numbers(platform)[0],
        Step.MAIL: mail_server(platform)[0],
        Step.BACKUPS: backups(platform)[0],
        Step.TESTED: bool(decided.tested_with),
        Step.CARDS: bool(cards),
    }
    return Progress(done, lacking)


def _lacking(people: Sequence[Staff]) -> dict[Role, int]:
    """Return how many people each role still wants; who never armed their account is not there yet."""
    armed = [row.role for row in people if row.password_hash is not None]
    return {role: wanted - armed.count(role) for role, wanted in WANTED.items() if armed.count(role) < wanted}
