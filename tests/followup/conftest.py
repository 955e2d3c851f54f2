"""A closed consultation, who drafts, who answers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus
from hcec.followup import services
from hcec.followup.answering import AnswerWords
from hcec.followup.services import ProposalPlan
from tests import factories

TODAY = date(2026, 11, 23)
DUE = TODAY + timedelta(days=30)
PLAN = ProposalPlan(
    what="Une photo de la maison avant d’arriver.",
    of_whom="La cheffe du service enfance",
    due_on=DUE,
    engagements=("secure_path",),
)
YES = AnswerWords(
    by_function="La cheffe du service enfance",
    will_do="Chaque maison fait son livret.",
    by_whom="Les directions des maisons",
    by_when=TODAY + timedelta(days=120),
)
NO = AnswerWords(by_function="La cheffe du service enfance", cannot_do="Il manque des places : on ne choisit pas.")


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def adrien(cast):
    return cast.staff["adrien"]


@pytest.fixture
def closed(session, cast):
    return factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), status=ConsultationStatus.CLOSED)


@pytest.fixture
def draft(session, odile, closed):
    return services.draft_proposal(session, row_id=uuid4(), consultation=closed, actor=odile, plan=PLAN)


@pytest.fixture
def adopted(session, odile, draft):
    services.adopt(session, proposal=draft, actor=odile, version=draft.version, adopted_on=TODAY, today=TODAY)
    return draft


@pytest.fixture
def write(session, adrien):
    """Return a function that keeps an answer's words, sent unless told otherwise."""

    def keep(subject, words, *, sends=True, version=0):
        return services.write_answer(
            session, subject=subject, actor=adrien, version=version, words=words, sends=sends, today=TODAY
        )

    return keep


@pytest.fixture
def publish(session, odile, adrien, write):
    """Return a function that brings an answer to young people: written, validated, published."""

    def bring(subject, words):
        answer = write(subject, words)
        services.validate(session, answer=answer, actor=odile, version=answer.version, today=TODAY)
        services.publish(session, answer=answer, subject=subject, actor=adrien, version=answer.version, today=TODAY)
        return answer

    return bring
