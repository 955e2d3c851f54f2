"""The partners' home: which institution one acts for, and every place that the observatory shares.

Another feature adds its card here: one line in PLACES, with the permission that opens its door.
"""

from typing import NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import db
from hcec.labels import N_
from hcec.partners import queries
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.viewer import current_staff

bp = Blueprint("home", __name__, url_prefix="/partenaires")


class Place(NamedTuple):
    """A card: where it leads, what it is called, what one finds there, who may open it."""

    endpoint: str
    title: str
    sentence: str
    permission: Permission
    needs_institution: bool = False  # nothing to do there for who acts for none


PLACES: tuple[Place, ...] = (
    Place(
        "partners.immersions.index",
        N_("Les immersions"),
        N_("Une journée chez une autre institution : proposer, demander, répondre, raconter."),
        Permission.PARTNERS_READ,
    ),
    Place(
        "partners.plenaries.index",
        N_("Les plénières"),
        N_("Les ordres du jour, les comptes rendus, et ce qui est décidé et reste à faire."),
        Permission.PARTNERS_READ,
    ),
    Place(
        "public.results.index",
        N_("Ce que les jeunes ont dit"),
        N_("Les synthèses publiées, et ce que le Département y répond."),
        Permission.PARTNERS_READ,
    ),
    Place(
        "observatory.scheme.index",
        N_("Le schéma et ses actions"),
        N_("Qui fait quoi, pour quand, et ce que les jeunes ont demandé qui s’y rapporte."),
        Permission.SCHEME_READ,
    ),
    Place(
        "partners.surveys.index",
        N_("Ce que disent les professionnels et les familles"),
        N_("Les consultations d’adultes, en nombres protégés."),
        Permission.PARTNERS_READ,
    ),
    Place(
        "partners.figures.index",
        N_("Les données départementales"),
        N_("L’annuaire de chaque année et ses évolutions, en nombres protégés."),
        Permission.PARTNERS_READ,
    ),
    Place(
        "partners.shelf.index",
        N_("Les ressources"),
        N_("Documents partagés, veille juridique, pratiques inspirantes."),
        Permission.SHELF_READ,
    ),
    Place(
        "partners.training.index",
        N_("La formation"),
        N_("Signaler un besoin, lire la réponse, le programme adopté, les prochaines sessions."),
        Permission.TRAINING_RAISE,
    ),
)


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def index() -> ResponseReturnValue:
    """Where a partner can go. Without an institution: whom to ask."""
    who = current_staff()
    mine = db.session.scalars(queries.institution_of(who.id)).first()
    is_keeper = who.may(Permission.PARTNERS_KEEP)
    places = [
        place for place in PLACES if who.may(place.permission) and (mine or is_keeper or not place.needs_institution)
    ]
    return render_template("partners/home/index.html", institution=mine, is_keeper=is_keeper, places=places)
