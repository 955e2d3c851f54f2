"""The list of themes: the house's, and those that the département added or retired. Each change is a version."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.coding.models import LocalTheme
from hcec.i18n import translate
from hcec.labels import options
from hcec.text.normalise import plain

HOUSE_VERSION = 1
LAST = "AUTRE"  # stays at the end


class NotALocalTheme(Exception):
    """The house's themes stay, so that départements can be added up; so does what was retired."""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """A theme as it is read. `retired_in` is the version of the list that left it out."""

    code: str
    words: str
    added_in: int = HOUSE_VERSION
    retired_in: int | None = None
    is_local: bool = False


def every_theme(session: Session) -> list[ThemeWords]:
    """Return the whole list, retired ones too: the house's, the département's in order of arrival, then "autre"."""
    house = [ThemeWords(code, translate(words)) for code, words in options("theme")]
    added = [
        ThemeWords(row.code, row.words, row.added_in, row.retired_in, is_local=True)
        for row in session.scalars(select(LocalTheme).order_by(LocalTheme.added_in))
    ]
    return [*(each for each in house if each.code != LAST), *added, *(each for each in house if each.code == LAST)]


def offered(session: Session) -> list[ThemeWords]:
    """Return what may be given today."""
    return [each for each in every_theme(session) if each.retired_in is None]


def list_version(session: Session) -> int:
    """Return the version of the list: one more at each change."""
    return max(max(each.added_in, each.retired_in or 0) for each in every_theme(session))


def add_theme(session: Session, *, actor: StaffMember, row_id: UUID, words: str) -> LocalTheme:
    """Add a theme of the département's; asked twice by the same form, it is added once."""
    code = f"L{row_id.hex[:12].upper()}"
    known = session.get(LocalTheme, code)
    if known is not None:
        return known
    made = LocalTheme(code=code, words=plain(words).strip(), added_in=list_version(session) + 1)
    session.add(made)
    _journal(session, actor, "add", code)
    return made


def retire_theme(session: Session, *, actor: StaffMember, code: str) -> LocalTheme:
    """Offer a local theme no more; what it was given to keeps it. Raises NotALocalTheme."""
    theme = session.get(LocalTheme, code, with_for_update=True)
    if theme is None:
        raise NotALocalTheme
    if theme.retired_in is None:
        theme.retired_in = list_version(session) + 1
        _journal(session, actor, "retire", code)
    return theme


def _journal(session: Session, actor: StaffMember, act: str, code: str) -> None:
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"theme:{act}", subject=f"theme:{code}")
    session.flush()
