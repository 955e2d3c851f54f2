"""Pages of the data-protection officer."""

from flask import Blueprint

from hcec.web.delegate import journal

bp = Blueprint("delegate", __name__, url_prefix="/delegue")
for feature in (journal,):
    bp.register_blueprint(feature.bp)
