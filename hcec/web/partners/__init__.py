"""Pages of partners: the observatory's shared work, nothing that a child wrote."""

from flask import Blueprint

bp = Blueprint("partners", __name__, url_prefix="/partenaires")
