"""A6: in whatever order, an envelope leaves by two people of different roles, or by the CRIP alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from hcec import clock, keys
from hcec.accounts.access import member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.audit.models import JournalEntry
from hcec.department.services import load
from hcec.permissions import Role
from hcec.safeguarding.enums import EnvelopeState
from hcec.safeguarding.models import EnvelopeRequest
from hcec.safeguarding.services import alerts, drills, envelopes, reviewing, telling
from tests import factories

REASON = "On doit savoir où est cet enfant."
REFUSALS = (
    envelopes.NothingToOpen,
    envelopes.ReasonTooShort,
    envelopes.NotTheCrip,
    envelopes.AlreadyAsked,
    envelopes.NotYours,
    envelopes.NeedsAnother,
    envelopes.NeedsAnotherRole,
    envelopes.RequestMoved,
    telling.ChildNotTold,
)
PEOPLE = ("cyril", "claire", "colette", "malik", "naima", "olga")


@pytest.fixture
def people(session, cast):
    """A coordinator, two of the CRIP, moderators on call and head of cover, an outside reader on call."""
    colette = factories.staff(session, Role.CRIP, "Colette Essai")
    for name, kind in {"malik": Appointment.ON_CALL, "naima": Appointment.HEAD, "olga": Appointment.ON_CALL}.items():
        session.add(StaffAppointment(staff_id=cast.member(name).id, kind=kind))
    session.flush()
    present = {name: cast.member(name) for name in PEOPLE if name != "colette"}
    return present | {"colette": member(colette), "olga": replace(present["olga"], is_appointed=True)}


@pytest.fixture
def alert(session, cast):
    return raised(session, cast)


def raised(session, cast, envelope=b"sealed to the CRIP"):
    message = factories.message(session, cast.ines)
    message.envelope = envelope
    made = alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now())
    made.told, made.told_on = "On va venir te voir.", clock.today()
    return made


def ask(session, actor, alert, **changes):
    asked = {"row_id": uuid4(), "reason": REASON, "is_danger": False, "now": clock.now()} | changes
    return envelopes.ask(session, actor=actor, alert=alert, **asked)


def act(service, session, actor, request, **changes):
    return service(session, actor=actor, request=request, version=request.version, **changes)


def journal(session):
    return [entry.action for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.seq))]


def test_a6_two_people_of_different_roles_open_an_envelope_and_each_step_is_journalled(session, people, alert):
    request = ask(session, people["cyril"], alert)
    act(envelopes.agree, session, people["claire"], request, now=clock.now())
    handed = act(envelopes.hand_out, session, people["claire"], request, now=clock.now())
    assert handed == b"sealed to the CRIP"
    assert journal(session) == ["envelope:ask", "envelope:agree", "envelope:hand_out"]
    assert request.reason_box != REASON.encode()


def test_a6_the_same_form_twice_is_one_request_and_somebody_else_s_form_is_refused(session, people, alert):
    row_id = uuid4()
    assert ask(session, people["cyril"], alert, row_id=row_id) is ask(session, people["cyril"], alert, row_id=row_id)
    with pytest.raises(envelopes.NotYours):
        ask(session, people["claire"], alert, row_id=row_id)
    with pytest.raises(envelopes.AlreadyAsked):
        ask(session, people["claire"], alert)


def test_a6_a_reason_takes_twenty_signs_and_spaces_are_none(session, people, alert):
    for reason in ("", "x" * 19, " " * 40, "\u200b" * 40 + "court"):
        with pytest.raises(envelopes.ReasonTooShort):
            ask(session, people["cyril"], alert, reason=reason)


@pytest.mark.parametrize("name", ["cyril", "malik", "naima"])
def test_a6_only_the_crip_opens_alone(session, people, alert, name):
    with pytest.raises(envelopes.NotTheCrip):
        ask(session, people[name], alert, is_danger=True)


@pytest.mark.parametrize(
    ("asker", "agreer", "refusal"),
    [
        ("cyril", "cyril", envelopes.NeedsAnother),
        ("claire", "colette", envelopes.NeedsAnotherRole),
        ("cyril", "malik", envelopes.NeedsAnotherRole),  # on call, not head
        ("malik", "naima", envelopes.NeedsAnotherRole),  # head, but a moderator like the one who asked
    ],
)
def test_a6_who_may_not_agree(session, people, alert, asker, agreer, refusal):
    request = ask(session, people[asker], alert)
    with pytest.raises(refusal):
        act(envelopes.agree, session, people[agreer], request, now=clock.now())
    with pytest.raises(refusal):
        act(envelopes.decline, session, people[agreer], request)


@pytest.mark.parametrize(
    ("asker", "agreer"), [("malik", "cyril"), ("cyril", "naima"), ("claire", "naima"), ("claire", "olga")]
)
def test_a6_who_may_agree(session, people, alert, asker, agreer):
    request = ask(session, people[asker], alert)
    assert act(envelopes.agree, session, people[agreer], request, now=clock.now()).state == EnvelopeState.AGREED


@pytest.mark.parametrize("answer", [envelopes.agree, envelopes.decline])
def test_a6_the_role_that_counts_is_the_one_held_when_it_was_asked(session, people, alert, answer):
    request = ask(session, people["cyril"], alert)
    session.get(Staff, people["cyril"].id).role = Role.CRIP
    session.flush()
    given = {"now": clock.now()} if answer is envelopes.agree else {}
    caroline = member(factories.staff(session, Role.COORDINATOR, "Caroline Essai"))
    with pytest.raises(envelopes.NeedsAnotherRole):
        act(answer, session, caroline, request, **given)
    act(answer, session, people["claire"], request, **given)


def test_a6_nothing_leaves_before_the_child_is_told_or_a_reason_to_wait_is_written(session, people, alert):
    alert.told, alert.told_on = None, None
    request = ask(session, people["cyril"], alert)
    act(envelopes.agree, session, people["claire"], request, now=clock.now())
    with pytest.raises(telling.ChildNotTold):
        act(envelopes.hand_out, session, people["cyril"], request, now=clock.now())
    alert.silence_reason, alert.silence_reviewed_on = "L'adulte lit son téléphone.", clock.today() - timedelta(days=1)
    with pytest.raises(telling.ChildNotTold):
        act(envelopes.hand_out, session, people["cyril"], request, now=clock.now())
    alert.silence_reviewed_on = clock.today()
    assert act(envelopes.hand_out, session, people["cyril"], request, now=clock.now())


def test_a6_a_download_may_be_done_again_for_a_day_and_not_later(session, people, alert, frozen):
    request = ask(session, people["claire"], alert, is_danger=True)
    start = clock.now()
    for hours in (0, 23):
        act(envelopes.hand_out, session, people["claire"], request, now=start + timedelta(hours=hours))
    with pytest.raises(envelopes.RequestMoved):
        act(envelopes.hand_out, session, people["claire"], request, now=start + timedelta(hours=25))
    stale = ask(session, people["claire"], alert, is_danger=True)
    with pytest.raises(envelopes.RequestMoved):
        act(envelopes.hand_out, session, people["claire"], stale, now=start + timedelta(hours=25))


def test_a6_an_alert_without_envelope_or_whose_content_was_erased_has_nothing_to_open(session, cast, people, alert):
    with pytest.raises(envelopes.NothingToOpen):
        ask(session, people["cyril"], raised(session, cast, envelope=b""))
    alert.erased_on = clock.today()
    with pytest.raises(envelopes.NothingToOpen):
        ask(session, people["cyril"], alert)


def test_a6_a_drill_passes_once_with_its_own_words(crip_key, session, people):
    claire, department = people["claire"], load(session)
    assert drills.is_due(drills.last_drill(session), clock.now())
    made = drills.make_drill(session, actor=claire, department=department, now=clock.now())
    words = keys.open_envelope(crip_key, made)["drill"]
    with pytest.raises(drills.OtherWords):
        drills.pass_drill(session, actor=claire, words="girafe nuage", now=clock.now())
    with pytest.raises(drills.OtherWords):
        drills.pass_drill(session, actor=claire, words=words, now=clock.now() + timedelta(days=8))
    drills.pass_drill(session, actor=claire, words=f"  {words.upper()} ", now=clock.now())
    with pytest.raises(drills.OtherWords):
        drills.pass_drill(session, actor=claire, words=words, now=clock.now())
    last = drills.last_drill(session)
    assert not drills.is_due(last, last + timedelta(days=31))
    assert drills.is_due(last, last + timedelta(days=32))
    drills.forget_drills(session)
    assert drills.last_drill(session) is None


class Envelopes(RuleBasedStateMachine):
    """Anybody tries anything at any time; `wrote` says who did what, from what the services let through."""

    session = people = cast = None

    def __init__(self):
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.alert = raised(self.session, self.cast)
        self.now, self.asked, self.agreed, self.left = clock.now(), {}, {}, set()

    def teardown(self):
        self.savepoint.rollback()
        self.session.expire_all()

    @rule(who=st.sampled_from(PEOPLE), is_danger=st.booleans(), reason=st.sampled_from([REASON, "trop court"]))
    def ask(self, who, is_danger, reason):
        request = self.attempt(ask, self.people[who], self.alert, is_danger=is_danger, reason=reason, now=self.now)
        if request:
            assert reason == REASON
            assert not is_danger or self.people[who].role == Role.CRIP
            self.asked[request.id] = who

    @rule(who=st.sampled_from(PEOPLE), data=st.data(), stale=st.booleans())
    def agree(self, who, data, stale):
        request = self.one(data)
        if request and self.step(envelopes.agree, who, request, stale):
            asker = self.people[self.asked[request.id]]
            assert asker.role != self.people[who].role
            self.agreed[request.id] = who

    @rule(who=st.sampled_from(PEOPLE), data=st.data())
    def decline(self, who, data):
        request = self.one(data)
        if request:
            self.attempt(envelopes.decline, actor=self.people[who], request=request, version=request.version)

    @rule(who=st.sampled_from(PEOPLE), data=st.data(), stale=st.booleans())
    def hand_out(self, who, data, stale):
        request = self.one(data)
        if request and self.step(envelopes.hand_out, who, request, stale):
            alone = request.is_danger_to_life and self.asked[request.id] == who
            assert alone or request.id in self.agreed
            self.left.add(request.id)

    @rule(who=st.sampled_from(PEOPLE), data=st.data())
    def review(self, who, data):
        request = self.one(data)
        if request and self.step(reviewing.review, who, request, False):
            assert who != self.asked[request.id]
            assert request.id in self.left

    @rule(hours=st.integers(1, 30))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def nothing_left_by_one_person_but_the_crip(self):
        for request in self.session.scalars(select(EnvelopeRequest)):
            if request.state == EnvelopeState.HANDED_OUT:
                assert request.agreed_by not in {None, request.asked_by} or request.is_danger_to_life
            assert request.reviewed_by != request.asked_by

    def one(self, data):
        known = self.session.scalars(select(EnvelopeRequest).order_by(EnvelopeRequest.asked_at)).all()
        return data.draw(st.sampled_from(known)) if known else None

    def step(self, service, who, request, stale):
        version = request.version - stale
        return self.attempt(service, actor=self.people[who], request=request, version=version, now=self.now)

    def attempt(self, service, *arguments, **named):
        try:
            return service(self.session, *arguments, **named)
        except REFUSALS:
            return None


def test_a6_whatever_is_tried_nobody_agrees_to_their_own_request(session, cast, people):
    Envelopes.session, Envelopes.people, Envelopes.cast = session, people, cast
    checked = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(Envelopes, settings=checked)
