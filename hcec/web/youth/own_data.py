"""What is kept about me, in plain words, and how to have it erased."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.accounts.queries import circles_by_name
from hcec.accounts.services.youth import erase_account
from hcec.consultations.queries import open_consultations
from hcec.council.services import topics
from hcec.notices.services import answers_seen
from hcec.permissions import Permission
from hcec.safeguarding.services import telling
from hcec.testimonies import queries, services
from hcec.testimonies.access import own_testimonies, sheet_tag
from hcec.web.access import public, requires
from hcec.web.public.pages import FORGET
from hcec.web.viewer import current_youth, sign_out
from hcec.web.youth.forms import LeavingForm

bp = Blueprint("own_data", __name__, url_prefix="/mes-donnees")


@bp.get("")
@requires(Permission.OWN_DATA_READ)
def show() -> ResponseReturnValue:
    """Say what is stored about this person, and what is not."""
    youth = current_youth()
    asked = db.session.scalars(queries.asked_consultations()).all()
    open_ones = db.session.scalars(open_consultations(clock.today())).all()
    ids = [each.id for each in open_ones]
    sheets = set(db.session.scalars(queries.sheet_tags_among(youth, ids)))
    drafts = db.session.scalars(queries.draft_tags_among(youth, ids)).all()
    messages = db.session.scalars(own_testimonies(youth, asked, year=clock.today().year)).all()
    return render_template(
        "youth/own_data/show.html",
        circles=[each.name for each in db.session.scalars(circles_by_name()) if each.id in youth.circles],
        answered=[each for each in open_ones if sheet_tag(youth, each.id) in sheets],
        draft_count=len(drafts),
        message_count=len(messages),
    )


@bp.route("/effacer", methods=["GET", "POST"])
@requires(Permission.OWN_DATA_READ)
def erase() -> ResponseReturnValue:
    """Erase the account; the words go too when it is asked, because nobody could find them afterwards."""
    form, youth = LeavingForm(), current_youth()
    if not form.validate_on_submit():
        page = render_template("youth/own_data/erase.html", form=form)
        return make_response(page, 400 if form.is_submitted() else 200)
    asked = db.session.scalars(queries.asked_consultations()).all()
    own = own_testimonies(youth, asked, year=clock.today().year)
    telling.end_duties_on(db.session, [each.id for each in db.session.scalars(own)])
    services.leave(db.session, youth=youth, with_words=form.withdraw_all.data, today=clock.today())
    topics.forget_supports(db.session, youth=youth)
    answers_seen.forget(db.session, youth=youth)
    erase_account(db.session, youth=youth)
    sign_out()
    answer = make_response(redirect(url_for(".erased"), code=303))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.get("/effacees")
@public
def erased() -> ResponseReturnValue:
    """Say that it is done, to somebody who is nobody here any more."""
    return render_template("youth/own_data/erased.html")
