"""ATTACKS 2: what is another's is, on every verb, the 404 of what does not exist: same work, same time."""

import re
from statistics import median
from time import thread_time
from uuid import uuid4

import pytest
from sqlalchemy import event

from hcec.consultations.enums import ConsultationStatus
from tests import factories

READING = ("", "/echange", "/echange/fin", "/echange/alerte", "/prendre", "/decision", "/brouillon", "/cacher")
OWNING = ("", "/reponse", "/contester", "/echange", "/repondre", "/retirer", "/reecrire", "/fin-echange", "/erreur")
TOPICS = [f"/conseil/sujets/{{}}/{act}" for act in ("soutenir", "ne-plus-soutenir")]
DOORS = {
    "tom": [f"/messages/{{}}{act}" for act in OWNING] + TOPICS,
    "karine": [f"/moderation/{{}}{act}" for act in READING],
}
SENT = {"version": "1", "decision": "keep", "reply": "agree", "body": "Mes mots.", "published_text": "Mes mots."}


@pytest.fixture
def ref(platform, cast):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines).id.hex


@pytest.fixture
def asked(platform):
    """The statements asked of the database, as they come."""
    found = []

    def note(connection, cursor, statement, *_):
        found.append(statement)

    platform.department()
    platform._department_until = float("inf")  # the settings are read again each minute, whatever is asked
    event.listen(platform.database.engine, "before_cursor_execute", note)
    yield found
    event.remove(platform.database.engine, "before_cursor_execute", note)


def visitor_of(browser_of, cast, who):
    visitor = browser_of(cast.tom if who == "tom" else who)
    home = {"tom": "/messages/", "karine": "/moderation/ma-semaine"}[who]
    return visitor, SENT | {"csrf_token": visitor.get(home).soup.find("input", {"name": "csrf_token"})["value"]}


def answer(visitor, method, url, fields):
    """Return what an answer says, whatever it was asked about."""
    data = fields if method == "POST" else None
    told = visitor.client.open(url, method=method, data=data, base_url=visitor.base)
    said = re.sub(r"[0-9a-f]{32}|value=\"[^\"]*\"", "", told.get_data(as_text=True))
    return told.status_code, said, sorted(name for name, _ in told.headers)


@pytest.mark.parametrize("who", DOORS)
def test_another_s_message_is_like_none_on_every_verb(browser_of, cast, asked, ref, who):
    """The same answer, after the same statements asked of the database."""
    visitor, fields = visitor_of(browser_of, cast, who)
    for door in DOORS[who]:
        statuses = set()
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
            told = []
            for one in (ref, uuid4().hex, uuid4().hex):
                asked.clear()
                told.append((answer(visitor, method, door.format(one), fields), list(asked)))
            assert told[0] == told[1] == told[2], f"{method} {door}"
            statuses.add(told[0][0][0])
        assert statuses in ({404}, {404, 405}), door


TIMED = [("tom", "/messages/{}"), ("tom", "/messages/{}/reponse"), ("karine", "/moderation/{}")]


@pytest.mark.parametrize(("who", "door"), TIMED)
def test_another_s_message_takes_the_time_of_none(browser_of, cast, ref, who, door):
    """Processor time of this thread, in turn, so that a busy machine slows both alike."""
    visitor, fields = visitor_of(browser_of, cast, who)
    kinds = {"another's": lambda: ref, "none": lambda: uuid4().hex}

    def measured():
        found = {kind: [] for kind in kinds}
        for _ in range(40):
            for kind, draw in kinds.items():
                url, start = door.format(draw()), thread_time()
                answer(visitor, "GET", url, fields)
                found[kind].append(thread_time() - start)
        one, other = (median(times) for times in found.values())
        return abs(one - other) / min(one, other)

    assert min(measured() for _ in range(2)) < 0.1


def test_a_consultation_not_asked_yet_is_like_none(platform, browser_of, cast, asked):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], "a-venir", ConsultationStatus.DRAFT)
    visitor, fields = visitor_of(browser_of, cast, "tom")
    for door in ("/consultations/{}", "/consultations/{}/accord", "/consultations/{}/questions/1", "/resultats/{}"):
        for method in ("GET", "POST"):
            told = [
                answer(visitor, method, door.format(slug), fields)[:1] for slug in ("en-preparation", "inconnue-zz")
            ]
            assert told[0] == told[1], f"{method} {door}"
