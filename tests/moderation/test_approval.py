"""M1: the database itself refuses words approved without two recorded decisions on that exact version."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hcec import clock
from hcec.accounts.access import member
from hcec.moderation import services, sweeps
from hcec.moderation.enums import ChildAgreement, DecisionKind, RefusalReason
from hcec.moderation.models import Approval, Decision
from hcec.moderation.services.deciding import hash_of
from hcec.permissions import Role
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import NEXT, TestimonyState
from tests import factories

TEXT = "J'aimerais voir [ma sœur]."


@pytest.fixture
def proof(session):
    """A message, two readers, and what a true approval is made of."""
    home = factories.service(session, factories.circle(session))
    message = factories.message(session, factories.youth(home))
    readers = [factories.staff(session, Role.MODERATOR, name) for name in ("Malik E", "Nour E")]
    first = decision(session, message, readers[0], DecisionKind.PUBLISH)
    second = decision(session, message, readers[1], DecisionKind.APPROVE)
    return {
        "testimony_id": message.id,
        "text_box": b"sealed",
        "text_hash": hash_of(TEXT),
        "version": 1,
        "agreement": ChildAgreement.YES,
        "first_decision_id": first.id,
        "first_kind": DecisionKind.PUBLISH,
        "first_reader_id": readers[0].id,
        "second_decision_id": second.id,
        "second_kind": DecisionKind.APPROVE,
        "second_reader_id": readers[1].id,
    }


def decision(session, message, reader, kind, version=1, text=TEXT):
    made = Decision(
        id=uuid4(),
        testimony_id=message.id,
        version=version,
        kind=kind,
        staff_id=reader.id,
        text_hash=hash_of(text),
        decided_on=clock.today(),
    )
    session.add(made)
    session.flush()
    return made


def test_two_decisions_on_the_same_words_approve_them(session, proof):
    session.add(Approval(**proof))
    session.flush()


def test_what_outlives_the_words_gives_no_way_to_try_out_what_they_were(platform):
    assert hash_of(TEXT) == hash_of(TEXT) != hash_of("Autre chose.")
    assert hash_of(TEXT) != hashlib.sha256(TEXT.encode()).digest()


LIES = {
    "other words": {"text_hash": b"the hash of other words"},
    "another version": {"version": 2},
    "no first decision": {"first_decision_id": uuid4()},
    "no second decision": {"second_decision_id": uuid4()},
    "kept, not proposed": {"first_kind": DecisionKind.KEEP},
    "two proposals": {"second_kind": DecisionKind.PUBLISH},
    "another message": {"testimony_id": uuid4()},
    "somebody else's decision": {"second_reader_id": uuid4()},
    "nothing": {"first_decision_id": None},
}


@pytest.mark.parametrize("lie", LIES)
def test_m1_the_database_refuses(session, proof, lie):
    session.add(Approval(**(proof | LIES[lie])))
    with pytest.raises(IntegrityError):
        session.flush()


def test_m1_one_reader_is_not_two(session, proof):
    alone = {
        "second_decision_id": proof["first_decision_id"],
        "second_reader_id": proof["first_reader_id"],
        "second_kind": DecisionKind.PUBLISH,
    }
    session.add(Approval(**(proof | alone)))
    with pytest.raises(IntegrityError):
        session.flush()


def test_m1_the_same_person_cannot_decide_twice(session, proof):
    message = session.get(Decision, proof["first_decision_id"])
    again = Decision(
        id=uuid4(),
        testimony_id=message.testimony_id,
        version=1,
        kind=DecisionKind.APPROVE,
        staff_id=proof["first_reader_id"],
        text_hash=hash_of(TEXT),
        decided_on=clock.today(),
    )
    session.add(again)
    session.flush()
    lie = {"second_decision_id": again.id, "second_reader_id": proof["first_reader_id"]}
    session.add(Approval(**(proof | lie)))
    with pytest.raises(IntegrityError):
        session.flush()


def test_m1_a_message_is_not_approved_without_the_child(session, proof):
    from hcec.testimonies.models import Testimony

    session.get(Testimony, proof["testimony_id"]).state = TestimonyState.APPROVED
    with pytest.raises(IntegrityError):
        session.flush()


REFUSALS = (
    services.ChangedMeanwhile,
    services.HeldByAnother,
    services.NoText,
    services.NoReason,
    services.NoAnswer,
    services.SameWords,
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
