"""Pages of partners: the observatory's shared work, nothing that a child wrote."""

from flask import Blueprint

from hcec.web.partners import (
    figures,
    home,
    immersion_count,
    immersion_days,
    immersions,
    plenaries,
    plenary_decisions,
    shelf,
    surveys,
    training,
)

bp = Blueprint("partners", __name__)
for feature in (home, figures, shelf, surveys, training):
    bp.register_blueprint(feature.bp)
for feature in (plenaries, plenary_decisions, immersions, immersion_days, immersion_count):
    bp.register_blueprint(feature.bp)
