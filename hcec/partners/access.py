"""What one may see of institutions' immersions: one's own, and what others leave open. The observatory sees all."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, or_, select

from hcec.accounts.access import StaffMember
from hcec.partners.models import Immersion, ImmersionWish, Institution
from hcec.partners.queries import institution_of
from hcec.permissions import Permission


def wishes_visible_to(actor: StaffMember, *, today: date) -> Select[ImmersionWish]:
    """Return the offers and requests this person may open: of their institution, and open ones of others."""
    everything = select(ImmersionWish).order_by(ImmersionWish.from_on, ImmersionWish.id)
    if actor.may(Permission.PARTNERS_KEEP):
        return everything
    if not actor.may(Permission.PARTNERS_READ):
        return everything.where(false())
    is_open = ImmersionWish.is_withdrawn.is_(False) & (ImmersionWish.to_on >= today)
    return everything.where(or_(ImmersionWish.institution_id.in_(_mine(actor)), is_open))


def immersions_visible_to(actor: StaffMember) -> Select[Immersion]:
    """Return the days this person may open: those in which their institution welcomes or comes."""
    everything = select(Immersion).order_by(Immersion.day.desc(), Immersion.id)
    if actor.may(Permission.PARTNERS_KEEP):
        return everything
    if not actor.may(Permission.PARTNERS_READ):
        return everything.where(false())
    ours = select(ImmersionWish.id).where(ImmersionWish.institution_id.in_(_mine(actor)))
    return everything.where(or_(Immersion.offer_id.in_(ours), Immersion.request_id.in_(ours)))


def _mine(actor: StaffMember) -> Select[UUID]:
    return institution_of(actor.id).with_only_columns(Institution.id)
