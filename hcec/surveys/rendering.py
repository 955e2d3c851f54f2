"""Files of a survey's release: the same makers as for syntheses, and words for adults."""

from dataclasses import dataclass

from hcec.documents.words import DocumentWords
from hcec.labels import N_

FORMATS = ("pdf", "odt", "ods", "csv")
"""The package of data that a national reader merges is not one of them: it holds children's answers only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultWords(DocumentWords):
    """What files say otherwise when people of age answered."""

    contributors: str = N_("Personnes qui ont répondu")
    count: str = N_("Nombre de personnes")
    counted: str = N_("Personnes comptées")
    internal: str = N_("Observatoire — ne pas diffuser")
    too_few: str = N_("Il y a eu trop peu de réponses pour publier. Elles ont été lues.")
    attack_line: str = N_(
        "{scope} : {hidden} cases masquées, attaquées au seuil de {threshold} personnes. Rien trouvé."
    )
    scope_quotations: str = N_("Le nombre de réponses")
    threshold: str = N_("Un groupe de moins de {threshold} personnes n’est jamais compté à part.")
