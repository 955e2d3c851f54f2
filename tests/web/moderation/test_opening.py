"""Nobody reads a word without a line in the journal: a form sent without its page shows none (A7, M5)."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.moderation import services, sweeps
from hcec.moderation.enums import RefusalReason
from hcec.moderation.models import Rereading
from hcec.moderation.services import rereading
from tests import factories
from tests.web.moderation.at_the_desk import WORDS


@pytest.fixture
def rooms(platform, cast, monkeypatch):
    """Malik refused a message, and chance drew it. Return (who, address) of the two pages that show it again."""
    monkeypatch.setattr(rereading, "ONE_IN", 1)
    with platform.database.transaction() as session:
        message, malik = factories.message(session, cast.ines, words=WORDS), cast.member("malik")
        services.claim(session, actor=malik, testimony=message, today=clock.today())
        verdict = services.Verdict(kind="refuse", version=1, reason=RefusalReason.UNREADABLE)
        services.decide(session, actor=malik, testimony=message, verdict=verdict, today=clock.today())
        sweeps.draw_rereadings(session)
        drawn = session.scalars(select(Rereading)).one().decision_id.hex
        return ("malik", f"/moderation/{message.id.hex}/echange"), ("naima", f"/moderation/relectures/{drawn}")


@pytest.mark.parametrize("nth", [0, 1])
def test_a_form_sent_without_its_page_shows_no_word(platform, browser_of, rooms, nth):
    who, room = rooms[nth]
    reader = browser_of(who)
    empty = {"csrf_token": reader.token("/moderation/"), "template": "thanks"}
    blind = reader.client.post(room, data=empty, base_url=reader.base)
    assert blind.status_code == 409
    assert "Karim" not in blind.text
    page = reader.get(room)
    with platform.database.reading() as session:
        assert "testimony:read" in session.scalars(select(JournalEntry.action)).all()
    again = reader.client.post(room, data=empty, base_url=reader.base)
    assert "Karim" in page.text
    assert "Karim" in again.text
