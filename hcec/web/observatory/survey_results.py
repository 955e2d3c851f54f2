"""What a closed survey says, exactly as it would leave; publishing it; withdrawing it, which is said."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.disclosure.values import Level, from_bytes
from hcec.permissions import Permission
from hcec.surveys import queries
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import Survey, SurveyRelease
from hcec.surveys.services import releasing, staging
from hcec.web import releases
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.observatory.survey_forms import WithdrawSurveyForm
from hcec.web.observatory.surveys import TOO_LATE, find, page, press
from hcec.web.references import as_id
from hcec.web.staff_forms import VersionForm
from hcec.web.survey_releases import download, shown
from hcec.web.viewer import current_staff

bp = Blueprint("survey_results", __name__, url_prefix="/observatoire/questionnaires/<ref>/resultats")

CLOSED = (SurveyState.CLOSED, SurveyState.PUBLISHED)


@bp.get("/")
@requires(Permission.SURVEY_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """Show what would be published, or what was."""
    return _page(find(ref), WithdrawSurveyForm(formdata=None))


@bp.post("/publier")
@requires(Permission.SURVEY_KEEP)
def publish(ref: str) -> ResponseReturnValue:
    """Freeze the results for the observatory."""
    _prepare(ref, Level.INTERNAL)
    done = _("Les résultats sont figés pour l’observatoire.")
    return press(ref, releasing.publish, done, level=Level.INTERNAL, today=clock.today())


@bp.post("/publier-pour-tous")
@requires(Permission.SURVEY_KEEP)
def publish_for_all(ref: str) -> ResponseReturnValue:
    """Freeze coarser results for partners and everybody."""
    _prepare(ref, Level.PUBLIC)
    done = _("Une version plus protégée est publiée, pour les partenaires et pour tous.")
    return press(ref, releasing.publish, done, level=Level.PUBLIC, today=clock.today())


@bp.post("/retirer")
@requires(Permission.SURVEY_KEEP)
def withdraw(ref: str) -> ResponseReturnValue:
    """Withdraw all of it because of an error, and say which."""
    survey, form = find(ref), WithdrawSurveyForm()
    if not form.validate_on_submit():
        return _page(survey, form, 400)
    acted = {"actor": current_staff(), "survey": survey, "version": form.version.data}
    try:
        releasing.withdraw(db.session, reason=form.reason.data, today=clock.today(), **acted)
    except TOO_LATE:
        return page(ref, refusal=_("La consultation a changé entre-temps. Relisez-la, puis recommencez."))
    flash(_("Les résultats sont retirés, et la raison est publique."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.get("/fichiers/<file_format>")
@requires(Permission.SURVEY_KEEP)
def take(ref: str, file_format: str) -> ResponseReturnValue:
    """Take away what was frozen for the observatory."""
    mine = queries.released(Level.INTERNAL).where(SurveyRelease.survey_id == find(ref).id)
    return download(one_or_404(db.session, mine), file_format)


def _page(survey: Survey, form: WithdrawSurveyForm, status: int = 200) -> ResponseReturnValue:
    if survey.state not in CLOSED and not survey.releases:
        abort(404)
    if not survey.releases:
        built = releasing.build(db.session, survey=survey, level=Level.INTERNAL)
        release, checks, left_out = built.release, built.report.checks, built.left_out
    else:
        release = from_bytes(survey.releases[0].content)
        checks, left_out = release.checked.checks if release.checked else (), ()
    body = render_template(
        "observatory/survey_results/show.html",
        survey=survey,
        promised=staging.promised(survey, platform().department()),
        shown=shown(release),
        verdicts=releases.verdicts(release, tuple(check for check in checks if check.scope != "quotations")),
        left_out=left_out,
        act=VersionForm(formdata=None, data={"version": survey.version}),
        form=form,
    )
    return make_response(body, status)


def _prepare(ref: str, level: Level) -> None:
    """Protect crossings, which is slow, before the write lock: under it, what was found is remembered."""
    if not VersionForm().validate_on_submit():
        abort(400)
    with db.current().reading() as session:
        survey = session.get(Survey, as_id(ref))
        if survey is not None and survey.fingerprint is not None:
            releasing.build(session, survey=survey, level=level)
