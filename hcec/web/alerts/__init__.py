"""The room of alerts."""

from flask import Blueprint

from hcec.web.alerts import alerts, cover, drills, envelopes

bp = Blueprint("alerts", __name__)
for feature in (alerts, cover, drills, envelopes):
    bp.register_blueprint(feature.bp)
