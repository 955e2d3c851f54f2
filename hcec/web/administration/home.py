"""The first page of whoever runs the platform: what a new one still needs, and whether all is well."""

from typing import NamedTuple

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import checks, db
from hcec.checks.setting_up import Progress, Step, progress
from hcec.department import services as department
from hcec.labels import N_, label
from hcec.permissions import Permission
from hcec.text.typography import french_spaces
from hcec.web.access import requires
from hcec.web.application import platform

bp = Blueprint("home", __name__)

# Each step: its name, what it takes, the page of ours where it is done, if it is done here.
STEPS: dict[Step, tuple[str, str, str]] = {
    Step.NAMES: (
        N_("Dire qui vous êtes"),
        N_("Le département et le conseil, comme les jeunes les liront."),
        "administration.settings.index",
    ),
    Step.CIRCLES: (
        N_("Inscrire les territoires et les services"),
        N_("Des territoires d’au moins 20 enfants, et dans chacun ses établissements et services."),
        "administration.services.index",
    ),
    Step.TEAM: (
        N_("Inviter l’équipe"),
        N_("Chaque personne choisit son mot de passe par un lien à usage unique."),
        "administration.staff.index",
    ),
    Step.TRAINED: (
        N_("Former celles et ceux qui lisent"),
        N_("Sans charte signée ni date de formation, personne ne lit. La charte se signe à la première connexion."),
        "administration.staff.index",
    ),
    Step.SUPPORT: (
        N_("Dire qui soutient les personnes qui lisent"),
        N_("Un nom et un numéro, montrés à côté des messages qui peuvent peser."),
        "administration.settings.index",
    ),
    Step.CRIP: (
        N_("Donner la clé de la CRIP"),
        N_(
            "La CRIP tire sa clé sur son propre ordinateur (hcec crip keygen). Sur le serveur : hcec crip trust, "
            "suivi de la clé publique. Puis la CRIP réussit un exercice, à la page des alertes."
        ),
        "",
    ),
    Step.COVER: (
        N_("Couvrir les quatorze jours qui viennent"),
        N_("Astreinte, suppléance, heures de lecture : la coordination ou la CRIP les écrit, à la page « Astreinte »."),
        "",
    ),
    Step.HELP_NUMBERS: (
        N_("Vérifier les numéros d’aide"),
        N_("Appelez-les. Plus vieux que six mois, ils attendent une nouvelle version de la plateforme."),
        "",
    ),
    Step.MAIL: (
        N_("Faire partir les avis"),
        N_("Sur le serveur : HCEC_SMTP_URL, puis hcec mail test. Sans courrier, personne n’est averti d’une alerte."),
        "",
    ),
    Step.BACKUPS: (
        N_("Sauvegarder chaque nuit"),
        N_("Sur le serveur : HCEC_BACKUP_KEY, puis hcec backup. La clé privée va dans le coffre du département."),
        "",
    ),
    Step.TESTED: (
        N_("Essayer avec des jeunes"),
        N_("Puis écrire avec qui, et quand. Rien ici n’a été essayé avec eux avant vous."),
        "administration.settings.index",
    ),
    Step.CARDS: (
        N_("Faire les premières cartes"),
        N_("Un lot par service : le document sort une fois, à imprimer aussitôt."),
        "administration.cards.index",
    ),
}


class StepLine(NamedTuple):
    """A step, in words."""

    title: str
    words: str
    url: str
    is_done: bool
    is_next: bool


@bp.get("/")
@requires(Permission.PLATFORM_KEEP)
def index() -> ResponseReturnValue:
    """What to do next, and what is not well."""
    made = progress(db.session, platform(), department.load(db.session))
    findings = _findings(thorough=False)
    return render_template(
        "administration/home/index.html",
        steps=_lines(made),
        is_ready=made.next_step is None,
        worries=[words for is_well, words in findings if not is_well],
        reliefs=[words for is_well, words in findings if is_well],
    )


@bp.get("/etat")
@requires(Permission.PLATFORM_KEEP)
def state() -> ResponseReturnValue:
    """Look at everything, the whole file and the whole journal among it."""
    return render_template("administration/home/state.html", findings=_findings(thorough=True))


def _findings(*, thorough: bool) -> list[tuple[bool, str]]:
    return [
        (is_well, french_spaces(words.replace("'", "’")))
        for is_well, words in checks.look(platform(), thorough=thorough)
    ]


def _lines(made: Progress) -> list[StepLine]:
    return [
        StepLine(
            _(STEPS[step][0]),
            _(STEPS[step][1]) + (_lacking(made) if step is Step.TEAM else ""),
            url_for(STEPS[step][2]) if STEPS[step][2] else "",
            is_done,
            step is made.next_step,
        )
        for step, is_done in made.done.items()
    ]


def _lacking(made: Progress) -> str:
    """Return whom the team still lacks, role by role; nothing when it is whole."""
    if not made.lacking:
        return ""
    people = ", ".join(
        f"{_(label('role', role))} ({count})" if count > 1 else _(label("role", role))
        for role, count in made.lacking.items()
    )
    return f" {_('Il manque : %(people)s.', people=people)}"
