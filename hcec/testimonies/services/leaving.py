"""Leaving for good: what was agreed to and left unfinished goes; words go too when their author says so."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec.accounts.access import Youth
from hcec.consultations.models import Consultation
from hcec.testimonies.access import agreement_tag, draft_tag, joining_tag, own_testimonies
from hcec.testimonies.models import Agreement, Draft
from hcec.testimonies.services.answers import withdraw_answers
from hcec.testimonies.services.closing import takes_answers
from hcec.testimonies.services.messages import withdraw


def leave(session: Session, *, youth: Youth, with_words: bool, today: date) -> None:
    """Delete drafts and agreements; with `with_words`, also withdraw every message, and sheets still open (D5)."""
    asked = session.scalars(select(Consultation)).all()
    if with_words:
        for consultation in asked:
            if takes_answers(consultation, today):
                withdraw_answers(session, youth=youth, consultation=consultation, today=today)
        own = own_testimonies(youth, [each.id for each in asked], year=today.year)
        for testimony in session.scalars(own).all():
            withdraw(session, youth=youth, testimony=testimony)
    session.execute(delete(Draft).where(Draft.tag.in_([draft_tag(youth, each.id) for each in asked])))
    agreed = [joining_tag(youth), agreement_tag(youth, None), *(agreement_tag(youth, each.id) for each in asked)]
    session.execute(delete(Agreement).where(Agreement.tag.in_(agreed)))
