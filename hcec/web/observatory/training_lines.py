"""Lines of a training programme in preparation."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.permissions import Permission
from hcec.scheme.queries import actions_of, schemes
from hcec.training import queries
from hcec.training.models import TrainingLine
from hcec.training.services import lining, programming
from hcec.web.access import requires
from hcec.web.form_pages import Page, pressed
from hcec.web.observatory.scheme_pages import named
from hcec.web.observatory.training_forms import ChangeLineForm, NewLineForm, with_years
from hcec.web.observatory.training_pages import find_line, find_programme, form_page
from hcec.web.viewer import current_staff

bp = Blueprint("training_lines", __name__, url_prefix="/observatoire/formation")


@bp.route("/programmes/<ref>/lignes/nouvelle", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def new(ref: str) -> ResponseReturnValue:
    """Add a line to a programme."""
    programme = find_programme(ref)
    form = with_years(NewLineForm, programme.years)(
        data={"number": max((each.number for each in programme.lines), default=0) + 1}
    )
    form.offer(_needs(), _actions())
    acted: dict[str, Any] = {"actor": current_staff(), "programme": programme}
    return form_page(
        form,
        lambda: lining.add_line(db.session, row_id=form.row_id, plan=form.plan(), ties=form.ties(), **acted),
        Page(_("Ajouter une ligne"), _back(programme.id), programme.title, _("La ligne est ajoutée.")),
    )


@bp.route("/lignes/<ref>", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change a line, or take it away."""
    line = find_line(ref)
    form = with_years(ChangeLineForm, line.programme.years)(obj=line, data=_held(line))
    form.offer(_needs(line), _actions())
    acted = {"actor": current_staff(), "line": line, "version": form.version.data}
    drop = (_("Supprimer la ligne"), _("Elle quitte ce programme seulement."), url_for(".drop", ref=ref))
    page = Page(
        _("Modifier la ligne"), _back(line.programme_id), line.programme.title, _("C’est enregistré."), drop=drop
    )
    return form_page(
        form,
        lambda: lining.change_line(db.session, plan=form.plan(), ties=form.ties(), **acted),
        page,
        held=line,
    )


@bp.post("/lignes/<ref>/supprimer")
@requires(Permission.TRAINING_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take a line away."""
    pressed()
    line = find_line(ref)
    back = _back(line.programme_id)
    try:
        lining.drop_line(db.session, actor=current_staff(), line=line)
    except programming.NotADraft:
        flash(_("Ce programme est adopté : il est gardé."), "error")
    else:
        flash(_("La ligne est supprimée."))
    return redirect(back, code=303)


def _held(line: TrainingLine) -> dict[str, Any]:
    """Return what a line holds beside its own columns, as its form names it."""
    held: dict[str, Any] = {"need_ids": [each.id for each in line.needs]}
    held["action_ids"] = [each.id for each in line.actions]
    for each in line.years:
        held |= {f"places_{each.year}": each.places, f"budget_{each.year}": each.budget}
    return held


def _needs(line: TrainingLine | None = None) -> list[tuple[str, str]]:
    kept = db.session.scalars(queries.kept_needs()).all()
    held = [each for each in line.needs if each not in kept] if line else []
    return [(each.id.hex, each.title) for each in (*held, *kept)]


def _actions() -> list[tuple[str, str]]:
    scheme = db.session.scalars(schemes()).first()
    rows = db.session.scalars(actions_of(scheme.id)).all() if scheme else []
    return [(each.id.hex, named(each)) for each in rows]


def _back(programme_id: UUID) -> str:
    return url_for("observatory.training_programmes.show", ref=programme_id.hex)
