"""Training sessions: planned and held, who came, what they thought."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.permissions import Permission
from hcec.training import queries
from hcec.training.enums import Asked, Opinion, SessionState
from hcec.training.models import TrainingSession
from hcec.training.services import holding
from hcec.training.services.planned import held as held_by
from hcec.web.access import requires
from hcec.web.form_pages import Page, history, pressed
from hcec.web.observatory.training_pages import find_session, form_page
from hcec.web.observatory.training_session_forms import (
    ChangeSessionForm,
    CountForm,
    NewSessionForm,
    opinion_form,
)
from hcec.web.viewer import current_staff

bp = Blueprint("training_sessions", __name__, url_prefix="/observatoire/formation/sessions")


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def new() -> ResponseReturnValue:
    """Note a session, planned or held."""
    form = NewSessionForm()
    form.offer(_lines())
    home = url_for("observatory.training.index")
    then = url_for(".show", ref=form.row_id.hex)
    acted: dict[str, Any] = {"actor": current_staff(), "today": clock.today()}
    return form_page(
        form,
        lambda: holding.add_session(db.session, row_id=form.row_id, plan=form.plan(), **acted),
        Page(_("Noter une session"), home, _("Formation"), _("La session est notée."), then=then),
    )


@bp.get("/<ref>")
@requires(Permission.TRAINING_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One session: who came, what they thought. Its numbers are the observatory's own."""
    held = find_session(ref)
    return render_template(
        "observatory/training_sessions/show.html",
        held=held,
        effort=held_by(held),
        asked=list(Asked),
        answers=list(Opinion),
        opinions={(each.asked, each.opinion): each.people for each in held.opinions},
        is_held=held.state is SessionState.HELD,
        history=history(held),
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change a session, or take it away while nobody is counted."""
    held = find_session(ref)
    form = ChangeSessionForm(obj=held)
    form.offer(_lines(held))
    acted = {"actor": current_staff(), "held": held, "version": form.version.data, "today": clock.today()}
    drop = (_("Supprimer la session"), _("Tant que personne n’y est compté."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: holding.change_session(db.session, plan=form.plan(), **acted),
        Page(_("Modifier la session"), _here(held), held.title, _("C’est enregistré."), drop=drop),
        held=held,
    )


@bp.route("/<ref>/presents", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def count(ref: str) -> ResponseReturnValue:
    """Say how many of a profession came."""
    held = find_session(ref)
    form = CountForm(data={"version": held.version})
    acted = {"actor": current_staff(), "held": held, "version": form.version.data}
    return form_page(
        form,
        lambda: holding.count(
            db.session,
            profession=form.profession.data,
            employer=form.employer.data,
            people=form.people.data,
            **acted,
        ),
        Page(
            _("Compter les présents"),
            _here(held),
            held.title,
            _("C’est compté."),
            intro=_("Un nombre par métier et par institution, aucun nom. Donnée deux fois, une ligne est remplacée."),
        ),
        held=held,
    )


@bp.route("/<ref>/avis", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def ask(ref: str) -> ResponseReturnValue:
    """Say what those who came answered."""
    held = find_session(ref)
    known = {f"{each.asked}_{each.opinion}": each.people for each in held.opinions}
    form = opinion_form()(data={"version": held.version, **known})
    acted = {"actor": current_staff(), "held": held, "version": form.version.data}
    return form_page(
        form,
        lambda: holding.ask(db.session, answers=form.answers(), **acted),
        Page(
            _("Noter les avis"),
            _here(held),
            held.title,
            _("Les avis sont notés."),
            intro=_("Ces nombres restent ici. Le bilan les additionne sur l’année et masque ceux qui sont petits."),
        ),
        held=held,
    )


@bp.post("/<ref>/supprimer")
@requires(Permission.TRAINING_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away a session to which nobody was counted."""
    pressed()
    held = find_session(ref)
    try:
        holding.drop_session(db.session, actor=current_staff(), held=held)
    except holding.StillCounted:
        flash(_("Des présents y sont comptés : elle est gardée."), "error")
        return redirect(_here(held), code=303)
    flash(_("La session est supprimée."))
    return redirect(url_for("observatory.training.index"), code=303)


def _lines(held: TrainingSession | None = None) -> list[tuple[str, str]]:
    """Return the lines in force, and before them the one that a session has of an older version."""
    rows = list(db.session.scalars(queries.lines_in_force()))
    if held and held.line and held.line not in rows:
        rows.insert(0, held.line)
    return [(row.id.hex, f"{row.programme.title} · {row.number} {row.title}") for row in rows]


def _here(held: TrainingSession) -> str:
    return url_for("observatory.training_sessions.show", ref=held.id.hex)
