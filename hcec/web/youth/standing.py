"""Where a message stands, in the child's terms: one code for each thing that may be said of it (F2).

The words are in `labels`: "standing" says it in a few words, "next_step" what happens now.
"""

from datetime import date
from enum import StrEnum

from hcec.moderation.services import is_agreed, is_objected
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony


class Standing(StrEnum):
    """Every state, told apart where the child would ask "and now?"."""

    SUBMITTED = "submitted"
    OVERDUE = "overdue"
    OPENED = "opened"
    CLAIMED = "claimed"
    PROPOSED = "proposed"
    PROPOSED_AGAIN = "proposed_again"
    AGREED = "agreed"
    SILENT = "silent"
    OBJECTED = "objected"
    CONTESTED = "contested"
    DOUBTFUL = "doubtful"
    APPROVED = "approved"
    KEPT = "kept"
    KEPT_AS_ASKED = "kept_as_asked"
    REFUSED = "refused"
    REFUSED_REREAD = "refused_reread"
    REFUSED_ERASED = "refused_erased"
    WITHDRAWN = "withdrawn"


def standing_of(testimony: Testimony, is_reread: bool = False, promised_since: date | None = None) -> Standing:
    """Return where a message stands; `is_reread`: somebody from another service would not have refused it.

    What was written before `promised_since` waits for longer than promised.
    """
    state, has_objected = testimony.state, testimony.objected_version is not None
    if state == TestimonyState.SUBMITTED:
        return _waiting(testimony, promised_since)
    if state == TestimonyState.SECOND_READER:
        return _second_reading(testimony)
    if state == TestimonyState.REFUSED:
        if testimony.original_box is None:
            return Standing.REFUSED_ERASED
        return Standing.REFUSED_REREAD if is_reread else Standing.REFUSED
    if has_objected and state == TestimonyState.PROPOSED:
        return Standing.PROPOSED_AGAIN
    if has_objected and state == TestimonyState.KEPT:
        return Standing.KEPT_AS_ASKED
    return Standing(state)


def _waiting(testimony: Testimony, promised_since: date | None) -> Standing:
    """Somebody may have opened it and left it to others; nobody says "in 14 days" once they are past."""
    if testimony.read_on:
        return Standing.OPENED
    return Standing.OVERDUE if promised_since and testimony.written_on < promised_since else Standing.SUBMITTED


def _second_reading(testimony: Testimony) -> Standing:
    if is_agreed(testimony):
        return Standing.SILENT if testimony.agreed_by_silence else Standing.AGREED
    if is_objected(testimony):
        return Standing.OBJECTED
    return Standing.CONTESTED if testimony.refusal_reason else Standing.DOUBTFUL
