"""Which syntheses a member of staff may see."""

from sqlalchemy import Select, false, select

from hcec.accounts.access import StaffMember
from hcec.permissions import Permission
from hcec.syntheses.enums import SynthesisState
from hcec.syntheses.models import Synthesis


def visible_to(actor: StaffMember) -> Select[Synthesis]:
    """Return what this person may open: who writes syntheses sees all, who downloads sees what is published."""
    if actor.may(Permission.SYNTHESIS_WRITE):
        return select(Synthesis)
    if actor.may(Permission.SYNTHESIS_DOWNLOAD):
        return select(Synthesis).where(Synthesis.state == SynthesisState.PUBLISHED)
    return select(Synthesis).where(false())
