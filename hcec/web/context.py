"""What every template can use."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from hcec import clock, db, i18n, labels
from hcec.moderation.services.exchange import something_new
from hcec.notices.services import answers_seen
from hcec.safeguarding.help_numbers import HELP_NUMBERS
from hcec.testimonies.queries import asked_consultations
from hcec.web import navigation, reading_hours
from hcec.web.application import platform
from hcec.web.viewer import Viewer, YouthViewer, viewer


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """A number to call, in the reader's language."""

    number: str
    href: str
    label: str
    hours: str
    purpose: str


def init_app(app: Flask) -> None:
    """Give templates the names, the numbers, the hours, the viewer and five filters."""
    app.context_processor(_context)
    reading_hours.init_app(app)
    app.add_template_filter(_label, "label")
    app.add_template_filter(i18n.day_in_words, "day")
    app.add_template_filter(lambda day: i18n.day_in_words(day, "MMMM yyyy"), "month")
    app.add_template_filter(lambda moment: i18n.moment_in_words(moment, "d MMMM, HH:mm"), "moment")
    app.add_template_filter(lambda moment: i18n.moment_in_words(moment, "d MMMM yyyy, HH:mm"), "dated")


def _context() -> dict[str, Any]:
    department, locale = platform().department(), i18n.current_locale()
    who, places = _who_and_where()
    return {
        "site_name": department.site_name,
        "council_name": department.council_name,
        "department_name": department.department_name,
        "department": department,
        "is_demonstration": department.is_demonstration,
        "help_numbers": help_numbers(),
        "viewer": who,
        "navigation": places,
        "has_news": has_news,
        "language": locale.language,
        "text_direction": locale.text_direction,
    }


def _who_and_where() -> tuple[Viewer | None, list[list[navigation.Item]]]:
    """Return the viewer and their menu; nobody when the database is away, for the page that says so must come out."""
    try:
        return viewer(), navigation.rows()
    except SQLAlchemyError:
        return None, []


def has_news() -> bool:
    """Return whether something waits under the young person's messages, in few queries; False when nobody can tell."""
    who = viewer()
    if not isinstance(who, YouthViewer):
        return False
    try:
        with db.current().reading() as session:  # of its own: a refusal's page comes after a session that failed
            asked = session.scalars(asked_consultations()).all()
            waits = session.scalar(something_new(who.person, asked, year=clock.today().year).limit(1)) is not None
            return waits or bool(answers_seen.unseen(session, youth=who.person, today=clock.today()))
    except SQLAlchemyError:
        return False


def help_numbers() -> list[HelpNumber]:
    """Return the help numbers, translated."""
    return [
        HelpNumber(
            each.number, each.href, i18n.translate(each.label), i18n.translate(each.hours), i18n.translate(each.purpose)
        )
        for each in HELP_NUMBERS
    ]


def _label(code: Any, kind: str) -> str:
    return i18n.translate(labels.label(kind, code)) if code is not None else ""
