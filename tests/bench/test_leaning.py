"""The texts that danger is learnt from: closed lists, nothing twice, nothing of the parts kept aside."""

import re

from tests.bench.test_texts import KINDS, TEXTS, texts

LINES = [line for line in (TEXTS / "leaning.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
LINE = re.compile(r"(danger|worry|none)((?: [a-z_]+)*): (.+)")


def test_every_line_has_a_level_and_kinds_from_closed_lists():
    for line in LINES:
        level, kinds, text = LINE.fullmatch(line).groups()
        assert set(kinds.split()) <= {*KINDS, "any"}, line
        assert bool(kinds.split()) == (level != "none"), line
        assert text == text.strip(), line


def test_no_text_is_there_twice():
    written = [LINE.fullmatch(line)[3].casefold() for line in LINES]
    assert len(written) == len(set(written))


def test_no_text_is_one_of_those_kept_to_measure():
    written = {LINE.fullmatch(line)[3].casefold() for line in LINES}
    for path in TEXTS.glob("*.jsonl"):
        assert written.isdisjoint(row["text"].casefold() for row in texts(path)), path.name
