"""Every door, in one list. A room's blueprint registers its own features."""

from flask import Flask

from hcec.web import administration, alerts, answers, delegate, moderation, observatory, partners, public, staff, youth

ROOMS = (public, youth, staff, moderation, alerts, observatory, answers, partners, administration, delegate)


def init_app(app: Flask) -> None:
    """Register the rooms."""
    for room in ROOMS:
        app.register_blueprint(room.bp)
