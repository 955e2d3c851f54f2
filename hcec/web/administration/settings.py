"""What the département decides, subject by subject: changed by whoever runs the platform, journalled."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.accounts.models import Staff
from hcec.audit import queries as journal
from hcec.department import services as department
from hcec.department.services import Department, RefusedSetting
from hcec.labels import LABELS, N_, label
from hcec.permissions import Permission
from hcec.safeguarding.help_numbers import VERIFIED_ON, are_stale
from hcec.web.access import requires
from hcec.web.administration.seen import Held, check_unchanged
from hcec.web.administration.setting_forms import SUBJECTS, setting_form
from hcec.web.form_pages import Page, form_page
from hcec.web.proof import REFUSED
from hcec.web.transaction import SAFE_METHODS
from hcec.web.viewer import current_staff

bp = Blueprint("settings", __name__, url_prefix="/reglages")

REFUSALS: dict[type[Exception], tuple[str, str]] = {
    **REFUSED,
    RefusedSetting: ("threshold_public", N_("Le seuil public ne peut pas être sous le seuil interne.")),
}


WARNINGS = {
    "publication": N_("Les prochaines synthèses seulement. Un seuil plus haut protège plus, et montre moins."),
    "delais": N_("Ces délais sont promis aux jeunes : on peut promettre mieux, jamais moins."),
    "durees": N_("Raccourcir efface dès la nuit prochaine ce qui dépasse. Rien ne le rattrape."),
    "lecture": N_("Avant de dire oui, notez les attestations déjà vues : sinon plus personne ne lit."),
}


class Decision(NamedTuple):
    """A decision in words."""

    name: str
    value: str
    effect: str


class Changed(NamedTuple):
    """A line of the history."""

    at: datetime
    who: str
    name: str
    detail: str


@bp.get("/")
@requires(Permission.PLATFORM_KEEP)
def index() -> ResponseReturnValue:
    """Everything decided, what each changes, who changed it."""
    decided = department.load(db.session)
    subjects = [
        (subject, _(label("setting_subject", subject)), [_in_words(decided, name) for name in names])
        for subject, names in SUBJECTS.items()
    ]
    return render_template(
        "administration/settings/index.html",
        subjects=subjects,
        history=_history(),
        has_crip_key=bool(decided.crip_public_key),
        verified_on=VERIFIED_ON,
        is_stale=are_stale(clock.today()),
    )


@bp.route("/<subject>", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def edit(subject: str) -> ResponseReturnValue:
    """Change the decisions of one subject."""
    if subject not in SUBJECTS:
        abort(404)
    read = department.load if request.method in SAFE_METHODS else department.hold
    decided = read(db.session)
    held = Held(**{name: getattr(decided, name) for name in SUBJECTS[subject]})
    form: Any = setting_form(subject)(obj=held)

    def act() -> None:
        check_unchanged(form, held)
        form.prove()
        actor, decisions = current_staff(), {name: form[name].data for name in SUBJECTS[subject]}
        department.change(db.session, actor=actor.id.hex, role=actor.role, **decisions)

    title, done = _(label("setting_subject", subject)), _("C’est changé, partout dans quelques secondes.")
    warning = _(WARNINGS[subject]) if subject in WARNINGS else ""
    page = Page(title, url_for(".index"), _("Réglages"), done, warning)
    return form_page(form, act, page, refusals=REFUSALS, held=held)


def _in_words(decided: Department, name: str) -> Decision:
    value = getattr(decided, name)
    if isinstance(value, bool):
        said = _("oui") if value else _("non")
    elif name in LABELS:
        said = _(label(name, value))
    else:
        said = str(value) or _("rien")
    return Decision(_(label("setting", name)), said, _(label("setting_effect", name)))


def _history() -> list[Changed]:
    """Return the latest changes, wherever they were made, in words."""
    subjects = {f"department_setting:{name}": name for name in LABELS["setting"]}
    names = {row.id.hex: row.name for row in db.session.execute(select(Staff.id, Staff.name))}
    return [
        Changed(
            line.at, names.get(line.actor, _("la plateforme")), _(label("setting", subjects[line.subject])), line.detail
        )
        for line in db.session.scalars(journal.history_about(*subjects))
    ]
