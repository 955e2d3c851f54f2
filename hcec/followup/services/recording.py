"""The observatory records an answer that came by letter or by word of mouth: read over and published at once."""

from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.consultations.services import advance
from hcec.followup.answering import AnswerWords, lacking
from hcec.followup.models import PublicAnswer
from hcec.followup.services.answers import IncompleteAnswer, answer_of, start
from hcec.followup.services.correcting import replace_words
from hcec.followup.services.holding import record


class ConsultationNotClosed(Exception):
    """It still takes answers, or was never opened, or is archived."""


def publish_answer(
    session: Session,
    *,
    consultation: Consultation,
    actor: StaffMember,
    version: int,
    by_function: str,
    said: str,
    will_do: str,
    cannot_do: str,
    today: date,
    will_study: str = "",
    reason: str = "",
) -> PublicAnswer:
    """Publish the answer to a consultation, or correct it, dated, until the archive; journalled (F1).

    Raises ChangedMeanwhile, ConsultationNotClosed, IncompleteAnswer.
    """
    words = AnswerWords(by_function=by_function, said=said, will_do=will_do, will_study=will_study, cannot_do=cannot_do)
    if missing := lacking(words, of_proposal=False):
        raise IncompleteAnswer(missing)
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.CLOSED:
        raise ConsultationNotClosed
    answer = answer_of(session, consultation) or start(session, consultation)
    was_published = answer.published_on is not None
    replace_words(answer, words, reason=reason, today=today)
    answer.sent_on = answer.sent_on or today
    answer.validated_on = answer.validated_on or today
    answer.published_on = answer.published_on or today
    answer.version += 1
    session.flush()
    record(session, answer, actor, "correct" if was_published else "publish")
    return answer
