"""Days in words: the first of a month is said as French says it, everywhere, for one module alone writes days."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import render_template_string

from hcec.i18n import day_in_words, source_day
from hcec.web.reading_hours import days_in_words

SOURCES = Path(__file__).parents[2] / "hcec"
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)


@pytest.fixture(autouse=True)
def request_of(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("day", "form", "words"),
    [
        (FIRST, "d MMMM yyyy", "1er mars 2027"),
        (FIRST, "EEEE d MMMM", "lundi 1er mars"),
        (FIRST, "d", "1er"),
        (FIRST, "MMMM yyyy", "mars 2027"),
        (date(2021, 11, 11), "d MMMM yyyy", "11 novembre 2021"),
        (date(2021, 11, 21), "d", "21"),
        (date(2031, 5, 2), "MMMM yyyy", "mai 2031"),
        (LAST, "d MMMM yyyy", "31 mars 2027"),
    ],
)
def test_the_first_of_a_month_is_1er(day, form, words):
    assert day_in_words(day, form) == source_day(day, form) == words


def test_what_templates_and_spans_say():
    night = datetime(2027, 2, 28, 23, 30, tzinfo=UTC)  # already March in Paris
    said = render_template_string(
        "{{ day | day }} / {{ day | month }} / {{ at | moment }} / {{ at | dated }} / {{ none | day }}",
        day=FIRST,
        at=night,
        none=None,
    )
    assert said == "1er mars 2027 / mars 2027 / 1er mars, 00:30 / 1er mars 2027, 00:30 / "
    assert days_in_words(FIRST, LAST) == "du 1er au 31 mars 2027"


def test_pages_ask_one_module_for_their_days():
    """A page that formats a day by itself would forget the first of the month."""
    writers = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and {"format_date", "format_datetime"} & {each.name for each in node.names}
        and (path.is_relative_to(SOURCES / "web") or node.module == "flask_babel")
    ]
    assert writers == ["i18n.py"]


def test_templates_ask_the_same_module():
    """Flask-Babel's own filters know nothing of "1er"."""
    templates = SOURCES.parent / "templates"
    writers = [
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.*")
        if re.search(r"\|\s*(date|datetime)format\b", path.read_text(encoding="utf-8"))
    ]
    assert writers == []
