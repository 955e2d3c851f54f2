"""Two people at the cover at once: what was seen goes with each form, and what changed since is told, never undone."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec.department import services as department
from hcec.i18n import translate
from hcec.labels import label
from hcec.safeguarding import queries
from hcec.safeguarding.cover import Cover
from hcec.safeguarding.models import CoverClosure, CoverPeriod
from hcec.safeguarding.services import cover
from hcec.web.alerts.cover_forms import WEEK, ClosureForm, HoursForm, PeriodForm, ReadersForm, typed_times
from hcec.web.reading_hours import days_in_words, weekday_name

LETTERS = 8  # of an identifier: enough to tell the rows of one calendar apart
READERS = ("readers", "reader_minutes", "message_minutes", "holidays_of")


def hours_seen(held: Cover) -> str:
    """Return the week as a form carries it."""
    return "|".join(typed_times([each for each in held.hours if each.weekday == day]) for day in range(WEEK))


def readers_seen(session: Session) -> str:
    """Return how one reads, as a form carries it."""
    decided = department.load(session)
    return "|".join(str(getattr(decided, name)) for name in READERS)


def calendar_seen(session: Session) -> str:
    """Return which periods and closures there are, as a form carries them."""
    return " ".join(sorted(_short(row.id) for row in _rows(session)))


def changed_hours(session: Session, form: HoursForm, typed: str) -> list[str]:
    """Return the days that somebody else changed meanwhile; none when they changed them to the very same hours."""
    now, seen = hours_seen(cover.load_cover(session)), form.seen.data or ""
    if now in {seen, typed}:
        return []
    before = dict(enumerate(seen.split("|")))
    days = [(day, hours) for day, hours in enumerate(now.split("|")) if hours != before.get(day, "")]
    return [f"{weekday_name(day).capitalize()} : {hours or _('personne ne lit')}" for day, hours in days]


def changed_readers(session: Session, form: ReadersForm) -> list[str]:
    """Return what somebody else decided meanwhile of how one reads."""
    now, seen = readers_seen(session).split("|"), (form.seen.data or "").split("|")
    if now in (seen, [str(form[name].data) for name in READERS]):
        return []
    said = [
        translate(label("holidays_of", value)) if name == "holidays_of" else value
        for name, value in zip(READERS, now, strict=True)
    ]
    before = dict(enumerate(seen))
    return [f"{form[name].label.text} : {said[n]}" for n, name in enumerate(READERS) if now[n] != before.get(n)]


def changed_calendar(session: Session, form: ClosureForm | PeriodForm, names: dict[UUID, str]) -> list[str]:
    """Return the periods and closures that came meanwhile, and how many went; what this very form made is not one."""
    rows, seen = {_short(row.id): row for row in _rows(session)}, set((form.seen.data or "").split())
    rows.pop(_short(form.row_id), None)
    came = [_in_words(row, names) for short, row in rows.items() if short not in seen]
    gone = len(seen - rows.keys())
    return [*came, *([_("Lignes retirées : %(count)d", count=gone)] if gone else [])]


def _rows(session: Session) -> Iterable[CoverPeriod | CoverClosure]:
    return [*session.scalars(queries.every_period()), *session.scalars(queries.closures())]


def _in_words(row: CoverPeriod | CoverClosure, names: dict[UUID, str]) -> str:
    when = days_in_words(row.from_on, row.to_on)
    if isinstance(row, CoverClosure):
        return f"{row.reason}, {when}"
    return f"{translate(label('appointment', row.kind)).capitalize()} : {names.get(row.staff_id, '')}, {when}"


def _short(identifier: UUID) -> str:
    return identifier.hex[:LETTERS]
