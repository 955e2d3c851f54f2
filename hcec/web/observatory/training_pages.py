"""What the pages of training share: what services refuse in words, and how rows are found."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue
from sqlalchemy import select

from hcec import db
from hcec.labels import N_
from hcec.training.models import TrainingLine, TrainingNeed, TrainingProgramme, TrainingSession
from hcec.training.services import holding, lining, needing, programming
from hcec.web import form_pages
from hcec.web.access import one_or_404
from hcec.web.form_pages import Page, Refusals
from hcec.web.forms import Form
from hcec.web.references import as_id

REFUSALS: Refusals = {
    needing.NotOut: ("source", N_("Cette synthèse n’est pas publiée, ou attend sa plénière.")),
    needing.AlreadyAnswered: ("title", N_("Ce besoin a déjà reçu une réponse : ses mots ne changent plus.")),
    needing.ReasonMissing: ("answer", N_("Dites pourquoi : ces mots seront lus par qui a signalé le besoin.")),
    needing.NotMergeable: (
        "merged_into_id",
        N_("Ce besoin ne peut pas être réuni à celui-là."),
    ),
    needing.IsAnswered: ("state", N_("Une ligne d’un programme y répond : il reste retenu.")),
    programming.YearsUnsound: (
        "to_year",
        N_("La dernière année vient avant la première, ou laisse de côté ce qu’une ligne prévoit."),
    ),
    programming.NotADraft: ("title", N_("Ce programme est adopté : il ne change plus. Commencez sa révision.")),
    programming.NotAdoptable: (
        "adopted_on",
        N_("Un programme est adopté un jour déjà venu, et il a au moins une ligne."),
    ),
    lining.NumberTaken: ("number", N_("Ce numéro est déjà pris ici.")),
    lining.YearOutside: ("number", N_("Le programme ne couvre pas une de ces années.")),
    lining.NotKept: ("need_ids", N_("Un de ces besoins n’est plus retenu.")),
    holding.DaysUnsound: (
        "ends_on",
        N_("La fin vient avant le début, ou cette session n’a pas encore commencé : dites-la prévue."),
    ),
    holding.NotOfTheProgramme: ("line_id", N_("Le programme de cette ligne ne couvre pas cette année.")),
    holding.StillCounted: ("state", N_("Des présents y sont comptés : elle a été tenue.")),
    holding.NotHeld: ("people", N_("Cette session n’est pas dite tenue.")),
    holding.TooManyAnswers: ("people", N_("Plus de personnes ont répondu qu’il n’en est venu.")),
}


def form_page(form: Form, act: Callable[[], Any], page: Page, *, held: Any = None) -> ResponseReturnValue:
    """Show a form of training's, and act on it."""
    return form_pages.form_page(form, act, page, refusals=REFUSALS, held=held)


def find_need(ref: str) -> TrainingNeed:
    """Return a need, or answer 404."""
    found: TrainingNeed = one_or_404(db.session, select(TrainingNeed).where(TrainingNeed.id == as_id(ref)))
    return found


def find_programme(ref: str) -> TrainingProgramme:
    """Return a programme, or answer 404."""
    wanted = select(TrainingProgramme).where(TrainingProgramme.id == as_id(ref))
    found: TrainingProgramme = one_or_404(db.session, wanted)
    return found


def find_line(ref: str) -> TrainingLine:
    """Return a line, or answer 404."""
    found: TrainingLine = one_or_404(db.session, select(TrainingLine).where(TrainingLine.id == as_id(ref)))
    return found


def find_session(ref: str) -> TrainingSession:
    """Return a session, or answer 404."""
    found: TrainingSession = one_or_404(db.session, select(TrainingSession).where(TrainingSession.id == as_id(ref)))
    return found
