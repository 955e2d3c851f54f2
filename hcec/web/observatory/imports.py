"""What a page that takes a table says: why a file is not read, what was kept, what was not and where."""

from typing import NamedTuple

from flask import flash, request, session
from flask_babel import ngettext

from hcec.documents.ods_reading import Rows
from hcec.documents.odt_reading import Fault
from hcec.documents.tabular import read_tables
from hcec.i18n import translate
from hcec.labels import N_
from hcec.scheme.services.exchanging import Loaded

KEPT, MOST_FAULTS = "import_faults", 200
UNREADABLE = {
    Fault.TOO_LARGE: N_("Ce fichier est trop grand : 3 000 lignes et 60 colonnes au plus."),
    Fault.NOT_ODT: N_("Ce n’est ni un classeur OpenDocument (.ods), ni un fichier CSV."),
    Fault.CLOSED: N_("Ce fichier est protégé par un mot de passe."),
    Fault.UNSAFE: N_("Ce fichier n’est pas un classeur ordinaire : il n’est pas lu."),
    Fault.DAMAGED: N_("Ce fichier est abîmé, ou n’est pas un classeur."),
}


class Said(NamedTuple):
    """What could not be kept, in words."""

    table: str
    line: int
    column: str
    why: str


def given_tables() -> list[Rows]:
    """Return the tables of the file that was sent. Called before anything takes the write lock. Raises NotReadable."""
    given = request.files.get("file")
    return read_tables(given.read() if given else b"")


def tell(loaded: Loaded) -> None:
    """Say what was kept; keep what was not for the page that follows, once."""
    added = ngettext("%(num)s ligne ajoutée", "%(num)s lignes ajoutées", loaded.added)
    changed = ngettext("%(num)s changée", "%(num)s changées", loaded.changed)
    same = ngettext("%(num)s déjà là", "%(num)s déjà là", loaded.same)
    flash(f"{added}, {changed}, {same}.", "success" if loaded.added or loaded.changed else "warning")
    session[KEPT] = [(each.table, each.line, each.column, translate(each.why)) for each in loaded.faults[:MOST_FAULTS]]


def told() -> list[Said]:
    """Return what the last import could not keep; shown once."""
    return [Said(*each) for each in session.pop(KEPT, [])]
