"""ATTACKS 34: rows that name rows of their own table come back, whatever the order of keys drawn at random."""

from datetime import date
from uuid import UUID

from hcec import clock
from hcec.backup import services
from hcec.backup.ordering import names_its_own
from hcec.db import Base
from hcec.training.enums import NeedState, ProgrammeState, Urgency
from hcec.training.models import TrainingNeed, TrainingProgramme
from tests.restored import PRIVATE, contents, elsewhere, take

ADOPTED = {"from_year": 2026, "to_year": 2028, "adopted_on": date(2026, 3, 2), "adopted_by": "La commission"}


def need(place, cast, **settled):
    raised = {"raised_by_id": cast.staff["odile"].id, "raised_on": clock.today(), "urgency": Urgency.LATER}
    return TrainingNeed(id=UUID(int=place), title=f"Besoin {place}", words="Écouter.", **raised, **settled)


def test_needs_merged_and_programmes_revised_come_back_in_either_order_of_keys(
    platform, cast, tmp_path, request, monkeypatch
):
    monkeypatch.setattr(services, "AT_ONCE", 1)
    with platform.database.transaction() as session:
        for child, parent in ((1, 2), (4, 3)):
            merged = {"state": NeedState.MERGED, "answered_on": clock.today()}
            session.add(need(child, cast, merged_into=need(parent, cast), **merged))
        before = None
        for place in (2, 4, 1, 3):
            state = ProgrammeState.ADOPTED if place == 3 else ProgrammeState.REPLACED
            row = TrainingProgramme(id=UUID(int=place), title=f"Plan {place}", state=state, replaces=before, **ADOPTED)
            session.add(row)
            before = row
    url = None if platform.settings.is_sqlite else request.getfixturevalue("empty_postgres_url")
    sealed = take(platform)
    with elsewhere(platform, tmp_path / "other", url) as other:
        services.read(other.database, sealed, private_key=PRIVATE)
        assert contents(other.database) == contents(platform.database)


def test_the_tables_whose_rows_name_their_own_are_found_in_the_schema():
    found = {table.name for table in Base.metadata.sorted_tables if names_its_own(table)}
    assert found >= {"training_need", "training_programme"}
