"""The moderation desk."""

from flask import Blueprint

from hcec.web.moderation import coding, copies, exchange, kind_answers, paper, quality, rereadings, testimonies, week

bp = Blueprint("moderation", __name__)
for feature in (week, coding, exchange, kind_answers, paper, quality, rereadings, testimonies, copies):
    bp.register_blueprint(feature.bp)
