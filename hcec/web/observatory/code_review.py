"""The observatory reads the codes of approved words over, and proposes others. No other word of a child is here."""

from math import ceil
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired

from hcec import clock, db
from hcec.coding import queries, services
from hcec.coding.models import CodeProposal, Coding
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import Form
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("code_review", __name__, url_prefix="/observatoire/codage/relecture")

A_PAGE = 20


class ProposalForm(Form):
    """The themes that these words should have."""

    themes = SelectMultipleField(
        _l("De quoi parle cette phrase ?"),
        validate_choice=False,
        validators=[DataRequired(_l("Choisissez au moins un thème : « autre » en est un."))],
    )


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """List approved words with the themes that a reader gave them."""
    found = queries.approved_words()
    count = found.with_only_columns(Coding.testimony_id).order_by(None).subquery()
    last = max(1, ceil((db.session.scalar(select(func.count()).select_from(count)) or 0) / A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    return render_template(
        "observatory/code_review/index.html",
        rows=db.session.execute(found.limit(A_PAGE).offset((page - 1) * A_PAGE)).all(),
        proposed={each.testimony_id for each in db.session.scalars(queries.proposals())},
        names={each.code: each.words for each in services.every_theme(db.session)},
        page=page,
        last=last,
        page_url=lambda number: url_for(".index", page=number),
    )


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def show(ref: str) -> ResponseReturnValue:
    """Propose other themes for one approved text."""
    testimony_id = as_id(ref)
    approval, coding, title = _one(testimony_id)
    proposal = db.session.get(CodeProposal, testimony_id)
    form = ProposalForm(data={"themes": proposal.themes if proposal else [each.theme for each in coding.themes]})
    if form.validate_on_submit():
        return _propose(testimony_id, form)
    held = {each.theme for each in coding.themes}
    themes = [each for each in services.every_theme(db.session) if each.retired_in is None or each.code in held]
    words = {"form": form, "text": approval.text, "coding": coding, "title": title, "themes": themes}
    return render_template("observatory/code_review/show.html", **words), 400 if form.errors else 200


def _one(testimony_id: UUID) -> Any:
    """Return the approved words, their coding and their consultation; anything else is the same 404."""
    found = queries.approved_words().where(Coding.testimony_id == testimony_id)
    return db.session.execute(found).one_or_none() or abort(404)


def _propose(testimony_id: UUID, form: ProposalForm) -> ResponseReturnValue:
    actor, themes = current_staff(), form.themes.data
    try:
        made = services.propose(db.session, actor=actor, testimony_id=testimony_id, themes=themes, today=clock.today())
    except services.NotToPropose:
        abort(404)
    except services.UnknownThemes:
        abort(400)
    done = _("C’est proposé à la personne qui a codé.") if made else _("Rien n’est proposé : ce sont ses thèmes.")
    flash(done, "success")
    return redirect(url_for(".index"), code=303)
