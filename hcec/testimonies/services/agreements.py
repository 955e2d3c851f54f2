"""The contract accepted before anything but a call for help is written (S8): at joining, then for each consultation."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import Youth
from hcec.testimonies.access import agreement_tag, joining_tag
from hcec.testimonies.contract import CONTRACT_VERSION
from hcec.testimonies.models import Agreement


class NotAccepted(Exception):
    """The contract, as it reads today, was not accepted yet."""


def join(session: Session, *, youth: Youth, today: date) -> None:
    """Keep that the general contract was accepted, its version and month, under a tag that no card and no row joins."""
    _keep(session, joining_tag(youth), today)


def has_joined(session: Session, *, youth: Youth) -> bool:
    """Return whether the general contract, as it reads today, was accepted."""
    return _are_kept(session, {joining_tag(youth)})


def accept_contract(session: Session, *, youth: Youth, consultation_id: UUID | None, today: date) -> None:
    """Keep that the present contract was accepted, with its month; None is the idea box.

    The same words are the general contract's: who had joined under an older version accepts the new one here.
    """
    _keep(session, agreement_tag(youth, consultation_id), today)
    if not has_joined(session, youth=youth):
        join(session, youth=youth, today=today)


def has_accepted(session: Session, *, youth: Youth, consultation_id: UUID | None) -> bool:
    """Return whether the present contract was accepted, at joining and for this consultation; None is the idea box."""
    return _are_kept(session, {joining_tag(youth), agreement_tag(youth, consultation_id)})


def _keep(session: Session, tag: bytes, today: date) -> None:
    db.lock(session, f"agreement {tag.hex()}")  # a double tap finds the first one's row
    session.merge(Agreement(tag=tag, contract_version=CONTRACT_VERSION, accepted_on=clock.month_of(today)))
    session.flush()


def _are_kept(session: Session, tags: set[bytes]) -> bool:
    present = (Agreement.tag.in_(tags), Agreement.contract_version == CONTRACT_VERSION)
    return session.scalar(select(func.count()).select_from(Agreement).where(*present)) == len(tags)
