"""The words of the sheet that is filled in LibreOffice, and of what it may have when it comes back."""

from dataclasses import asdict
from datetime import date

from flask_babel import gettext as _

from hcec.consultations.models import Consultation
from hcec.documents.answer_sheet import Asked, Part, Sheet, Trouble
from hcec.documents.odt_reading import Fault
from hcec.followup.models import Proposal, PublicAnswer
from hcec.followup.services.answers import Subject, words_of
from hcec.labels import N_, label
from hcec.web.answer_forms import AnswerWordsForm
from hcec.web.application import platform

FAULTS = {
    Fault.TOO_LARGE: N_("Ce fichier est trop gros. La fiche remplie tient en quelques pages, sans image."),
    Fault.NOT_ODT: N_("Ce n’est pas un texte ODT. Dans LibreOffice : « Enregistrer sous », format ODF Texte."),
    Fault.CLOSED: N_("Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe."),
    Fault.UNSAFE: N_("Ce fichier n’a pas la forme d’une fiche. Repartez de la fiche téléchargée ici."),
    Fault.DAMAGED: N_("Ce fichier ne se lit pas : il est abîmé. Enregistrez-le à nouveau dans LibreOffice."),
}
TROUBLES = {
    Trouble.UNKNOWN_SUBJECT: N_("Cette partie ne répond à rien qui soit à vous, ou revient deux fois."),
    Trouble.UNKNOWN_HEADING: N_("Ce titre n’est pas dans la fiche."),
    Trouble.REPEATED_HEADING: N_("Ce titre est écrit deux fois."),
    Trouble.NO_HEADING: N_("Ce titre manque : la fiche a été changée."),
    Trouble.OUTSIDE: N_("Ce texte est hors des parties à remplir."),
    Trouble.CHANGED: N_("Cette réponse a changé ici depuis que la fiche a été téléchargée."),
}


HINTS = {"by_when": N_("Un jour, écrit comme ceci : 31/03/2027.")}

Answered = tuple[Subject, PublicAnswer | None]


def sheet_of(consultation: Consultation, answered: list[Answered]) -> Sheet:
    """Return the sheet to fill in: the consultation as a whole, then each proposal, as they stand."""
    department = platform().department()
    return Sheet(
        title=_("Répondre aux jeunes : %(title)s", title=consultation.title),
        above=f"{department.council_name} · {department.department_name}",
        how=(
            _("Écrivez sous chaque titre, avec des mots que des enfants comprennent."),
            _("Laissez vide ce que vous ne savez pas encore. Ne changez pas les titres."),
        ),
        asked=tuple(_asked(subject, answer) for subject, answer in answered),
        footer=f"{department.council_name}, {department.department_name}",
        page=_("Page"),
    )


def reference(subject: Subject) -> str:
    """Return the short reference that a heading carries."""
    return subject.id.hex[:8]


def title_of(subject: Subject) -> str:
    """Return what is answered, in a few words."""
    if isinstance(subject, Proposal):
        return str(_("Proposition %(number)s", number=subject.position))
    return str(_("La consultation entière"))


def _asked(subject: Subject, answer: PublicAnswer | None) -> Asked:
    held = asdict(words_of(answer))
    form = AnswerWordsForm(formdata=None, of_proposal=isinstance(subject, Proposal), meta={"csrf": False})
    parts = tuple(
        Part(name, _(label("answer_part", name)), _hint(form, name), _text(held[name])) for name in held if name in form
    )
    return Asked(reference(subject), answer.version if answer else 0, title_of(subject), _about(subject), parts)


def _about(subject: Subject) -> tuple[str, ...]:
    if not isinstance(subject, Proposal):
        return (subject.title,)
    lines = (*subject.what.split("\n"), *subject.why.split("\n"), _("À qui : %(who)s", who=subject.of_whom))
    return tuple(line for line in lines if line.strip())


def _hint(form: AnswerWordsForm, name: str) -> str:
    said = _(HINTS[name]) if name in HINTS else str(form[name].description)
    return f"({said or _('Écrivez ici.')})"


def _text(held: object) -> str:
    return f"{held:%d/%m/%Y}" if isinstance(held, date) else str(held or "")
