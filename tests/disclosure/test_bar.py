"""Four columns with all margins: no more hidden than a bound that the best known figures set, and nothing proved."""

import pytest

from bench.disclosure import COLUMNS, DECLARED, simulated, told
from hcec.disclosure.linked import protect
from hcec.disclosure.linked_attacker import attack_linked
from hcec.disclosure.population import counted


@pytest.mark.parametrize(("people", "most"), [(2_000, 794), (200_000, 109)])
def test_no_more_is_hidden_than_it_takes(people, most):
    release = protect(counted(COLUMNS, simulated(people)), DECLARED["4x7x6x5"], threshold=5)
    assert release.hidden <= most


@pytest.mark.parametrize("people", [60, 300, 2_000])
def test_linked_tables_resist_and_are_the_same_twice(people):
    population = counted(COLUMNS, simulated(people))
    release = protect(population, DECLARED["linked"], threshold=5)
    assert attack_linked(told(release), threshold=5).passed
    assert protect(population, DECLARED["linked"], threshold=5) == release
