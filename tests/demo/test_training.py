"""The demonstration's training: needs of every state, a programme in force, a year of sessions."""

from datetime import date

import pytest
from sqlalchemy import select

from hcec.demo import data_files
from hcec.demo.services.scheming import write_scheme
from hcec.demo.services.teaching import teach
from hcec.training.enums import NeedState, ProgrammeState, SessionState
from hcec.training.models import TrainingNeed, TrainingProgramme, TrainingSession
from hcec.training.services.reviewing import review_year


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1), date(2027, 10, 28), date(2027, 12, 31)])
def test_it_is_whole_whatever_the_day(session, cast, today):
    odile, paul = cast.staff["odile"], cast.staff["paul"]
    write_scheme(session, raw=data_files.scheme(), observer=odile, today=today)
    teach(session, raw=data_files.training(), observer=odile, partner=paul, today=today)
    needs = session.scalars(select(TrainingNeed)).all()
    assert {need.state for need in needs} == set(NeedState)
    assert all(need.raised_on <= (need.answered_on or today) <= today for need in needs)
    programme = session.scalars(select(TrainingProgramme)).one()
    assert (programme.state, len(programme.years)) == (ProgrammeState.ADOPTED, 3)
    assert all(line.needs and line.years for line in programme.lines)
    assert any(line.actions for line in programme.lines)
    sessions = session.scalars(select(TrainingSession)).all()
    assert {each.state for each in sessions} == set(SessionState)
    assert all((each.state is SessionState.HELD) == bool(each.participants) for each in sessions)
    held = sum(review_year(session, programme, year).held.people for year in programme.years)
    assert held == sum(each.participants for each in sessions)
