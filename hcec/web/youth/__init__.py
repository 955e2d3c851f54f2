"""Pages of signed-in young people."""

from flask import Blueprint

from hcec.web.youth import phrase

bp = Blueprint("youth", __name__)
for feature in (phrase,):
    bp.register_blueprint(feature.bp)
