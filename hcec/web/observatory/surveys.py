"""What the observatory asks professionals and families: a list, a draft, its page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.answering import Answer
from hcec.council.services.revising import ChangedMeanwhile
from hcec.department import services as department
from hcec.disclosure.wording import at_least
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.surveys import queries
from hcec.surveys.models import Survey
from hcec.surveys.services import drafting, releasing, staging
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.form_pages import Page, form_page, history
from hcec.web.observatory.survey_forms import ChangeSurveyForm, NewSurveyForm, PhoneForm
from hcec.web.public.survey_forms import choices_of
from hcec.web.references import as_id
from hcec.web.staff_forms import VersionForm
from hcec.web.viewer import current_staff

bp = Blueprint("surveys", __name__, url_prefix="/observatoire/questionnaires")

OPENED: dict[type[Exception], tuple[str, str]] = {
    drafting.SurveyNotDraft: ("title", N_("Elle est ouverte : ses mots et ses questions ne changent plus.")),
}
TOO_LATE = (ChangedMeanwhile, staging.NotInThatState, staging.AlreadyReminded, drafting.SurveyNotDraft)


@bp.get("/")
@requires(Permission.SURVEY_KEEP)
def index() -> ResponseReturnValue:
    """Every survey, drafts first."""
    surveys = db.session.scalars(queries.surveys()).all()
    return render_template("observatory/surveys/index.html", surveys=surveys, sheets=sheets_told())


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def new() -> ResponseReturnValue:
    """Start a draft."""
    form, actor = NewSurveyForm(), current_staff()
    return form_page(
        form,
        lambda: drafting.create_survey(db.session, row_id=form.row_id, actor=actor, plan=form.plan()),
        Page(
            _("Préparer une consultation d’adultes"),
            url_for(".index"),
            _("Questionnaires"),
            _("Le brouillon est enregistré. Ajoutez maintenant vos questions."),
            then=url_for(".show", ref=form.row_id.hex),
        ),
        refusals={},
    )


@bp.route("/telephone-de-la-crip", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def phone() -> ResponseReturnValue:
    """Say which number of the CRIP adults are shown."""
    form, actor = PhoneForm(data={"phone": platform().department().crip_phone}), current_staff()
    decided = {"actor": actor.id.hex, "role": actor.role}
    return form_page(
        form,
        lambda: department.change(db.session, crip_phone=form.phone.data, **decided),
        Page(_("Téléphone de la CRIP"), url_for(".index"), _("Questionnaires"), _("C’est enregistré.")),
        refusals={},
    )


@bp.get("/<ref>")
@requires(Permission.SURVEY_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """Everything about one survey, what still prevents it from opening, and what to do next."""
    return page(ref)


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change a draft."""
    survey = find(ref)
    form = ChangeSurveyForm(obj=survey)
    acted = {"actor": current_staff(), "survey": survey, "version": form.version.data}
    return form_page(
        form,
        lambda: drafting.change_survey(db.session, plan=form.plan(), **acted),
        Page(_("Modifier"), url_for(".show", ref=ref), survey.title, _("C’est enregistré.")),
        refusals=OPENED,
        held=survey,
    )


@bp.get("/<ref>/apercu")
@requires(Permission.SURVEY_KEEP)
def preview(ref: str) -> ResponseReturnValue:
    """The page that people will fill in, without its buttons."""
    survey = find(ref)
    given = {"survey": survey, "answer": Answer(), "choices_of": choices_of}
    promised = staging.promised(survey, platform().department())
    return render_template("observatory/surveys/preview.html", promised=promised, **given)


def find(ref: str) -> Survey:
    """Return the survey at this address, or the 404 of what does not exist."""
    found: Survey = one_or_404(db.session, queries.surveys().where(Survey.id == as_id(ref)))
    return found


def page(ref: str, *, refusal: str = "") -> ResponseReturnValue:
    """Return a survey's page as it stands; with a refusal's words, 409 and nothing kept of the attempt."""
    if refusal:
        db.session.rollback()
    survey = find(ref)
    body = render_template(
        "observatory/surveys/show.html",
        survey=survey,
        obstacles=staging.obstacles(survey, today=clock.today()),
        act=VersionForm(formdata=None, data={"version": survey.version}),
        sheets=sheets_told().get(survey.id, 0),
        invited=db.session.execute(queries.invited(survey.id)).all(),
        undelivered=[row.address for row in db.session.scalars(queries.undelivered(survey.id))],
        history=history(survey),
        refusal=refusal,
    )
    return make_response(body, 409 if refusal else 200)


def press(ref: str, act: Callable[..., Any], done: str, **options: Any) -> ResponseReturnValue:
    """Act once on a survey at the version seen, and go back to its page; too late, say so (409)."""
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        act(db.session, actor=current_staff(), survey=find(ref), version=form.version.data, **options)
    except staging.CannotOpen:
        return page(ref, refusal=_("Il manque encore quelque chose : voyez la liste."))
    except releasing.SurveyUnsafe:
        return page(ref, refusal=_("L’attaque a trouvé quelque chose : rien n’est publié. Voyez les résultats."))
    except TOO_LATE:
        return page(ref, refusal=_("La consultation a changé entre-temps. Relisez-la, puis recommencez."))
    flash(done, "success")
    return redirect(url_for("observatory.surveys.show", ref=ref), code=303)


def sheets_told() -> dict[Any, int]:
    """Return how many sheets may be told for each survey: rounded down to whole steps, never one by one."""
    step = platform().department().threshold_internal
    return {survey_id: at_least(count, step) for survey_id, count in db.session.execute(queries.sheet_counts())}
