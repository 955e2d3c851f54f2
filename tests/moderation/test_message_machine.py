"""Three readers and a child do anything, in any order: M1, M2 and the exchange hold whatever happens."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from hcec import clock
from hcec.accounts.access import member
from hcec.moderation import services, sweeps
from hcec.moderation.enums import DecisionKind, RefusalReason
from hcec.moderation.models import Approval, Decision
from hcec.moderation.services import exchange
from hcec.moderation.services.deciding import hash_of
from hcec.permissions import Role
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import NEXT, TestimonyState
from tests import factories

TEXT = "J'aimerais voir [ma sœur]."
REFUSALS = (
    services.ChangedMeanwhile,
    services.HeldByAnother,
    services.NoText,
    services.NoReason,
    services.NoAnswer,
    services.SameWords,
    services.UnderAlert,
    exchange.ExchangeClosed,
    services.NotToBeQuoted,
)


class Handling(RuleBasedStateMachine):
    """Three readers and a child do anything, in any order."""

    session = None

    def __init__(self):
        super().__init__()
        session = self.session
        session.rollback()
        home = factories.service(session, factories.circle(session))
        self.ines = factories.youth(home)
        rows = [factories.staff(session, Role.MODERATOR, f"Lecteur {number}") for number in range(3)]
        self.readers = [member(row) for row in rows]
        self.message = factories.message(session, self.ines)
        self.state = self.message.state

    @rule(who=st.integers(0, 2))
    def claim(self, who):
        self.attempt(services.claim, actor=self.readers[who], testimony=self.message, today=clock.today())

    @rule(
        who=st.integers(0, 2),
        kind=st.sampled_from([kind for kind in DecisionKind if kind != DecisionKind.APPROVE]),
        text=st.sampled_from(["", TEXT, "Autre copie.", None]),
        stale=st.sampled_from([0, 0, 0, 1]),
        reason=st.sampled_from([None, RefusalReason.UNREADABLE]),
        told=st.sampled_from(["", "Tu as raison.", "Tu as raison."]),
    )
    def decide(self, who, kind, text, stale, reason, told):
        text = self.message.proposed or TEXT if text is None else text
        seen = self.message.version - stale
        verdict = services.Verdict(kind=kind, version=seen, published_text=text, reason=reason, told=told)
        self.attempt(
            services.decide, actor=self.readers[who], testimony=self.message, verdict=verdict, today=clock.today()
        )

    @rule(stale=st.sampled_from([0, 0, 1]))
    def agree(self, stale):
        self.attempt(services.agree, testimony=self.message, version=self.message.version - stale)

    @rule(who=st.integers(0, 2))
    def go_on(self, who):
        """A reader takes the message and changes no word, the child agrees: what leads to an approval."""
        self.claim(who)
        self.decide(who, DecisionKind.PUBLISH, None, 0, None, "")
        self.agree(0)

    @rule()
    def contest(self):
        self.attempt(services.contest, testimony=self.message, body="")

    @rule(why=st.sampled_from(["", "Ce n'est pas ce que j'ai dit."]))
    def object(self, why):
        self.attempt(services.object_to, testimony=self.message, version=self.message.version, body=why)

    @precondition(lambda self: self.message.version > 2)
    @rule()
    def never(self):
        self.attempt(services.never_quote, testimony=self.message, version=self.message.version)

    @rule(days=st.sampled_from([1, 8]))
    def stay_silent(self, days):
        """The child looks, then says nothing."""
        testimonies.note_seen(self.session, testimony=self.message, today=clock.today())
        has_objected = self.message.objected_version is not None
        with clock.frozen(clock.now() + timedelta(days=days)):
            self.attempt(sweeps.agree_by_silence)
        assert not (has_objected and self.message.agreed_by_silence), "silence is a no, once one has objected"

    @precondition(lambda self: self.message.version > 3)
    @rule()
    def withdraw(self):
        testimonies.withdraw(self.session, youth=self.ines, testimony=self.message)
        self.session.refresh(self.message)
        self.check_step()

    def attempt(self, act, **given):
        with suppress(*REFUSALS):
            act(self.session, **given)
        self.session.flush()
        self.session.refresh(self.message)
        self.check_step()

    def check_step(self):
        now = self.message.state
        assert now == self.state or now == TestimonyState.WITHDRAWN or now in NEXT[self.state]
        self.state = now

    @rule(who=st.integers(0, 2), ends=st.sampled_from([False, False, True]))
    def speak(self, who, ends):
        """A reader answers the child, or ends the exchange."""
        given = {"actor": self.readers[who], "testimony": self.message, "today": clock.today()}
        if ends:
            self.attempt(exchange.end_exchange, **given)
        else:
            self.attempt(exchange.answer_child, row_id=uuid4(), body="On a lu.", **given)
        if not ends and exchange.is_answerable(self.session, **given):
            exchange.note_opened(self.session, testimony_id=self.message.id, by=self.readers[who], today=clock.today())

    @rule(ends=st.sampled_from([False, False, True]))
    def speak_back(self, ends):
        self.session.refresh(self.message)
        before = self.said()
        given = {"testimony": self.message}
        if ends:
            self.attempt(exchange.end_mine, **given)
            assert self.said() == before
        else:
            self.attempt(exchange.reply, row_id=uuid4(), body="Merci.", today=clock.today(), **given)
            assert self.said()[: len(before)] == before, "nothing said is lost"

    def said(self):
        return [line.body for line in exchange.exchange_of(self.session, self.message)[1]]

    @invariant()
    def an_adult_speaks_first_and_nobody_after_the_end(self):
        began, lines = exchange.exchange_of(self.session, self.message)
        assert (began is None) == (lines == [])
        assert [line.position for line in lines] == list(range(1, len(lines) + 1))
        assert not lines or lines[0].staff_id is not None
        assert all(line.written_on.day == 1 for line in lines if line.read_on)
        if began is not None and began.is_over:
            self.length_at_end = getattr(self, "length_at_end", len(lines))
            assert len(lines) == self.length_at_end

    @invariant()
    def what_the_child_refused_is_never_quoted(self):
        message = self.message
        if message.objected_version == message.version:
            assert message.state not in {TestimonyState.PROPOSED, TestimonyState.APPROVED}
            assert message.agreed_version != message.version
        assert message.may_quote or self.session.get(Approval, message.id) is None

    @invariant()
    def only_twice_decided_words_are_approved(self):
        approval = self.session.get(Approval, self.message.id)
        assert (approval is not None) >= (self.message.state == TestimonyState.APPROVED)
        if approval is None:
            return
        proofs = self.session.scalars(
            select(Decision).where(Decision.id.in_([approval.first_decision_id, approval.second_decision_id]))
        ).all()
        assert {proof.text_hash for proof in proofs} == {hash_of(approval.text)} == {approval.text_hash}
        assert len({proof.staff_id for proof in proofs}) == 2
        assert {proof.kind for proof in proofs} == {DecisionKind.PUBLISH, DecisionKind.APPROVE}


def test_m1_whatever_happens_only_words_decided_on_twice_are_approved(session):
    machine = type("Machine", (Handling,), {"session": session})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
