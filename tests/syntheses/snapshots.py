"""Closed consultations to synthesise: sheets by their answers, and approved messages with all their proofs."""

import hashlib
import secrets
from uuid import uuid4

from hcec import clock, keys
from hcec.accounts.enums import AgeBand, PlacementType
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.moderation.enums import ChildAgreement, DecisionKind
from hcec.moderation.models import Approval, Decision
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import AnswerSheet, SheetAnswer, Testimony
from tests import factories

ON_SHEETS = [QuestionKind.FACES, QuestionKind.ONE, QuestionKind.SEVERAL, QuestionKind.RANKING]
BANDS, PLACES = list(AgeBand), list(PlacementType)


def closed(session, on_call, *, sheets=120, slug="mes-freres-et-soeurs", **more):
    """A closed consultation, with as many sheets as asked, answered in a pattern that fills every table."""
    made = factories.consultation(session, on_call, slug, ConsultationStatus.CLOSED, **more)
    for number in range(sheets):
        sheet(session, made, *pattern(made, number))
    session.flush()
    return made


def pattern(consultation, number):
    """Return the answers, age and place of the nth child: some silent, a few in rare places."""
    answers = {}
    for question in consultation.questions:
        turn = number * 7 + question.position
        if question.kind is QuestionKind.TEXT or turn % 11 == 0:
            continue
        if question.kind is QuestionKind.FACES:
            answers[question] = {turn % 5: None}
        elif question.kind is QuestionKind.ONE:
            answers[question] = {1 + turn % 3: None}
        elif question.kind is QuestionKind.SEVERAL:
            answers[question] = {place: None for place in (1, 2, 3) if (number + place) % 3 != 0}
        else:
            answers[question] = {1: 1 + turn % 3, 2: 1 + (turn + 1) % 3, 3: 1 + (turn + 2) % 3}
    rare = {3: PlacementType.HOTEL, 4: PlacementType.VILLAGE, 5: None}
    place = rare[number] if number in rare else PLACES[:2][number % 2]
    return answers, BANDS[number % 4] if number % 9 else None, place


def sheet(session, consultation, answers, age_band=None, placement_type=None):
    """A sheet: {question: {choice: rank or None}}."""
    made = AnswerSheet(
        id=uuid4(),
        tag=secrets.token_bytes(32),
        consultation_id=consultation.id,
        age_band=age_band,
        placement_type=placement_type,
        month=clock.month_of(clock.today()),
    )
    for question, choices in answers.items():
        made.answers += [
            SheetAnswer(question_id=question.id, choice=choice, rank=rank) for choice, rank in choices.items()
        ]
    session.add(made)
    return made


def message(session, consultation, readers, text, *, tag=None, original=None, state=TestimonyState.APPROVED):
    """A message with what its state needs; approved, it has two decisions and the child's agreement."""
    made = Testimony(
        id=uuid4(),
        tag=tag or secrets.token_bytes(32),
        kind=TestimonyKind.ANSWER,
        consultation_id=consultation.id,
        may_quote=True,
        envelope_box=b"",
        state=TestimonyState.SUBMITTED,
        version=2,
        written_on=clock.month_of(clock.today()),
    )
    made.original = original or text
    made.envelope_box = keys.current().seal(b"{}", place="test")
    session.add(made)
    session.flush()
    if state is TestimonyState.APPROVED:
        approve(session, made, readers, text)
    return made


def approve(session, testimony, readers, text):
    """Two readers decide on these words, and the child agreed."""
    proof = {
        "testimony_id": testimony.id,
        "version": testimony.version,
        "text_hash": hashlib.sha256(text.encode()).digest(),
    }
    pair = [
        Decision(id=uuid4(), kind=kind, staff_id=reader.id, decided_on=clock.month_of(clock.today()), **proof)
        for kind, reader in zip((DecisionKind.PUBLISH, DecisionKind.APPROVE), readers, strict=True)
    ]
    session.add_all(pair)
    session.flush()
    approval = Approval(
        agreement=ChildAgreement.YES,
        first_decision_id=pair[0].id,
        first_kind=pair[0].kind,
        first_reader_id=readers[0].id,
        second_decision_id=pair[1].id,
        second_kind=pair[1].kind,
        second_reader_id=readers[1].id,
        **proof,
    )
    approval.text = text
    testimony.proposed = text
    testimony.agreed_version, testimony.state = testimony.version, TestimonyState.APPROVED
    session.add(approval)
    session.flush()
