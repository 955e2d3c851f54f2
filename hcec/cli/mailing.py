"""Cards sent by letter: a document to print and post, and a register that the CRIP alone opens (A6)."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import SystemRandom

from hcec.accounts.mailing_list import BadList, Recipient, read_list
from hcec.accounts.services.cards import NewCard
from hcec.platform import Platform


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who gets a letter, and the public key that the register is sealed to."""

    recipients: list[Recipient]
    public_key: str


def prepare(platform: Platform, recipients_file: Path) -> Mailing:
    """Read the list before anything is made; leave with one plain line when it cannot be used."""
    try:
        recipients = read_list(recipients_file.read_bytes())
    except (BadList, OSError) as refusal:
        reason = refusal.strerror if isinstance(refusal, OSError) else refusal
        raise SystemExit(f"hcec : {recipients_file.name}, {reason}. Aucune carte n'est faite.") from refusal
    public_key = platform.department().crip_public_key
    if not public_key:
        raise SystemExit(
            "hcec : la clé publique de la CRIP n'est pas réglée (hcec crip trust). Aucune carte n'est faite."
        )
    return Mailing(recipients, public_key)


def documents(platform: Platform, mailing: Mailing, made: list[NewCard], expires: date) -> tuple[bytes, bytes]:
    """Return the letters' PDF and the sealed register; which card goes with which line is drawn at random."""
    from babel.dates import format_date

    from hcec import keys
    from hcec.accounts.card_code import format_code, format_number
    from hcec.documents.cards import CardFace, CardWords
    from hcec.documents.letters import Letter, LetterWords, render_letters
    from hcec.safeguarding.register import register_of
    from hcec.text.typography import french_spaces

    drawn = SystemRandom().sample(made, len(made))
    sent = list(zip(mailing.recipients, drawn, strict=True))
    letters = render_letters(
        [Letter(each.address, CardFace(format_code(card.code), format_number(card.number))) for each, card in sent],
        council=platform.department().council_name,
        address=platform.settings.origin,
        words=LetterWords.translated(french_spaces),
        card_words=CardWords.translated("fr", french_spaces),
        until=f"fin {format_date(expires, 'MMMM yyyy', locale='fr')}",
    )
    content = register_of([(card.number, each.line) for each, card in sent])
    return letters, keys.seal_envelope(bytes.fromhex(mailing.public_key), content)
