"""Keeping the shelf: what is on it, its files, what is withdrawn."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.shelf.formats import LARGEST_FILE, NotShelved, Refusal, examine
from hcec.shelf.models import ShelfItem
from hcec.shelf.services import giving, keeping
from hcec.shelf.services.giving import NewVersion, ShelfFull
from hcec.web.access import requires
from hcec.web.form_pages import Page, form_page, pressed
from hcec.web.observatory.shelf_forms import ChangeItemForm, GiveForm, NewItemForm, WithdrawForm
from hcec.web.partners.shelf import find_item
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("shelf", __name__, url_prefix="/partenaires/ressources")

REFUSALS = {
    Refusal.EMPTY: N_("Choisissez un fichier."),
    Refusal.TOO_LARGE: N_("Ce fichier est trop grand : 5 Mo au plus. Mettez plutôt un lien."),
    Refusal.UNKNOWN: N_(
        "Ce fichier n’est ni un PDF, ni un texte ou un classeur (ODT, ODS, DOCX, XLSX), ni une image PNG."
    ),
    Refusal.CLOSED: N_("Ce fichier est protégé par un mot de passe : enregistrez-le sans."),
    Refusal.ACTIVE: N_(
        "Ce fichier contient un programme, un formulaire actif ou un autre fichier caché. Enregistrez-le sans."
    ),
    Refusal.UNSOUND: N_("Ce fichier est abîmé, ou en cache un autre. Enregistrez-le de nouveau."),
}
FULL = N_("Il n’y a plus de place pour ce fichier. Supprimez d’anciennes versions, ou mettez un lien.")


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def new() -> ResponseReturnValue:
    """Put something on the shelf; its file comes next."""
    form, actor, today = NewItemForm(), current_staff(), clock.today()
    home, then = url_for("partners.shelf.index"), _of(form.row_id.hex)
    return form_page(
        form,
        lambda: keeping.shelve(
            db.session, row_id=form.row_id, actor=actor, plan=form.plan(), tags=form.tags(), today=today
        ),
        Page(
            _("Partager une ressource"),
            home,
            _("Ressources"),
            _("C’est partagé. Ajoutez son fichier s’il y en a un."),
            then=then,
        ),
        refusals={},
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Say it otherwise."""
    item = find_item(ref)
    form = ChangeItemForm(obj=item)
    acted = {"actor": current_staff(), "item": item, "version": form.version.data}
    return form_page(
        form,
        lambda: keeping.change_item(db.session, plan=form.plan(), tags=form.tags(), **acted),
        Page(_("Modifier la ressource"), _of(ref), item.title, _("C’est enregistré.")),
        refusals={},
        held=item,
    )


@bp.route("/<ref>/fichier", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def give(ref: str) -> ResponseReturnValue:
    """Give a file: the first, or the next version. It is looked at before anything is written."""
    form, given, refusal = GiveForm(formdata=request.form if request.method == "POST" else None), None, ""
    if form.is_submitted():
        file = request.files.get("file")
        try:
            given = examine(file.read(LARGEST_FILE + 1) if file else b"")
        except NotShelved as refused:
            refusal = _(REFUSALS[refused.refusal])
    item = find_item(ref)
    if given and form.validate_on_submit():
        refusal = _kept(form, item, NewVersion(given, form.what_changed.data))
        if not refusal:
            flash(_("Le fichier est partagé."), "success")
            return redirect(_of(ref), code=303)
    page = render_template("observatory/shelf/give.html", item=item, form=form, refusal=refusal)
    return make_response(page, 400 if form.is_submitted() else 200)


@bp.route("/<ref>/retirer", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def withdraw(ref: str) -> ResponseReturnValue:
    """Close it to readers, who are told why."""
    item, today = find_item(ref), clock.today()
    form = WithdrawForm(obj=item)
    acted = {"actor": current_staff(), "item": item, "version": form.version.data, "today": today}
    return form_page(
        form,
        lambda: keeping.withdraw(db.session, reason=form.withdrawn_why.data, **acted),
        Page(
            _("Retirer la ressource"),
            _of(ref),
            item.title,
            _("Elle est retirée. Vous pouvez la remettre."),
            submit=_("Retirer"),
        ),
        refusals={},
        held=item,
    )


@bp.post("/<ref>/remettre")
@requires(Permission.SHELF_KEEP)
def put_back(ref: str) -> ResponseReturnValue:
    """Open it to readers again."""
    pressed()
    keeping.put_back(db.session, actor=current_staff(), item=find_item(ref))
    flash(_("La ressource est de nouveau partagée."), "success")
    return redirect(_of(ref), code=303)


@bp.post("/<ref>/supprimer")
@requires(Permission.SHELF_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Delete for good what was withdrawn."""
    pressed()
    try:
        keeping.take_away(db.session, actor=current_staff(), item=find_item(ref))
    except keeping.StillShared:
        flash(_("Retirez d’abord cette ressource : rien n’est supprimé."), "error")
        return redirect(_of(ref), code=303)
    flash(_("La ressource et ses fichiers sont supprimés."))
    return redirect(url_for("partners.shelf.index"), code=303)


@bp.post("/<ref>/fichiers/<version>/supprimer")
@requires(Permission.SHELF_KEEP)
def drop_version(ref: str, version: str) -> ResponseReturnValue:
    """Delete a file given by mistake."""
    pressed()
    giving.drop_version(db.session, actor=current_staff(), item=find_item(ref), version_id=as_id(version))
    flash(_("Ce fichier est supprimé."))
    return redirect(_of(ref), code=303)


def _kept(form: GiveForm, item: ShelfItem, new_version: NewVersion) -> str:
    """Keep a file; return why not, or nothing."""
    try:
        giving.give(
            db.session, row_id=form.row_id, actor=current_staff(), item=item, new=new_version, today=clock.today()
        )
    except ShelfFull:
        return str(_(FULL))
    return ""


def _of(ref: str) -> str:
    return url_for("partners.shelf.show", ref=ref)
