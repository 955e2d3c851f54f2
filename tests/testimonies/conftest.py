"""An open consultation, and somebody who accepted its contract and answers it."""

from uuid import uuid4

import pytest

from hcec import clock
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.department.services import load
from hcec.testimonies.questionnaire import Answer, Questionnaire, Situation
from hcec.testimonies.services import accept_contract, send_answers
from tests import factories
from tests.answering import SLUG


@pytest.fixture
def consultation_id(platform, cast, crip_key):
    with platform.database.transaction() as session:
        return factories.consultation(session, cast.staff["cyril"], SLUG).id


@pytest.fixture
def consultation(session, consultation_id):
    return session.get_one(Consultation, consultation_id)


def filled(consultation, text="Je voudrais les voir.", situation=None, **flags):
    """A questionnaire with a face, a choice, and words."""
    answers = {}
    for question in consultation.questions:
        if question.kind in {QuestionKind.FACES, QuestionKind.ONE}:
            answers[question.id] = Answer((2,))
        elif question.kind == QuestionKind.TEXT and text:
            answers[question.id] = Answer(text=text, **flags)
    return Questionnaire(situation or Situation("11_14", "foster_family", True), answers)


@pytest.fixture
def send(session, consultation):
    """Return a function that sends as a young person, the contract accepted."""

    def sending(youth, questionnaire=None, *, accepting=True, **more):
        if accepting:
            accept_contract(session, youth=youth, consultation_id=consultation.id, today=clock.today())
        given = {"today": clock.today(), "department": load(session), "row_id": lambda question_id: uuid4()} | more
        send_answers(
            session,
            youth=youth,
            consultation=consultation,
            questionnaire=filled(consultation) if questionnaire is None else questionnaire,
            **given,
        )

    sending.filled = filled
    return sending
