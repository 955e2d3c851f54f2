"""Sheets filled in by hand, entered by an adult from outside: counted as any other, and found by nobody afterwards.

A sheet and its words get tags that nobody can tell from random ones, each its own: no row says which paper, or which
child, they came from. A code on the paper alone finds them again until the closing (paper_codes.py).
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import StaffMember
from hcec.accounts.models import Circle
from hcec.accounts.services.staff import load_member
from hcec.audit import services as audit
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.department.services import Department
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import AnswerSheet, PaperBatch, PaperBatchCircle, SheetAnswer, SheetEntered, Testimony
from hcec.testimonies.questionnaire import Answer, Questionnaire, Situation, first_problem
from hcec.testimonies.services.answers import AnswerRefused
from hcec.testimonies.services.closing import hold_open
from hcec.testimonies.services.messages import envelope_place, put_circles, put_words, seal_cards
from hcec.testimonies.services.paper_codes import sheet_tag, words_tag

NO_NUMBER = "sans numéro"


class NotFromOutside(Exception):
    """Whoever works near these children, or is not ready to read, opens none of their envelopes (A5, A7)."""


class AlreadyEntered(Exception):
    """A sheet with this number of this batch was entered before."""


class NothingSaid(Exception):
    """Every question was left empty: there is nothing to count."""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """What is written on one sheet. The card's number goes into the envelope, and nowhere else."""

    number: int
    key: bytes  # what the sheet's own code opens
    questionnaire: Questionnaire = field(default_factory=Questionnaire)
    card_number: str = ""


def open_batch(
    session: Session,
    *,
    actor: StaffMember,
    consultation: Consultation,
    row_id: UUID,
    circles: frozenset[UUID],
    today: date,
) -> PaperBatch:
    """Number the sheets that came together; without a circle they may come from any, so nobody of one reads them.

    Sent twice, the same `row_id` gives the same batch. Raises ConsultationClosed, NotFromOutside (A5).
    """
    hold_open(session, consultation=consultation, today=today)
    db.lock(session, f"paper {consultation.id.hex}")
    if existing := session.get(PaperBatch, row_id):
        return existing
    known = set(session.scalars(select(Circle.id)))
    wanted = (circles & known) or known
    if wanted & actor.circles or not actor.is_ready_to_read:
        raise NotFromOutside
    highest = select(func.max(PaperBatch.number)).where(PaperBatch.consultation_id == consultation.id)
    batch = PaperBatch(
        id=row_id,
        consultation_id=consultation.id,
        number=(session.scalar(highest) or 0) + 1,
        staff_id=actor.id,
        circles=[PaperBatchCircle(circle_id=circle) for circle in sorted(wanted)],
    )
    session.add(batch)
    session.flush()
    # One line a batch, not one a sheet: the journal would tell how many sheets there are (D1).
    audit.record(
        session, actor=actor.id.hex, role=actor.role, action="paper:open", subject=f"paper_batch:{batch.id.hex}"
    )
    return batch


def enter_sheet(
    session: Session,
    *,
    actor: StaffMember,
    batch: PaperBatch,
    row_id: UUID,
    sheet: PaperSheet,
    today: date,
    department: Department,
) -> None:
    """Count a sheet, and send its words to be read as any others (D1, M1). Sent twice, it is entered once.

    Raises ConsultationClosed, NotFromOutside, AnswerRefused, AlreadyEntered, NothingSaid, NoEnvelope.
    """
    consultation = session.get_one(Consultation, batch.consultation_id)
    hold_open(session, consultation=consultation, today=today)
    db.lock(session, f"paper {consultation.id.hex}")
    if session.get(SheetEntered, row_id):
        return
    now = load_member(session, actor.id)  # whoever began the page may have left, or come near, since
    if now is None or not now.is_ready_to_read or now.circles & {row.circle_id for row in batch.circles}:
        raise NotFromOutside
    if refused := first_problem(consultation.questions, sheet.questionnaire):
        raise AnswerRefused(*refused)
    if not sheet.questionnaire.sent:
        raise NothingSaid
    same = select(SheetEntered.id).where(SheetEntered.batch_id == batch.id, SheetEntered.number == sheet.number)
    if session.scalar(same):
        raise AlreadyEntered
    session.add(SheetEntered(id=row_id, batch_id=batch.id, number=sheet.number))
    session.add(_counted(consultation, sheet, today))
    session.add_all(_words(session, batch, consultation, sheet, today, department))
    session.flush()


def _counted(consultation: Consultation, sheet: PaperSheet, today: date) -> AnswerSheet:
    said = sheet.questionnaire.situation or Situation()
    return AnswerSheet(
        id=uuid4(),
        tag=sheet_tag(sheet.key, sheet.number),
        consultation_id=consultation.id,
        age_band=said.age_band,
        placement_type=said.placement_type,
        was_alone=None,
        month=clock.month_of(today),
        answers=[
            SheetAnswer(question_id=question, choice=choice, rank=rank)
            for question, answer in sheet.questionnaire.sent.items()
            for choice, rank in answer.rows
        ],
    )


def _words(
    session: Session,
    batch: PaperBatch,
    consultation: Consultation,
    sheet: PaperSheet,
    today: date,
    department: Department,
) -> list[Testimony]:
    """Return the messages of one sheet: one voice, and no link to what was ticked beside them (A4)."""
    said, tag = sheet.questionnaire.situation or Situation(), words_tag(sheet.key, sheet.number)
    circles = frozenset(row.circle_id for row in batch.circles)
    names = session.scalars(select(Circle.name).where(Circle.id.in_(circles)).order_by(Circle.name))
    origin = f"feuille papier, lot {batch.number} de « {consultation.title} » ({', '.join(names)})"
    cards = [{"number": sheet.card_number or NO_NUMBER, "service": origin}]
    texts = []
    for question in consultation.questions:
        answer = sheet.questionnaire.sent.get(question.id, Answer())
        if question.kind is not QuestionKind.TEXT or not answer.text:
            continue
        text = Testimony(
            id=uuid4(),
            tag=tag,
            kind=TestimonyKind.ANSWER,
            consultation_id=consultation.id,
            question_id=question.id,
            age_band=said.age_band,
            is_paper=True,
            may_quote=answer.quote_ok,
            is_about_adult=answer.about_adult,
            state=TestimonyState.SUBMITTED,
            version=1,
            written_on=today,
        )
        put_words(text, answer.text)
        text.envelope_box = seal_cards(department, cards, place=envelope_place(text.id))
        put_circles(text, circles | said.excluded_circles)
        texts.append(text)
    return texts
