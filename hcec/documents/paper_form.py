"""A consultation on paper: to print, answer by hand, and send back in a closed envelope. It asks for no name.

The order is that of a screen: what is promised, the questions, who I am if I want to say, then what to keep.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields

from hcec.disclosure.wording import N_
from hcec.documents.cards import in_three
from hcec.documents.pdf import printed
from hcec.documents.typesetting import typeset

FACES, ONE, SEVERAL, RANKING, TEXT = "faces", "one", "several", "ranking", "text"


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A question, in the shape of its kind; the last of four faces is the most content."""

    kind: str
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """What one consultation prints. Days are already in words; `numbers` are (number, purpose)."""

    title: str
    why: str
    who_reads: str
    what_next: str
    council: str
    questions: Sequence[PaperQuestion]
    ages: Sequence[str]
    places: Sequence[str]
    circles: Sequence[str]
    numbers: Sequence[tuple[str, str]]
    address: str
    """The page that will tell the answer, with its scheme."""
    last_day: str = ""
    answer_day: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperWords:
    """The words around the questions. `to_send` holds `{day}`, `answer` holds `{day}` and `{address}`."""

    language: str = "fr"
    nameless: str = N_("N’écris pas ton nom. N’écris pas le nom de ton lieu de vie.")
    draft: str = N_("Brouillon : à ne pas distribuer")
    before: str = N_("Avant de commencer")
    why: str = N_("Pourquoi ces questions ?")
    who: str = N_("Qui lit ta feuille ?")
    outside: str = N_("Une personne qui ne travaille pas là où tu vis ouvre l’enveloppe. Elle recopie tes réponses.")
    readers: str = N_("Les adultes qui lisent tes mots :")
    then: str = N_("Que deviennent tes réponses ?")
    counted: str = N_("On les compte avec les autres. On cache les noms et les lieux.")
    forever: str = N_("Une fois envoyée, ta feuille ne peut plus être reprise. Rien ne dit qu’elle est à toi.")
    once: str = N_("Tu as déjà répondu sur le site ? Alors garde cette feuille pour toi.")
    secret: str = N_("C’est sous secret, sauf si tu es en danger")
    hurt: str = N_("Quelqu’un te fait du mal. Par exemple : on te frappe.")
    touched: str = N_("Quelqu’un touche ton corps, ou veut le faire.")
    dying: str = N_("Tu te mets en danger. Par exemple : tu penses à mourir.")
    slow: str = N_("Alors on cherche à te protéger. Mais une feuille met des jours à arriver.")
    now: str = N_("Si tu es en danger, appelle maintenant :")
    same: str = N_("Cela ne change rien à tes papiers ni à ton contrat. Rien à ton lieu de vie non plus.")
    free: str = N_("Aucune question n’est obligatoire. Tu peux t’arrêter quand tu veux.")
    questions: str = N_("Les questions")
    tick_one: str = N_("Coche une seule case.")
    tick_several: str = N_("Tu peux en cocher plusieurs.")
    rank: str = N_("Donne une place à chacun. 1, c’est le plus important.")
    quote: str = N_("Tu veux bien qu’on cite ta phrase, sans ton nom ?")
    quote_yes: str = N_("Oui, vous pouvez citer mes mots exacts, sans mon nom.")
    quote_limit: str = N_("Si un nom ou un lieu s’y trouve, on ne cite rien. Des mots publiés ne se reprennent pas.")
    adult_yes: str = N_("Ça parle d’un adulte qui s’occupe de moi. Seules des personnes de l’extérieur me lisent.")
    me: str = N_("Toi, si tu veux le dire")
    age: str = N_("Quel âge as-tu ?")
    place: str = N_("Tu vis où ?")
    not_to_read: str = N_("Qui ne doit pas lire ?")
    not_to_read_hint: str = N_("Coche les secteurs où on pourrait te reconnaître.")
    card: str = N_("Tu as une carte du conseil ?")
    card_hint: str = N_(
        "Tu peux écrire son numéro ici, jamais son code. On ne s’en sert que si tu es en danger : ______ ______"
    )
    send: str = N_("Pour l’envoyer")
    envelope: str = N_("Mets ta feuille dans l’enveloppe. Ferme-la toi-même. Personne d’autre ne doit l’ouvrir.")
    to_send: str = N_("Elle doit arriver avant le {day}.")
    keep: str = N_("À découper et à garder")
    thanks: str = N_("Merci. Tes réponses comptent.")
    answer: str = N_("Réponse prévue avant le {day}, sur {address}")
    answer_undated: str = N_("La réponse sera sur {address}")
    talk: str = N_("Ça a remué des choses ? C’est normal. Tu peux en parler :")
    office: str = N_("Réservé à qui recopie : lot ____ feuille ____")
    page: str = N_("Page")

    @property
    def dangers(self) -> tuple[str, str, str]:
        """The three exceptions, in order."""
        return self.hurt, self.touched, self.dying

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "PaperWords":
        """Return the words through the caller's own gettext."""
        words = {word.name: gettext(str(word.default)) for word in fields(cls) if word.name != "language"}
        return cls(language=language, **words)


def render_paper_form(form: PaperForm, words: PaperWords) -> bytes:
    """Return the PDF/UA-1 of the form: the same bytes for the same words."""
    said = words.answer if form.answer_day else words.answer_undated
    data = {
        "words": asdict(words),
        "dangers": words.dangers,
        "form": asdict(form),
        "questions": [asdict(question) | {"how": _how(question, words)} for question in form.questions],
        "to_send": words.to_send.replace("{day}", form.last_day) if form.last_day else "",
        "answer": in_three(said.replace("{day}", form.answer_day), form.address),
    }
    return typeset("paper_form.typ", printed(data))


def _how(question: PaperQuestion, words: PaperWords) -> str:
    """Return how to answer, in a line."""
    return {SEVERAL: words.tick_several, RANKING: words.rank, TEXT: ""}.get(question.kind, words.tick_one)
