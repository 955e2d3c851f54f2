"""Where a member of staff can go: what their permissions open, and nothing else."""

from typing import NamedTuple

from flask import request, url_for
from flask_babel import gettext as _

from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web.viewer import viewer


class Item(NamedTuple):
    """A place to go."""

    url: str
    label: str
    is_current: bool


Places = tuple[tuple[str, str, Permission], ...]

# The chain from card to answer, and whoever keeps it running.
CHAIN: Places = (
    ("staff.home.index", N_("Accueil"), Permission.STAFF_HOME),
    ("moderation.testimonies.index", N_("Messages à lire"), Permission.TESTIMONY_READ),
    ("moderation.paper.index", N_("Feuilles papier"), Permission.PAPER_ENTER),
    ("moderation.coding.index", N_("Codage"), Permission.TESTIMONY_DECIDE),
    ("moderation.quality.index", N_("Qualité"), Permission.MODERATION_OVERSEE),
    ("alerts.alerts.index", N_("Alertes"), Permission.ALERT_HANDLE),
    ("alerts.cover.index", N_("Astreinte"), Permission.COVER_EDIT),
    ("observatory.home.index", N_("Observatoire"), Permission.CONSULTATION_EDIT),
    ("observatory.consultations.index", N_("Consultations"), Permission.CONSULTATION_EDIT),
    ("observatory.coding.index", N_("Thèmes"), Permission.SYNTHESIS_WRITE),
    ("observatory.syntheses.index", N_("Synthèses"), Permission.SYNTHESIS_WRITE),
    ("observatory.proposals.index", N_("Propositions"), Permission.PROPOSAL_WRITE),
    ("answers.home.index", N_("Répondre"), Permission.ANSWER_WRITE),
    ("observatory.council.index", N_("Conseil"), Permission.COUNCIL_KEEP),
    ("administration.home.index", N_("Administration"), Permission.PLATFORM_KEEP),
    ("delegate.journal.index", N_("Journal"), Permission.JOURNAL_READ),
)

# The observatory's other missions: a row of their own where both do not fit in one.
MISSIONS: Places = (
    ("observatory.scheme.index", N_("Schéma"), Permission.SCHEME_READ),
    ("observatory.figures.index", N_("Données"), Permission.FIGURES_KEEP),
    ("observatory.surveys.index", N_("Questionnaires"), Permission.SURVEY_KEEP),
    ("observatory.training.index", N_("Formation"), Permission.TRAINING_KEEP),
    ("partners.shelf.index", N_("Ressources"), Permission.SHELF_READ),
    ("observatory.evaluations.index", N_("Évaluations"), Permission.SHELF_KEEP),
    ("observatory.partners.index", N_("Partenaires"), Permission.PARTNERS_KEEP),
    ("partners.home.index", N_("Accueil partenaires"), Permission.PARTNERS_READ),
)

# A place that whoever holds this permission reaches from another place.
REACHED_OTHERWISE = {"partners.home.index": Permission.PARTNERS_KEEP}


def rows() -> list[list[Item]]:
    """Return the staff menu: the places of the chain, then those of the other missions, each in order, none empty."""
    who = viewer()
    if who is None or not who.is_staff:
        return []
    found = [
        [
            (url_for(endpoint), _(label))
            for endpoint, label, permission in places
            if who.may(permission) and not (endpoint in REACHED_OTHERWISE and who.may(REACHED_OTHERWISE[endpoint]))
        ]
        for places in (CHAIN, MISSIONS)
    ]
    here = max((url for row in found for url, _label in row if request.path.startswith(url)), key=len, default="")
    return [[Item(url, label, url == here) for url, label in row] for row in found if row]
