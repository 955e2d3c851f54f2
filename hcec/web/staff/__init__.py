"""Pages of every member of staff: signing in, home, account."""

from flask import Blueprint

bp = Blueprint("staff", __name__)
