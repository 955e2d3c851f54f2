"""Pages of whoever runs the platform: what the département decides, services, staff. No testimony."""

from flask import Blueprint

from hcec.web.administration import cards, home, services, settings, staff, staff_acts

bp = Blueprint("administration", __name__, url_prefix="/administration")
for feature in (home, settings, services, staff, staff_acts, cards):
    bp.register_blueprint(feature.bp)
