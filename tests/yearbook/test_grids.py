"""A year goes to a spreadsheet and comes back the same; errors say the line and the column and keep the rest."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hcec.documents.tabular import csv_of, ods_of, read_tables
from hcec.yearbook.grids import LARGEST, read, read_source, title, written
from hcec.yearbook.tables import TABLES, table_of

SOURCE = st.text(max_size=40).map(read_source)
ONE = st.sampled_from(TABLES).flatmap(
    lambda table: st.tuples(
        st.just(table), st.dictionaries(st.sampled_from(table.places), st.integers(0, LARGEST)), SOURCE
    )
)


@settings(max_examples=60, deadline=None)
@given(tables=st.lists(ONE, min_size=1, max_size=4, unique_by=lambda each: each[0].code))
def test_what_goes_out_comes_back_the_same(tables):
    cells = [written(*each) for each in tables]
    expected = [(table.code, numbers, source) for table, numbers, source in tables]
    csv = csv_of([row for rows in cells for row in rows])
    book = ods_of({str(place): rows for place, rows in enumerate(cells)}, title="2025")
    for data in (csv, book):
        found, faults = [], []
        for rows in read_tables(data):
            kept, wrong = read(rows)
            found += kept
            faults += wrong
        assert [(each.code, each.numbers, each.source) for each in found] == expected
        assert faults == []


def test_titles_and_labels_tell_each_thing_apart():
    assert len({title(table) for table in TABLES}) == len(TABLES)
    for table in TABLES:
        for axis in table.axes:
            assert len({axis.label(code) for code in axis.codes}) == len(axis.codes)
            for step in axis.merges:
                assert axis.label(step.into)


def test_what_cannot_be_read_is_said_and_the_rest_is_kept():
    table = table_of("placed_age_sex")
    rows = [
        (1, ["avant le titre", "3"]),
        (2, [title(table).upper(), "Filles", "garcons", "robots", "Total"]),
        (3, ["0-2 ans", "1 204", "douze", "4", ""]),
        (4, ["3-5 ans", "nc", "-3", "", "8"]),
        (5, ["0-2 ans", "1", "1", "", ""]),
        (6, ["30-40 ans", "1", "1", "", ""]),
        (7, ["Total", "9", "9", "", ""]),
        (8, ["6-10 ans", "12,0", "12,5", "", ""]),
        (9, ["Source", "ASE, extraction du 3 mars", "", "", ""]),
    ]
    found, faults = read(rows)
    assert found[0].numbers == {("0_2", "girls"): 1204, ("6_10", "girls"): 12}
    assert found[0].source == "ASE, extraction du 3 mars"
    assert [(fault.line, fault.column) for fault in faults] == [
        *((1, ""), (2, "robots"), (3, "garçons"), (4, "garçons"), (5, "0-2 ans"), (6, "30-40 ans"), (8, "garçons")),
    ]
