"""The demonstration's surveys: one published for partners and for all, one open, one in preparation."""

from datetime import date

import pytest
from sqlalchemy import func, select

from hcec.demo import data_files
from hcec.demo.services.surveying import ask
from hcec.disclosure.values import from_bytes
from hcec.surveys.models import Survey, SurveySheet
from hcec.surveys.services import reading


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1)])
def test_they_are_whole_whatever_the_day(session, cast, today):
    ask(session, raw=data_files.surveys(), observer=cast.staff["odile"], today=today)
    surveys = {str(each.state): each for each in session.scalars(select(Survey))}
    assert sorted(surveys) == ["draft", "open", "published"]
    count = select(func.count()).select_from(SurveySheet)
    assert session.scalar(count.where(SurveySheet.survey_id == surveys["published"].id)) == 141
    internal, public = (from_bytes(row.content) for row in surveys["published"].releases)
    assert [crossing.code for crossing in internal.crossings] == ["category__q1"]
    assert public.is_safe
    assert (len(internal.tables), internal.contributors) == (6, 141)
    shown = [count for crossing in internal.crossings for line in crossing.counts for count in line]
    assert sum(count is not None for count in shown) > len(shown) / 3  # protected, and still telling something
    [(_question, texts)] = reading.read_texts(session, surveys["published"])
    assert [read.aids.is_alarm for read in texts].count(True) >= 1
    assert not any(read.is_alarm for read in texts)
