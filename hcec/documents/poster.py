"""A poster for one consultation: where to answer, until when, and when the answer comes back (F2).

It hangs in a corridor: it holds no code, and says nothing of who would answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from hcec.disclosure.wording import N_
from hcec.documents.cards import in_three, qr_code
from hcec.documents.pdf import printed
from hcec.documents.typesetting import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What one consultation shows. Days are already in words; `numbers` are (number, purpose)."""

    title: str
    why: str
    council: str
    origin: str
    """The public address of the platform, with its scheme."""
    numbers: Sequence[tuple[str, str]]
    last_day: str = ""
    answer_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """The words of the poster: `{day}` and `{address}` are filled in."""

    language: str = "fr"
    asks: str = N_("Le conseil te demande ton avis")
    nameless: str = N_("Sans ton nom. Personne de ton lieu de vie ne lit.")
    with_card: str = N_("Tu as une carte du conseil ? Va sur {address}")
    with_phrase: str = N_("Tu as déjà ta phrase ? Va sur {address}")
    no_card: str = N_("Pas de carte ? Demande-la à un adulte, ou demande la feuille à remplir.")
    until: str = N_("Tu peux répondre jusqu’au {day}.")
    back: str = N_("La réponse revient")
    answer: str = N_("Avant le {day}, le département répond à tout le monde, sur {address}")
    answer_undated: str = N_("Le département répond à tout le monde, sur {address}")
    talk: str = N_("En danger, ou besoin de parler ?")
    qr: str = N_("Code QR : il ouvre la page où l’on tape le code de sa carte.")

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "PosterWords":
        """Return the words through the caller's own gettext."""
        words = {word.name: gettext(str(word.default)) for word in fields(cls) if word.name != "language"}
        return cls(language=language, **words)


def render_poster(poster: Poster, words: PosterWords) -> bytes:
    """Return the PDF/UA-1 of an A4 poster: the same bytes for the same words."""
    origin = poster.origin.rstrip("/")
    answer = words.answer.replace("{day}", poster.answer_day) if poster.answer_day else words.answer_undated
    data = {
        "language": words.language,
        "title": poster.title,
        "why": poster.why,
        "council": poster.council,
        "asks": words.asks,
        "nameless": words.nameless,
        "ways": [
            in_three(words.with_card, f"{origin}/rejoindre"),
            in_three(words.with_phrase, f"{origin}/entrer"),
            in_three(words.no_card, ""),
        ],
        "until": words.until.replace("{day}", poster.last_day) if poster.last_day else "",
        "back": words.back,
        "answer": in_three(answer, f"{origin}/resultats/"),
        "talk": words.talk,
        "numbers": poster.numbers,
    }
    # The drawing and its address are made here, so they need no cleaning.
    return typeset("poster.typ", {"words": printed(data), "qr": qr_code(f"{origin}/rejoindre"), "qr_said": words.qr})
