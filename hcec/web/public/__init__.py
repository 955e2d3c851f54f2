"""What everyone can open."""

from flask import Blueprint

from hcec.web.public import entering, health, joining, pages

bp = Blueprint("public", __name__)
for feature in (pages, joining, entering, health):
    bp.register_blueprint(feature.bp)
