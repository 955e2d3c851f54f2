"""What everyone can open."""

from flask import Blueprint

from hcec.web.public import health, pages

bp = Blueprint("public", __name__)
for feature in (pages, health):
    bp.register_blueprint(feature.bp)
