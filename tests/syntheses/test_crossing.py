"""Crossings of a synthesis: declared, protected together, frozen by the first release (D2, D5, D7)."""

from datetime import date
from itertools import product

import pytest

from hcec.disclosure.values import UNANSWERED, from_bytes
from hcec.syntheses.enums import OF_SHEETS, Crossing, Level
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.declaring import NotOffered, TooManyCrossings, declared, offered, two_way
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import change_synthesis, create_synthesis
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)
AGE_BY_FACE, PLACE_BY_AGE = "age_band__q1", "placement_type__age_band"


@pytest.fixture
def people(session, cast):
    return cast.staff


@pytest.fixture
def closed(session, people):
    return snapshots.closed(session, people["cyril"], sheets=180)


def draft(session, consultation, people, *crossings, level=Level.INTERNAL, **more):
    return create_synthesis(
        session,
        author=people["odile"],
        consultation=consultation,
        level=level,
        title="Croisée",
        crossings=[*OF_SHEETS, *crossings],
        **more,
    )


def publish(session, synthesis, people):
    release = publish_synthesis(
        session, synthesis=synthesis, actor=people["odile"], today=TODAY, version=synthesis.version
    )
    return from_bytes(release.content)


def place_of(axis, said):
    code = UNANSWERED if said is None else str(said)
    return next(place for place, each in enumerate(axis.categories) if code in each.atoms)


def true_counts(consultation, table):
    """Count again in Python, from the pattern that the sheets were made from."""
    question = next((each for each in consultation.questions if table.columns.code == f"q{each.position}"), None)
    found = dict.fromkeys(product(range(len(table.rows.categories)), range(len(table.columns.categories))), 0)
    for number in range(table.base):
        answers, age, place = snapshots.pattern(consultation, number)
        if question is None:
            column = age
        else:
            chosen = answers.get(question, {})
            column = next((choice for choice, rank in chosen.items() if rank in (None, 1)), None)
        row = age if table.rows.code == "age_band" else place
        found[place_of(table.rows, row), place_of(table.columns, column)] += 1
    return found


def test_questions_with_one_answer_are_crossed_and_no_others(closed):
    kinds = {f"q{each.position}": each.kind for each in closed.questions}
    assert {kinds[columns] for _rows, columns in two_way(closed).values() if columns in kinds} == {
        "faces",
        "one",
        "ranking",
    }
    assert PLACE_BY_AGE in two_way(closed)


@pytest.mark.parametrize("level", [Level.INTERNAL, Level.PUBLIC])
def test_every_number_of_a_crossing_is_the_true_one_and_none_is_small(session, closed, people, level):
    codes = [AGE_BY_FACE, PLACE_BY_AGE]
    built = build_release(session, synthesis=draft(session, closed, people, *codes, level=level))
    assert built.release.is_safe
    assert {table.code for table in built.release.crossings} == set(codes)
    for table in built.release.crossings:
        true = true_counts(closed, table)
        assert sum(true.values()) == table.base == 180
        shown = [n for line in table.counts for n in line if n]
        assert shown
        assert min(shown) >= built.release.threshold
        for at, count in true.items():
            assert table.counts[at[0]][at[1]] in (None, count)


def test_two_questions_each_by_age_and_by_place_are_protected_together(session, closed, people):
    codes = [f"{trait}__{question}" for question in ("q1", "q2") for trait in ("age_band", "placement_type")]
    built = build_release(session, synthesis=draft(session, closed, people, *codes))
    assert {table.code for table in built.release.crossings} == set(codes)
    assert built.release.is_safe


def test_a_crossing_is_attacked_and_its_files_hold_it(session, closed, people):
    synthesis = draft(session, closed, people, AGE_BY_FACE)
    release = publish(session, synthesis, people)
    assert "crossings" in {check.scope for check in release.checked.checks}
    (table,) = release.crossings
    assert table.title.endswith("selon l’âge")
    assert table.rows.label == "Âge"
    rows = next(file for file in synthesis.release.files if file.format == "csv").content.decode("utf-8-sig")
    assert table.title in rows


def test_the_first_release_freezes_what_is_declared(session, closed, people):
    first, other = draft(session, closed, people, AGE_BY_FACE), draft(session, closed, people, PLACE_BY_AGE)
    assert declared(session, closed) == [AGE_BY_FACE, PLACE_BY_AGE]
    publish(session, first, people)
    assert offered(session, closed) == [AGE_BY_FACE, PLACE_BY_AGE]
    second = publish(session, other, people)
    assert [table.code for table in second.crossings] == [PLACE_BY_AGE]
    with pytest.raises(NotOffered):
        draft(session, closed, people, "placement_type__q1")


@pytest.mark.parametrize("levels", [(Level.INTERNAL, Level.PUBLIC), (Level.PUBLIC, Level.INTERNAL)])
def test_internal_and_public_leave_in_either_order_each_with_its_crossing(session, closed, people, levels):
    told = [publish(session, draft(session, closed, people, AGE_BY_FACE, level=level), people) for level in levels]
    assert all(release.crossings for release in told)


def test_under_a_hundred_people_no_crossing_is_offered(session, people):
    few = snapshots.closed(session, people["cyril"], sheets=99)
    assert offered(session, few) == []
    with pytest.raises(NotOffered):
        draft(session, few, people, AGE_BY_FACE)


def test_unknown_and_too_many_crossings_are_refused(session, closed, people):
    for code in ("q1__q2", "age_band__q99", "themes__age_band"):
        with pytest.raises(NotOffered):
            draft(session, closed, people, code)
    with pytest.raises(TooManyCrossings):
        draft(session, closed, people, *two_way(closed))


def test_a_draft_changes_its_crossings_until_something_is_out(session, closed, people):
    synthesis = draft(session, closed, people, AGE_BY_FACE)
    change_synthesis(
        session,
        synthesis=synthesis,
        actor=people["odile"],
        version=1,
        title="Sans",
        text="",
        crossings=[Crossing.QUESTIONS, PLACE_BY_AGE],
    )
    assert declared(session, closed) == [PLACE_BY_AGE]


def test_a_newcomer_leaves_the_crossing_out_and_refuses_the_release(session, closed, people):
    publish(session, draft(session, closed, people, AGE_BY_FACE), people)
    snapshots.sheet(session, closed, *snapshots.pattern(closed, 2))
    session.flush()
    built = build_release(session, synthesis=draft(session, closed, people, AGE_BY_FACE))
    assert not built.release.crossings
    assert not built.release.is_safe
