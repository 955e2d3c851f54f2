"""The load that a consultation will bring, told before it opens (S3)."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec.accounts.enums import AgeBand
from hcec.accounts.models import Service
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.consultations.models import Consultation
from hcec.department import services as department
from hcec.safeguarding.forecast import Forecast, Readers, expected_messages, make_forecast
from hcec.safeguarding.gaps import MOST_DAYS
from hcec.safeguarding.services.cover import load_cover
from hcec.testimonies.models import AnswerSheet


def forecast_load(session: Session, *, consultation: Consultation, today: date) -> Forecast | None:
    """Return what to expect of a draft, or None while its dates or its open questions are missing."""
    opens, closes = consultation.opens_on, consultation.closes_on
    text_questions = sum(each.kind is QuestionKind.TEXT for each in consultation.questions)
    if not (opens and closes and text_questions) or closes < today:
        return None
    decided = department.load(session)
    first = max(opens, today)
    return make_forecast(
        messages=expected_messages(
            young=_young(session, consultation),
            answered_before=_answered_before(session),
            text_questions=text_questions,
        ),
        cover=load_cover(session),
        readers=Readers(
            count=decided.readers,
            minutes_a_day=decided.reader_minutes,
            minutes_a_message=decided.message_minutes,
        ),
        first=first,
        last=min(closes, first + timedelta(days=MOST_DAYS)) + timedelta(days=decided.decision_days),
    )


def _young(session: Session, consultation: Consultation) -> int:
    """Return about how many young people it is for: cards made, shared evenly between ages."""
    cards = session.scalar(select(func.coalesce(func.sum(Service.cards_made), 0))) or 0
    return int(cards) * len(consultation.audience) // len(AgeBand)


def _answered_before(session: Session) -> int | None:
    """Return how many answered the most answered consultation; None before the first one is over."""
    sheets = (
        select(func.count())
        .select_from(AnswerSheet)
        .join(Consultation, Consultation.id == AnswerSheet.consultation_id)
        .where(Consultation.status.in_({ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED}))
        .group_by(AnswerSheet.consultation_id)
    )
    return max(session.scalars(sheets), default=None)
