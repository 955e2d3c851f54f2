"""Institutions that work with the observatory, and the accounts that act for them."""

from collections import Counter

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.partners import queries
from hcec.partners.models import Institution
from hcec.partners.services import StillInUse, registering
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, history, pressed
from hcec.web.observatory.partners_forms import AccountForm, ChangeInstitutionForm, NewInstitutionForm
from hcec.web.observatory.partners_pages import form_page
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("partners", __name__, url_prefix="/observatoire/partenaires")


@bp.get("/")
@requires(Permission.PARTNERS_KEEP)
def index() -> ResponseReturnValue:
    """Every institution, and partner accounts that act for none."""
    today = clock.today()
    return render_template(
        "observatory/partners/index.html",
        institutions=db.session.scalars(queries.institutions()).all(),
        running=Counter(one.institution_id for one in db.session.scalars(queries.mandates()) if one.runs_on(today)),
        untied=db.session.scalars(queries.accounts_without()).all(),
    )


@bp.route("/institutions/nouvelle", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def new() -> ResponseReturnValue:
    """Add an institution."""
    form, actor, today = NewInstitutionForm(), current_staff(), clock.today()
    return form_page(
        form,
        lambda: registering.add_institution(db.session, row_id=form.row_id, actor=actor, plan=form.plan(), today=today),
        Page(_("Ajouter une institution"), url_for(".index"), _("Partenaires"), _("L’institution est ajoutée.")),
    )


@bp.get("/institutions/<ref>")
@requires(Permission.PARTNERS_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One institution: what it signed, who acts for it."""
    institution = find(ref)
    mandates = db.session.scalars(queries.mandates_of(institution.id)).all()
    return render_template(
        "observatory/partners/show.html",
        institution=institution,
        mandates=mandates,
        today=clock.today(),
        accounts=db.session.scalars(queries.accounts_of(institution.id)).all(),
        history=history(institution, *mandates),
    )


@bp.route("/institutions/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change an institution, or take it away while nothing hangs on it."""
    institution = find(ref)
    form = ChangeInstitutionForm(obj=institution)
    acted = {"actor": current_staff(), "institution": institution, "version": form.version.data, "today": clock.today()}
    drop = (_("Supprimer l’institution"), _("Seulement si rien n’y est rattaché."), url_for(".drop", ref=ref))
    return form_page(
        form,
        lambda: registering.change_institution(db.session, plan=form.plan(), **acted),
        Page(
            _("Modifier l’institution"),
            url_for(".show", ref=ref),
            institution.name,
            _("C’est enregistré."),
            drop=drop,
        ),
        held=institution,
    )


@bp.post("/institutions/<ref>/supprimer")
@requires(Permission.PARTNERS_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away what was added by mistake."""
    pressed()
    try:
        registering.drop_institution(db.session, actor=current_staff(), institution=find(ref))
    except StillInUse:
        flash(_("Quelque chose est rattaché à cette institution : rien n’est supprimé."), "error")
        return redirect(url_for(".show", ref=ref), code=303)
    flash(_("L’institution est supprimée."))
    return redirect(url_for(".index"), code=303)


@bp.route("/institutions/<ref>/comptes", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def tie(ref: str) -> ResponseReturnValue:
    """Let a partner account act for the institution."""
    institution, form, actor = find(ref), AccountForm(), current_staff()
    form.account.choices = [
        ("", _("Choisir un compte")),
        *((each.id.hex, f"{each.name} ({each.email})") for each in db.session.scalars(queries.accounts_without())),
    ]
    return form_page(
        form,
        lambda: registering.tie_account(
            db.session, actor=actor, institution=institution, staff_id=as_id(form.account.data)
        ),
        Page(
            _("Rattacher un compte"),
            url_for(".show", ref=ref),
            institution.name,
            _("Le compte est rattaché."),
            intro=_("L’administration crée les comptes partenaires. Chacun agit pour une seule institution."),
            submit=_("Rattacher"),
        ),
    )


@bp.post("/institutions/<ref>/comptes/<account>/detacher")
@requires(Permission.PARTNERS_KEEP)
def untie(ref: str, account: str) -> ResponseReturnValue:
    """Let an account act for the institution no more."""
    pressed()
    registering.untie_account(db.session, actor=current_staff(), institution=find(ref), staff_id=as_id(account))
    flash(_("Le compte n’agit plus pour cette institution."))
    return redirect(url_for(".show", ref=ref), code=303)


def find(ref: str) -> Institution:
    """Return an institution, or answer 404."""
    found: Institution = one_or_404(db.session, select(Institution).where(Institution.id == as_id(ref)))
    return found
