"""What the pages of followed documents share: one form a page, its refusals in words, the history of its rows."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import db
from hcec.accounts.models import Staff
from hcec.audit import queries
from hcec.audit.models import JournalEntry
from hcec.council.services.revising import ChangedMeanwhile
from hcec.i18n import translate
from hcec.labels import LABELS, N_
from hcec.web.delegate.words import in_words
from hcec.web.forms import ActForm, Form
from hcec.web.staff_forms import Other, differences

Refusals = Mapping[type[Exception], tuple[str, str]]
"""What a service refuses, the field that it is said beside, and the words."""


class Page(NamedTuple):
    """Where a form stands: its title, where one goes back to, what is said once it is kept."""

    title: str
    back: str
    back_label: str
    done: str
    intro: str = ""
    submit: str = ""
    drop: tuple[str, str, str] | None = None  # what the button says, what it does, its address
    then: str = ""  # where one goes once it is kept, when that is not where one came from


class Change(NamedTuple):
    """A line of the history, in words."""

    at: datetime
    who: str
    act: str
    detail: str


def form_page(
    form: Form, act: Callable[[], Any], page: Page, *, refusals: Refusals, held: Any = None
) -> ResponseReturnValue:
    """Show a form; once it is whole, act and go back. What the service refuses is said beside its field.

    `held` is the row that the form changes: after a 409 what it holds now is shown beside what was typed.
    """
    status, others = (400 if form.is_submitted() else 200), None
    if form.validate_on_submit():
        try:
            act()
        except ChangedMeanwhile:
            others, status = _others(form, held), 409
        except tuple(refusals) as refusal:
            name, words = refusals[type(refusal)]
            form[name if name in form else next(iter(form)).name].errors = [_(words)]
        else:
            if page.done:
                flash(page.done, "success")
            return redirect(page.then or page.back, code=303)
    body = render_template("layouts/form.html", form=form, others=others, **page._asdict())
    return make_response(body, status)


def pressed() -> None:
    """Refuse a button that was not pressed on one of our pages (400)."""
    if not ActForm().validate_on_submit():
        abort(400)


def history(*rows: Any, but: Collection[str] = ()) -> list[Change]:
    """Return who changed these rows, in words, the latest first, `but` for some acts. For staff only."""
    lines = db.session.scalars(queries.history_of(*rows).where(JournalEntry.action.not_in(but))).all()
    by_actor = {row.id.hex: row.name for row in db.session.execute(select(Staff.id, Staff.name))}
    return [
        Change(line.at, by_actor.get(line.actor, _("la plateforme")), in_words(line.action), _detail(line.detail))
        for line in lines
    ]


def offered(kind: str) -> list[tuple[str, str]]:
    """Return the choices of a list, in the reader's words."""
    return [(code, translate(words)) for code, words in LABELS[kind].items()]


def _others(form: Form, held: Any) -> list[Other]:
    db.session.rollback()
    if held is None:
        return []
    form.see(held.version)
    names = [each.name for each in form if hasattr(held, each.name) and each.name != "version"]
    found = differences(form, {name: getattr(held, name) for name in names}, names)
    by_label = {form[name].label.text: form[name] for name in names}
    return [each._replace(value=_in_words(by_label[each.label], each.value)) for each in found]


def _in_words(field: Any, value: Any) -> Any:
    """Return what a row holds as the field shows it: the words of a code, a number as people write it."""
    if isinstance(value, list):
        return ", ".join(str(_in_words(field, each)) for each in value)
    if hasattr(field, "in_words"):
        return field.in_words(value)
    code = value.hex if isinstance(value, UUID) else str(value)
    choices = field.iter_choices() if hasattr(field, "iter_choices") else ()
    return {str(each[0]): each[1] for each in choices}.get(code, value)


FIELDS = {
    "title": N_("titre"),
    "number": N_("numéro"),
    "aim": N_("objet"),
    "audience": N_("public"),
    "pilot": N_("pilote"),
    "partners": N_("partenaires"),
    "starts_on": N_("début"),
    "ends_on": N_("fin"),
    "state": N_("état"),
    "engagements": N_("engagements"),
    "from_year": N_("première année"),
    "to_year": N_("dernière année"),
    "kind": N_("nature"),
    "about": N_("sujet"),
    "parties": N_("parties"),
    "signed_on": N_("signature"),
    "words": N_("texte"),
    "theme": N_("thème"),
    "audiences": N_("publics"),
    "urgency": N_("urgence"),
    "answer": N_("réponse"),
    "answered_on": N_("jour de la réponse"),
    "merged_into_id": N_("réunion à un autre"),
    "objectives": N_("objectifs"),
    "adopted_on": N_("adoption"),
    "adopted_by": N_("assemblée"),
    "priority": N_("priorité"),
    "hours": N_("heures"),
    "body": N_("organisme"),
    "years": N_("années"),
    "needs": N_("besoins"),
    "actions": N_("actions"),
    "place": N_("lieu"),
    "cost": N_("coût"),
    "line_id": N_("ligne du programme"),
    "review_due_on": N_("révision"),
    "summary": N_("résumé"),
    "source": N_("source"),
    "dated_on": N_("date"),
    "link": N_("lien"),
    "tags": N_("mots-clés"),
    "establishment": N_("établissement"),
    "nature": N_("évaluation"),
    "evaluator": N_("organisme"),
    "from_on": N_("début"),
    "to_on": N_("fin"),
    "received_on": N_("réception"),
    "next_due_on": N_("prochaine"),
    "conclusions": N_("conclusions"),
    "strengths": N_("points forts"),
    "to_improve": N_("à améliorer"),
    "due_on": N_("échéance"),
    "done_on": N_("fait le"),
    "name": N_("nom"),
    "charter_signed_on": N_("charte d’immersion"),
    "function": N_("fonction"),
    "is_deputy": N_("titulaire ou suppléance"),
    "staff_id": N_("compte"),
    "held_on": N_("jour"),
    "agenda": N_("ordre du jour"),
    "who": N_("qui s’en charge"),
    "told": N_("ce qui en est"),
    **LABELS["signatory"],
}
"""What the journal calls the fields that changed. One that is not here stays as its column is called."""


def _detail(detail: str) -> str:
    """Return which fields a line names; years stay, identifiers do not."""
    parts = (part.strip() for part in detail.split(","))
    return ", ".join(translate(FIELDS[part]) if part in FIELDS else part for part in parts if ":" not in part and part)
