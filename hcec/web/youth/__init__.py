"""Pages of signed-in young people."""

from flask import Blueprint

bp = Blueprint("youth", __name__)
