"""Themes of messages in a release: counted by child, on their own base, frozen at the first release (D1, D5, D7)."""

from datetime import date

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.coding.enums import Place
from hcec.coding.models import Coding, CodingFreeze, ThemeCode
from hcec.disclosure.values import Kind, from_bytes
from hcec.syntheses.enums import OF_SHEETS, Crossing, Level
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.counting import count_tables
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from hcec.testimonies.enums import TestimonyState
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)


@pytest.fixture
def closed(session, cast):
    return snapshots.closed(session, cast.staff["cyril"])


def coded(session, cast, consultation, *themes, tag=None):
    """A message that a reader coded."""
    made = snapshots.message(session, consultation, (), "À l’école.", tag=tag, state=TestimonyState.KEPT)
    made.state = TestimonyState.KEPT
    session.add(
        Coding(
            testimony_id=made.id,
            place=Place.FIRST.value,
            staff_id=cast.staff["karine"].id,
            list_version=1,
            coded_on=clock.month_of(TODAY),
            is_drawn=False,
            themes=[ThemeCode(theme=theme, was_suggested=False) for theme in themes],
            tones=[],
        )
    )
    session.flush()
    return made


def wrote(session, cast, consultation):
    """Forty children: 26 wrote about school, 18 about their home, two about money; one wrote twice about school."""
    for number in range(40):
        themes = [*(["ECOLE"] if number < 26 else []), *(["LIEU"] if number >= 22 else [])]
        made = coded(session, cast, consultation, *themes, *(["ARGENT"] if number in (3, 30) else []))
    coded(session, cast, consultation, "LIEU", tag=made.tag)


def draft(session, cast, consultation, level=Level.PUBLIC, crossings=(*OF_SHEETS, Crossing.THEMES)):
    return create_synthesis(
        session,
        author=cast.staff["odile"],
        consultation=consultation,
        level=level,
        title="De quoi vous parlez",
        crossings=crossings,
    )


def publish(session, cast, synthesis):
    return publish_synthesis(
        session, synthesis=synthesis, actor=cast.staff["odile"], version=synthesis.version, today=TODAY
    )


def themes_of(release):
    return next((table for table in release.tables if table.code == Crossing.THEMES), None)


def test_themes_are_counted_by_child_beside_the_sheets(session, cast, closed):
    wrote(session, cast, closed)
    (counted,) = count_tables(session, closed, [Crossing.THEMES])
    assert (counted.base, counted.kind) == (40, Kind.MULTIPLE)
    assert {code: count for code, count in counted.counts.items() if count} == {"ECOLE": 26, "LIEU": 18, "ARGENT": 2}
    built = build_release(session, synthesis=draft(session, cast, closed))
    table = themes_of(built.release)
    shown = {cell.category.code: cell.count for cell in table.cells}
    assert (table.base, built.release.contributors, built.left_out) == (40, 120, ())
    assert shown["ARGENT"] is None
    assert built.release.is_safe


@pytest.mark.parametrize("level", Level)
def test_under_the_threshold_in_voices_they_are_left_out_and_said(session, cast, closed, level):
    for _ in range(4):
        coded(session, cast, closed, "ECOLE")
    built = build_release(session, synthesis=draft(session, cast, closed, level))
    assert themes_of(built.release) is None
    assert built.left_out == ("Thèmes des messages écrits",)


def test_they_are_not_there_unless_asked(session, cast, closed):
    wrote(session, cast, closed)
    made = create_synthesis(
        session, author=cast.staff["odile"], consultation=closed, level=Level.PUBLIC, title="Sans les thèmes"
    )
    assert themes_of(build_release(session, synthesis=made).release) is None


def test_the_first_release_freezes_codes_and_later_ones_tell_the_same(session, cast, closed):
    wrote(session, cast, closed)
    first = publish(session, cast, draft(session, cast, closed, crossings=OF_SHEETS))
    assert themes_of(from_bytes(first.content)) is None
    assert session.get(CodingFreeze, closed.id).voices == 40
    for _ in range(9):
        coded(session, cast, closed, "ARGENT", "SANTE")
    inside = publish(session, cast, draft(session, cast, closed, Level.INTERNAL))
    public = publish(session, cast, draft(session, cast, closed))
    for release in (inside, public):
        table = themes_of(from_bytes(release.content))
        shown = {cell.category.code: cell.count for cell in table.cells}
        assert (table.base, shown["ARGENT"]) == (40, None)
        assert shown.get("SANTE") in (0, None)
        assert from_bytes(release.content).is_safe
    assert len(session.scalars(select(CodingFreeze)).all()) == 1


def test_only_what_is_published_freezes(session, cast, closed):
    wrote(session, cast, closed)
    build_release(session, synthesis=draft(session, cast, closed))
    assert session.get(CodingFreeze, closed.id) is None
