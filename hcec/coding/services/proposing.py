"""The observatory reads approved words, and proposes other themes for them; whoever coded the message decides.

It never sees what was not approved for quotation, and a proposal counts for nothing: only what a reader confirms does.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.coding import queries
from hcec.coding.enums import Place
from hcec.coding.models import CodeProposal, Coding
from hcec.coding.services.themes import offered


class NotToPropose(Exception):
    """The words are not approved for quotation, nobody coded them, or a release froze their codes."""


class UnknownThemes(Exception):
    """A proposal holds one theme of the list at least, and no other."""


def propose(
    session: Session, *, actor: StaffMember, testimony_id: UUID, themes: Iterable[str], today: date
) -> CodeProposal | None:
    """Propose these themes instead of those given; the same ones withdraw the proposal. Journalled.

    Raises NotToPropose, UnknownThemes.
    """
    if session.scalar(queries.approved_words().where(Coding.testimony_id == testimony_id)) is None:
        raise NotToPropose
    coding = session.get_one(Coding, (testimony_id, Place.FIRST.value))
    held, wanted = {each.theme for each in coding.themes}, set(themes)
    if not wanted or not wanted <= {each.code for each in offered(session)} | held:
        raise UnknownThemes
    made = session.get(CodeProposal, testimony_id, with_for_update=True)
    if wanted == held:
        settle(session, testimony_id)
        made = None
    else:
        made = made or CodeProposal(testimony_id=testimony_id)
        made.staff_id, made.themes, made.proposed_on = actor.id, sorted(wanted), clock.month_of(today)
        session.add(made)
    audit.record(
        session,
        actor=actor.id.hex,
        role=actor.role,
        action="testimony:propose_codes",
        subject=f"testimony:{testimony_id.hex}",
    )
    session.flush()
    return made


def settle(session: Session, testimony_id: UUID) -> None:
    """Forget what was proposed: whoever coded the message has seen it and decided, whatever they decided."""
    session.execute(delete(CodeProposal).where(CodeProposal.testimony_id == testimony_id))
