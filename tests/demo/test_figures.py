"""Three years of invented figures: two that left, and the last, still being typed."""

from datetime import date

import pytest

from hcec.demo import data_files
from hcec.demo.services import figuring
from hcec.department.services import load
from hcec.disclosure.values import from_bytes
from hcec.yearbook.checks import disagreements
from hcec.yearbook.queries import years
from hcec.yearbook.tables import FAMILIES, TABLES
from hcec.yearbook.trends import trends


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1)])
def test_they_are_whole_whatever_the_day(session, cast, today):
    figured = {"decided": load(session), "seed": 1, "today": today}
    figuring.count_years(session, raw=data_files.figures(), observer=cast.staff["odile"], **figured)
    last, *out = session.scalars(years()).all()
    assert [each.year for each in (last, *out)] == [today.year - ago for ago in (1, 2, 3)]
    assert all(disagreements(each.numbers) == [] for each in (last, *out))
    assert len(last.numbers) == len(TABLES) - 1
    assert last.release is None
    releases = [from_bytes(each.release.content) for each in reversed(out)]
    assert [trend.family for trend in trends(releases)] == list(FAMILIES)
    assert all(release.is_safe for release in releases)
    assert all(each.release.published_on <= today for each in out)
