"""The moderation desk."""

from flask import Blueprint

from hcec.web.moderation import exchange, kind_answers, testimonies

bp = Blueprint("moderation", __name__)
for feature in (exchange, kind_answers, testimonies):
    bp.register_blueprint(feature.bp)
