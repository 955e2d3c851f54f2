"""The moderation desk."""

from flask import Blueprint

from hcec.web.moderation import copies, testimonies, week

bp = Blueprint("moderation", __name__)
for feature in (week, testimonies, copies):
    bp.register_blueprint(feature.bp)
