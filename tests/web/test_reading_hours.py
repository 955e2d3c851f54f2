"""S3: the hours are said to the child as they are."""

from datetime import datetime

import pytest

from hcec.safeguarding.cover import DAY_MINUTES, Closure, Cover, Stretch
from hcec.safeguarding.enums import CoverGap
from hcec.safeguarding.gaps import Span
from hcec.web import reading_hours
from tests.platform import MONDAY, PARIS

WEEK = Cover(hours=tuple(Stretch(day, 9 * 60, 18 * 60) for day in range(5)))
SPLIT = Cover(
    hours=(
        *(Stretch(day, 9 * 60, 12 * 60 + 30) for day in range(5)),
        *(Stretch(day, 13 * 60 + 30, 17 * 60 + 30) for day in (0, 1, 3, 4)),
    )
)
FOUR_DAYS = "le lundi, le mardi, le jeudi et le vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h 30"


def folded(words):
    return " ".join(words.replace("\u202f", " ").split())


@pytest.fixture
def french(app):
    with app.test_request_context("/"):
        yield


def at(*parts):
    return datetime(*parts, tzinfo=PARIS)


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("cover", "words"),
    [
        (WEEK, "du lundi au vendredi, de 9 h à 18 h"),
        (SPLIT, f"{FOUR_DAYS} ; le mercredi, de 9 h à 12 h 30"),
        (Cover(hours=tuple(Stretch(day, 0, DAY_MINUTES) for day in range(7))), "tous les jours, de 0 h à 24 h"),
        (Cover(), "à des heures pas encore choisies"),
    ],
)
def test_s3_the_week_is_said_in_words(cover, words):
    assert folded(reading_hours.hours_in_words(cover)) == words


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2026, 11, 23, 10), "Quelqu’un lit en ce moment."),
        (at(2026, 11, 23, 12, 45), "Personne ne lit avant 13 h 30."),
        (at(2026, 11, 23, 22), "Personne ne lit avant mardi 9 h."),
        (at(2026, 11, 27, 20), "Personne ne lit avant lundi 9 h."),
        (at(2026, 11, 29, 3), "Personne ne lit avant lundi 9 h."),
        (at(2026, 12, 24, 18), "Personne ne lit avant lundi 9 h."),
    ],
)
def test_s3_nobody_is_said_to_read_before_somebody_does(moment, words):
    assert folded(reading_hours.next_in_words(SPLIT, moment)) == words


@pytest.mark.usefixtures("french")
def test_s3_a_long_closure_is_said_with_its_date_and_no_cover_plainly():
    shut = Cover(hours=WEEK.hours, closures=(Closure(MONDAY.date(), MONDAY.date().replace(day=30)),))
    assert folded(reading_hours.next_in_words(shut, MONDAY)) == "Personne ne lit avant le mardi 1er décembre à 9 h."
    assert reading_hours.next_in_words(Cover(), MONDAY).startswith("Personne ne lit en ce moment.")


@pytest.mark.usefixtures("french")
def test_days_are_said_from_the_first_to_the_last():
    day = MONDAY.date()
    words = [
        reading_hours.span_in_words(Span(CoverGap.NO_DEPUTY, day, last))
        for last in (day, day.replace(day=25), day.replace(month=12, day=2))
    ]
    assert words == ["le 23 novembre 2026", "du 23 au 25 novembre 2026", "du 23 novembre 2026 au 2 décembre 2026"]
