"""What is missing: who took part beside who is in care, and never more than the released table tells (D1, D2)."""

from hypothesis import given
from hypothesis import strategies as st

from hcec.disclosure.values import UNANSWERED, Category, Cell, Table
from hcec.syntheses.coverage import coverage

AGES = ("under_11", "11_14", "15_17", "18_21")


def table(*counts, unanswered=30):
    cells = [Cell(Category(code, code), count) for code, count in zip(AGES, counts, strict=False)]
    return Table("age_band", "Âge", 200, (*cells, Cell(Category(UNANSWERED, "Sans réponse"), unanswered)))


def told(shown, *populations, children=None, threshold=11):
    known = dict(zip(AGES, populations, strict=False))
    return coverage(
        shown,
        threshold=threshold,
        registered=AGES,
        children=children or sum(known.values()),
        population_of=lambda codes: sum(known[code] for code in codes) if set(codes) <= known.keys() else None,
    )


def test_each_line_is_a_whole_percentage_of_who_is_in_care():
    lines = told(table(40, 60, 30, 40), 400, 300, 200, 100)
    assert [(line.count, line.population, line.percent) for line in lines] == [
        (40, 400, 10),
        (60, 300, 20),
        (30, 200, 15),
        (40, 100, 40),
    ]


def test_a_hidden_line_is_compared_with_nothing():
    lines = told(table(40, None, None, 40), 400, 300, 200, 100)
    assert [line.label for line in lines] == ["under_11", "18_21"]


def test_a_population_under_twenty_or_under_the_threshold_is_not_printed():
    assert [line.label for line in told(table(40, 12, 30, 40), 400, 19, 200, 100)] == ["under_11", "15_17", "18_21"]
    assert [line.label for line in told(table(40, 26, 30, 40), 400, 29, 200, 100, threshold=30)] == [
        *("under_11", "15_17", "18_21")
    ]


def test_merged_lines_are_compared_with_the_sum_of_what_they_hold():
    young = Cell(Category("under_15", "moins de 15 ans", ("under_11", "11_14")), 70)
    lines = told(Table("age_band", "Âge", 100, (young,)), 400, 300)
    assert [(line.population, line.percent) for line in lines] == [(700, 10)]


def test_what_the_whole_leaves_to_a_hidden_group_is_never_under_the_threshold():
    lines = told(table(40, 60, None, 40), 400, 300, 12, 88)
    assert sum(line.population for line in lines) <= 800 - 20
    assert [line.label for line in lines] == ["under_11", "11_14"]


def test_who_does_not_say_is_in_no_register_and_hides_nothing():
    unsaid = Cell(Category("unsaid", "je ne veux pas le dire"), None)
    shown = table(40, 60, 30, 40)
    lines = told(Table("age_band", "Âge", 200, (*shown.cells, unsaid)), 400, 300, 200, 100)
    assert len(lines) == 4


def test_nearly_all_of_a_group_is_told_without_its_number():
    (line,) = told(table(95), 100)
    assert (line.population, line.percent) == (None, None)


def test_more_answers_than_children_is_no_participation():
    assert told(table(40), 30) == ()
    assert told(table(40), 400, children=1000)[0].percent == 10


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 200)), min_size=4, max_size=4),
    st.lists(st.integers(0, 300), min_size=4, max_size=4),
    st.sampled_from((5, 11)),
)
def test_no_population_bounds_a_hidden_count_below_the_threshold(counts, populations, threshold):
    children = max(1, sum(populations))
    lines = told(table(*counts), *populations, children=children, threshold=threshold)
    printed = {line.label for line in lines}
    hidden = {code for code, count in zip(AGES, counts, strict=True) if count is None}
    assert not printed & hidden
    if hidden and lines:
        left = children - sum(people for code, people in zip(AGES, populations, strict=True) if code in printed)
        assert left >= 20
