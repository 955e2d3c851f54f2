"""The demonstration's scheme: five years, a contract of three, and what the council said that bears on them."""

from datetime import date

import pytest
from sqlalchemy import select

from hcec.demo import data_files
from hcec.demo.services.scheming import write_scheme
from hcec.scheme.models import Commitment, Contract, Scheme
from hcec.scheme.services.reporting import actions_of
from hcec.scheme.totals import total, totals_by


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 1)])
def test_it_is_whole_whatever_the_day(session, cast, today):
    write_scheme(session, raw=data_files.scheme(), observer=cast.staff["odile"], today=today)
    scheme, contract = session.scalars(select(Scheme)).one(), session.scalars(select(Contract)).one()
    assert (scheme.from_year, len(scheme.years), len(contract.years)) == (today.year - 1, 5, 3)
    actions = actions_of(scheme)
    assert all(action.indicators and action.reviews and action.engagements for action in actions)
    by_year = totals_by(contract.fundings, lambda line: line.year)
    assert sorted(by_year) == list(contract.years)
    assert total(by_year.values()) == total(contract.fundings)
    assert all(each.signed_on for each in contract.signatures)
    assert len(session.scalars(select(Commitment)).all()) == 3
