"""The moderation desk."""

from flask import Blueprint

from hcec.web.moderation import testimonies

bp = Blueprint("moderation", __name__)
for feature in (testimonies,):
    bp.register_blueprint(feature.bp)
