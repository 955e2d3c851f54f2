"""The annotated texts of bench/texts: marks where they say, closed lists, nothing written twice, nobody real."""

import json
import re
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "bench" / "texts"
DEMO = ROOT / "hcec" / "demo" / "data" / "messages.jsonl"
FILES = ("tuned", "aside", "second", "second_aside", "third", "third_aside", "fourth", "fourth_aside")
FIELDS = ["id", "text", "age", "register", "spans", "neutral", "danger", "kinds", "note"]
LABELS = {"PERSON", "PLACE", "ORG", "PHONE", "EMAIL", "HANDLE", "URL", "DATE", "ID", "OTHER_ID"}
KINDS = {
    "suicide_selfharm", "sexual_violence", "physical_violence", "neglect", "prostitution_exploitation",
    "runaway", "bullying_cyber", "drugs", "threat_to_others", "forced_marriage_trafficking",
}  # fmt: skip
REGISTERS = {"careful", "teen", "dictated-child", "young-adult", "learner", "typos", "emoji", "nocaps", "sms-nocaps",
             "verlan", "short", "caps", "dictation", "dialogue", "list", "letter",
             "mix-en", "mix-ar", "mix-es", "mix-ling", "mix-rom", "mix-cr", "mix-pt", "mix-it", "mix-ro", "mix-tr",
             "mix-wo", "mix-wol", "mix-als",
             "other-ar", "other-bn", "other-en", "other-es", "other-it", "other-ps", "other-pt", "other-ro", "other-tr",
             "other-uk"}  # fmt: skip
FICTION = re.compile(r"(0199|026191|035301|046571|053649|063998)\d+")
WORD = re.compile(r"\w+")
Text = dict[str, Any]


@cache
def texts(path: Path) -> list[Text]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def annotated() -> list[Text]:
    return [text for name in FILES for text in texts(TEXTS / f"{name}.jsonl")]


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_same_fields_from_closed_lists(name: str) -> None:
    for row in texts(TEXTS / f"{name}.jsonl"):
        assert list(row) == FIELDS, row["id"]
        assert 8 <= row["age"] <= 21, row["id"]
        assert row["register"] in REGISTERS, row["id"]
        assert row["danger"] in {"none", "worry", "danger"}, row["id"]
        assert set(row["kinds"]) <= KINDS, row["id"]
        assert bool(row["kinds"]) == (row["danger"] != "none"), row["id"]
        assert row["note"].strip(), row["id"]
        assert {span["label"] for span in row["spans"]} <= LABELS, row["id"]


@pytest.mark.parametrize("name", FILES)
def test_marks_are_where_they_say_in_order_and_apart(name: str) -> None:
    for row in texts(TEXTS / f"{name}.jsonl"):
        for span in row["spans"] + row["neutral"]:
            assert row["text"][span["start"] : span["end"]] == span["text"] == span["text"].strip(), row["id"]
        marks = sorted((span["start"], span["end"]) for span in row["spans"] + row["neutral"])
        assert all(end <= start for (_, end), (start, _) in pairwise(marks)), row["id"]
        assert [span["start"] for span in row["spans"]] == sorted(span["start"] for span in row["spans"]), row["id"]


def test_a_name_marked_once_is_marked_everywhere_in_its_text() -> None:
    for row in annotated():
        for span in row["spans"]:
            if span["label"] != "PERSON" or len(span["text"]) < 4:
                continue
            whole = re.compile(rf"(?<!\w){re.escape(span['text'])}(?!\w)")
            written = whole.findall(row["text"])
            marked = [other for other in row["spans"] if whole.search(other["text"])]
            assert len(written) == len(marked), (row["id"], span["text"])


def test_ids_are_unique() -> None:
    ids = [row["id"] for row in annotated()]
    assert len(ids) == len(set(ids))


def test_nothing_is_written_twice() -> None:
    """No two texts share three runs of three words and a third of them, the demonstration's messages included."""
    shingles = {
        row["id"]: {tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
        for row in annotated() + texts(DEMO)
        if (words := WORD.findall(row["text"].casefold()))
    }
    own = {row["id"] for row in annotated()}
    for (one, left), (other, right) in combinations(shingles.items(), 2):
        if one in own or other in own:
            shared, shorter = len(left & right), min(len(left), len(right))
            assert 3 * shared < shorter or shared < 3 or shorter < 4, (one, other)


def test_numbers_and_addresses_are_of_fiction() -> None:
    for row in annotated():
        for span in row["spans"]:
            digits = re.sub(r"\D", "", span["text"].replace("+33", "0"))
            if span["label"] == "PHONE" and re.fullmatch(r"[\d\s.+()/-]+", span["text"]):
                assert FICTION.fullmatch(digits), (row["id"], span["text"])
            if span["label"] in {"EMAIL", "URL"}:
                assert "example" in span["text"].replace(" ", ""), (row["id"], span["text"])
