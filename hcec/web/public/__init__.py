"""What everyone can open."""

from flask import Blueprint

from hcec.web.public import council, data, entering, figures, health, joining, pages, results, screens, surveys

bp = Blueprint("public", __name__)
for feature in (pages, joining, entering, health, results, data, figures, council, screens, surveys):
    bp.register_blueprint(feature.bp)
