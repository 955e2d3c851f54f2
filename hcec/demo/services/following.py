"""What the council asked, what was answered, and what came of it: done, promised, late, impossible."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.consultations.models import Consultation
from hcec.demo.services.answers import at_noon
from hcec.followup import services
from hcec.followup.answering import AnswerWords
from hcec.followup.enums import ProposalKind, ProposalState
from hcec.followup.models import Proposal
from hcec.followup.services import ProposalPlan
from hcec.syntheses.models import Release


def follow(
    session: Session,
    *,
    consultation: Consultation,
    raws: Iterable[Mapping[str, Any]],
    observer: StaffMember,
    answerer: StaffMember,
    today: date,
) -> None:
    """Adopt, answer and follow what the council asked about one consultation, each thing on its day."""
    for raw in raws:
        plan = ProposalPlan(
            kind=ProposalKind(raw.get("kind", "proposal")),
            what=raw["what"],
            why=raw.get("why", ""),
            of_whom=raw["of_whom"],
            engagements=(raw["engagement"],),
            scheme_action=raw.get("scheme", ""),
            due_on=today + timedelta(days=raw["due_in"]),
        )
        day = today + timedelta(days=raw["adopted_in"])
        with clock.frozen(at_noon(day)):
            made = services.draft_proposal(
                session, row_id=uuid4(), consultation=consultation, actor=observer, plan=plan
            )
        _adopt(session, made, observer, day)
        answered_on = today + timedelta(days=raw["answer"]["answered_in"])
        words = replace(_words(raw["answer"], today), by_function=raw["of_whom"])
        with clock.frozen(at_noon(answered_on)):
            _answer(session, made, words, observer, answerer, answered_on)
        for news in raw.get("news", ()):
            _tell(session, made, news, answerer, today)


def take_up(
    session: Session,
    *,
    consultation: Consultation,
    raw: Mapping[str, Any],
    observer: StaffMember,
    answerer: StaffMember,
    today: date,
) -> None:
    """Adopt what a release asks: one answer is late, one waits for the observatory, the rest for their day."""
    day = today + timedelta(days=raw["adopted_in"])
    released = session.scalars(select(Release).where(Release.consultation_id == consultation.id)).first()
    if released is None:
        return
    with clock.frozen(at_noon(day)):
        drafts = services.draft_from_release(session, release=released, consultation=consultation, actor=observer)
    for draft, due_in in zip(drafts, raw["due_in"], strict=False):
        plan = replace(services.plan_of(draft), due_on=today + timedelta(days=due_in))
        with clock.frozen(at_noon(day)):
            services.change_proposal(session, proposal=draft, actor=observer, version=draft.version, plan=plan)
        _adopt(session, draft, observer, day)
    adopted = [draft for draft in drafts if draft.state is ProposalState.ADOPTED]
    for draft in adopted[1:2]:
        with clock.frozen(at_noon(today - timedelta(days=1))):
            _write(session, draft, _words(raw["sent"], today), answerer, today - timedelta(days=1))


def _words(raw: Mapping[str, Any], today: date) -> AnswerWords:
    held = {name: raw[name] for name in ("by_function", "will_do", "by_whom", "will_study", "cannot_do") if name in raw}
    by_when = today + timedelta(days=raw["by_when_in"]) if "by_when_in" in raw else None
    return AnswerWords(**held, by_when=by_when)


def _adopt(session: Session, proposal: Proposal, observer: StaffMember, day: date) -> None:
    with clock.frozen(at_noon(day)):
        services.adopt(session, proposal=proposal, actor=observer, version=proposal.version, adopted_on=day, today=day)


def _write(session: Session, proposal: Proposal, words: AnswerWords, answerer: StaffMember, day: date) -> None:
    services.write_answer(session, subject=proposal, actor=answerer, version=0, words=words, sends=True, today=day)


def _answer(
    session: Session, proposal: Proposal, words: AnswerWords, observer: StaffMember, answerer: StaffMember, day: date
) -> None:
    _write(session, proposal, words, answerer, day)
    answer = services.answer_of(session, proposal)
    if answer is not None:
        services.validate(session, answer=answer, actor=observer, version=answer.version, today=day)
        services.publish(session, answer=answer, subject=proposal, actor=answerer, version=answer.version, today=day)


def _tell(session: Session, proposal: Proposal, news: Mapping[str, Any], answerer: StaffMember, today: date) -> None:
    day = today + timedelta(days=news["on_in"])
    with clock.frozen(at_noon(day)):
        services.tell(
            session,
            proposal=proposal,
            actor=answerer,
            version=proposal.version,
            state=ProposalState(news["state"]),
            words=news["words"],
            today=day,
        )
