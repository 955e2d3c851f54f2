"""The ledger of releases: frozen answers, declared crossings, every hash, every attack, every withdrawal (D5, D7)."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import db
from hcec.permissions import Permission
from hcec.syntheses.services.ledger import Entry, as_csv, ledger
from hcec.web import releases
from hcec.web.access import requires

bp = Blueprint("ledger", __name__, url_prefix="/observatoire/registre")


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """List what left, from which frozen answers, and what the attack said of it."""
    told = [
        (entry, [(each, releases.verdicts(each.value, each.checks)) for each in entry.releases]) for entry in _all()
    ]
    return render_template("observatory/ledger/index.html", told=told)


@bp.get("/registre.csv")
@requires(Permission.SYNTHESIS_WRITE)
def download() -> ResponseReturnValue:
    """Send the ledger, for whoever checks a hash."""
    return releases.attachment(as_csv(_all()), "text/csv; charset=utf-8", "registre.csv")


def _all() -> list[Entry]:
    return ledger(db.session)
