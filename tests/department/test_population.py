"""The children in care, as the observatory enters them."""

import pytest

from hcec.department.enums import PopulationTrait
from hcec.department.services.population import (
    Population,
    PopulationChanged,
    PopulationUnsound,
    categories,
    enter_population,
    every_population,
    population_at,
)

AGES = {"under_11": 500, "11_14": 400, "15_17": 350, "18_21": 150}
ACTOR = {"actor": "0" * 32, "role": "observatory"}


def entered(session, year=2025, children=1400, by=None, version=0):
    value = Population(year, children, "OLINPE", {PopulationTrait.AGE_BAND: AGES} if by is None else by, version)
    return enter_population(session, population=value, **ACTOR)


def test_a_year_is_entered_then_corrected_whole(session):
    assert entered(session).version == 1
    fewer = {PopulationTrait.AGE_BAND: {"under_11": 501}, PopulationTrait.PLACEMENT_TYPE: {"hotel": 0}}
    kept = entered(session, by=fewer, version=1)
    assert kept.by == fewer
    assert kept.version == 2
    session.expire_all()
    assert every_population(session) == [kept]


def test_a_year_without_figures_has_those_of_the_latest_year_before(session):
    entered(session, 2023, 1401)
    entered(session, 2025, 1400)
    assert [found and found.children for found in (population_at(session, year) for year in (2022, 2024, 2026))] == [
        None,
        1401,
        1400,
    ]


def test_what_was_not_entered_is_not_zero():
    value = Population(2025, 1400, by={PopulationTrait.AGE_BAND: {"under_11": 500, "11_14": 400}})
    assert value.of(PopulationTrait.AGE_BAND, "under_11", "11_14") == 900
    assert value.of(PopulationTrait.AGE_BAND, "under_11", "15_17") is None
    assert value.of(PopulationTrait.PLACEMENT_TYPE, "hotel") is None
    assert value.of(PopulationTrait.AGE_BAND) is None


def test_nobody_overwrites_what_they_did_not_see(session):
    entered(session)
    for seen in (0, 2):
        with pytest.raises(PopulationChanged):
            entered(session, version=seen)


@pytest.mark.parametrize(
    ("children", "by"),
    [
        (0, {}),
        (1399, {PopulationTrait.AGE_BAND: AGES}),
        (10, {PopulationTrait.AGE_BAND: {"under_11": -1}}),
        (10, {PopulationTrait.AGE_BAND: {"12": 1}}),
        (10, {PopulationTrait.PLACEMENT_TYPE: {"unsaid": 1}}),
    ],
)
def test_figures_that_cannot_be_are_refused(session, children, by):
    with pytest.raises(PopulationUnsound):
        entered(session, children=children, by=by)


def test_a_child_may_say_that_they_do_not_know_and_no_register_does():
    assert len(categories(PopulationTrait.AGE_BAND)) == 4
    assert {"unknown", "unsaid"}.isdisjoint(categories(PopulationTrait.PLACEMENT_TYPE))
