"""The multi-year programme: its lines, its totals, its adoption and its revisions."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.permissions import Permission
from hcec.training.models import TrainingProgramme
from hcec.training.services import programming
from hcec.training.services.planned import by_priority, by_year, planned
from hcec.web.access import requires
from hcec.web.form_pages import Page, history, pressed
from hcec.web.forms import OnceForm
from hcec.web.observatory.training_forms import AdoptForm, ChangeProgrammeForm, NewProgrammeForm
from hcec.web.observatory.training_pages import find_programme, form_page
from hcec.web.viewer import current_staff

bp = Blueprint("training_programmes", __name__, url_prefix="/observatoire/formation/programmes")


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def new() -> ResponseReturnValue:
    """Start a programme."""
    form = NewProgrammeForm()
    home = url_for("observatory.training.index")
    then, done = url_for(".show", ref=form.row_id.hex), _("Le programme est créé. Ajoutez ses lignes.")
    return form_page(
        form,
        lambda: programming.start_programme(db.session, row_id=form.row_id, actor=current_staff(), plan=form.plan()),
        Page(_("Commencer un programme"), home, _("Formation"), done, then=then),
    )


@bp.get("/<ref>")
@requires(Permission.TRAINING_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One programme: its lines, what they add up to, what it replaced."""
    programme = find_programme(ref)
    return render_template(
        "observatory/training_programmes/show.html",
        programme=programme,
        planned=planned,
        by_year=by_year(programme),
        by_priority=by_priority(programme),
        once=OnceForm(formdata=None),
        history=history(programme, *programme.lines),
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change a programme in preparation, or take it away."""
    programme = find_programme(ref)
    form = ChangeProgrammeForm(obj=programme)
    acted = {"actor": current_staff(), "programme": programme, "version": form.version.data}
    drop = (_("Supprimer le programme"), _("Ses lignes partent avec lui."), url_for(".drop", ref=ref))
    page = Page(_("Modifier le programme"), _here(programme), programme.title, _("C’est enregistré."), drop=drop)
    return form_page(
        form, lambda: programming.change_programme(db.session, plan=form.plan(), **acted), page, held=programme
    )


@bp.route("/<ref>/adopter", methods=["GET", "POST"])
@requires(Permission.TRAINING_KEEP)
def adopt(ref: str) -> ResponseReturnValue:
    """Adopt it for good."""
    programme = find_programme(ref)
    form = AdoptForm(data={"version": programme.version, "adopted_on": clock.today()})
    acted = {"actor": current_staff(), "programme": programme, "version": form.version.data, "today": clock.today()}
    return form_page(
        form,
        lambda: programming.adopt(
            db.session, adopted_on=form.adopted_on.data, adopted_by=form.adopted_by.data, **acted
        ),
        Page(
            _("Adopter le programme"),
            _here(programme),
            programme.title,
            _("Le programme est adopté. Les partenaires peuvent le lire."),
            intro=_("Une fois adopté, il ne change plus : on le révise, et l’ancien reste lisible."),
            submit=_("Adopter"),
        ),
        held=programme,
    )


@bp.post("/<ref>/reviser")
@requires(Permission.TRAINING_KEEP)
def revise(ref: str) -> ResponseReturnValue:
    """Begin the revision of what is in force."""
    form, programme = OnceForm(), find_programme(ref)
    if not form.validate_on_submit():
        abort(400)
    try:
        made = programming.revise(db.session, row_id=form.row_id, actor=current_staff(), programme=programme)
    except programming.NotRevisable:
        flash(_("Sa révision est déjà commencée, ou il n’est plus en vigueur."), "error")
        return redirect(_here(programme), code=303)
    flash(_("La révision est commencée. Le programme adopté reste en vigueur jusqu’à son adoption."), "success")
    return redirect(_here(made), code=303)


@bp.post("/<ref>/supprimer")
@requires(Permission.TRAINING_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away a programme in preparation."""
    pressed()
    programme = find_programme(ref)
    try:
        programming.drop_programme(db.session, actor=current_staff(), programme=programme)
    except programming.NotADraft:
        flash(_("Ce programme est adopté : il est gardé."), "error")
        return redirect(_here(programme), code=303)
    flash(_("Le programme est supprimé."))
    return redirect(url_for("observatory.training.index"), code=303)


def _here(programme: TrainingProgramme) -> str:
    return url_for("observatory.training_programmes.show", ref=programme.id.hex)
