"""A year is typed, checked, published and corrected; its files say what its numbers are."""

import csv
import io
import re

import frictionless
import odfdo
import pdfua
import pypdf
import pytest
from sqlalchemy import select

from hcec.audit.models import JournalEntry
from hcec.disclosure.values import from_bytes
from hcec.documents.tabular import csv_of, read_tables
from hcec.labels import LABELS
from hcec.yearbook.correcting import SmallDifference
from hcec.yearbook.enums import FigureState
from hcec.yearbook.grids import written
from hcec.yearbook.services import ChangedMeanwhile, keeping, releasing, yearbooks
from hcec.yearbook.tables import FAMILIES, table_of
from hcec.yearbook.trends import ABSENT
from tests.yearbook.making import year_of

STATUS = table_of("placed_status")


def test_what_was_typed_is_kept_and_checked_again_once_it_changed(session, keeper, numbers):
    row = keeper.year(2025, numbers)
    assert row.numbers == numbers
    assert {table.state for table in row.tables} == {FigureState.CHECKED}
    held = {place: number for place, number in numbers["placed_status"].items() if place[0] == "mna"}
    acted = {"actor": keeper.actor, "year": row, "table": STATUS, "source": "MNA"}
    keeping.keep_table(session, numbers=held, version=row.table("placed_status").version, **acted)
    assert row.table("placed_status").numbers == held
    assert row.table("placed_status").state is FigureState.DRAFT
    with pytest.raises(ChangedMeanwhile):
        keeping.keep_table(session, numbers={}, version=1, **acted)
    with pytest.raises(releasing.NotChecked):
        keeper.publish(row)
    subject = f"figure_table:{row.table('placed_status').id.hex}"
    done = session.scalars(select(JournalEntry.action).where(JournalEntry.subject == subject)).all()
    assert done == [f"figure_table:{act}" for act in ("change", "check", "change")]


def test_a_table_that_disagrees_is_not_checked_and_a_leap_is_confirmed(session, keeper, numbers):
    keeper.year(2024, numbers)
    row = keeper.year(2025, {"placed_status": {("mna", ""): 90, ("other", ""): 900}})
    keeper.fill(row, {"placed_status": {("mna", ""): 190, ("other", ""): 900}})
    with pytest.raises(keeping.NotConfirmed):
        keeper.check(row, "placed_status", is_confirmed=False)
    with pytest.raises(keeping.Disagrees):
        keeper.fill(row, {"placed_place": numbers["placed_place"]})
    found = keeping.look_at(session, row, table_of("placed_place"))
    assert [(each.other, each.counts) for each in found.disagreements] == [("placed_place", (1090, 400))]


def test_a_file_fills_a_year_and_says_what_it_could_not_keep(session, keeper, numbers):
    row = keeper.year(2024, numbers)
    other = keeping.open_year(session, row_id=row.id, actor=keeper.actor, year=2024)
    assert other is row
    fresh = keeper.year(2025, {})
    for data in (keeping.as_csv(row), keeping.as_ods(row)):
        keeping.load(session, actor=keeper.actor, year=fresh, given=read_tables(data))
        assert fresh.numbers == numbers
    again = keeping.load(session, actor=keeper.actor, year=fresh, given=read_tables(keeping.as_ods(row)))
    assert (again.added, again.changed, again.faults) == (0, 0, [])
    table = csv_of([*written(STATUS, {("mna", ""): 7})[:2], ["autres", "x"]])
    loaded = keeping.load(session, actor=keeper.actor, year=fresh, given=read_tables(table))
    assert (loaded.changed, [fault.line for fault in loaded.faults]) == (1, [3])
    assert fresh.numbers["placed_status"]["mna", ""] == 7


def test_the_files_of_a_year_say_its_numbers_twice_the_same(session, keeper, numbers, tmp_path):
    keeper.publish(keeper.year(2024, year_of(380, 6)))
    row = keeper.publish(keeper.year(2025, numbers))
    release, earlier = from_bytes(row.content), releasing.earlier(session, row)
    assert release.is_safe
    made = {kind: yearbooks.made(release, earlier, kind) for kind in yearbooks.FORMATS}
    assert made == {kind: yearbooks.made(release, earlier, kind) for kind in yearbooks.FORMATS}
    body = odfdo.Document(io.BytesIO(made["odt"])).body
    headings = [each.text_recursive for each in body.get_headers()]
    assert headings[0] == "En bref"
    assert headings[-3:] == ["Comment nous avons compté", "Comment nous avons vérifié", "Licence"]
    assert {"D’une année à l’autre", *(LABELS["figure_family"][family] for family in FAMILIES)} < set(headings)
    summary = body.tables[0].get_values()
    assert [line[1:3] for line in summary[1:]] == [["400", "380"]] * len(FAMILIES)
    assert {re.sub(r"\s", "", line[3]) for line in summary[1:]} == {"+5%"}
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made["pdf"])).pages).split())
    assert "OLINPE" in text
    assert "Annuaire de la protection de l’enfance 2025" in text
    printed, package = tmp_path / "2025.pdf", tmp_path / "2025.zip"
    printed.write_bytes(made["pdf"])
    assert pdfua.validate(str(printed)).findings == ()
    package.write_bytes(made["zip"])
    assert frictionless.validate(str(package)).valid


def test_a_year_is_compared_with_the_one_just_before_alone(session, keeper, numbers):
    keeper.publish(keeper.year(2022, year_of(380, 6)))
    row = keeper.publish(keeper.year(2025, numbers))
    release, earlier = from_bytes(row.content), releasing.earlier(session, row)
    body = odfdo.Document(io.BytesIO(yearbooks.made(release, earlier, "odt"))).body
    summary, *_rest, years = body.tables
    assert [line[1:] for line in summary.get_values()[1:]] == [["400", ABSENT, ABSENT]] * len(FAMILIES)
    assert years.get_values()[0][1:] == ["2022", "2025", "Évolution"]
    assert {line[-1] for line in years.get_values()[1:]} == {ABSENT}


def test_a_published_number_is_a_true_one_and_a_hidden_one_is_nowhere(session, keeper, numbers):
    release = from_bytes(keeper.publish(keeper.year(2025, numbers)).content)
    rows = list(csv.reader(io.StringIO(yearbooks.made(release, (), "csv").decode("utf-8-sig")), delimiter=";"))
    table = next(each for each in release.tables if each.code == "placed_measure")
    for cell in table.cells:
        truth = sum(numbers["placed_measure"][code, ""] for code in cell.category.atoms)
        line = next(row for row in rows if row[:2] == [table.title, cell.category.label])
        assert line[2:4] == (["", "hidden"] if cell.count is None else [str(truth), "shown"])
        assert cell.count is None or cell.count >= 11 or cell.count == 0


def test_a_correction_says_why_changes_whole_groups_and_replaces(session, keeper, numbers):
    row = keeper.year(2025, numbers)
    first = keeper.publish(row)
    with pytest.raises(releasing.NothingNew):
        keeper.publish(row, "Rien")
    status = dict(numbers["placed_status"])
    one, other = status
    keeper.fill(row, {"placed_status": {one: status[one] + 1, other: status[other] - 1}})
    with pytest.raises(SmallDifference):
        keeper.publish(row, "Une erreur")
    keeper.fill(row, {"placed_status": status})
    waiting = {place: number + 30 for place, number in numbers["waiting_measure_delay"].items()}
    keeper.fill(row, {"waiting_measure_delay": waiting})
    with pytest.raises(releasing.NoReason):
        keeper.publish(row)
    second = keeper.publish(row, "Une colonne était oubliée.")
    assert (second.number, row.release) == (2, second)
    was, now = from_bytes(first.content), from_bytes(second.content)
    assert [t for t in was.tables if "waiting" not in t.code] == [t for t in now.tables if "waiting" not in t.code]
    assert [each.id for each in releasing.latest(session, 2025)] == [second.id]
