"""Letters of invitation: one A4 page a recipient, the card to cut out at its foot (A1).

The address stands where a French window envelope shows it. The document holds names beside codes: whoever asks for it
prints it, posts it and erases it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from hcec.disclosure.wording import N_
from hcec.documents.cards import CardFace, CardWords, card_data, in_three
from hcec.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom, line by line, and the card that goes with it."""

    address: tuple[str, ...]
    card: CardFace


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """The words of the letter. `who` holds `{council}`, `how` holds `{address}`."""

    title: str = N_("Lettres d’invitation")
    hello: str = N_("Bonjour,")
    who: str = N_("Le {council} veut entendre ce que tu vis : ce qui va bien, et ce qui doit changer.")
    card: str = N_("En bas de cette page, il y a une carte. Elle est à toi. Découpe-la et garde-la.")
    how: str = N_("Va sur {address}. Tape le code de la carte. Puis réponds aux questions, ou écris ton message.")
    nameless: str = N_("Tu n’écris pas ton nom. Les personnes qui te lisent ne savent pas qui tu es.")
    danger: str = N_(
        "Si tu es en danger, un seul service peut retrouver à qui est cette carte. C’est pour te protéger."
    )
    free: str = N_("Tu peux aussi ne rien répondre. C’est toi qui choisis.")
    goodbye: str = N_("À bientôt !")

    @classmethod
    def translated(cls, gettext: Callable[[str], str]) -> "LetterWords":
        """Return the words through the caller's own gettext."""
        return cls(**{word.name: gettext(str(word.default)) for word in fields(cls)})


def render_letters(
    letters: Sequence[Letter], *, council: str, address: str, words: LetterWords, card_words: CardWords, until: str
) -> bytes:
    """Return the PDF/UA-1 of these letters, one a page. Raises ValueError without a letter."""
    if not letters:
        raise ValueError("no letter to print")
    page = f"{address.rstrip('/')}/rejoindre"
    body = [words.who.replace("{council}", council), words.card, words.how, words.nameless, words.danger, words.free]
    data = {
        **card_data([letter.card for letter in letters], council=council, page=page, words=card_words, until=until),
        "title": words.title,
        "hello": words.hello,
        "body": [in_three(line, page) for line in body],
        "goodbye": words.goodbye,
        "addresses": [letter.address for letter in letters],
    }
    return typeset("letter.typ", data)
