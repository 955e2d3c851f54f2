"""Files of a survey's release: the same makers as for syntheses, and words for adults."""

from collections.abc import Callable
from dataclasses import replace

from hcec.documents.words import DocumentWords
from hcec.labels import N_

FORMATS = ("pdf", "odt", "ods", "csv")
"""The package of data that a national reader merges is not one of them: it holds children's answers only."""

OF_ADULTS = {
    "contributors": N_("Personnes qui ont répondu"),
    "count": N_("Nombre de personnes"),
    "counted": N_("Personnes comptées"),
    "internal": N_("Observatoire et partenaires — ne pas diffuser"),
    "too_few": N_("Il y a eu trop peu de réponses pour publier. Elles ont été lues."),
    "threshold": N_("Un groupe de moins de {threshold} personnes n’est jamais compté à part."),
}


def adult_words(language: str, gettext: Callable[[str], str]) -> DocumentWords:
    """Return the words of the files through the caller's own gettext."""
    words = DocumentWords.translated(language, gettext)
    return replace(words, **{name: gettext(text) for name, text in OF_ADULTS.items()})
