"""Training, as partners see it: the needs of their institution and what they became, the programme, what comes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.partners.models import Institution
from hcec.partners.queries import institution_of
from hcec.permissions import Permission
from hcec.training import queries
from hcec.training.access import raised_by
from hcec.training.enums import NeedState
from hcec.training.models import TrainingNeed, TrainingProgramme
from hcec.training.services import needing
from hcec.training.services.needing import Asker
from hcec.training.services.planned import by_year, planned
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, pressed
from hcec.web.observatory.training_forms import ChangeNeedForm, NewNeedForm
from hcec.web.observatory.training_pages import form_page
from hcec.web.references import as_id
from hcec.web.training_documents import programme_document
from hcec.web.viewer import current_staff

bp = Blueprint("training", __name__, url_prefix="/partenaires/formation")


@bp.get("/")
@requires(Permission.TRAINING_RAISE)
def index() -> ResponseReturnValue:
    """What one's institution raised, the programmes in force, the sessions to come."""
    mine = _institution()
    return render_template(
        "partners/training/index.html",
        institution=mine,
        needs=db.session.scalars(raised_by(mine.id)).all() if mine else [],
        programmes=db.session.scalars(queries.adopted_programmes()).all(),
        to_come=db.session.scalars(queries.sessions_to_come(clock.today())).all(),
    )


@bp.route("/besoins/nouveau", methods=["GET", "POST"])
@requires(Permission.TRAINING_RAISE)
def new() -> ResponseReturnValue:
    """Raise a need for one's institution; whoever acts for none finds nothing here."""
    mine: Institution = one_or_404(db.session, institution_of(current_staff().id))
    form, asker = NewNeedForm(), Asker(mine.id, mine.name)
    actor, today = current_staff(), clock.today()
    return form_page(
        form,
        lambda: needing.raise_need(
            db.session, row_id=form.row_id, actor=actor, plan=form.plan(), today=today, asker=asker
        ),
        Page(
            _("Signaler un besoin de formation"),
            url_for(".index"),
            _("Formation"),
            _("Merci. L’observatoire répondra : vous lirez sa réponse ici."),
            intro=_("Vous le signalez pour : %(name)s. Le programme dira qui l’a signalé.", name=mine.name),
            submit=_("Signaler"),
        ),
    )


@bp.get("/besoins/<ref>")
@requires(Permission.TRAINING_RAISE)
def show(ref: str) -> ResponseReturnValue:
    """One need of one's institution, and what became of it."""
    need = _find(ref)
    return render_template("partners/training/show.html", need=need, is_open=need.state is NeedState.RAISED)


@bp.route("/besoins/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.TRAINING_RAISE)
def edit(ref: str) -> ResponseReturnValue:
    """Change a need until it is answered."""
    need = _find(ref)
    form = ChangeNeedForm(obj=need)
    acted = {"actor": current_staff(), "need": need, "version": form.version.data}
    drop = (_("Retirer ce besoin"), _("Tant que l’observatoire n’a pas répondu."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: needing.change_need(db.session, plan=form.plan(), **acted),
        Page(_("Modifier le besoin"), url_for(".show", ref=ref), need.title, _("C’est enregistré."), drop=drop),
        held=need,
    )


@bp.post("/besoins/<ref>/retirer")
@requires(Permission.TRAINING_RAISE)
def drop(ref: str) -> ResponseReturnValue:
    """Take a need back until it is answered."""
    pressed()
    try:
        needing.drop_need(db.session, actor=current_staff(), need=_find(ref))
    except (needing.AlreadyAnswered, needing.IsAnswered):
        flash(_("L’observatoire a déjà répondu : ce besoin est gardé."), "error")
        return redirect(url_for(".show", ref=ref), code=303)
    flash(_("Le besoin est retiré."))
    return redirect(url_for(".index"), code=303)


@bp.get("/programmes/<ref>")
@requires(Permission.TRAINING_RAISE)
def programme(ref: str) -> ResponseReturnValue:
    """A programme in force; one in preparation is nobody's but the observatory's."""
    found = _in_force(ref)
    return render_template("partners/training/programme.html", programme=found, planned=planned, by_year=by_year(found))


@bp.get("/programmes/<ref>/programme.<any(odt,pdf):kind>")
@requires(Permission.TRAINING_RAISE)
def document(ref: str, kind: str) -> ResponseReturnValue:
    """Send a programme in force."""
    return programme_document(_in_force(ref), kind)


def _institution() -> Institution | None:
    return db.session.scalars(institution_of(current_staff().id)).first()


def _find(ref: str) -> TrainingNeed:
    """Return a need of one's own institution, or the same 404 as for what does not exist."""
    mine = _institution()
    wanted = raised_by(mine.id if mine else None).where(TrainingNeed.id == as_id(ref))
    found: TrainingNeed = one_or_404(db.session, wanted)
    return found


def _in_force(ref: str) -> TrainingProgramme:
    wanted = queries.adopted_programmes().where(TrainingProgramme.id == as_id(ref))
    found: TrainingProgramme = one_or_404(db.session, wanted)
    return found
