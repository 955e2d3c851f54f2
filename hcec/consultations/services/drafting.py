"""Preparing a consultation: everything may change while it is a draft, nothing once it took answers."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import AgeBand
from hcec.audit import services as audit
from hcec.consultations.enums import DAYS_TO_ANSWER, ConsultationStatus
from hcec.consultations.models import AudienceBand, Choice, Consultation, Question
from hcec.consultations.slug import free_slug


class ConsultationNotDraft(Exception):
    """It was opened: young people may have answered these very words and questions."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the consultation since it was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the observatory decides about a consultation, its questions aside. A draft may be incomplete."""

    title: str
    why: str = ""
    who_reads: str = ""
    what_next: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    answer_due_on: date | None = None
    audience: frozenset[AgeBand] = frozenset(AgeBand)
    on_call_id: UUID | None = None
    is_safety_topic: bool = False


def hold(session: Session, *, consultation: Consultation, version: int | None) -> None:
    """Hold the row as it was read. Raises ChangedMeanwhile when a `version` is given and is not in place any more."""
    session.refresh(consultation, with_for_update=True)
    if version is not None and consultation.version != version:
        raise ChangedMeanwhile


def advance(session: Session, *, consultation: Consultation, version: int | None) -> None:
    """Hold the row and take its next version. Raises ChangedMeanwhile."""
    hold(session, consultation=consultation, version=version)
    consultation.version += 1


def revise(session: Session, *, consultation: Consultation, actor: StaffMember, version: int | None = None) -> None:
    """Take the next version of a draft, journalled. Raises ChangedMeanwhile, ConsultationNotDraft."""
    advance(session, consultation=consultation, version=version)
    if consultation.status is not ConsultationStatus.DRAFT:
        raise ConsultationNotDraft
    note(session, consultation, actor, "change")


def note(session: Session, consultation: Consultation, actor: StaffMember, act: str) -> None:
    """Leave one line in the journal: who did what to which consultation."""
    subject = f"consultation:{consultation.id.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"consultation:{act}", subject=subject)


def create_consultation(session: Session, *, row_id: UUID, actor: StaffMember, plan: Plan) -> Consultation:
    """Make a draft at an address drawn from its title. Sent twice, the same `row_id` gives the same draft."""
    db.lock(session, "consultation.slug")
    existing = session.get(Consultation, row_id)
    if existing is not None:
        return existing
    taken = set(session.scalars(select(Consultation.slug)))
    made = Consultation(id=row_id, slug=free_slug(plan.title, taken), status=ConsultationStatus.DRAFT)
    _write(made, plan)
    session.add(made)
    session.flush()
    note(session, made, actor, "create")
    return made


def change_consultation(
    session: Session, *, consultation: Consultation, actor: StaffMember, version: int, plan: Plan
) -> None:
    """Write the plan over a draft; its address stays, it may be printed.

    Raises ChangedMeanwhile, ConsultationNotDraft.
    """
    revise(session, consultation=consultation, actor=actor, version=version)
    _write(consultation, plan)
    session.flush()


def duplicate_consultation(
    session: Session, *, row_id: UUID, consultation: Consultation, actor: StaffMember
) -> Consultation:
    """Make a draft with the same words and questions, and no date. Sent twice, `row_id` gives the same draft."""
    plan = replace(plan_of(consultation), opens_on=None, closes_on=None, answer_due_on=None)
    made = create_consultation(session, row_id=row_id, actor=actor, plan=plan)
    if not made.questions:
        made.questions.extend(_copy(question) for question in consultation.questions)
        session.flush()
    return made


def plan_of(consultation: Consultation) -> Plan:
    """Return what was decided so far."""
    return Plan(
        title=consultation.title,
        why=consultation.why,
        who_reads=consultation.who_reads,
        what_next=consultation.what_next,
        opens_on=consultation.opens_on,
        closes_on=consultation.closes_on,
        answer_due_on=consultation.answer_due_on,
        audience=frozenset(band.age_band for band in consultation.audience),
        on_call_id=consultation.on_call_id,
        is_safety_topic=consultation.is_safety_topic,
    )


def _write(consultation: Consultation, plan: Plan) -> None:
    consultation.title, consultation.why = plan.title, plan.why
    consultation.who_reads, consultation.what_next = plan.who_reads, plan.what_next
    consultation.opens_on, consultation.closes_on = plan.opens_on, plan.closes_on
    consultation.answer_due_on = plan.answer_due_on
    if plan.closes_on and not plan.answer_due_on:
        consultation.answer_due_on = plan.closes_on + timedelta(days=DAYS_TO_ANSWER)
    consultation.on_call_id, consultation.is_safety_topic = plan.on_call_id, plan.is_safety_topic
    kept = {band.age_band: band for band in consultation.audience}
    consultation.audience = [kept.get(band) or AudienceBand(age_band=band) for band in AgeBand if band in plan.audience]


def _copy(question: Question) -> Question:
    return Question(
        position=question.position,
        kind=question.kind,
        label=question.label,
        hint=question.hint,
        is_sensitive=question.is_sensitive,
        choices=[Choice(position=choice.position, label=choice.label) for choice in question.choices],
    )
