"""A chart says its numbers to whoever sees it, hears it or prints it in black and white; a hidden count has no bar."""

from dataclasses import replace

import pytest
from lxml import etree

from hcec.documents.charts import crossing_chart, svg, table_chart
from hcec.documents.words import FRENCH, HIDDEN
from tests.disclosure.releases import tables
from tests.documents.rich import CROSSING
from tests.documents.test_release_files import HOSTILE, hostile

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart):
    return etree.fromstring(svg(chart).encode("utf-8", "replace"))


def bars(chart):
    return [bar for group in chart.groups for bar in group.bars]


def test_a_bar_is_as_long_as_its_part_and_says_its_number_at_its_end():
    chart = table_chart(tables()[1], FRENCH)
    assert [bar.said for bar in bars(chart)][:2] == [
        "60 · 51\N{NARROW NO-BREAK SPACE}%",
        "35 · 30\N{NARROW NO-BREAK SPACE}%",
    ]
    assert bars(chart)[0].fraction == 60 / 118
    first, second = [float(each.get("width")) for each in drawn(chart).findall(f"{SVG}rect")]
    assert first / second == pytest.approx(60 / 35, rel=0.01)


def test_a_hidden_count_has_no_bar_and_no_length():
    chart = crossing_chart(CROSSING, FRENCH)
    hidden = [bar for bar in bars(chart) if bar.number == HIDDEN]
    assert len(hidden) == 4
    assert {bar.fraction for bar in hidden} == {None}
    assert len(drawn(chart).findall(f"{SVG}rect")) == 4


def test_lines_of_a_crossing_are_compared_by_their_parts():
    chart = crossing_chart(CROSSING, FRENCH)
    assert [group.label for group in chart.groups] == ["Moins de 15 ans", "15 ans et plus"]
    assert chart.groups[0].bars[0].fraction == 26 / 51
    assert chart.groups[1].bars[0].part == "51\N{NARROW NO-BREAK SPACE}%"


def test_a_line_too_small_or_hidden_gives_plain_numbers_for_all():
    for total in (None, 19):
        chart = crossing_chart(replace(CROSSING, row_totals=(total, 67)), FRENCH)
        assert {bar.part for bar in bars(chart) if bar.fraction is not None} == {""}
        assert chart.groups[1].bars[0].fraction == 1
        assert chart.groups[0].bars[0].fraction == 26 / 34


def test_each_answer_has_its_own_hatch_in_every_group():
    chart = crossing_chart(CROSSING, FRENCH)
    assert [[bar.pattern for bar in group.bars] for group in chart.groups] == [[0, 1, 2, 3]] * 2
    assert len(drawn(chart).findall(f"{SVG}defs/{SVG}pattern")) == 4


def test_it_has_a_title_and_says_every_number():
    picture = drawn(crossing_chart(CROSSING, FRENCH))
    assert picture.find(f"{SVG}title").text == CROSSING.title
    told = picture.find(f"{SVG}desc").text
    for expected in ("Moins de 15 ans", "26 · 51", FRENCH.hidden, "tableau"):
        assert expected in told


@pytest.mark.parametrize("words", [words[:300] for words in HOSTILE])
def test_words_are_never_drawn_as_code(words):
    picture = svg(table_chart(hostile(words.translate({0: None, 0x1B: None, 0xD800: None})).tables[0], FRENCH))
    tags = {etree.QName(each).localname for each in etree.fromstring(picture.encode("utf-8", "replace")).iter()}
    assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "text"}
    assert "style=" not in picture
