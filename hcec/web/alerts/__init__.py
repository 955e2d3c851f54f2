"""The room of alerts."""

from flask import Blueprint

from hcec.web.alerts import alerts

bp = Blueprint("alerts", __name__)
for feature in (alerts,):
    bp.register_blueprint(feature.bp)
