"""The room of alerts."""

from flask import Blueprint

from hcec.web.alerts import alerts, drills, envelopes

bp = Blueprint("alerts", __name__)
for feature in (alerts, drills, envelopes):
    bp.register_blueprint(feature.bp)
