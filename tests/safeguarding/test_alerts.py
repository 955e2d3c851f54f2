"""S1 and S4: an alert's steps, its copy, its notices."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hcec import clock
from hcec.accounts.access import member
from hcec.audit.models import JournalEntry
from hcec.department.services import Department
from hcec.keys import open_envelope
from hcec.permissions import Role
from hcec.safeguarding.enums import AlertState, Recipient
from hcec.safeguarding.services import alerts, telling
from hcec.safeguarding.services.help import call_for_help
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY

ROW = factories.uuid4()
TOLD = "Un adulte s'en est occupé."


@pytest.fixture
def home(session):
    return factories.service(session, factories.circle(session, "Nord"), "Maison Nord")


@pytest.fixture
def claire(session):
    return member(factories.staff(session, Role.CRIP, "Claire Essai"))


@pytest.fixture
def cyril(session):
    return member(factories.staff(session, Role.COORDINATOR, "Cyril Essai"))


@pytest.fixture
def alert(session, home):
    message = factories.message(session, factories.youth(home), words="On me tape.")
    return alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now())


def step(session, alert, actor, act, **given):
    return act(session, actor=actor, alert=alert, version=alert.version, now=clock.now(), **given)


def test_s4_an_alert_goes_from_signalled_to_closed_and_each_step_is_journalled(session, alert, claire):
    step(session, alert, claire, alerts.take)
    assert (alert.state, alert.held_by, alert.taken_at) == (AlertState.TAKEN, claire.id, clock.now())
    step(session, alert, claire, alerts.transmit, recipient=Recipient.PROSECUTOR, receipt=" 2026-117 ")
    assert (alert.state, alert.recipient, alert.receipt) == (AlertState.TRANSMITTED, "prosecutor", "2026-117")
    step(session, alert, claire, alerts.close, outcome="Mise à l'abri le soir même.", told=TOLD)
    assert (alert.state, alert.outcome) == (AlertState.CLOSED, "Mise à l'abri le soir même.")
    assert session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all() == [
        "alert:take",
        "alert:transmit",
        "alert:close",
    ]


def test_s4_no_step_is_skipped(session, alert, claire):
    for act, given in (
        (alerts.transmit, {"recipient": Recipient.CRIP}),
        (alerts.close, {"outcome": "Fini."}),
    ):
        with pytest.raises(alerts.AlertMoved):
            step(session, alert, claire, act, **given)
    step(session, alert, claire, alerts.take)
    with pytest.raises(alerts.AlertMoved):
        step(session, alert, claire, alerts.take)


def test_an_alert_is_not_closed_without_an_outcome(session, alert, claire):
    step(session, alert, claire, alerts.take)
    step(session, alert, claire, alerts.transmit, recipient=Recipient.CRIP)
    with pytest.raises(alerts.NoOutcome):
        step(session, alert, claire, alerts.close, outcome=" \n", told=TOLD)


def test_who_acts_on_what_changed_meanwhile_is_told(session, alert, claire, cyril):
    step(session, alert, claire, alerts.take)
    with pytest.raises(alerts.AlertMoved) as told:
        alerts.take(session, actor=cyril, alert=alert, version=1, now=clock.now())
    assert told.value.state == AlertState.TAKEN


def test_leaving_without_follow_up_takes_two_people_and_a_reason(session, alert, claire, cyril):
    with pytest.raises(alerts.NoReason):
        step(session, alert, claire, alerts.dismiss)
    step(session, alert, claire, alerts.dismiss, reason="Un appui par erreur, l'enfant nous l'a dit.")
    assert alert.state == AlertState.SIGNALLED
    with pytest.raises(alerts.NeedsAnother):
        step(session, alert, claire, alerts.dismiss, reason="Je confirme.")
    with pytest.raises(telling.ChildNotTold):
        step(session, alert, cyril, alerts.dismiss)
    step(session, alert, cyril, alerts.dismiss, told=TOLD)
    assert (alert.state, alert.dismissal_asked_by, alert.dismissed_by) == (AlertState.DISMISSED, claire.id, cyril.id)


@pytest.mark.parametrize(
    "lie",
    [
        {"state": AlertState.TAKEN},
        {"state": AlertState.CLOSED, "outcome": "Fini."},
        {"state": AlertState.DISMISSED, "dismissal_reason": "Rien."},
    ],
)
def test_the_database_refuses_a_step_without_its_proof(session, alert, lie):
    for name, value in lie.items():
        setattr(alert, name, value)
    with pytest.raises(IntegrityError):
        session.flush()


def test_the_database_refuses_one_person_for_two(session, alert, claire):
    alert.state, alert.dismissal_reason, alert.held_by = AlertState.DISMISSED, "Rien.", claire.id
    alert.dismissal_asked_by = alert.dismissed_by = claire.id
    with pytest.raises(IntegrityError):
        session.flush()


def test_s4_an_alert_survives_the_message(session, alert):
    session.delete(session.get(Testimony, alert.testimony_id))
    session.flush()
    session.expire_all()
    assert (alert.copy, alert.envelope, len(alert.circles)) == ("On me tape.", b"sealed to the CRIP", 1)


def test_a_message_whose_alert_is_open_gets_no_second_one(session, alert):
    message = session.get(Testimony, alert.testimony_id)
    assert alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now()) is alert


def call(session, youth, department=None, row_id=ROW, words=""):
    return call_for_help(
        session,
        youth=youth,
        row_id=row_id,
        department=department or Department(),
        now=clock.now(),
        how_to_find_me=words,
    )


def test_s1_one_press_makes_one_message_and_one_alert_without_any_contract(session, home):
    ines = factories.youth(home)
    first = call(session, ines)
    assert call(session, ines) is first, "a double tap"
    message = session.get(Testimony, first.testimony_id)
    assert (message.kind, message.original, message.tag) == ("help", "", ines.tag("help"))
    assert {row.circle_id for row in first.circles} == ines.circles
    assert session.scalars(select(JournalEntry)).all() == [], "what a child does leaves no line"


def test_s1_the_call_has_its_own_envelope(platform, cast, crip_key):
    with platform.database.transaction() as session:
        alert = call(session, cast.ines, platform.department(), words="À l'internat")
        assert alert.copy == "À l'internat"
        envelope = open_envelope(crip_key, alert.envelope)
    assert envelope == {"cards": [{"number": "1111-2222", "service": "Maison Nord"}]}


def test_s1_a_call_goes_through_even_before_the_crip_has_a_key(session, home):
    assert call(session, factories.youth(home)).envelope == b""


def test_another_s_form_makes_nothing(session, home):
    call(session, factories.youth(home))
    with pytest.raises(testimonies.NotYours):
        call(session, factories.youth(home))


def test_the_child_is_told_that_the_call_was_read(session, home, claire):
    alert = call(session, factories.youth(home))
    message = session.get(Testimony, alert.testimony_id)
    step(session, alert, claire, alerts.take)
    assert (message.state, message.read_on) == (TestimonyState.CLAIMED, MONDAY.date())
    step(session, alert, claire, alerts.transmit, recipient=Recipient.CRIP)
    step(session, alert, claire, alerts.close, outcome="Vu avec l'enfant.", told=TOLD)
    assert (message.state, message.read_on) == (TestimonyState.KEPT, MONDAY.date().replace(day=1))
