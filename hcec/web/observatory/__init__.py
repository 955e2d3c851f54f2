"""The observatory: consultations and syntheses."""

from flask import Blueprint

from hcec.web.observatory import answers, coding, consultations, home, population, questions, stages, syntheses

bp = Blueprint("observatory", __name__)
for feature in (home, consultations, questions, stages, answers, coding, syntheses, population):
    bp.register_blueprint(feature.bp)
