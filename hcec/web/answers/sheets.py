"""The same answers, written in LibreOffice: a sheet to fill in, and its import."""

from flask import Blueprint

bp = Blueprint("sheets", __name__, url_prefix="/fiches/<ref>")
