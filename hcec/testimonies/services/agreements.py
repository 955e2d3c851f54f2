"""The contract accepted before anything is written (S8)."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import Youth
from hcec.testimonies.access import agreement_tag
from hcec.testimonies.contract import CONTRACT_VERSION
from hcec.testimonies.models import Agreement


class NotAccepted(Exception):
    """The contract, as it reads today, was not accepted yet."""


def accept_contract(session: Session, *, youth: Youth, consultation_id: UUID | None, today: date) -> None:
    """Keep that the present contract was accepted, with its month; None is the idea box."""
    tag = agreement_tag(youth, consultation_id)
    db.lock(session, f"agreement {tag.hex()}")  # a double tap finds the first one's row
    session.merge(Agreement(tag=tag, contract_version=CONTRACT_VERSION, accepted_on=clock.month_of(today)))
    session.flush()


def has_accepted(session: Session, *, youth: Youth, consultation_id: UUID | None) -> bool:
    """Return whether the present contract was accepted for this consultation; None is the idea box."""
    row = session.get(Agreement, agreement_tag(youth, consultation_id))
    return row is not None and row.contract_version == CONTRACT_VERSION
