"""The journal's pages, and "qui a lu mon message ?"."""

from datetime import datetime

import pytest
from sqlalchemy import event, update

from hcec import clock
from hcec.audit import services as audit
from hcec.audit.models import JournalEntry
from hcec.moderation.services import note_reading
from hcec.permissions import Role
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import PARIS


def act(platform, person, action="testimony:read", subject="testimony:" + "1" * 32, times=1):
    with platform.database.transaction() as session:
        for _ in range(times):
            audit.record(session, actor=person.id.hex, role=person.role, action=action, subject=subject)


@pytest.mark.parametrize("role", [None, *Role])
def test_the_journal_opens_to_the_officer_and_the_coordinator_alone(browser_of, role):
    expected = {None: 401, Role.DPO: 200, Role.COORDINATOR: 200}.get(role, 403)
    for address in ("/delegue/", "/delegue/journal", "/delegue/journal/verification"):
        assert browser_of(role).get(address).status == expected


def test_lines_say_who_did_what_and_hold_no_word(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words="Le hamster de Zébulon.")
        note_reading(session, actor=cast.staff["malik"], testimony=message, today=clock.today())
    page = browser_of(Role.DPO).get("/delegue/journal")
    assert "Malik Essai" in page.text
    assert "message · lecture" in page.text
    assert "hamster" not in page.text


def test_a_coordinator_is_not_even_told_that_a_message_exists(platform, cast, browser_of):
    """A5: a coordinator may be tied to a circle, so no line of theirs is about a message or an alert."""
    act(platform, cast.staff["malik"])
    act(platform, cast.staff["claire"], "alert:read", "alert:" + "2" * 32)
    act(platform, cast.staff["odile"], "synthesis:publish", "synthesis:" + "3" * 32)
    officer, coordinator = (browser_of(role).get("/delegue/journal") for role in (Role.DPO, Role.COORDINATOR))
    for subject in ("1" * 32, "2" * 32):
        assert subject in officer.text
        assert subject not in coordinator.text
    assert "3" * 32 in coordinator.text
    assert not coordinator.soup.find(string=lambda words: "message · lecture" in words)


def test_lines_are_found_by_month_person_and_act(platform, cast, browser_of, frozen):
    act(platform, cast.staff["malik"])
    act(platform, cast.staff["naima"], action="staff:sign_in", subject="staff:x")
    with clock.frozen(datetime(2026, 10, 5, 9, 0, tzinfo=PARIS)):
        act(platform, cast.staff["karine"], action="alert:take", subject="alert:y")
    officer = browser_of(Role.DPO)

    def rows(query):
        return [row.get_text(" ") for row in officer.get(f"/delegue/journal?{query}").soup.select("tbody tr")]

    assert len(rows("")) == 3
    assert ["Karine" in row for row in rows("mois=2026-10")] == [True]
    assert ["Malik" in row for row in rows(f"par={cast.staff['malik'].id.hex}")] == [True]
    assert ["connexion" in row for row in rows("acte=staff:sign_in&mois=2026-11")] == [True]
    assert rows("mois=2026-10&acte=staff:sign_in") == []
    for odd in ("mois=2026-13", "page=-4", "page=999999999999", "mois=%00", "par=%27"):
        assert officer.get(f"/delegue/journal?{odd}").status == 200


def test_a_page_holds_a_hundred_lines_and_costs_the_same_number_of_questions(platform, cast, browser_of):
    officer, counted = browser_of(Role.DPO), []

    def questions():
        asked = []

        def note(*arguments):
            asked.append(arguments[2])

        event.listen(platform.database.engine, "before_cursor_execute", note)
        page = officer.get("/delegue/journal")
        event.remove(platform.database.engine, "before_cursor_execute", note)
        counted.append(len(asked))
        return page

    act(platform, cast.staff["malik"], times=3)
    officer.get("/delegue/journal")
    questions()
    for name in ("malik", "naima", "olga", "claire"):
        act(platform, cast.staff[name], times=40)
    assert len(questions().soup.select("tbody tr")) == 100
    assert counted[0] == counted[1]
    last = officer.get("/delegue/journal?page=2").soup.select("tbody tr")
    assert len(last) == 63
    assert last[-1].td.text == "1"


def test_the_page_of_verification_names_the_first_bad_line(platform, cast, browser_of):
    act(platform, cast.staff["malik"], times=4)
    officer, address = browser_of(Role.DPO), "/delegue/journal/verification"
    assert "jusqu’à la ligne 4" in officer.get(address).text
    with platform.database.reading() as session:
        mac = session.get(JournalEntry, 4).mac.hex()
    assert "jusqu’à la ligne 4" in officer.get(f"{address}?tete=4:{mac}").text
    assert "il manque la ligne 5" in officer.get(f"{address}?tete=7:{mac}").text
    assert "ne se lit pas" in officer.get(f"{address}?tete=quatre").text
    with platform.database.transaction() as session:
        session.execute(update(JournalEntry).where(JournalEntry.seq == 2).values(role="crip"))
    assert "à la ligne 2" in officer.get(address).text


def test_a_coordinator_is_told_whether_it_holds_and_no_number_of_lines(platform, cast, browser_of):
    act(platform, cast.staff["malik"], times=37)
    with platform.database.transaction() as session:
        audit.note_head(session, day=clock.today())
        mac = session.get(JournalEntry, 37).mac.hex()
    coordinator, address = browser_of(Role.COORDINATOR), "/delegue/journal/verification"
    held = coordinator.get(address)
    assert "Le journal tient" in held.text
    with platform.database.transaction() as session:
        session.execute(update(JournalEntry).where(JournalEntry.seq == 37).values(role="crip"))
    broken = coordinator.get(address)
    assert "Le journal ne tient pas" in broken.text
    for page in (held, broken, coordinator.get(f"{address}?tete=99:{mac}")):
        main = page.soup.main.get_text(" ")
        assert "37" not in main
        assert "ligne" not in main
        assert page.soup.find("table") is None


def test_the_child_is_told_in_roles_who_read(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines).id
    child, address = browser_of(cast.ines), f"/messages/{message.hex}"
    assert "Qui a lu mon message" not in child.get(address).text
    with platform.database.transaction() as session:
        for name in ("malik", "naima", "olga"):
            note_reading(
                session, actor=cast.staff[name], testimony=session.get(Testimony, message), today=clock.today()
            )
    page = child.get(address)
    said = [item.text for item in page.soup.select("section[aria-labelledby=readers] li")]
    assert said == ["une modératrice ou un modérateur d’ailleurs", "une personne d’une autre structure"]
    assert "Essai" not in page.text


def test_an_alert_and_its_envelope_are_named_to_the_child_only_once_told(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines)
        alert = raise_alert(session, testimony=message, raised_by=cast.staff["malik"], now=clock.now())
        for action in ("alert:read", "envelope:hand_out"):
            crip = cast.staff["claire"]
            audit.record(session, actor=crip.id.hex, role=crip.role, action=action, subject=f"alert:{alert.id.hex}")
        address, alert_id = f"/messages/{message.id.hex}", alert.id
    child = browser_of(cast.ines)
    assert "CRIP" not in child.get(address).text
    with platform.database.transaction() as session:
        row = session.get(Alert, alert_id)
        row.told, row.told_on = "Nous avons prévenu des adultes qui protègent.", clock.today()
    page = child.get(address)
    assert [item.text for item in page.soup.select("section[aria-labelledby=readers] li")] == [
        "les personnes qui protègent les enfants (la CRIP)"
    ]
    assert "Ton enveloppe a été ouverte par les personnes qui protègent" in page.text
