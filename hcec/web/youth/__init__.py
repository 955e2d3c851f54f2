"""Pages of signed-in young people."""

from flask import Blueprint

from hcec.web.youth import answers, consultations, own_data, phrase, testimonies

bp = Blueprint("youth", __name__)
for feature in (phrase, consultations, answers, testimonies, own_data):
    bp.register_blueprint(feature.bp)
