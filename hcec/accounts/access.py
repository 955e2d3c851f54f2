"""Who acts: a young person (a key and the cards they entered) or a member of staff (a role and ties)."""

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from hcec import keys
from hcec.accounts.models import Staff
from hcec.permissions import Permission, Role, may


@dataclass(frozen=True, slots=True)
class EnteredCard:
    """A card that a young person entered: what its envelope will say."""

    number: str
    service_id: UUID
    circle_id: UUID


@dataclass(frozen=True, slots=True)
class Youth:
    """A signed-in young person. The key finds what is theirs; `selector` is None until they took a phrase."""

    key: bytes
    cards: tuple[EnteredCard, ...]  # latest first
    selector: bytes | None = None

    def __repr__(self) -> str:
        return "Youth(…)"

    @property
    def has_phrase(self) -> bool:
        """Whether they can come back."""
        return self.selector is not None

    @property
    def circles(self) -> frozenset[UUID]:
        """Circles that every card brought: their staff never read this person (A5)."""
        return frozenset(card.circle_id for card in self.cards)

    def tag(self, purpose: str, *parts: bytes) -> bytes:
        """Return the tag that finds one's own: HMAC(key, purpose ∥ parts) (trust model)."""
        return keys.mac(self.key, purpose, *parts)

    def seal(self, value: Any, *, place: str) -> bytes:
        """Seal a JSON value so that only this person's requests open it; padded."""
        return keys.seal_under(self.key, keys.pad(json.dumps(value).encode()), place=place)

    def unseal(self, box: bytes, *, place: str) -> Any:
        """Open what `seal` closed. Raises Unreadable."""
        return json.loads(keys.unpad(keys.unseal_under(self.key, box, place=place)))

    def with_card(self, card: EnteredCard) -> "Youth":
        """Return the same person with one more card, the latest first; the same card counts once."""
        return replace(self, cards=(card, *(each for each in self.cards if each.number != card.number)))


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A signed-in member of staff, as every `visible_to` needs them."""

    id: UUID
    name: str
    email: str
    role: Role
    circles: frozenset[UUID]
    is_appointed: bool = False
    charter_signed_on: date | None = None
    trained_on: date | None = None
    certificate_checked_on: date | None = None
    needs_certificate: bool = False

    def may(self, permission: Permission) -> bool:
        """Return whether the role or the appointment grants this."""
        return may(self.role, permission, is_appointed=self.is_appointed)

    @property
    def is_ready_to_read(self) -> bool:
        """Whether the charter is signed, the training dated, the certificate checked where it must be (A7)."""
        is_checked = self.certificate_checked_on is not None or not self.needs_certificate
        return self.charter_signed_on is not None and self.trained_on is not None and is_checked


def member(staff: Staff) -> StaffMember:
    """Return the acting value of a row."""
    return StaffMember(
        id=staff.id,
        name=staff.name,
        email=staff.email,
        role=staff.role,
        circles=frozenset(tie.circle_id for tie in staff.ties),
        is_appointed=bool(staff.appointments),
        charter_signed_on=staff.charter_signed_on,
        trained_on=staff.trained_on,
        certificate_checked_on=staff.certificate_checked_on,
        needs_certificate=bool(staff.needs_certificate),
    )
