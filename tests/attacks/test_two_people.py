"""Approving alone what needs two is refused (ATTACKS 6)."""

from hcec.moderation.models import Approval
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories

COPY = "J'aimerais voir [ma sœur]."


def test_nobody_approves_what_they_proposed(platform, cast, browser_of):
    with platform.database.transaction() as session:
        ref = factories.message(session, cast.ines).id.hex
    url, malik, ines = f"/moderation/{ref}", browser_of("malik"), browser_of(cast.ines)
    desk = malik.send(malik.get(url), f"{url}/prendre")
    token = desk.soup.find("input", {"name": "csrf_token"})["value"]
    malik.send(desk, f"{url}/decision", decision="publish", published_text=COPY)
    again = {"csrf_token": token, "decision": "publish", "published_text": COPY, "version": "2"}
    assert malik.post(f"{url}/decision", again).status == 409, "before the child answers"
    ines.send(ines.get(f"/messages/{ref}"), f"/messages/{ref}/reponse", reply="agree")
    assert malik.post(f"{url}/prendre", again).status == 409
    for decision in ("publish", "approve", "keep", "refuse"):
        answer = malik.post(f"{url}/decision", again | {"decision": decision, "reason": "unreadable"})
        assert answer.status in {400, 409}
    with platform.database.reading() as session:
        assert session.query(Testimony).one().state == TestimonyState.SECOND_READER
        assert session.query(Approval).all() == []
