"""Answering a consultation: one sheet of choices, detached from any account, and a message for each free text (A4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db, tombstones
from hcec.accounts.access import Youth
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.department.services import Department
from hcec.testimonies.access import message_tag, own_sheet, sheet_tag
from hcec.testimonies.enums import UNDECIDED, TestimonyKind, TestimonyState
from hcec.testimonies.models import AnswerSheet, SheetAnswer, Testimony
from hcec.testimonies.questionnaire import Answer, Problem, Questionnaire, Situation, first_problem
from hcec.testimonies.services.agreements import NotAccepted, has_accepted
from hcec.testimonies.services.allowance import spend_message
from hcec.testimonies.services.closing import hold_open
from hcec.testimonies.services.drafts import drop_draft, hold_draft, load_draft
from hcec.testimonies.services.messages import close_envelope, envelope_place, hide, put_circles, put_words


class AnswerRefused(Exception):
    """An answer cannot be sent as it is; nothing was, and the draft still holds everything."""

    def __init__(self, question: Question, problem: Problem) -> None:
        super().__init__(problem)
        self.question, self.problem = question, problem


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sends to what, when, and how each new message is named: the same form names it the same way."""

    youth: Youth
    consultation: Consultation
    situation: Situation
    today: date
    department: Department
    row_id: Callable[[UUID], UUID]
    takes_words: bool


def send_answers(
    session: Session,
    *,
    youth: Youth,
    consultation: Consultation,
    questionnaire: Questionnaire,
    today: date,
    department: Department,
    row_id: Callable[[UUID], UUID],
    takes_words: bool = True,
) -> None:
    """Send the answers, or send them again changed: one sheet per account and consultation (A4).

    `row_id` names the message of a question. Words still unread are replaced; words being read stay, and new ones are
    a new message. Unless it `takes_words`, choices leave and new words stay in the draft: nobody would read them (S3);
    what closes or takes back words already sent is done all the same.

    Raises ConsultationClosed, NotAccepted, AnswerRefused, NoEnvelope, MessagesSpent.
    """
    hold_open(session, consultation=consultation, today=today)
    if not has_accepted(session, youth=youth, consultation_id=consultation.id):
        raise NotAccepted
    if refused := first_problem(consultation.questions, questionnaire):
        raise AnswerRefused(*refused)
    db.lock(session, f"sheet {sheet_tag(youth, consultation.id).hex()}")
    sending = Sending(
        youth, consultation, questionnaire.situation or Situation(), today, department, row_id, takes_words
    )
    _write_sheet(session, sending, questionnaire.sent)
    has_words_left = len(questionnaire.sent) < len(questionnaire.answers)
    for question in consultation.questions:
        answer = questionnaire.answers.get(question.id, Answer())
        if question.kind == QuestionKind.TEXT:
            has_words_left |= not _write_text(session, sending, question, answer)
    session.flush()
    hold_draft(session, youth=youth, consultation_id=consultation.id)
    if not has_words_left and load_draft(session, youth=youth, consultation_id=consultation.id) == questionnaire:
        drop_draft(session, youth=youth, consultation_id=consultation.id)


def answers_sent(session: Session, *, youth: Youth, consultation: Consultation) -> Questionnaire:
    """Return what was sent and not withdrawn. The situation is asked again: the excluded circles are on no sheet."""
    sheet = session.scalars(own_sheet(youth, consultation.id)).first()
    answers: dict[UUID, Answer] = {}
    for question in consultation.questions:
        rows = sorted((row for row in sheet.answers if row.question_id == question.id), key=_by_choice) if sheet else []
        if question.kind == QuestionKind.TEXT:
            answers[question.id] = _answer_in_words(_sent_texts(session, youth, question))
        elif question.kind == QuestionKind.RANKING:
            answers[question.id] = Answer(ranks=tuple((row.choice, row.rank or 0) for row in rows))
        else:
            answers[question.id] = Answer(choices=tuple(row.choice for row in rows))
    return Questionnaire(None, {key: answer for key, answer in answers.items() if not answer.is_empty})


def has_words_waiting(session: Session, *, youth: Youth, consultation: Consultation) -> bool:
    """Return whether the draft holds words to send that are not sent yet."""
    draft = load_draft(session, youth=youth, consultation_id=consultation.id)
    waiting = {question: answer.text for question, answer in draft.sent.items() if answer.text} if draft else {}
    return any(
        words not in {text.original for text in _sent_texts(session, youth, question)}
        for question in consultation.questions
        if (words := waiting.get(question.id))
    )


def situation_sent(session: Session, *, youth: Youth, consultation: Consultation) -> Situation:
    """Return the situation as far as what was sent tells it, to fill the form again."""
    sheet = session.scalars(own_sheet(youth, consultation.id)).first()
    tag = message_tag(youth, consultation.id)
    texts = session.scalars(select(Testimony).where(Testimony.tag == tag, Testimony.state != TestimonyState.WITHDRAWN))
    excluded = frozenset(row.circle_id for text in texts for row in text.circles) - youth.circles
    if sheet is None:
        return Situation(excluded_circles=excluded)
    return Situation(sheet.age_band, sheet.placement_type, sheet.was_alone, excluded)


def withdraw_answers(session: Session, *, youth: Youth, consultation: Consultation, today: date) -> None:
    """Take back everything said in a consultation that is still open. Raises ConsultationClosed (D5)."""
    hold_open(session, consultation=consultation, today=today)
    for sheet in session.scalars(own_sheet(youth, consultation.id)):
        tombstones.mark(session, "answer_sheet", sheet.id.bytes)
        session.delete(sheet)
    tag = message_tag(youth, consultation.id)
    for text in session.scalars(select(Testimony).where(Testimony.tag == tag)).all():
        hide(session, testimony=text)
    drop_draft(session, youth=youth, consultation_id=consultation.id)
    session.flush()


def _by_choice(row: SheetAnswer) -> int:
    return row.choice


def _write_sheet(session: Session, sending: Sending, answers: dict[UUID, Answer]) -> None:
    rows = {
        (question.id, *row)
        for question in sending.consultation.questions
        if (answer := answers.get(question.id)) is not None
        for row in answer.rows
    }
    said = sending.situation
    about = (said.age_band, said.placement_type, said.was_alone, clock.month_of(sending.today))
    former = session.scalars(own_sheet(sending.youth, sending.consultation.id)).first()
    if former is not None:
        held = {(row.question_id, row.choice, row.rank) for row in former.answers}
        if answers and (held, _about(former)) == (rows, about):
            return
        session.delete(former)
        session.flush()
    if not answers:
        return
    sheet = AnswerSheet(
        id=former.id if former else uuid4(),
        tag=sheet_tag(sending.youth, sending.consultation.id),
        consultation_id=sending.consultation.id,
    )
    sheet.age_band, sheet.placement_type, sheet.was_alone, sheet.month = about
    sheet.answers = [SheetAnswer(question_id=question, choice=choice, rank=rank) for question, choice, rank in rows]
    session.add(sheet)


def _about(sheet: AnswerSheet) -> tuple[object, ...]:
    return sheet.age_band, sheet.placement_type, sheet.was_alone, sheet.month


def _sent_texts(session: Session, youth: Youth, question: Question) -> Sequence[Testimony]:
    """Return what was already sent for a question and not withdrawn; the unread one, if there is one, last."""
    texts = session.scalars(
        select(Testimony)
        .where(
            Testimony.tag == message_tag(youth, question.consultation_id),
            Testimony.question_id == question.id,
            Testimony.state != TestimonyState.WITHDRAWN,
        )
        .order_by(Testimony.written_on, Testimony.id)
    ).all()
    return sorted(texts, key=lambda text: text.state == TestimonyState.SUBMITTED)


def _answer_in_words(texts: Sequence[Testimony]) -> Answer:
    if not texts:
        return Answer()
    last = texts[-1]
    return Answer(text=last.original or "", quote_ok=last.may_quote, about_adult=last.is_about_adult)


def _write_text(session: Session, sending: Sending, question: Question, answer: Answer) -> bool:
    """Bring the messages of one question to what is said now; readers wait until the end of the transaction.

    Return whether nothing stays behind.
    """
    mine = (Testimony.tag == message_tag(sending.youth, sending.consultation.id), Testimony.question_id == question.id)
    session.scalars(select(Testimony).where(*mine).with_for_update().execution_options(populate_existing=True)).all()
    texts = _sent_texts(session, sending.youth, question)
    words = "" if answer.is_skipped else answer.text
    unread = texts[-1] if texts and texts[-1].state == TestimonyState.SUBMITTED else None
    same = next((text for text in reversed(texts) if text.original == words), None)
    if words and not sending.takes_words:
        unread = None
    elif unread is not None and (not words or same not in {None, unread}):
        hide(session, testimony=unread)
    elif unread is not None:
        _rewrite(session, sending, unread, answer)
    elif words and same is None:
        _add_text(session, sending, question, answer)
    for text in texts:
        if text is not unread:
            _close_further(sending, text, answer if text is same else Answer(quote_ok=True))
    return sending.takes_words or not words or same is not None


def _close_further(sending: Sending, text: Testimony, answer: Answer) -> None:
    """Close words that a reader already has to whom the child now says must not read; nothing is opened (A5, D6)."""
    put_circles(
        text, {row.circle_id for row in text.circles} | sending.youth.circles | sending.situation.excluded_circles
    )
    text.is_about_adult = text.is_about_adult or answer.about_adult
    if text.state in UNDECIDED and not answer.quote_ok:
        text.may_quote = False


def _add_text(session: Session, sending: Sending, question: Question, answer: Answer) -> None:
    row_id = sending.row_id(question.id)
    text = Testimony(
        id=row_id if session.get(Testimony, row_id) is None else uuid4(),
        tag=message_tag(sending.youth, sending.consultation.id),
        kind=TestimonyKind.ANSWER,
        consultation_id=sending.consultation.id,
        question_id=question.id,
        state=TestimonyState.SUBMITTED,
        version=1,
        written_on=sending.today,
    )
    put_words(text, answer.text)
    _dress(session, sending, text, answer)
    spend_message(sending.youth, sending.department)
    session.add(text)


def _rewrite(session: Session, sending: Sending, unread: Testimony, answer: Answer) -> None:
    if unread.original != answer.text:
        put_words(unread, answer.text)
        unread.version += 1
    _dress(session, sending, unread, answer)


def _dress(session: Session, sending: Sending, text: Testimony, answer: Answer) -> None:
    """Give the words their age band, consents, circles and a fresh envelope (A4, A5, A6)."""
    text.age_band = sending.situation.age_band
    text.may_quote, text.is_about_adult = answer.quote_ok, answer.about_adult
    text.envelope_box = close_envelope(
        session, youth=sending.youth, department=sending.department, place=envelope_place(text.id)
    )
    put_circles(text, sending.youth.circles | sending.situation.excluded_circles)
