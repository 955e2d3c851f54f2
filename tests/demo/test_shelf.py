"""The demonstration's shelf: a dozen resources that search finds, evaluations of which something is late."""

from datetime import date

from sqlalchemy import select

from hcec.demo import data_files
from hcec.demo.services.shelving import shelve
from hcec.shelf import queries
from hcec.shelf.following import awaited, figures
from hcec.shelf.models import ShelfItem
from hcec.shelf.services.finding import Looked, find

DAY = date(2026, 11, 23)


def test_it_is_whole_and_found(session, cast):
    shelve(session, raw=data_files.shelf(), observer=cast.staff["odile"], today=DAY)
    items = session.scalars(select(ShelfItem)).all()
    assert len(items) == 12
    assert {item.kind for item in items if item.tags and item.source} == {"document", "legal_watch", "practice"}
    assert all(item.versions or item.link or item.withdrawn_on for item in items)
    assert [hit.item.title for hit in find(session, Looked("référents avis")).hits] == [
        "Protocole de repérage des violences"
    ]
    rows = session.scalars(queries.evaluations()).all()
    numbers = figures(rows, DAY.year, DAY)
    assert (len(rows), numbers.received, numbers.late, len(awaited(rows, DAY))) == (3, 2, 1, 1)
