"""`hcec screen`: lines of JSON in, lines of JSON out, no database and no settings."""

import json

from click.testing import CliRunner

from hcec.cli import group


def screen(*arguments, given=""):
    return CliRunner().invoke(group, ["screen", *arguments], input=given, env={"HCEC_DATABASE_URL": "nowhere://"})


def test_each_line_is_answered_with_spans_and_a_score():
    rows = [{"id": "a", "text": "mon éduc Karim 😀 il est cool"}, {"id": "b", "text": "jveux mourir"}]
    result = screen(given="\n".join(map(json.dumps, rows)) + "\n\n")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["id"] == "a"
    assert first["spans"] == [{"start": 9, "end": 14, "label": "PERSON"}]
    assert second["danger_score"] >= 0.5
    assert second["danger_kinds"] == ["suicide_selfharm"]


def test_the_labels_are_those_of_the_annotated_sample():
    lists = json.loads(screen("--labels").stdout)
    assert lists["labels"] == ["PERSON", "PLACE", "ORG", "PHONE", "EMAIL", "HANDLE", "URL", "DATE", "ID", "OTHER_ID"]
    assert len(lists["danger_kinds"]) == 10


def test_a_line_that_is_not_one_is_refused_without_repeating_it():
    result = screen(given='{"id": 1, "text": "ok"}\npas du json Karim\n')
    assert result.exit_code
    assert "ligne 2" in str(result.exception)
    assert "Karim" not in str(result.exception)
