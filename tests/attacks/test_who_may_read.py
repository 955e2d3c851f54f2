"""A7: nobody reads a child's words before the charter and the training, and some roles never do."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.accounts.queries import is_ready_to_read
from hcec.accounts.services.staff import note_certificate
from hcec.audit.models import JournalEntry
from hcec.department.services import change
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories


def everything(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


@pytest.mark.parametrize("lacking", ["trained_on", "charter_signed_on"])
def test_a7_nobody_reads_or_claims_without_charter_and_training(platform, browser_of, cast, lacking):
    with platform.database.transaction() as session:
        url = f"/moderation/{factories.message(session, cast.ines, words='Karim me crie dessus.').id.hex}"
        setattr(session.get(Staff, cast.member("malik").id), lacking, None)
    malik = browser_of("malik")
    assert "Lire le suivant" not in malik.get("/moderation/").text
    page = malik.get(url)
    assert page.status == 200
    assert "Karim" not in page.text
    assert "une charte signée et une formation datée" in page.text
    assert malik.post(f"{url}/prendre", {"csrf_token": malik.token()}).status == 403
    (message,) = everything(platform, Testimony)
    assert (message.state, message.read_on) == (TestimonyState.SUBMITTED, None)
    assert everything(platform, JournalEntry) == []


@pytest.mark.parametrize("is_required", [True, False])
def test_a7_where_the_law_asks_nobody_reads_before_their_certificate_was_checked(
    platform, browser_of, cast, is_required
):
    malik, naima = cast.member("malik").id, cast.member("naima").id
    with platform.database.transaction() as session:
        url = f"/moderation/{factories.message(session, cast.ines, words='Karim me crie dessus.').id.hex}"
        checked = session.get(Staff, naima)
        note_certificate(session, staff=checked, checked_by="Anne Martin", checked_on=clock.today())
        change(session, actor="platform", role="administrator", certificate_required=is_required)
        ready = set(session.scalars(select(Staff.id).where(is_ready_to_read())))
    assert naima in ready
    assert (malik in ready) is not is_required
    assert "Karim" in browser_of("naima").get(url).text
    reader = browser_of("malik")
    assert ("Karim" in reader.get(url).text) is not is_required
    assert reader.post(f"{url}/prendre", {"csrf_token": reader.token()}).status == (403 if is_required else 303)


@pytest.mark.parametrize("name", ["odile", "agnes", "paul", "diane"])
def test_a7_an_appointment_shows_no_alert_to_who_never_reads(platform, browser_of, cast, name):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words="Karim me crie dessus.")
        url = f"/alertes/{raise_alert(session, testimony=message, raised_by=None, now=clock.now()).id.hex}"
        session.add(StaffAppointment(staff_id=cast.member(name).id, kind=Appointment.ON_CALL))
    browser = browser_of(name)
    assert {browser.get(each).status for each in ("/alertes/", url)} == {403}


def test_m3_nobody_is_told_that_somebody_recognised_the_child(platform, browser_of, cast):
    with platform.database.transaction() as session:
        url = f"/moderation/{factories.message(session, cast.ines).id.hex}"
    malik, naima = browser_of("malik"), browser_of("naima")
    malik.send(malik.get(url), f"{url}/decision", decision="recuse")
    desk = naima.send(naima.get(url), f"{url}/prendre")
    naima.send(desk, f"{url}/decision", decision="keep")
    page = naima.get(url)
    assert "Par vous" in page.text
    assert "Par une autre personne" not in page.text
    assert "Je reconnais" not in page.text
