"""What a cell of a scheme's tables may hold, and how it is written. A cell that cannot be kept says why."""

import re
from collections.abc import Iterable
from functools import partial

from hcec.followup.engagements import engagement_named
from hcec.labels import N_, label
from hcec.tables.cells import YEAR as YEAR
from hcec.tables.cells import Unfit as Unfit
from hcec.tables.cells import code_of as code_of
from hcec.tables.cells import read_day as read_day
from hcec.tables.cells import read_known_amount as read_known_amount
from hcec.tables.cells import read_line_of_words as read_line_of_words
from hcec.tables.cells import read_number as read_number
from hcec.tables.cells import read_sum as read_sum
from hcec.tables.cells import read_text as read_text
from hcec.tables.cells import read_title as read_title
from hcec.tables.cells import read_words as read_words
from hcec.tables.cells import read_year as read_year
from hcec.tables.cells import write_amount as write_amount
from hcec.tables.cells import write_day as write_day

_CODE = re.compile(r"\d{1,2}\.\d{1,2}")
_BETWEEN = " | "


def read_code(cell: str) -> str:
    """Return how an action is called."""
    words = cell.strip().replace(",", ".")
    if _CODE.fullmatch(words):
        return words
    raise Unfit(N_("Il faut le numéro d’une action, par exemple 1.2."))


read_source = code_of("funding_source", N_("Cette source n’est pas connue. Reprenez les mots de l’export."))
read_state = code_of(
    "action_state",
    N_("Cet état n’est pas connu : prévue, en cours, faite, en retard ou abandonnée."),
    nothing="planned",
)
read_kind = code_of("commitment_kind", N_("Cette nature n’est pas connue : charte ou protocole."))
read_standing = code_of(
    "commitment_state", N_("Cet état n’est pas connu. Reprenez les mots de l’export."), nothing="draft"
)
write_source, write_state, write_kind, write_standing = (
    partial(label, kind) for kind in ("funding_source", "action_state", "commitment_kind", "commitment_state")
)


def read_engagements(cell: str) -> list[str]:
    """Return the codes of national engagements."""
    found = [engagement_named(each) for each in cell.split("|") if each.strip()]
    if None in found:
        raise Unfit(N_("Un des engagements n’est pas connu. Séparez-les par « | »."))
    return [str(each) for each in dict.fromkeys(found)]


def write_engagements(codes: Iterable[str]) -> str:
    """Write national engagements."""
    return _BETWEEN.join(label("engagement", code) for code in codes)
