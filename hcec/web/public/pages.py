"""Pages with no form: home, help, leaving, privacy, accessibility."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.consultations import queries
from hcec.followup import queries as followup_queries
from hcec.web.access import public
from hcec.web.application import platform
from hcec.web.viewer import sign_out

bp = Blueprint("pages", __name__)

FORGET = '"cache", "cookies", "storage"'


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """The child's first page."""
    return render_template(
        "public/pages/home.html",
        open_consultations=db.session.scalars(queries.open_consultations(clock.today())).all(),
        latest_results=db.session.execute(followup_queries.latest_results()).all(),
    )


@bp.get("/aide")
@public
def help_numbers() -> ResponseReturnValue:
    """Numbers to call, printable (S2)."""
    return render_template("public/pages/help_numbers.html")


@bp.get("/sortir")
@public
def leave_at_once() -> ResponseReturnValue:
    """Leave at once: end the session, clear, go to a neutral page (S6)."""
    sign_out()
    answer = make_response(redirect(platform().department().leave_url or url_for(".calendar"), code=303))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.get("/calendrier")
@public
def calendar() -> ResponseReturnValue:
    """A neutral page: this month's calendar, with nothing that names the platform."""
    return render_template("public/pages/calendar.html", today=clock.today(), weeks=clock.month_weeks(clock.today()))


@bp.get("/sortir/pourquoi")
@public
def leave() -> ResponseReturnValue:
    """What "Sortir vite" does and does not do (S6)."""
    return render_template("public/pages/leave.html")


@bp.get("/vie-privee")
@public
def privacy() -> ResponseReturnValue:
    """The three promises, their limits, and how long things are kept."""
    return render_template("public/pages/privacy.html")


@bp.get("/accessibilite")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("public/pages/accessibility.html")


@bp.get("/phrase-perdue")
@public
def lost_phrase() -> ResponseReturnValue:
    """A lost phrase cannot be recovered: said kindly (A3)."""
    return render_template("public/pages/lost_phrase.html")
