"""A backup carries the shelf with its files; restored elsewhere, it is searched at once."""

from datetime import date
from uuid import uuid4

from sqlalchemy import select

from hcec.backup import services
from hcec.shelf.enums import ItemKind
from hcec.shelf.formats import examine
from hcec.shelf.models import ShelfVersion
from hcec.shelf.services import giving, keeping
from hcec.shelf.services.finding import Looked, find
from hcec.shelf.services.giving import NewVersion
from hcec.shelf.services.keeping import ItemPlan
from tests.restored import PRIVATE, elsewhere, take


def test_a_restored_shelf_is_whole_and_found(platform, cast, tmp_path, request):
    acted = {"actor": cast.staff["odile"], "today": date(2026, 11, 23)}
    with platform.database.transaction() as session:
        plan = ItemPlan(kind=ItemKind.DOCUMENT, title="Guide")
        item = keeping.shelve(session, row_id=uuid4(), plan=plan, tags=(), **acted)
        giving.give(session, row_id=uuid4(), item=item, new=NewVersion(examine(b"Les fratries.")), **acted)
    sealed = take(platform)
    is_sqlite = platform.database.engine.dialect.name == "sqlite"
    url = None if is_sqlite else request.getfixturevalue("empty_postgres_url")
    with elsewhere(platform, tmp_path / "elsewhere", url) as other:
        other.activate()
        services.read(other.database, sealed, private_key=PRIVATE)
        with other.database.reading() as session:
            [hit] = find(session, Looked("fratrie")).hits
            assert (hit.item.title, session.scalars(select(ShelfVersion.content)).one()) == ("Guide", b"Les fratries.")
