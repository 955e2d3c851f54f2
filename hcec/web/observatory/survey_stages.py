"""A survey opens, invites, reminds, closes: each act once, at the version seen."""

from collections.abc import Iterable

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import label
from hcec.partners import queries as partners
from hcec.partners.models import Institution
from hcec.permissions import Permission
from hcec.surveys.addresses import MOST, Pasted, read_addresses
from hcec.surveys.enums import CATEGORIES, SurveyCategory
from hcec.surveys.models import Survey
from hcec.surveys.services import staging
from hcec.web.access import requires
from hcec.web.observatory.survey_forms import InviteForm
from hcec.web.observatory.surveys import find, page, press
from hcec.web.viewer import current_staff

bp = Blueprint("survey_stages", __name__, url_prefix="/observatoire/questionnaires/<ref>")


@bp.post("/ouvrir")
@requires(Permission.SURVEY_KEEP)
def open_now(ref: str) -> ResponseReturnValue:
    """Open a draft."""
    done = _("Elle est ouverte. Invitez maintenant celles et ceux qui répondront.")
    return press(ref, staging.open_survey, done, today=clock.today())


@bp.post("/relancer")
@requires(Permission.SURVEY_KEEP)
def remind(ref: str) -> ResponseReturnValue:
    """Write once more to whoever did not answer."""
    done = _("Le rappel part vers les personnes qui n’ont pas répondu. Il n’y en aura pas d’autre.")
    return press(ref, staging.remind, done, today=clock.today())


@bp.post("/clore")
@requires(Permission.SURVEY_KEEP)
def close_now(ref: str) -> ResponseReturnValue:
    """Close before the last day."""
    return press(ref, staging.close_survey, _("Elle est close. Les adresses sont effacées."), today=clock.today())


@bp.route("/inviter", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def invite(ref: str) -> ResponseReturnValue:
    """Write to people, a link each."""
    survey, form = find(ref), InviteForm()
    institutions = db.session.scalars(partners.institutions()).all()
    _offer(form, survey, institutions)
    pasted = read_addresses(form.addresses.data or "")
    if not form.validate_on_submit() or not _fits(form, pasted):
        body = render_template("layouts/form.html", form=form, others=None, **_words(survey))
        return make_response(body, 400 if form.is_submitted() else 200)
    addresses = (*pasted.addresses, *_representatives(form, institutions))
    category = SurveyCategory(form.category.data)
    try:
        added = staging.invite(db.session, actor=current_staff(), survey=survey, category=category, addresses=addresses)
    except staging.NotInThatState:
        return page(ref, refusal=_("Elle n’est pas ouverte : personne ne peut être invité."))
    _tell(added, pasted)
    return redirect(url_for("observatory.surveys.show", ref=ref), code=303)


def _offer(form: InviteForm, survey: Survey, institutions: Iterable[Institution]) -> None:
    codes = CATEGORIES[survey.audience]
    form.category.choices = [(str(code), translate(label("survey_category", code))) for code in codes]
    form.institutions.choices = [(each.id.hex, each.name) for each in institutions]
    if not form.institutions.choices:
        del form.institutions


def _fits(form: InviteForm, pasted: Pasted) -> bool:
    chosen = form.institutions.data if "institutions" in form else ()
    if not pasted.addresses and not chosen:
        form.addresses.errors = [_("Donnez au moins une adresse : « nom@exemple.fr ».")]
    elif len(pasted.addresses) > MOST:
        form.addresses.errors = [_("Mille adresses au plus en une fois.")]
    return not form.addresses.errors


def _representatives(form: InviteForm, institutions: Iterable[Institution]) -> tuple[str, ...]:
    chosen = set(form.institutions.data or ()) if "institutions" in form else set()
    ids = [each.id for each in institutions if each.id.hex in chosen]
    return tuple(staff.email.casefold() for each in ids for staff in db.session.scalars(partners.acting_for(each)))


def _tell(added: int, pasted: Pasted) -> None:
    told = ngettext("%(num)s personne est invitée.", "%(num)s personnes sont invitées.", added)
    flash(f"{told} {_('Qui avait déjà un lien n’en reçoit pas d’autre.')}", "success" if added else "warning")
    if pasted.refused:
        flash(_("Ceci n’est pas une adresse : %(words)s", words=", ".join(pasted.refused[:20])), "warning")


def _words(survey: Survey) -> dict[str, object]:
    return {
        "title": _("Inviter à répondre"),
        "back": url_for("observatory.surveys.show", ref=survey.id.hex),
        "back_label": survey.title,
        "intro": _("Chaque adresse reçoit un lien à usage unique. Elle est effacée à la clôture."),
        "submit": _("Envoyer les liens"),
    }
