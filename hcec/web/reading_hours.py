"""When somebody reads, said honestly (S3): the week's hours, and the very next reading."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, g
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from hcec import clock, db
from hcec.i18n import day_in_words
from hcec.safeguarding.cover import Cover, Stretch
from hcec.safeguarding.gaps import Span
from hcec.safeguarding.services.cover import Pause, load_cover, load_readers
from hcec.safeguarding.services.cover import pause as find_pause
from hcec.text.typography import french_spaces

MONDAY = date(2026, 11, 23)  # any Monday: names of days are formatted from it
WEEK = 7


def init_app(app: Flask) -> None:
    """Give every template, macros included, the hours and the next reading."""
    app.jinja_env.globals.update(reading_hours=reading_hours, next_reading=next_reading, pause=pause)


def cover() -> Cover:
    """Return the cover, read once a request; none is known while the database is away."""
    if "cover" not in g:
        try:
            g.cover = load_cover(db.session)
        except SQLAlchemyError:
            return Cover()
    found: Cover = g.cover
    return found


def readers() -> Cover:
    """Return when somebody on call reads: the one source of whatever a page says of it (S3). Read once a request."""
    if "readers" not in g:
        try:
            g.readers = load_readers(db.session, clock.today())
        except SQLAlchemyError:
            return Cover()
    found: Cover = g.readers
    return found


def reading_hours() -> str:
    """Say the week's hours, after "on lit": "du lundi au vendredi, de 9 h à 18 h"."""
    return hours_in_words(cover())


def next_reading() -> str:
    """Say whether somebody reads now, and if not, not before when."""
    return next_in_words(readers(), clock.now())


def pause() -> str:
    """Say who reads next, that new words wait, and until when if that is known; nothing when they do not (S3)."""
    if "pause" not in g:
        try:
            g.pause = find_pause(db.session, clock.today())
        except SQLAlchemyError:
            return ""
    found: Pause | None = g.pause
    return pause_in_words(readers(), clock.now(), found) if found else ""


def hours_in_words(cover: Cover) -> str:
    """Return the week's hours in words, days with the same hours together."""
    alike: dict[str, list[int]] = {}
    for day in range(WEEK):
        if hours := tuple(each for each in cover.hours if each.weekday == day):
            alike.setdefault(_times(hours), []).append(day)
    parts = [f"{_days(days)}, {times}" for times, days in alike.items()]
    return french_spaces(" ; ".join(parts) or _("à des heures pas encore choisies"))


def next_in_words(cover: Cover, now: datetime) -> str:
    """Return whether somebody reads at this moment, and if not, not before when."""
    following = cover.next_reading(now)
    if following is None:
        return str(_("Personne ne lit en ce moment. On ne sait pas encore quand quelqu’un lira."))
    if following == now:
        return str(_("Quelqu’un lit en ce moment."))
    zone = ZoneInfo(cover.zone)
    there, here = following.astimezone(zone), now.astimezone(zone)
    hour, days = _hour(there.hour * 60 + there.minute), (there.date() - here.date()).days
    if days == 0:
        return french_spaces(_("Personne ne lit avant %(hour)s.", hour=hour))
    if days < WEEK:
        day = weekday_name(there.weekday())
        return french_spaces(_("Personne ne lit avant %(day)s %(hour)s.", day=day, hour=hour))
    day = day_in_words(there.date(), "EEEE d MMMM")
    return french_spaces(_("Personne ne lit avant le %(day)s à %(hour)s.", day=day, hour=hour))


def pause_in_words(readers: Cover, now: datetime, pause: Pause) -> str:
    """Return who reads next, then when new words can leave: while somebody reads, something else is lacking."""
    following, zone = readers.next_reading(now), ZoneInfo(readers.zone)
    is_read = following is not None and (pause.until is None or following.astimezone(zone).date() < pause.until)
    said = [next_in_words(readers, now)]
    if is_read:
        said.append(_("Mais tout n’est pas prêt pour de nouveaux messages."))
    if pause.until is None:
        said.append(_("On ne sait pas encore quand de nouveaux messages pourront partir."))
    else:
        day = day_in_words(pause.until, "EEEE d MMMM")
        said.append(french_spaces(_("De nouveaux messages pourront partir dès le %(day)s.", day=day)))
    return " ".join(said)


def span_in_words(span: Span) -> str:
    """Return the days of a span: "le 3 décembre", "du 3 au 5 décembre"."""
    return days_in_words(span.from_on, span.to_on)


def days_in_words(from_on: date, to_on: date) -> str:
    """Return days in a row: "le 3 décembre 2026", "du 3 au 5 décembre 2026"."""
    if from_on == to_on:
        return str(_("le %(day)s", day=day_in_words(from_on)))
    same_month = (from_on.year, from_on.month) == (to_on.year, to_on.month)
    first = day_in_words(from_on, "d" if same_month else "d MMMM yyyy")
    return str(_("du %(first)s au %(last)s", first=first, last=day_in_words(to_on)))


def weekday_name(day: int) -> str:
    """Return the name of a weekday, Monday is 0."""
    return day_in_words(MONDAY + timedelta(days=day), "EEEE")


def times_in_words(hours: list[Stretch]) -> str:
    """Return one day's hours: "de 9 h à 12 h 30 et de 13 h 30 à 17 h 30"."""
    return french_spaces(_times(tuple(hours)))


def _times(hours: tuple[Stretch, ...]) -> str:
    times = [_("de %(start)s à %(end)s", start=_hour(each.starts), end=_hour(each.ends)) for each in hours]
    return str(_(" et ")).join(times)


def _days(days: list[int]) -> str:
    if len(days) == WEEK:
        return str(_("tous les jours"))
    names = [weekday_name(day) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return str(_("du %(first)s au %(last)s", first=names[0], last=names[-1]))
    listed = [_("le %(day)s", day=name) for name in names]
    return str(_(" et ")).join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def _hour(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return str(_("%(hour)d h %(minute)02d", hour=hour, minute=minute) if minute else _("%(hour)d h", hour=hour))
