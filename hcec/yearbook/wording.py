"""The words of the yearbook's files, where those of a synthesis would not do: nobody answered, people are counted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hcec.documents.words import DocumentWords
from hcec.labels import N_

NOT_OLINPE = N_(
    "Ces chiffres sont ceux du département, avec les mots d’OLINPE et de l’ONPE. "
    "Ils ne remplacent pas la remontée OLINPE, qui suit chaque parcours."
)
_CHANGED = {
    "consultation": N_("Données"),
    "contributors": N_("Enfants et jeunes majeurs accueillis au 31 décembre"),
    "message": N_("En bref"),
    "figures": N_("Les chiffres"),
    "category": N_("Catégorie"),
    "count": N_("Nombre"),
    "counted": N_("En tout"),
    "too_few": N_("Le nombre d’enfants accueillis n’est pas publié."),
    "scope_together": N_("Avec les versions déjà publiées"),
    "attack_line": N_("{scope} : {hidden} cases masquées, attaquées au seuil de {threshold}. Rien trouvé."),
    "threshold": N_("Un groupe de moins de {threshold} enfants n’est jamais compté à part."),
    "every_category": N_("Les catégories de chaque tableau"),
}


def words_of_figures(language: str, gettext: Callable[[str], str]) -> DocumentWords:
    """Return the words of files through the caller's own gettext."""
    said: dict[str, Any] = {name: gettext(words) for name, words in _CHANGED.items()}
    return replace(DocumentWords.translated(language, gettext), **said)
