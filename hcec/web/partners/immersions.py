"""Offers and requests of immersion days: one's own, others' that are open, and which go together."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from hcec import clock, db
from hcec.i18n import day_in_words
from hcec.partners import access, queries
from hcec.partners.counting import Stage
from hcec.partners.matching import Fit
from hcec.partners.models import Immersion, ImmersionWish, Institution
from hcec.partners.services import immersing, wishing
from hcec.partners.services.yearly import stage_of
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.form_pages import Page, pressed
from hcec.web.partners.immersion_forms import ChangeWishForm, DayForm, KeptWishForm, NewWishForm, WishForm
from hcec.web.partners.immersion_pages import find_wish, form_page, is_keeper, may_change, mine
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("immersions", __name__, url_prefix="/partenaires/immersions")


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def index() -> ResponseReturnValue:
    """What waits for an answer, what comes, what is offered and asked."""
    actor, today, ours = current_staff(), clock.today(), mine()
    wishes = db.session.scalars(access.wishes_visible_to(actor, today=today)).all()
    days = db.session.scalars(access.immersions_visible_to(actor)).all()
    return render_template(
        "partners/immersions/index.html",
        institution=ours,
        is_keeper=is_keeper(),
        owned=[each for each in wishes if ours and each.institution_id == ours.id],
        others=[each for each in wishes if not ours or each.institution_id != ours.id],
        waiting=[each for each in days if stage_of(each) is Stage.WAITING],
        coming=[each for each in days if stage_of(each) is Stage.COMING],
        past=[each for each in days if stage_of(each) not in (Stage.WAITING, Stage.COMING)],
        today=today,
    )


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def new() -> ResponseReturnValue:
    """Offer days, or ask for some."""
    form, actor, today = _new_form(), current_staff(), clock.today()

    def act() -> None:
        acted: dict[str, Any] = {"actor": actor, "institution": _institution(form), "today": today}
        wishing.express(db.session, row_id=form.row_id, plan=form.plan(), **acted)

    page = Page(
        _("Proposer une immersion"),
        url_for(".index"),
        _("Immersions"),
        _("C’est noté. Voici ce qui va avec."),
        then=url_for(".show", ref=form.row_id.hex),
    )
    return form_page(form, act, page)


@bp.get("/souhaits/<ref>")
@requires(Permission.PARTNERS_READ)
def show(ref: str) -> ResponseReturnValue:
    """One offer or request: what goes with it, what nearly does and why, the days that came of it."""
    wish, ours, today = find_wish(ref), mine(), clock.today()
    is_ours = may_change(wish)
    fits = wishing.fits_of(db.session, wish, today=today)
    days = access.immersions_visible_to(current_staff()).where(
        (Immersion.offer_id == wish.id) | (Immersion.request_id == wish.id)
    )
    return render_template(
        "partners/immersions/show.html",
        wish=wish,
        is_ours=is_ours,
        left=wishing.as_wish(db.session, wish).left,
        fits=[(fit, row) for fit, row in fits if is_ours or (ours and row.institution_id == ours.id)],
        days=db.session.scalars(days).all(),
        today=today,
    )


@bp.route("/souhaits/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def edit(ref: str) -> ResponseReturnValue:
    """Change what is offered or asked, while no day is proposed on it; or withdraw it."""
    wish = find_wish(ref, to_change=True)
    form = ChangeWishForm(obj=wish)
    acted = {"actor": current_staff(), "wish": wish, "version": form.version.data, "today": clock.today()}
    said = _("Elle n’est plus montrée aux autres. Les journées déjà proposées restent.")
    drop = (_("La retirer"), said, url_for(".withdraw", ref=ref))
    return form_page(
        form,
        lambda: wishing.change_wish(db.session, plan=form.plan(), **acted),
        Page(_("Modifier"), url_for(".show", ref=ref), _("Revenir"), _("C’est enregistré."), drop=drop),
        held=wish,
    )


@bp.post("/souhaits/<ref>/retirer")
@requires(Permission.PARTNERS_READ)
def withdraw(ref: str) -> ResponseReturnValue:
    """Offer or ask no more."""
    pressed()
    wishing.withdraw(db.session, actor=current_staff(), wish=find_wish(ref, to_change=True))
    flash(_("C’est retiré."))
    return redirect(url_for(".index"), code=303)


@bp.route("/souhaits/<ref>/proposer/<other>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_READ)
def propose(ref: str, other: str) -> ResponseReturnValue:
    """Propose a day that joins one's own offer or request and another's."""
    wish, match, today = find_wish(ref, to_change=True), find_wish(other), clock.today()
    fits = wishing.fits_of(db.session, wish, today=today)
    fit = next((fit for fit, row in fits if row is match and fit.is_match), None)
    form = DayForm(data={"day": fit.from_on, "places": fit.places} if fit else {})
    if not form.is_submitted() and fit is None:
        flash(_("Elles ne vont plus ensemble : regardez ce qui reste."), "warning")
        return redirect(_home(wish), code=303)
    acted: dict[str, Any] = {"actor": current_staff(), "wishes": (wish, match), "today": today}
    side = None if is_keeper() else wish.side
    page = Page(
        _("Proposer une journée à %(name)s", name=match.institution.name),
        _home(wish),
        _("Revenir"),
        _("La journée est proposée. L’autre institution répond."),
        intro=_between(fit) if fit else "",
        submit=_("Proposer cette journée"),
        then=url_for("partners.immersion_days.show", ref=form.row_id.hex),
    )
    return form_page(
        form, lambda: immersing.propose(db.session, row_id=form.row_id, side=side, plan=form.plan(), **acted), page
    )


def _home(wish: ImmersionWish) -> str:
    return url_for(".show", ref=wish.id.hex)


def _between(fit: Fit) -> str:
    said = {"first": day_in_words(fit.from_on), "last": day_in_words(fit.to_on)}
    places = ngettext("pour %(num)s personne au plus", "pour %(num)s personnes au plus", fit.places)
    return str(_("Un jour du %(first)s au %(last)s, %(places)s.", places=places, **said))


def _new_form() -> WishForm:
    if not is_keeper():
        return NewWishForm()
    form = KeptWishForm()
    named = db.session.scalars(queries.institutions())
    form.institution.choices = [("", _("Choisir")), *((each.id.hex, each.name) for each in named)]
    return form


def _institution(form: WishForm) -> Institution:
    if not is_keeper():
        return mine() or abort(404)
    named = select(Institution).where(Institution.id == as_id(form.institution.data))
    return db.session.scalars(named).one()


@bp.app_template_filter("immersion_stage")
def immersion_stage(immersion: Immersion) -> str:
    """Return how far a day went."""
    return stage_of(immersion)
