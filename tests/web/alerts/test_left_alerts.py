"""S4 over HTTP: an alert whose holder is gone is nobody's again, climbs anew, and never names who left."""

from datetime import datetime

import pytest
from sqlalchemy import select

from hcec.accounts.models import Staff, StaffTie
from hcec.audit.models import JournalEntry
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert, AlertCircle, AlertNotice
from hcec.safeguarding.services.circles import keep_from
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY, PARIS
from tests.safeguarding.test_climbing import Room


@pytest.fixture
def room(platform, cast, frozen):
    made = Room(platform, cast, frozen).at(2026, 11, 23, 10, 0).raised()
    made.climb()
    made.notify()
    return made


def hold(room, browser_of, name="cyril", transmit=False):
    url, browser = f"/alertes/{room.alert.hex}", browser_of(name)
    browser.send(browser.get(url), f"{url}/prendre")
    if transmit:
        browser.send(browser.get(url), f"{url}/transmettre", recipient="crip")
    return url


def leaves(session, room):
    session.get(Staff, room.cast.member("cyril").id).left_on = MONDAY.date()


def is_tied(session, room):
    session.add(StaffTie(staff_id=room.cast.member("cyril").id, circle_id=room.cast.circles["north"].id))


def is_kept_out(session, room):
    """A card entered since brings a circle of the holder."""
    other = factories.circle(session, "Est").id
    session.add(StaffTie(staff_id=room.cast.member("cyril").id, circle_id=other))
    session.add(AlertCircle(alert_id=room.alert, circle_id=other))


@pytest.mark.parametrize(("gone", "transmit"), [(leaves, False), (is_tied, True), (is_kept_out, False)])
def test_s4_it_is_nobody_s_again_and_everybody_is_told_anew(room, browser_of, outbox, gone, transmit):
    url = hold(room, browser_of, transmit=transmit)
    room.at(2026, 12, 2, 10, 0)
    assert "suivie par Cyril" in browser_of("claire").get("/alertes/").text
    room.change(lambda session: gone(session, room))
    outbox.clear()
    assert room.climb() == ["claire", "malik"], "on call is gone: the deputy at once, from now"
    assert room.notify() == 2, "though the CRIP was told when it was raised"
    room.at(2026, 12, 2, 13, 59)
    assert room.climb() == ["claire", "malik"]
    room.at(2026, 12, 2, 14, 0)
    assert room.climb() == ["claire", "malik", "naima"], "four staffed hours after"
    claire = browser_of("claire")
    for page in (claire.get("/alertes/"), claire.get(url), claire.get(f"{url}/fiche")):
        assert "suivie par Cyril" not in page.text
        assert "Suivie par Cyril" not in page.text
    assert "Suivie par personne pour le moment" in claire.get(url).text
    assert "à personne encore" in claire.get("/alertes/").text


@pytest.mark.parametrize("transmit", [False, True])
def test_s4_the_page_is_right_before_any_worker_and_somebody_takes_it(room, browser_of, transmit):
    url = hold(room, browser_of, transmit=transmit)
    room.change(lambda session: leaves(session, room))
    room.at(2026, 11, 24, 10, 0)
    claire = browser_of("claire")
    listed = claire.get("/alertes/").text
    assert "à personne encore" in listed
    assert "Cyril" not in listed
    page = claire.get(url)
    assert "Suivie par personne pour le moment" in page.text
    taken = claire.send(page, f"{url}/prendre")
    assert "Suivie par Claire Essai" in taken.text
    with room.platform.database.reading() as session:
        row = session.get(Alert, room.alert)
        assert row.state == (AlertState.TRANSMITTED if transmit else AlertState.TAKEN)
        assert (row.holder, row.renewed_at) == (room.cast.member("claire").id, None)
        acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert "alert:release" in acts
    assert acts[-2:] == ["alert:take", "alert:read"]
    room.at(2026, 12, 2, 10, 0)
    room.climb()
    assert "suivie par Claire Essai" in browser_of("claire").get("/alertes/").text


def test_s4_nobody_takes_what_somebody_follows(room, browser_of):
    url = hold(room, browser_of, transmit=True)
    claire = browser_of("claire")
    page = claire.get(url)
    assert page.soup.find("form", {"action": f"{url}/prendre"}) is None
    fields = {each["name"]: each["value"] for each in page.form(f"{url}/clore").find_all("input", {"type": "hidden"})}
    assert claire.post(f"{url}/prendre", fields).status == 409


def test_s4_an_alert_that_is_over_stays_with_who_ended_it(room, browser_of):
    url = hold(room, browser_of, transmit=True)
    cyril = browser_of("cyril")
    cyril.send(cyril.get(url), f"{url}/clore", outcome="Vu.")
    room.change(lambda session: leaves(session, room))
    room.at(2026, 12, 2, 10, 0)
    room.climb()
    page = browser_of("claire").get(url).text
    assert "Terminée par Cyril Essai" in page
    assert "Suivie par" not in page
    with room.platform.database.reading() as session:
        assert session.get(Alert, room.alert).renewed_at is None
        assert len(session.scalars(select(AlertNotice)).all()) == 2


def test_a5_a_new_card_that_brings_the_holder_s_circle_makes_it_nobody_s(room, browser_of):
    hold(room, browser_of)

    def enter(session):
        west = room.cast.circles["west"].id
        session.add(StaffTie(staff_id=room.cast.member("cyril").id, circle_id=west))
        testimony = session.get(Testimony, session.get(Alert, room.alert).testimony_id)
        assert testimony is not None
        keep_from(session, youth=room.cast.ines, circle_id=west, today=MONDAY.date())

    room.change(enter)
    room.at(2026, 11, 24, 10, 0)
    assert room.climb() == ["claire", "malik"]
    with room.platform.database.reading() as session:
        row = session.get(Alert, room.alert)
        assert (row.state, row.holder) == (AlertState.SIGNALLED, None)
        assert row.renewed_at == datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
