"""Pages of every member of staff: signing in, home, account."""

from flask import Blueprint

from hcec.web.staff import codes, home, notices, signing_in

bp = Blueprint("staff", __name__, url_prefix="/equipe")
for feature in (signing_in, home, codes, notices):
    bp.register_blueprint(feature.bp)
