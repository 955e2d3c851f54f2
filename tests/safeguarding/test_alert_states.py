"""S4 over every order of acts: an alert's states, whoever acts and whatever they try (a property)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hcec import clock
from hcec.accounts.access import member
from hcec.department.services import Department
from hcec.permissions import Role
from hcec.safeguarding import queries
from hcec.safeguarding.enums import AlertState, Recipient
from hcec.safeguarding.services import alerts, exchange, telling
from hcec.safeguarding.services.help import call_for_help
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY

AFTER = {
    AlertState.SIGNALLED: {AlertState.TAKEN, AlertState.DISMISSED},
    AlertState.TAKEN: {AlertState.TRANSMITTED, AlertState.DISMISSED},
    AlertState.TRANSMITTED: {AlertState.CLOSED},
    AlertState.CLOSED: set(),
    AlertState.DISMISSED: set(),
}
REFUSALS = (
    alerts.AlertMoved,
    alerts.NeedsAnother,
    alerts.NoReason,
    alerts.NoOutcome,
    telling.ChildNotTold,
    telling.NoWords,
    exchange.ExchangeClosed,
)
WORDS = st.sampled_from(["", " ", "Des mots."])
WHO = st.sampled_from([0, 1, 2])
BEHIND = st.sampled_from([0, 0, 0, 1])  # who acts sometimes looks at a former version


class AlertLife(RuleBasedStateMachine):
    """One alert on which three people and a child act; the test says in which self.session."""

    session, people, youth = None, (), None

    @initialize()
    def raised(self):
        self.point = self.session.begin_nested()
        self.alert = call_for_help(
            self.session, youth=self.youth, row_id=uuid4(), department=Department(), now=clock.now()
        )
        self.call = self.session.get(Testimony, self.alert.testimony_id)
        self.day, self.seen = 0, (self.alert.state, self.alert.version)

    def teardown(self):
        if hasattr(self, "point"):
            self.point.rollback()
            self.session.expire_all()

    def attempt(self, act, who, behind, **given):
        """Act, refused or not; a refusal leaves the alert as it was."""
        given |= {"actor": self.people[who], "alert": self.alert, "version": self.alert.version - behind}
        try:
            with self.session.begin_nested():
                act(self.session, **given)
        except REFUSALS:
            self.session.refresh(self.alert)

    @property
    def now(self):
        return MONDAY + timedelta(days=self.day)

    @rule(who=WHO, behind=BEHIND)
    def take(self, who, behind):
        self.attempt(alerts.take, who, behind, now=self.now)

    @rule(who=WHO, behind=BEHIND, recipient=st.sampled_from(Recipient), receipt=WORDS)
    def transmit(self, who, behind, recipient, receipt):
        self.attempt(alerts.transmit, who, behind, recipient=recipient, receipt=receipt, now=self.now)

    @rule(who=WHO, behind=BEHIND, outcome=WORDS, told=WORDS)
    def close(self, who, behind, outcome, told):
        self.attempt(alerts.close, who, behind, outcome=outcome, told=told, now=self.now)

    @rule(who=WHO, behind=BEHIND, reason=WORDS)
    def dismiss(self, who, behind, reason):
        self.attempt(alerts.dismiss, who, behind, reason=reason, now=self.now)

    @rule(who=WHO, behind=BEHIND, words=WORDS)
    def tell(self, who, behind, words):
        self.attempt(telling.tell, who, behind, words=words, today=self.now.date())

    @rule(who=WHO, behind=BEHIND, reason=WORDS)
    def keep_silent(self, who, behind, reason):
        self.attempt(telling.keep_silent, who, behind, reason=reason, today=self.now.date())

    @rule(who=WHO, body=WORDS)
    def write(self, who, body):
        given = {"row_id": uuid4(), "body": body, "today": self.now.date()}
        self.child_or_adult(exchange.write_to_child, actor=self.people[who], alert=self.alert, **given)

    @rule(body=WORDS)
    def reply(self, body):
        given = {"row_id": uuid4(), "body": body, "today": self.now.date()}
        self.child_or_adult(exchange.reply, testimony=self.call, **given)

    @rule()
    def mistake(self):
        self.child_or_adult(exchange.call_was_a_mistake, testimony=self.call)

    @rule()
    def a_day_goes_by(self):
        self.day += 1

    def child_or_adult(self, act, **given):
        before = self.alert.state, self.alert.version
        try:
            with self.session.begin_nested():
                act(self.session, **given)
        except REFUSALS:
            self.session.refresh(self.alert)
        assert (self.alert.state, self.alert.version) == before, "words change no step"

    @invariant()
    def states_follow_one_another(self):
        state, version = self.alert.state, self.alert.version
        before, former = self.seen
        assert state == before or (state in AFTER[before] and version == former + 1)
        assert version >= former
        self.seen = state, version

    @invariant()
    def each_state_has_its_proof(self):
        one = self.alert
        assert (one.state is AlertState.SIGNALLED) or one.held_by
        if one.state in {AlertState.TRANSMITTED, AlertState.CLOSED}:
            assert one.recipient
            assert one.transmitted_at
        if one.state is AlertState.CLOSED:
            assert one.outcome.strip()
            assert one.told or one.silence_reason
        if one.state is AlertState.DISMISSED:
            assert one.dismissal_reason.strip()
            assert one.dismissed_by not in {None, one.dismissal_asked_by}
        assert bool(one.receipt_on) >= bool(one.receipt)
        assert not (one.told and one.silence_reason)

    @invariant()
    def the_exchange_is_in_order_and_an_adult_began_it(self):
        lines = self.session.scalars(queries.exchange_on([self.alert.id])).all()
        assert [line.position for line in lines] == list(range(1, len(lines) + 1))
        assert not lines or lines[0].staff_id


@pytest.fixture
def people(session):
    roles = {"Claire Essai": Role.CRIP, "Cyril Essai": Role.COORDINATOR, "Malik Essai": Role.MODERATOR}
    return [member(factories.staff(session, role, name)) for name, role in roles.items()]


def test_s4_every_order_of_acts_keeps_the_states_true(session, people):
    youth = factories.youth(factories.service(session, factories.circle(session, "Nord"), "Maison Nord"))
    run_state_machine_as_test(
        type("OneAlertLife", (AlertLife,), {"session": session, "people": people, "youth": youth}),
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
