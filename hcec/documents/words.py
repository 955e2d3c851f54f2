"""The words of the files themselves, given by the caller in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from hcec.disclosure.wording import N_, TOO_FEW

HIDDEN = "·"
"""The one sign for every hidden cell, in every format: two signs would tell why each is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWords:
    """Heads, labels and notes that every release shares."""

    language: str = "fr"
    read_first: str = N_("À lire d’abord")
    consultation: str = N_("Consultation")
    period: str = N_("Période")
    contributors: str = N_("Jeunes qui ont participé")
    audience: str = N_("Diffusion")
    public: str = N_("Public")
    internal: str = N_("Interne — ne pas diffuser")
    reference: str = N_("Référence")
    contents: str = N_("Dans ce fichier")
    message: str = N_("Ce que nous retenons")
    figures: str = N_("Les réponses en nombres")
    quotations: str = N_("Vos mots")
    quoted_with_consent: str = N_("Chaque jeune cité a donné son accord pour cette phrase.")
    method: str = N_("Comment nous avons compté")
    category: str = N_("Réponse")
    count: str = N_("Nombre de jeunes")
    percent: str = N_("Part")
    total: str = N_("Ensemble")
    counted: str = N_("Jeunes comptés")
    several: str = N_("Plusieurs réponses possibles")
    theme: str = N_("Thème")
    quotation: str = N_("Phrase")
    trait: str = N_("Qui parle")
    hidden: str = N_("masqué pour protéger")
    hidden_why: str = N_("Un nombre est masqué s’il pouvait désigner quelqu’un, ou aider à en trouver un autre.")
    too_few: str = TOO_FEW
    page: str = N_("Page")

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "DocumentWords":
        """Return the words through the caller's own gettext."""
        words = {word.name: gettext(str(word.default)) for word in fields(cls) if word.name != "language"}
        return cls(language=language, **words)

    @property
    def hidden_note(self) -> str:
        """What the sign for a hidden cell means."""
        return f"{HIDDEN} : {self.hidden}. {self.hidden_why}"


FRENCH = DocumentWords()


def share(percent: int) -> str:
    """Return a percentage as French writes it, on one line."""
    return f"{percent}\N{NARROW NO-BREAK SPACE}%"
