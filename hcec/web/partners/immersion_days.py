"""Days of immersion: each side answers once, the day is held or cancelled, three questions close it."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.partners.counting import is_told
from hcec.partners.enums import Answer, Outcome
from hcec.partners.services import immersing
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.form_pages import Page
from hcec.web.partners.immersion_forms import AnswerForm, FeedbackForm, OutcomeForm
from hcec.web.partners.immersion_pages import SIDES, find_day, form_page, is_keeper, own_side, own_sides
from hcec.web.viewer import current_staff

bp = Blueprint("immersion_days", __name__, url_prefix="/partenaires/immersions/jours/<ref>")

NAME_OF = {side: name for name, side in SIDES.items()}


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def show(ref: str) -> ResponseReturnValue:
    """One day: who, where, what each side said, what comes next."""
    immersion = find_day(ref)
    told = {each.side for each in immersion.feedbacks}
    sides, is_held = own_sides(immersion), immersion.outcome is Outcome.HELD
    may_tell = is_held and not is_told(immersion.day.year, clock.today())
    is_open = immersion.outcome is Outcome.COMING and not immersion.is_declined
    return render_template(
        "partners/immersion_days/show.html",
        immersion=immersion,
        to_answer=[
            (side, NAME_OF[side])
            for side in sides
            if is_open and immersing.answer_of(immersion, side) is Answer.WAITING
        ],
        to_tell=[(side, NAME_OF[side]) for side in sides if may_tell and side not in told],
        to_settle=is_open and bool(sides),
        is_keeper=is_keeper(),
    )


@bp.route("/<any(accueil,venue):side>/repondre", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def answer(ref: str, side: str) -> ResponseReturnValue:
    """Say yes or no, once."""
    immersion, form = find_day(ref), AnswerForm()
    speaks_for, actor = own_side(immersion, side), current_staff()
    if not form.is_submitted():
        form.see(immersion.version)
    acted: dict[str, Any] = {"actor": actor, "immersion": immersion, "side": speaks_for, "version": form.version.data}
    return form_page(
        form,
        lambda: immersing.answer(db.session, is_accepted=form.choice.data == "oui", words=form.words.data, **acted),
        _page(ref, _("Répondre"), _("Votre réponse est donnée."), _("Elle se donne une fois, et l’autre la lit.")),
        held=immersion,
    )


@bp.route("/issue", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def settle(ref: str) -> ResponseReturnValue:
    """Say that the day was held, or is cancelled."""
    immersion, form, actor, today = find_day(ref), OutcomeForm(), current_staff(), clock.today()
    if not form.is_submitted():
        form.see(immersion.version)
    acted: dict[str, Any] = {"actor": actor, "immersion": immersion, "version": form.version.data, "today": today}
    return form_page(
        form,
        lambda: immersing.settle(db.session, outcome=Outcome(form.outcome.data), words=form.words.data, **acted),
        _page(ref, _("Dire ce qu’elle est devenue"), _("C’est noté.")),
        held=immersion,
    )


@bp.route("/<any(accueil,venue):side>/retour", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def tell(ref: str, side: str) -> ResponseReturnValue:
    """Answer the three questions, once."""
    immersion, form = find_day(ref), FeedbackForm()
    side_told, today = own_side(immersion, side), clock.today()
    acted: dict[str, Any] = {"actor": current_staff(), "immersion": immersion, "side": side_told, "today": today}
    if immersion.outcome is not Outcome.HELD and not form.is_submitted():
        return redirect(url_for(".show", ref=ref))
    return form_page(
        form,
        lambda: immersing.tell(db.session, plan=form.plan(), **acted),
        _page(ref, _("Trois questions"), _("Merci. Votre retour est gardé.")),
    )


def _page(ref: str, title: str, done: str, intro: str = "") -> Page:
    return Page(title, url_for(".show", ref=ref), _("La journée"), done, intro)
