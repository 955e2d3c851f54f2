"""The document of a batch of cards: made in memory for whoever asks for it, streamed, and kept nowhere (A1)."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from hcec.accounts.card_code import format_code, format_number
from hcec.accounts.services.cards import NewCard
from hcec.documents.cards import CardFace, CardWords, render_cards
from hcec.text.typography import french_spaces


def card_sheets(cards: Sequence[NewCard], *, council: str, address: str, expires: date) -> bytes:
    """Return the PDF of these cards, eight a sheet. Slow: call it outside any transaction."""
    return render_cards(
        [CardFace(format_code(card.code), format_number(card.number)) for card in cards],
        council=council,
        address=address,
        words=CardWords.translated("fr", french_spaces),
        until=f"fin {format_date(expires, 'MMMM yyyy', locale='fr')}",
    )
