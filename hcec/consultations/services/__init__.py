"""Acts on consultations and their questions."""

from hcec.consultations.services.drafting import (
    ChangedMeanwhile,
    ConsultationNotDraft,
    Plan,
    advance,
    change_consultation,
    create_consultation,
    duplicate_consultation,
    hold,
    note,
    plan_of,
)
from hcec.consultations.services.questions import (
    UnfitQuestion,
    Wording,
    add_question,
    change_question,
    delete_question,
    lines,
    move_question,
)

__all__ = [
    "ChangedMeanwhile",
    "ConsultationNotDraft",
    "Plan",
    "UnfitQuestion",
    "Wording",
    "add_question",
    "advance",
    "change_consultation",
    "change_question",
    "create_consultation",
    "delete_question",
    "duplicate_consultation",
    "hold",
    "lines",
    "move_question",
    "note",
    "plan_of",
]
