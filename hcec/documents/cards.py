"""Invitation cards to cut and fold, eight a sheet, for any black-and-white office printer (A1).

The cover says nothing that tells a stranger what the card is for: the council's name stands inside, beside the code.
The document holds secrets in clear: whoever asks for it streams it and keeps nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

import segno

from hcec.disclosure.wording import N_
from hcec.documents.typesetting import typeset

PER_SHEET = 8
ADDRESS = "{address}"


@dataclass(frozen=True, slots=True)
class CardFace:
    """What one card shows, as it is printed: `7K3Q-M9XW-2HT4` and `4821 0937`."""

    code: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """The words of the cards. `first` holds `{address}`, `notice_until` holds `{until}`."""

    language: str = "fr"
    title: str = N_("Cartes d’invitation à plier")
    cover: str = N_("Ta parole compte.")
    code_label: str = N_("Ton code")
    number_label: str = N_("Carte")
    notice: str = N_("Cette carte sert une seule fois.")
    notice_until: str = N_("Cette carte sert une seule fois, jusqu’à {until}.")
    first: str = N_("Va sur {address}")
    second: str = N_("Tape ce code.")
    third: str = N_("Dis ce que tu vis, sans ton nom.")
    emergency: str = N_("En danger ? Appelle le 119, jour et nuit.")
    qr: str = N_("Code QR : il ouvre la page avec le code de cette carte.")
    handling: str = N_(
        "À couper sur les traits, à plier en accordéon sur les pointillés : le code reste à l’intérieur."
    )

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "CardWords":
        """Return the words through the caller's own gettext."""
        words = {word.name: gettext(str(word.default)) for word in fields(cls) if word.name != "language"}
        return cls(language=language, **words)


def render_cards(
    cards: Sequence[CardFace], *, council: str, address: str, words: CardWords, until: str | None = None
) -> bytes:
    """Return the PDF/UA-1 of these cards, eight a sheet: the same bytes for the same cards (A1).

    `address` is the public one ("https://parole.example"); `until` is said as in "jusqu'à fin mars 2027".
    Raises ValueError without a card.
    """
    if not cards:
        raise ValueError("no card to print")
    page = f"{address.rstrip('/')}/rejoindre"
    data = card_data(cards, council=council, page=page, words=words, until=until)
    faces = data.pop("faces")
    data["sheets"] = [faces[start : start + PER_SHEET] for start in range(0, len(faces), PER_SHEET)]
    return typeset("card.typ", data)


def card_data(
    cards: Sequence[CardFace], *, council: str, page: str, words: CardWords, until: str | None
) -> dict[str, Any]:
    """Return what a template needs to draw these cards: `page` is the address where a code is typed."""
    return {
        "language": words.language,
        "title": words.title,
        "council": council,
        "cover": words.cover,
        "code_label": words.code_label,
        "number_label": words.number_label,
        "notice": words.notice_until.replace("{until}", until) if until else words.notice,
        "steps": [in_three(step, page) for step in (words.first, words.second, words.third)],
        "emergency": words.emergency,
        "qr": words.qr,
        "handling": words.handling,
        "faces": [
            {"code": card.code, "number": card.number, "qr": qr_code(f"{page}#{_bare(card.code)}")} for card in cards
        ],
    }


def in_three(step: str, page: str) -> dict[str, str]:
    """Return words in three parts, the address in the middle if they hold one, without its scheme."""
    before, address, after = step.partition(ADDRESS)
    return {"before": before, "strong": page.split("://", 1)[-1] if address else "", "after": after}


def _bare(code: str) -> str:
    """Return a code as it travels in an address: a shorter QR code is coarser, so easier to read."""
    return code.replace("-", "")


def qr_code(content: str) -> str:
    """Return the QR code as SVG, its quiet zone included."""
    drawing = BytesIO()
    segno.make(content, error="m", micro=False).save(drawing, kind="svg", xmldecl=False, border=4, dark="#000000")
    return drawing.getvalue().decode("utf-8")
