"""A7: nobody reads a child's words before the charter and the training, and some roles never do."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.audit.models import JournalEntry
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
