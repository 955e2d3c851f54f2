"""Evaluations as tables that people open in a spreadsheet: what was received, what follows."""

from datetime import date

from hcec.labels import N_, label, options
from hcec.scheme.cells import Unfit, read_day, read_line_of_words, read_text, read_title, write_day
from hcec.scheme.interchange import Column, Shape
from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState
from hcec.text.normalise import fold


def read_known_day(cell: str) -> date:
    """Return a day that must be there."""
    if day := read_day(cell):
        return day
    raise Unfit(N_("Il manque un jour ici."))


def read_kind(cell: str) -> EstablishmentKind:
    """Return what was evaluated; nothing is another kind."""
    return EstablishmentKind(_code("establishment_kind", cell) if cell.strip() else EstablishmentKind.OTHER)


def read_nature(cell: str) -> EvaluationNature:
    """Return who evaluated."""
    return EvaluationNature(_code("evaluation_nature", cell))


def read_state(cell: str) -> FollowUpState:
    """Return where an action stands; nothing is to do."""
    return FollowUpState(_code("evaluation_action_state", cell) if cell.strip() else FollowUpState.TO_DO)


def _code(kind: str, cell: str) -> str:
    """Return the code of a label, or of its first word: « externe » is enough."""
    said = fold(" ".join(cell.split()))
    for code, words in options(kind):
        if said and said in (code, fold(words), fold(words).partition(",")[0]):
            return code
    raise Unfit(N_("Ces mots ne sont pas connus. Reprenez ceux de l’export."))


EVALUATIONS = Shape(
    "évaluations",
    (
        Column("établissement", "establishment", read_title, str),
        Column("type", "kind", read_kind, lambda code: label("establishment_kind", code)),
        Column("évaluation", "nature", read_nature, lambda code: label("evaluation_nature", code)),
        Column("reçue le", "received_on", read_known_day, write_day),
        Column("organisme", "evaluator", read_line_of_words, str),
        Column("du", "from_on", read_day, write_day),
        Column("au", "to_on", read_day, write_day),
        Column("prochaine", "next_due_on", read_day, write_day),
        Column("conclusions", "conclusions", read_text, str),
        Column("points forts", "strengths", read_text, str),
        Column("à améliorer", "to_improve", read_text, str),
    ),
)
ACTIONS = Shape(
    "suites",
    (
        Column("établissement", "establishment", read_title, str),
        Column("évaluation", "nature", read_nature, lambda code: label("evaluation_nature", code)),
        Column("reçue le", "received_on", read_known_day, write_day),
        Column("action", "what", read_title, str),
        Column("échéance", "due_on", read_known_day, write_day),
        Column("état", "state", read_state, lambda code: label("evaluation_action_state", code)),
        Column("fait le", "done_on", read_day, write_day),
    ),
)
SHAPES = (ACTIONS, EVALUATIONS)
"""The table with most needed columns first: the other would take it for its own."""
