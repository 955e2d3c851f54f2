"""S4 over every order of acts: an alert's states, whoever acts and whatever they try (a property)."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hcec import clock
from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.department.services import Department
from hcec.permissions import Role
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState, Recipient
from hcec.safeguarding.services import alerts, climbing, exchange, telling
from hcec.safeguarding.services.forgetting import erase_words
from hcec.safeguarding.services.help import call_for_help
from hcec.testimonies.models import Testimony
from hcec.testimonies.services.messages import hide
from tests import factories
from tests.platform import MONDAY, PARIS

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
    telling.ReasonTooShort,
    telling.NobodyToTell,
    exchange.ExchangeClosed,
)
WORDS = st.sampled_from(["", " ", "Des mots."])
REASONS = st.sampled_from(["", "Des mots.", "Son agresseur lit son téléphone."])
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
        self.is_withdrawn = False
        self.day, self.seen = 0, (self.alert.state, self.alert.version)

    def teardown(self):
        if hasattr(self, "point"):
            self.point.rollback()
            self.session.expire_all()

    def attempt(self, act, who, behind, **given):
        """Act, refused or not; a refusal leaves the alert as it was. Who is gone has no door to act through."""
        if self.session.get(Staff, self.people[who].id).left_on:
            return
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

    @rule(who=WHO, behind=BEHIND, outcome=WORDS, told=WORDS, silence=REASONS)
    def close(self, who, behind, outcome, told, silence):
        with clock.frozen(self.now):
            given = {"outcome": outcome, "told": told, "silence": silence, "now": self.now}
            self.attempt(alerts.close, who, behind, **given)

    @rule(who=WHO, behind=BEHIND, reason=WORDS, told=WORDS, silence=REASONS)
    def dismiss(self, who, behind, reason, told, silence):
        with clock.frozen(self.now):
            given = {"reason": reason, "told": told, "silence": silence, "now": self.now}
            self.attempt(alerts.dismiss, who, behind, **given)

    @rule(who=WHO, behind=BEHIND, words=WORDS)
    def tell(self, who, behind, words):
        self.attempt(telling.tell, who, behind, words=words, today=self.now.date())

    @rule(who=WHO, behind=BEHIND, reason=REASONS)
    def keep_silent(self, who, behind, reason):
        self.attempt(telling.keep_silent, who, behind, reason=reason, today=self.now.date())

    @rule(who=WHO, body=WORDS)
    def write(self, who, body):
        if self.session.get(Staff, self.people[who].id).left_on:
            return
        given = {"row_id": uuid4(), "body": body, "today": self.now.date()}
        self.child_or_adult(exchange.write_to_child, actor=self.people[who], alert=self.alert, **given)

    @rule(body=WORDS)
    def reply(self, body):
        given = {"row_id": uuid4(), "body": body, "today": self.now.date()}
        self.child_or_adult(exchange.reply, testimony=self.call, **given)

    @rule()
    def mistake(self):
        self.child_or_adult(exchange.call_was_a_mistake, testimony=self.call)

    @rule(who=WHO)
    def leave_or_come_back(self, who):
        """Who holds it may be gone, and the worker sees it: nobody's again; who is gone acts no more."""
        person = self.session.get(Staff, self.people[who].id)
        person.left_on = None if person.left_on else self.now.date()
        self.session.flush()
        climbing.climb(self.session, self.now)

    @rule()
    def withdraw(self):
        """The message goes; at night, what was owed to its author ends with its cause."""
        hide(self.session, testimony=self.call)
        self.is_withdrawn = True
        telling.end_duties(self.session)
        self.session.expire_all()

    @rule()
    def words_are_erased(self):
        if self.alert.state not in OPEN_ALERTS:
            erase_words(self.session, self.alert, today=self.now.date(), told_before=self.now.date())

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
    def what_is_owed_to_the_child_never_ends_in_silence(self):
        one, today = self.alert, self.now.date()
        is_over = one.told_on or one.untold_cause
        assert one.untold_cause is None or self.is_withdrawn
        looked_at = one.silence_reviewed_on
        is_owed = one.state not in OPEN_ALERTS or one.state is AlertState.TRANSMITTED or looked_at
        listed = self.asked_on(today + timedelta(days=1))
        assert listed == bool(is_owed and not is_over and not self.is_withdrawn)
        if looked_at == today:
            assert not self.asked_on(today)

    def asked_on(self, day):
        chosen_by = datetime.combine(day, time(), PARIS)
        asked = queries.silences_to_review(self.people[0], day, chosen_by=chosen_by)
        return self.alert in self.session.scalars(asked).all()

    @invariant()
    def who_left_holds_nothing_that_is_open(self):
        holder = self.alert.state in OPEN_ALERTS and self.alert.holder
        assert not holder or not climbing.is_left(self.session, self.alert)

    @invariant()
    def states_follow_one_another(self):
        state, version = self.alert.state, self.alert.version
        before, former = self.seen
        is_given_back = (before, state) == (AlertState.TAKEN, AlertState.SIGNALLED) and self.alert.renewed_at
        assert state == before or is_given_back or (state in AFTER[before] and version > former)
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
            assert one.outcome.strip() or one.erased_on
        if one.state is AlertState.DISMISSED:
            assert one.dismissal_reason.strip() or one.erased_on
            assert one.dismissed_by not in {None, one.dismissal_asked_by}
        if one.state in {AlertState.CLOSED, AlertState.DISMISSED}:
            assert one.told_on or one.silence_reviewed_on or self.is_withdrawn
        assert bool(one.receipt_on) >= bool(one.receipt)
        assert not (one.told and one.silence_reason)

    @invariant()
    def the_exchange_is_in_order_and_an_adult_began_it(self):
        lines = self.session.scalars(queries.exchange_on([self.alert.id])).all()
        assert [line.position for line in lines] == list(range(1, len(lines) + 1))
        assert not lines or lines[0].staff_id


@pytest.fixture
def people(session):
    roles = {"Claire Essai": Role.CRIP, "Cyril Essai": Role.COORDINATOR, "Corinne Essai": Role.CRIP}
    return [member(factories.staff(session, role, name)) for name, role in roles.items()]


def test_s4_every_order_of_acts_keeps_the_states_true(session, people):
    youth = factories.youth(factories.service(session, factories.circle(session, "Nord"), "Maison Nord"))
    run_state_machine_as_test(
        type("OneAlertLife", (AlertLife,), {"session": session, "people": people, "youth": youth}),
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
