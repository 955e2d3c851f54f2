"""The observatory writes a synthesis, sees exactly what would leave, and releases it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.queries import consultation_with_slug
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.disclosure.values import AttackReport, from_bytes
from hcec.i18n import day_in_words
from hcec.permissions import Permission
from hcec.syntheses import queries
from hcec.syntheses.access import visible_to
from hcec.syntheses.enums import Level, Stage, SynthesisState, Theme
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services import declaring, publishing, writing
from hcec.syntheses.services.building import Built, build_release
from hcec.syntheses.services.telling import lacks_population
from hcec.syntheses.services.typed_text import to_typed
from hcec.web import errors, releases
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.crossing_choices import offer_crossings, too_many
from hcec.web.observatory.embargo import embargo_is_over, embargoed_formats
from hcec.web.observatory.rereading import reading_of
from hcec.web.observatory.synthesis_forms import (
    NewSynthesisForm,
    SynthesisForm,
    VersionForm,
    WithdrawForm,
    chosen_themes,
)
from hcec.web.observatory.synthesis_pages import back_to, changed_meanwhile, one_synthesis
from hcec.web.release_parts import told
from hcec.web.viewer import current_staff

bp = Blueprint("syntheses", __name__, url_prefix="/observatoire/syntheses")


@bp.get("/")
@requires(Permission.SYNTHESIS_WRITE)
def index() -> ResponseReturnValue:
    """List closed consultations and what was made of them, those of which nothing is out first."""
    syntheses = db.session.scalars(visible_to(current_staff()).order_by(Synthesis.title, Synthesis.id)).all()
    consultations = db.session.scalars(queries.closed_consultations()).all()
    made = [(each, [one for one in syntheses if one.consultation_id == each.id]) for each in consultations]
    made.sort(key=lambda pair: any(one.state is SynthesisState.PUBLISHED for one in pair[1]))
    return render_template("observatory/syntheses/index.html", made=made)


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.SYNTHESIS_WRITE)
def new() -> ResponseReturnValue:
    """Start a synthesis over a closed consultation."""
    form = NewSynthesisForm(consultation=request.args.get("consultation"))
    form.offer(list(db.session.scalars(queries.closed_consultations())))
    consultation = db.session.scalars(consultation_with_slug(form.consultation.data)).first()
    if consultation is not None:
        offer_crossings(db.session, form.crossing, consultation)
    if not form.validate_on_submit() or consultation is None:
        return render_template("observatory/syntheses/new.html", form=form), 400 if form.is_submitted() else 200
    try:
        synthesis = writing.create_synthesis(
            db.session,
            author=current_staff(),
            consultation=consultation,
            level=Level(form.level.data),
            title=form.title.data,
            text=form.text.data or "",
            crossings=form.crossing.data,
            row_id=form.row_id,
        )
    except declaring.TooManyCrossings:
        return errors.page(400, sentence=too_many())
    except writing.AlreadyTaken:
        abort(404)
    return back_to(synthesis)


@bp.get("/<ref>")
@requires(Permission.SYNTHESIS_WRITE)
def show(ref: str) -> ResponseReturnValue:
    """Show exactly what would be published, or what was."""
    return _page(one_synthesis(db.session, ref))


@bp.post("/<ref>/modifier")
@requires(Permission.SYNTHESIS_WRITE)
def change(ref: str) -> ResponseReturnValue:
    """Change the words and the tables of a draft."""
    synthesis, form = one_synthesis(db.session, ref), SynthesisForm()
    offer_crossings(db.session, form.crossing, synthesis.consultation)
    if not form.validate_on_submit():
        return _page(synthesis, form=form, status=400)
    try:
        writing.change_synthesis(
            db.session,
            synthesis=synthesis,
            actor=current_staff(),
            version=form.version.data,
            title=form.title.data,
            text=form.text.data or "",
            crossings=form.crossing.data,
            embargo_on=form.embargo_on.data,
        )
    except declaring.TooManyCrossings:
        return errors.page(400, sentence=too_many())
    except (writing.SynthesisChanged, writing.SynthesisFrozen):
        return changed_meanwhile(synthesis)
    flash(_("C’est enregistré. L’aperçu est à jour."), "success")
    return back_to(synthesis)


@bp.post("/<ref>/citations")
@requires(Permission.SYNTHESIS_WRITE)
def choose(ref: str) -> ResponseReturnValue:
    """Choose the words quoted, each under a theme."""
    synthesis, form = one_synthesis(db.session, ref), VersionForm()
    try:
        chosen = chosen_themes(request.form)
    except ValueError:
        abort(400)
    if not form.validate_on_submit():
        abort(400)
    try:
        writing.choose_quotations(
            db.session, synthesis=synthesis, actor=current_staff(), version=form.version.data, chosen=chosen
        )
    except writing.SameChildTwice:
        problem = _("Deux des phrases choisies viennent du même jeune : gardez-en une.")
        return _page(synthesis, chosen=chosen, problem=problem, status=400)
    except (writing.SynthesisChanged, writing.SynthesisFrozen, writing.NotQuotable):
        return changed_meanwhile(synthesis)
    flash(_("Les phrases sont choisies. L’aperçu est à jour."), "success")
    return back_to(synthesis)


@bp.post("/<ref>/publier")
@requires(Permission.SYNTHESIS_WRITE)
def publish(ref: str) -> ResponseReturnValue:
    """Freeze and publish. Attack and files come first: they are slow, and must not hold the write lock."""
    form, actor = VersionForm(), current_staff()
    if not form.validate_on_submit():
        abort(400)
    try:
        with db.current().reading() as reading:
            prepared = publishing.prepare_release(reading, synthesis=one_synthesis(reading, ref))
        synthesis, day = one_synthesis(db.session, ref), clock.today()
        publishing.publish_synthesis(
            db.session, synthesis=synthesis, actor=actor, version=form.version.data, today=day, prepared=prepared
        )
    except writing.SynthesisFrozen:  # sent twice: the first time is the answer
        return redirect(url_for(".show", ref=ref), code=303)
    except writing.SynthesisChanged:
        return changed_meanwhile(one_synthesis(db.session, ref))
    except publishing.NotReread:
        return errors.page(409, sentence=_("Une deuxième personne de l’observatoire doit d’abord être d’accord."))
    except ReleaseUnsafe:
        return errors.page(409, sentence=_("Cette version désignerait quelqu’un : elle ne peut pas être publiée."))
    flash(_("La synthèse est publiée. Elle ne changera plus."), "success")
    return back_to(synthesis)


@bp.post("/<ref>/retirer")
@requires(Permission.SYNTHESIS_WRITE)
def withdraw(ref: str) -> ResponseReturnValue:
    """Withdraw what was published because of an error, and say so."""
    synthesis, form = one_synthesis(db.session, ref), WithdrawForm()
    if not form.validate_on_submit():
        return _page(synthesis, withdraw_form=form, status=400)
    try:
        publishing.withdraw_release(
            db.session, synthesis=synthesis, actor=current_staff(), reason=form.reason.data, today=clock.today()
        )
    except publishing.NotPublished:
        return changed_meanwhile(synthesis)
    flash(_("La version est retirée. La page publique le dit."), "success")
    return back_to(synthesis)


@bp.get("/<ref>/telecharger/<file_format>")
@requires(Permission.SYNTHESIS_DOWNLOAD)
def download(ref: str, file_format: str) -> ResponseReturnValue:
    """Send a file made when the synthesis was published; there is none before."""
    synthesis = one_synthesis(db.session, ref)
    if file_format in embargoed_formats(synthesis.level) and not embargo_is_over(synthesis.embargo_on):
        day = day_in_words(synthesis.embargo_on)
        return errors.page(409, sentence=_("Ce fichier attend le jour de la plénière : le %(day)s.", day=day))
    file = one_or_404(db.session, queries.file_of_synthesis(synthesis, file_format))
    with db.current().transaction() as session:  # a page that is read: it writes apart
        publishing.note_download(session, file=file, actor=current_staff())
    return releases.download(file, synthesis.id.hex)


def _page(
    synthesis: Synthesis,
    *,
    form: SynthesisForm | None = None,
    withdraw_form: WithdrawForm | None = None,
    chosen: Mapping[UUID, Theme] | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    """Return the page of a synthesis, with what was typed when it was refused.

    Numbers that the attack did not spare are shown to nobody, the observatory included (D7): only what it found.
    """
    built = _frozen(synthesis) or build_release(db.session, synthesis=synthesis)
    release = built.release
    kept = {quotation.testimony_id: quotation.theme for quotation in synthesis.quotations}
    form = form or SynthesisForm(formdata=None, data=_as_typed(synthesis))
    offer_crossings(db.session, form.crossing, synthesis.consultation)
    body = render_template(
        "observatory/syntheses/show.html",
        synthesis=synthesis,
        built=built,
        told=told(release) if release.is_safe else None,
        figures=releases.figures(release) if release.is_safe else [],
        merged=releases.merged(release),
        verdicts=releases.verdicts(release, built.report.checks),
        lacks_population=lacks_population(db.session, synthesis, tables=release.tables, threshold=release.threshold),
        reading=reading_of(synthesis, release),
        embargoed=[] if embargo_is_over(synthesis.embargo_on) else embargoed_formats(synthesis.level),
        form=form,
        withdraw_form=withdraw_form or WithdrawForm(formdata=None),
        quotable=_quotable(synthesis),
        chosen=kept if chosen is None else chosen,
        themes=list(Theme),
        problem=problem,
    )
    return make_response(body, status)


def _frozen(synthesis: Synthesis) -> Built | None:
    if synthesis.release is None:
        return None
    release = from_bytes(synthesis.release.content)
    return Built(release, release.checked or AttackReport(()))


def _as_typed(synthesis: Synthesis) -> dict[str, Any]:
    return {
        "version": synthesis.version,
        "title": synthesis.title,
        "text": to_typed(synthesis.text),
        "crossing": synthesis.crossings,
        "embargo_on": synthesis.embargo_on,
    }


def _quotable(synthesis: Synthesis) -> list[tuple[UUID, str | None]]:
    if synthesis.stage is not Stage.DRAFT:
        return []
    rows = db.session.execute(queries.quotable(synthesis.consultation_id))
    return [(approval.testimony_id, approval.text) for approval, _tag in rows]
