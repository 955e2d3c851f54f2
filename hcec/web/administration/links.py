"""A one-time link on its page, once: from the sealed session to the screen, and nowhere else."""

from uuid import UUID

from flask import session

from hcec.web.application import platform

LINK = "one_time_link"


def keep(staff_id: UUID, token: str) -> None:
    """Hold a link for the next page."""
    session[LINK] = [staff_id.hex, token]


def take(staff_id: UUID) -> str:
    """Return the address to hand over, once; empty when it was shown already, or is somebody else's."""
    held = session.get(LINK)
    if not held or held[0] != staff_id.hex:
        return ""
    del session[LINK]
    return f"{platform().settings.origin}/equipe/activer/{held[1]}"
