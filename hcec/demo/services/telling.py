"""Consultations at their stages: prepared, opened, closed, synthesised, answered, archived."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import AgeBand
from hcec.consultations import services as consultations
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.consultations.services import Plan, Wording
from hcec.demo.services import documents
from hcec.demo.services.answers import at_noon
from hcec.followup import services as followup
from hcec.safeguarding.services import opening
from hcec.syntheses.enums import OF_SHEETS, Level, Theme
from hcec.syntheses.services import declaring, publishing, writing
from hcec.testimonies import services as testimonies

SYNTHESIS_AFTER_DAYS = 20


def prepare(
    session: Session, *, raw: dict[str, Any], observer: StaffMember, on_call_id: UUID, today: date
) -> Consultation:
    """Write one consultation, and open it on its day unless it is still a draft."""
    is_draft = raw["stage"] == "draft"
    opens_on = today + timedelta(days=raw["opens_in"])
    plan = Plan(
        title=raw["title"],
        why=raw["why"],
        who_reads=raw["who_reads"],
        what_next=raw["what_next"],
        opens_on=opens_on,
        closes_on=today + timedelta(days=raw["closes_in"]),
        answer_due_on=today + timedelta(days=raw["answer_in"]),
        audience=frozenset(AgeBand(band) for band in raw["audience"]),
        on_call_id=on_call_id,
        is_safety_topic=raw["safety_topic"],
    )
    with clock.frozen(at_noon(min(today, opens_on))):
        made = consultations.create_consultation(session, row_id=uuid4(), actor=observer, plan=plan)
        for question in raw["question"]:
            consultations.add_question(
                session,
                row_id=uuid4(),
                consultation=made,
                actor=observer,
                wording=_wording(question),
            )
        if not is_draft:
            opening.open_consultation(
                session, consultation=made, actor=observer, version=made.version, today=min(today, opens_on)
            )
    return made


def _wording(raw: dict[str, Any]) -> Wording:
    return Wording(
        kind=QuestionKind(raw["kind"]),
        label=raw["label"],
        hint=raw.get("hint", ""),
        choices=tuple(raw.get("faces") or raw.get("choices") or ()),
        is_sensitive=raw["sensitive"],
    )


def close(session: Session, consultation: Consultation) -> None:
    """Close on the day after the last, as the worker does."""
    if consultation.closes_on is not None:
        day = consultation.closes_on + timedelta(days=1)
        testimonies.close_consultation(session, consultation=consultation, today=day)


def publish(
    session: Session,
    *,
    consultation: Consultation,
    observer: StaffMember,
    title: str,
    paragraphs: Iterable[str],
    quoted: Mapping[UUID, Theme],
    document: Mapping[str, Any] | None = None,
) -> None:
    """Write, attack and publish a public synthesis, some weeks after the end; a whole document, inside first (D7)."""
    day = (consultation.closes_on or clock.today()) + timedelta(days=SYNTHESIS_AFTER_DAYS)
    words = document or {}
    crossings = [code for code in declaring.offered(session, consultation) if code == words.get("crossing")]
    with clock.frozen(at_noon(day)):
        for level in (Level.INTERNAL, Level.PUBLIC) if document else (Level.PUBLIC,):
            synthesis = writing.create_synthesis(
                session,
                author=observer,
                consultation=consultation,
                level=level,
                title=title,
                text="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                crossings=[*OF_SHEETS, *crossings],
            )
            if quoted:
                writing.choose_quotations(
                    session, synthesis=synthesis, actor=observer, version=synthesis.version, chosen=quoted
                )
            documents.compose(session, synthesis=synthesis, observer=observer, words=words)
            publishing.publish_synthesis(
                session, synthesis=synthesis, actor=observer, version=synthesis.version, today=day
            )


def answer_and_archive(
    session: Session, *, consultation: Consultation, raw: dict[str, Any], observer: StaffMember, today: date
) -> None:
    """Publish the département's answer, then put the consultation away (F1)."""
    given = raw["answer"]
    day = today + timedelta(days=given["answered_in"])
    with clock.frozen(at_noon(day)):
        followup.publish_answer(
            session,
            consultation=consultation,
            actor=observer,
            version=consultation.version,
            by_function=given["answered_by"],
            said="\n".join(given["said"]),
            will_do="\n".join(given["will"]),
            cannot_do="\n".join(f"{each['what']} {each['why']}" for each in given["cannot"]),
            today=day,
        )
        followup.archive(session, consultation=consultation, actor=observer, version=consultation.version)
