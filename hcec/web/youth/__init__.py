"""Pages of signed-in young people."""

from flask import Blueprint

from hcec.web.youth import agreement, alerts, answers, consultations, exchange, own_data, phrase, testimonies, topics
from hcec.web.youth import help as help_button

bp = Blueprint("youth", __name__)
for feature in (phrase, consultations, answers, testimonies, topics):
    bp.register_blueprint(feature.bp)
for feature in (agreement, alerts, exchange, help_button, own_data):
    bp.register_blueprint(feature.bp)
