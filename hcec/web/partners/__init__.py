"""Pages of partners: the observatory's shared work, nothing that a child wrote."""

from flask import Blueprint

from hcec.web.partners import home, shelf

bp = Blueprint("partners", __name__)
bp.register_blueprint(home.bp)
bp.register_blueprint(shelf.bp)
