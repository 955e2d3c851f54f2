"""What the council is and does, for everyone: its sessions, what it decided, what became of it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.council import queries
from hcec.council.models import Session
from hcec.followup.models import Proposal
from hcec.followup.queries import adopted_in, told_proposals
from hcec.web.access import one_or_404, public
from hcec.web.application import platform
from hcec.web.references import as_id

bp = Blueprint("council", __name__, url_prefix="/conseil")


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """What the council did, and when it meets next."""
    seats = db.session.scalar(queries.seats_held(clock.month_of(clock.today()))) or 0
    return render_template(
        "public/council/index.html",
        sessions=db.session.scalars(queries.published()).all(),
        coming=db.session.scalars(queries.planned(clock.today()).limit(1)).first(),
        seats=seats if seats >= platform().department().threshold_public else 0,
        groups=db.session.scalars(queries.groups()).all(),
    )


@bp.get("/seances/<ref>")
@public
def show(ref: str) -> ResponseReturnValue:
    """One published session, to read or to print."""
    meeting = one_or_404(db.session, queries.published().where(Session.id == as_id(ref)))
    told = told_proposals(clock.today()).with_only_columns(Proposal.id)
    adopted = db.session.scalars(adopted_in(meeting).where(Proposal.id.in_(told))).all()
    return render_template("public/council/show.html", meeting=meeting, adopted=adopted)
