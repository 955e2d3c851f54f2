"""The idea box in editions: whole months that are over, never twice, themes counted by child (D1, D5)."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.coding.enums import Place
from hcec.coding.models import Coding, ThemeCode
from hcec.consultations.queries import every_consultation
from hcec.disclosure.values import from_bytes
from hcec.syntheses.enums import OF_SHEETS, Crossing, Level, Theme
from hcec.syntheses.queries import closed_consultations
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.editions import MonthsNotOver, MonthsTaken, free_months, make_edition
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import NotQuotable, choose_quotations, create_synthesis
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def people(session, cast):
    return cast.staff


@pytest.fixture
def elsewhere(session, people):
    return snapshots.closed(session, people["cyril"], sheets=1)


def idea(session, people, elsewhere, month, *themes, tag=None, **more):
    """A message of the idea box that a reader coded."""
    made = snapshots.message(
        session, elsewhere, (people["karine"], people["malik"]), more.pop("text", "Une idée."), tag=tag, **more
    )
    made.kind, made.consultation_id, made.written_on = TestimonyKind.IDEA, None, month
    session.add(
        Coding(
            testimony_id=made.id,
            place=Place.FIRST.value,
            staff_id=people["karine"].id,
            list_version=1,
            coded_on=clock.month_of(TODAY),
            is_drawn=False,
            themes=[ThemeCode(theme=theme, was_suggested=False) for theme in themes],
            tones=[],
        )
    )
    session.flush()
    return made


def edition(session, people, first, last, today=TODAY):
    return make_edition(session, actor=people["odile"], first_month=first, last_month=last, today=today, row_id=uuid4())


def draft(session, people, made, level=Level.PUBLIC):
    return create_synthesis(
        session,
        author=people["odile"],
        consultation=made.consultation,
        level=level,
        title="Vos idées",
        crossings=[*OF_SHEETS, Crossing.THEMES],
    )


def test_an_edition_counts_the_themes_of_its_months_once_a_child(session, people, elsewhere):
    for number in range(30):
        tag = bytes([number]) * 32
        idea(session, people, elsewhere, OCTOBER, "ECOLE" if number < 14 else "LIEU", tag=tag)
        if number < 13:
            idea(session, people, elsewhere, OCTOBER, "ECOLE", tag=tag)
            idea(session, people, elsewhere, SEPTEMBER, "AMIS", tag=tag)
    made = edition(session, people, OCTOBER, OCTOBER)
    release = build_release(session, synthesis=draft(session, people, made)).release
    assert release.is_safe
    assert (release.contributors, release.period) == (30, "octobre 2026")
    (table,) = release.tables
    counts = {cell.category.code: cell.count for cell in table.cells}
    assert (counts["ECOLE"], counts["LIEU"]) == (14, 16)
    assert not counts["AMIS"]


def test_under_the_threshold_an_edition_says_only_that(session, people, elsewhere):
    for number in range(10):
        idea(session, people, elsewhere, OCTOBER, "ECOLE", tag=bytes([number]) * 32)
    release = build_release(
        session, synthesis=draft(session, people, edition(session, people, OCTOBER, OCTOBER))
    ).release
    assert (release.contributors, release.tables, release.quotations) == (None, (), ())


def test_no_two_editions_hold_the_same_month(session, people):
    edition(session, people, SEPTEMBER, OCTOBER)
    for first, last in ((SEPTEMBER, SEPTEMBER), (OCTOBER, OCTOBER), (date(2026, 8, 1), SEPTEMBER)):
        with pytest.raises(MonthsTaken):
            edition(session, people, first, last)
    assert edition(session, people, date(2026, 7, 1), date(2026, 8, 1))
    assert not {SEPTEMBER, OCTOBER} & set(free_months(session, TODAY))


@pytest.mark.parametrize(
    ("first", "last"),
    [(NOVEMBER, NOVEMBER), (OCTOBER, NOVEMBER), (OCTOBER, SEPTEMBER), (date(2026, 10, 2), date(2026, 10, 2)),
     (date(2020, 1, 1), OCTOBER)],
)  # fmt: skip
def test_only_whole_months_that_are_over_make_an_edition(session, people, first, last):
    with pytest.raises(MonthsNotOver):
        edition(session, people, first, last)


def test_the_months_that_are_over_are_offered_the_latest_first(session):
    assert free_months(session, TODAY)[:2] == [OCTOBER, SEPTEMBER]
    assert free_months(session, date(2026, 12, 1))[0] == NOVEMBER


def test_sent_twice_it_is_one_edition(session, people):
    same = {"actor": people["odile"], "first_month": OCTOBER, "last_month": OCTOBER, "today": TODAY, "row_id": uuid4()}
    assert make_edition(session, **same) is make_edition(session, **same)


def test_an_edition_is_synthesised_like_a_consultation_and_listed_as_none(session, people):
    made = edition(session, people, SEPTEMBER, OCTOBER)
    assert made.consultation in session.scalars(closed_consultations()).all()
    assert made.consultation not in session.scalars(every_consultation()).all()
    assert made.consultation.title == "Boîte à idées : de septembre à octobre 2026"


def test_only_ideas_of_its_months_are_quoted(session, people, elsewhere):
    mine = idea(session, people, elsewhere, OCTOBER, "LIEU", text="Une idée d’octobre.")
    before = idea(session, people, elsewhere, SEPTEMBER, "LIEU", text="Une idée de septembre.")
    answer = snapshots.message(session, elsewhere, (people["karine"], people["malik"]), "Une réponse.")
    for number in range(12):
        idea(session, people, elsewhere, OCTOBER, "LIEU", tag=bytes([number]) * 32)
    synthesis = draft(session, people, edition(session, people, OCTOBER, OCTOBER))
    quote = {"synthesis": synthesis, "actor": people["odile"], "version": 1}
    for wrong in (before, answer):
        with pytest.raises(NotQuotable):
            choose_quotations(session, **quote, chosen={wrong.id: Theme.LIEU})
    choose_quotations(session, **quote, chosen={mine.id: Theme.LIEU})
    assert [said.text for said in build_release(session, synthesis=synthesis).release.quotations] == [
        "Une idée d’octobre."
    ]


def test_what_is_withdrawn_or_coded_later_moves_no_number_of_a_published_edition(session, people, elsewhere):
    ideas = [idea(session, people, elsewhere, OCTOBER, "ECOLE", tag=bytes([number]) * 32) for number in range(20)]
    made = edition(session, people, OCTOBER, OCTOBER)
    first = draft(session, people, made)
    publish_synthesis(session, synthesis=first, actor=people["odile"], version=1, today=TODAY)
    ideas[0].state = TestimonyState.WITHDRAWN
    idea(session, people, elsewhere, OCTOBER, "ECOLE", tag=b"late" * 8)
    session.flush()
    again = build_release(session, synthesis=draft(session, people, made)).release
    assert again.is_safe
    assert again.tables == from_bytes(first.release.content).tables
    assert session.scalars(select(Coding)).all()
