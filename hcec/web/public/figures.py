"""The yearbook for everyone: protected figures, at an address that never changes."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from hcec.web import yearbooks
from hcec.web.access import public

bp = Blueprint("figures", __name__, url_prefix="/donnees")


@bp.get("/annuaire-<int:year>-<int:number>.<any(odt,pdf,ods,csv,zip):kind>")
@public
def download(year: int, number: int, kind: str) -> ResponseReturnValue:
    """Send one file of one version of a year."""
    return yearbooks.send(year, number, kind)
