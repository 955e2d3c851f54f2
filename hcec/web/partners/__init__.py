"""Pages of partners: the observatory's shared work, nothing that a child wrote."""

from flask import Blueprint

from hcec.web.partners import figures, home, immersion_count, immersion_days, immersions, shelf, surveys, training

bp = Blueprint("partners", __name__)
bp.register_blueprint(home.bp)
bp.register_blueprint(figures.bp)
bp.register_blueprint(shelf.bp)
bp.register_blueprint(surveys.bp)
bp.register_blueprint(training.bp)
for feature in (immersions, immersion_days, immersion_count):
    bp.register_blueprint(feature.bp)
