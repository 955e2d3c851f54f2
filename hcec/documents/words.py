"""The words of the files themselves, given by the caller in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from hcec.disclosure.wording import N_, TOO_FEW
from hcec.documents.telling import FRENCH as TELLING
from hcec.documents.telling import TellingWords

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
    summary: str = N_("Sommaire")
    chart: str = N_("Graphique en barres : {title}. Les mêmes nombres sont dans le tableau qui suit.")
    of_line: str = N_("Barres : part de chaque ligne.")
    all_lines: str = N_("Total")
    asks: str = N_("Ce qui est demandé")
    ask: str = N_("La demande")
    of_whom: str = N_("À qui")
    engagement: str = N_("Engagement")
    attack: str = N_("Comment nous avons vérifié")
    attack_intro: str = N_(
        "Avant de publier, la plateforme a cherché elle-même à retrouver ce qui est masqué. Elle n’a rien trouvé."
    )
    attack_line: str = N_("{scope} : {hidden} cases masquées, attaquées au seuil de {threshold} jeunes. Rien trouvé.")
    scope_together: str = N_("Avec tout ce qui est déjà sorti sur cette consultation")
    scope_public: str = N_("Entre versions publiques")
    scope_crossings: str = N_("Les croisements, avec tout ce qui est déjà sorti")
    scope_quotations: str = N_("Les phrases citées, jointes aux tableaux")
    threshold: str = N_("Un groupe de moins de {threshold} jeunes n’est jamais compté à part.")
    licence: str = N_("Licence")
    licence_etalab: str = N_(
        "Licence Ouverte 2.0 (Etalab) : chacun peut réutiliser ces données s’il dit d’où elles viennent."
    )
    licence_odbl: str = N_(
        "ODbL 1.0 : chacun peut réutiliser ces données s’il dit d’où elles viennent et partage de même."
    )
    licence_none: str = N_("Document interne : il n’est donné sous aucune licence ouverte.")
    every_table: str = N_("Les tableaux")
    every_category: str = N_("Les réponses possibles de chaque tableau")
    frozen: str = N_("La version publiée, telle qu’elle est gardée")
    telling: TellingWords = TELLING

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "DocumentWords":
        """Return the words through the caller's own gettext."""
        telling = TellingWords.translated(gettext)
        named = [word for word in fields(cls) if word.name not in ("language", "telling")]
        return cls(language=language, telling=telling, **{word.name: gettext(str(word.default)) for word in named})

    @property
    def hidden_note(self) -> str:
        """What the sign for a hidden cell means."""
        return f"{HIDDEN} : {self.hidden}. {self.hidden_why}"


FRENCH = DocumentWords()


def share(percent: int) -> str:
    """Return a percentage as French writes it, on one line."""
    return f"{percent}\N{NARROW NO-BREAK SPACE}%"
