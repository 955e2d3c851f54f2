"""Years whose tables were all typed, and who keeps them."""

from uuid import uuid4

import pytest

from hcec import clock
from hcec.department import services as department
from hcec.yearbook.services import keeping, releasing
from hcec.yearbook.tables import table_of
from tests.yearbook.making import year_of


class Keeper:
    """Somebody of the observatory at work."""

    def __init__(self, session, actor):
        self.session, self.actor = session, actor

    def year(self, year, numbers):
        """Keep a year with these numbers, checked."""
        row = keeping.open_year(self.session, row_id=uuid4(), actor=self.actor, year=year)
        self.fill(row, numbers)
        return row

    def fill(self, row, numbers, source="ASE"):
        """Type these tables, then call them checked."""
        for code, held in numbers.items():
            known = row.table(code)
            acted = {"actor": self.actor, "year": row, "table": table_of(code)}
            version = known.version if known else 0
            keeping.keep_table(self.session, numbers=held, source=source, version=version, **acted)
        for code in numbers:
            self.check(row, code)

    def check(self, row, code, *, is_confirmed=True):
        acted = {"actor": self.actor, "year": row, "table": table_of(code), "version": row.table(code).version}
        keeping.check_table(self.session, is_confirmed=is_confirmed, **acted)

    def publish(self, row, reason=""):
        prepared = releasing.prepare(row, department.load(self.session))
        acted = {"actor": self.actor, "year": row, "prepared": prepared, "today": clock.today()}
        return releasing.publish(self.session, row_id=uuid4(), reason=reason, **acted)


@pytest.fixture
def keeper(session, cast):
    return Keeper(session, cast.staff["odile"])


@pytest.fixture
def numbers():
    return year_of(400, 6)
