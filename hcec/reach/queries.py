"""Look-ups behind the figures. What counts children goes through a threshold before it is told."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select

from hcec.accounts.models import ChannelCount, Service, Staff
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.models import Proposal, PublicAnswer
from hcec.moderation.enums import DecisionKind
from hcec.moderation.models import Decision
from hcec.permissions import Role
from hcec.syntheses.models import Release
from hcec.testimonies.models import Testimony


def cards_of_services() -> Select[str, int, int]:
    """Return (service, cards made, cards used) by name."""
    return select(Service.name, Service.cards_made, Service.cards_used).order_by(Service.name)


def cards_of_channels() -> Select[str, int, int]:
    """Return (channel, cards made, cards used)."""
    return select(ChannelCount.channel, ChannelCount.cards_made, ChannelCount.cards_used).order_by(ChannelCount.channel)


def opened_since(day: date) -> Select[int]:
    """Return how many consultations opened since this day."""
    opened = (Consultation.status != ConsultationStatus.DRAFT, Consultation.opens_on >= day)
    return select(func.count()).select_from(Consultation).where(*opened)


def standing_releases() -> Select[Release]:
    """Return what was released and not withdrawn, the latest first."""
    return (
        select(Release).where(Release.withdrawn_on.is_(None)).order_by(Release.published_on.desc(), Release.id.desc())
    )


def months_of_decisions(since: date) -> Select[date, date]:
    """Return (month written, month first decided) of each message decided since this month: nothing finer is kept."""
    return (
        select(func.min(Testimony.written_on), func.min(Decision.decided_on))
        .join(Decision, Decision.testimony_id == Testimony.id)
        .where(Decision.kind != DecisionKind.RECUSE)
        .group_by(Testimony.id)
        .having(func.min(Decision.decided_on) >= since)
    )


def over() -> Select[Consultation]:
    """Return what is closed or archived."""
    return select(Consultation).where(Consultation.closed_on.is_not(None)).order_by(Consultation.closed_on)


def answered_on(consultation_ids: Iterable[UUID]) -> Select[UUID | None, date | None]:
    """Return (consultation, day of its published answer)."""
    return select(PublicAnswer.consultation_id, PublicAnswer.published_on).where(
        PublicAnswer.consultation_id.in_(list(consultation_ids)), PublicAnswer.published_on.is_not(None)
    )


def proposals() -> Select[Proposal]:
    """Return every proposal that a plenary adopted."""
    return select(Proposal).where(Proposal.adopted_on.is_not(None))


def present_readers() -> Select[Staff]:
    """Return the members of staff who may read messages, ready or not."""
    roles = (Role.MODERATOR, Role.OUTSIDE_READER, Role.COORDINATOR, Role.CRIP)
    return select(Staff).where(Staff.left_on.is_(None), Staff.role.in_(roles))
