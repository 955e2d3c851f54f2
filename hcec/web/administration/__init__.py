"""Pages of whoever runs the platform: what the département decides, services, staff. No testimony."""

from flask import Blueprint

bp = Blueprint("administration", __name__, url_prefix="/administration")
