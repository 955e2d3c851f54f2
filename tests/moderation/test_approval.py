"""M1: the database itself refuses words approved without two recorded decisions on that exact version."""

import hashlib
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from hcec import clock
from hcec.moderation.enums import ChildAgreement, DecisionKind
from hcec.moderation.models import Approval, Decision
from hcec.moderation.services.deciding import hash_of
from hcec.permissions import Role
from hcec.testimonies.enums import TestimonyState
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
