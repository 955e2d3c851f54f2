"""`hcec protect` and `hcec attack`: any CSV in, tables that resist out; no database and no settings."""

import csv
import json

import pytest
from click.testing import CliRunner

from hcec.cli import group

PEOPLE = [("a0", "p0", "n0")] * 40 + [("a0", "p1", "n1")] * 9 + [("a1", "p0", "n1")] * 12 + [("a1", "p1", "n0")] * 3
PEOPLE += [("a1", "p2", "n2")] * 2 + [("a0", "p2", "n0")] * 8 + [("a0", "p0", "n2")] * 6


def run(*arguments):
    return CliRunner().invoke(group, [str(each) for each in arguments], env={"HCEC_DATABASE_URL": "nowhere://"})


@pytest.fixture(params=[",", ";"])
def people(tmp_path, request):
    return write(tmp_path / "people.csv", PEOPLE, request.param)


def write(file, rows, delimiter=","):
    lines = [delimiter.join(row) for row in [("age", "place", "answer"), *rows]]
    file.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def read(file):
    return list(csv.DictReader(file.open(encoding="utf-8")))


def test_each_crossing_and_each_margin_is_written_whole(people, tmp_path):
    done = run("protect", people, "--by", "place,age", "--by", "answer", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["age.csv", "age__place.csv", "answer.csv", "place.csv", "total.csv"]
    both = read(tmp_path / "out" / "age__place.csv")
    assert list(both[0]) == ["age", "place", "count", "status"]
    assert len(both) == 6
    assert all((row["count"] == "") == (row["status"] == "hidden") for row in both)
    assert all(row["count"] == "0" or not row["count"] or int(row["count"]) >= 5 for row in both)
    assert read(tmp_path / "out" / "total.csv") == [{"count": "80", "status": "shown"}]


def test_what_is_protected_resists_with_what_is_out(people, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    assert run("protect", people, "--by", "age,answer", "--out", one).exit_code == 0
    assert run("protect", people, "--by", "place,answer", "--with", one, "--out", two).exit_code == 0
    done = run("attack", one, two)
    report = json.loads(done.stdout)
    assert done.exit_code == 0
    assert report["hidden"] == len(report["intervals"]) > 0
    assert report["proved_below"] == report["exact"] == report["undecided"] == []
    assert all(each["high"] >= 5 and each["low"] < each["high"] for each in report["intervals"])


def test_hiding_the_small_alone_is_found_out(tmp_path):
    (tmp_path / "weak").mkdir()
    (tmp_path / "weak" / "age.csv").write_text("age,count,status\na0,,hidden\na1,17,shown\n", encoding="utf-8")
    (tmp_path / "weak" / "total.csv").write_text("count,status\n20,shown\n", encoding="utf-8")
    done = run("attack", tmp_path / "weak")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert len(report["exact"]) == len(report["proved_below"]) == 1
    assert [(each["low"], each["high"]) for each in report["intervals"]] == [(3, 3)]


def test_merges_are_made_only_as_told_and_listed(people, tmp_path):
    order = tmp_path / "order.csv"
    order.write_text("column,from,to\nanswer,n2,autres\nplace,p2,autres\nplace,p1,autres\n", encoding="utf-8")
    rows = write(tmp_path / "few.csv", [row for row in PEOPLE if row[2] != "n2"] + [("a0", "p0", "n2")] * 3)
    assert run("protect", rows, "--by", "age,answer", "--merge", order, "--out", tmp_path / "out").exit_code == 0
    assert {row["answer"] for row in read(tmp_path / "out" / "answer.csv")} == {"n0", "n1", "autres"}
    assert json.loads((tmp_path / "out" / "merged.json").read_text()) == {"answer": {"n2": "autres"}}


def test_other_people_are_refused_and_nothing_is_written(people, tmp_path):
    one = tmp_path / "one"
    assert run("protect", people, "--by", "age", "--out", one).exit_code == 0
    more = write(tmp_path / "more.csv", [*PEOPLE, ("a1", "p0", "n0")])
    done = run("protect", more, "--by", "answer", "--with", one, "--out", tmp_path / "two")
    assert done.exit_code == 3
    assert "mêmes personnes" in done.stderr
    assert not (tmp_path / "two").exists()


def test_too_few_people_are_refused(tmp_path):
    few = write(tmp_path / "few.csv", PEOPLE[:4])
    done = run("protect", few, "--by", "age", "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert "trop peu de personnes" in done.stderr


@pytest.mark.parametrize("by", ["", "ville", "age,ville"])
def test_an_unknown_column_is_named(people, tmp_path, by):
    done = run("protect", people, "--by", by, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "colonne" in done.stderr


def test_what_is_no_table_of_counts_is_named(people):
    done = run("attack", people.parent)
    assert done.exit_code == 1
    assert "people.csv" in done.stderr


def test_tables_of_two_runs_are_not_mixed_in_one_folder(people, tmp_path):
    out = tmp_path / "out"
    assert run("protect", people, "--by", "age,age", "--out", out).exit_code == 0
    assert run("protect", people, "--by", "age", "--out", out).exit_code == 0
    done = run("protect", people, "--by", "answer", "--out", out)
    assert done.exit_code == 1
    assert "age.csv" in done.stderr


@pytest.mark.parametrize("name", ["total", "../age"])
def test_a_column_that_would_name_another_file_is_refused(tmp_path, name):
    rows = tmp_path / "people.csv"
    rows.write_text(f"{name}\n" + "x\n" * 9, encoding="utf-8")
    assert run("protect", rows, "--by", name, "--out", tmp_path / "out").exit_code == 1


def test_a_line_that_is_too_short_or_not_utf8_is_refused(tmp_path):
    rows = tmp_path / "people.csv"
    rows.write_text("age,place\nx\n", encoding="utf-8")
    assert "trop courte" in run("protect", rows, "--by", "place", "--out", tmp_path / "out").stderr
    rows.write_bytes("âge\nx\n".encode("latin-1"))
    assert "UTF-8" in run("protect", rows, "--by", "age", "--out", tmp_path / "out").stderr


def test_without_time_nor_merges_nothing_is_written(people, tmp_path):
    done = run("protect", people, "--by", "age,answer", "--seconds", 0, "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert "--seconds" in done.stderr


def test_what_a_weak_table_already_gives_away_is_named(people, tmp_path):
    weak = tmp_path / "weak"
    assert run("protect", people, "--by", "answer", "--out", weak).exit_code == 0
    (weak / "age__answer.csv").write_text(
        "age,answer,count,status\n"
        + "".join(
            f"{age},{answer},{count},\n"
            for (age, answer), count in {
                ("a0", "n0"): 48,
                ("a0", "n1"): 9,
                ("a0", "n2"): 6,
                ("a1", "n0"): "",
                ("a1", "n1"): 12,
                ("a1", "n2"): 2,
            }.items()
        ),
        encoding="utf-8",
    )
    done = run("protect", people, "--by", "age", "--with", weak, "--out", tmp_path / "out")
    assert done.exit_code == 3
    assert "age=a1, answer=n0" in done.stderr
    assert "--merge" in done.stderr
