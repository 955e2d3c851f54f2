"""The demonstration's training: needs heard in syntheses and raised by a partner, a programme, a year of sessions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.disclosure.values import from_bytes
from hcec.partners.queries import institution_of
from hcec.scheme.queries import actions_of, linkable_releases, schemes
from hcec.syntheses.enums import Theme
from hcec.training.enums import Asked, NeedState, Opinion, Priority, Profession, SessionState, Urgency
from hcec.training.models import TrainingNeed, TrainingProgramme
from hcec.training.services import holding, lining, needing, programming
from hcec.training.services.holding import SessionPlan
from hcec.training.services.lining import LinePlan, LineTies
from hcec.training.services.needing import Asker, NeedPlan, Source, Verdict
from hcec.training.services.programming import ProgrammePlan
from hcec.training.sources import parts_of

A_YEAR_BACK = timedelta(days=300)  # the programme began in the year of that day: every session falls in its years


def teach(session: Session, *, raw: dict[str, Any], observer: StaffMember, partner: StaffMember, today: date) -> None:
    """Raise and answer the needs, adopt the programme, hold the sessions."""
    needs: dict[str, TrainingNeed] = {}
    for each in raw["need"]:
        actor = partner if each.get("of_partner") else observer
        needs[each["key"]] = need = _raise(session, raw=each, actor=actor, today=today)
        if each["state"] != NeedState.RAISED:
            into = needs[each["into"]].id if "into" in each else None
            verdict = Verdict(NeedState(each["state"]), each["answer"], into)
            answered = min(today, need.raised_on + timedelta(days=15))
            acted: dict[str, Any] = {"actor": observer, "need": need, "version": need.version, "today": answered}
            needing.answer_need(session, verdict=verdict, **acted)
    programme = _programme(session, raw=raw, needs=needs, observer=observer, today=today)
    for each in raw["session"]:
        _hold(session, raw=each, programme=programme, observer=observer, today=today)


def _raise(session: Session, *, raw: dict[str, Any], actor: StaffMember, today: date) -> TrainingNeed:
    institution = session.scalars(institution_of(actor.id)).first()
    plan = NeedPlan(
        title=raw["title"],
        words=raw["words"],
        theme=Theme(raw["theme"]) if "theme" in raw else None,
        audiences=raw["audiences"],
        urgency=Urgency(raw["urgency"]),
    )
    return needing.raise_need(
        session,
        row_id=uuid4(),
        actor=actor,
        plan=plan,
        today=today - timedelta(days=raw["days_ago"]),
        source=_source(session, raw, today) if "hears" in raw else None,
        asker=Asker(institution.id, institution.name) if institution else None,
    )


def _source(session: Session, raw: dict[str, Any], today: date) -> Source | None:
    """Return the part of a release in which a need was seen; the first one where that part was not released."""
    for release in session.scalars(linkable_releases(today)):
        if raw["hears"] in release.synthesis.consultation.slug:
            parts = parts_of(from_bytes(release.content))
            seen = [part for part in parts if part.code == raw["part"]] or parts
            if seen:
                return Source(release.id, seen[0].words)
    return None


def _programme(
    session: Session, *, raw: dict[str, Any], needs: dict[str, TrainingNeed], observer: StaffMember, today: date
) -> TrainingProgramme:
    told, first = raw["programme"], (today - A_YEAR_BACK).year
    last = first + told["years"] - 1
    plan = ProgrammePlan(f"{told['title']} {first}-{last}", first, last, told["objectives"])
    programme = programming.start_programme(session, row_id=uuid4(), actor=observer, plan=plan)
    for number, each in enumerate(raw["line"], 1):
        by_year = {first + place: (places, round(euros * 100)) for place, (places, euros) in enumerate(each["years"])}
        ties = LineTies(by_year, tuple(needs[key].id for key in each["needs"]), _actions(session, each))
        line = LinePlan(
            number=number,
            title=each["title"],
            theme=Theme(each["theme"]),
            audiences=each["audiences"],
            priority=Priority(each["priority"]),
            hours=round(each["hours"] * 100),
            body=each["body"],
            pilot=each["pilot"],
        )
        lining.add_line(session, row_id=uuid4(), actor=observer, programme=programme, plan=line, ties=ties)
    day: dict[str, Any] = {"adopted_on": date(first, 1, 20), "adopted_by": told["adopted_by"], "today": today}
    programming.adopt(session, actor=observer, programme=programme, version=programme.version, **day)
    return programme


def _actions(session: Session, raw: dict[str, Any]) -> tuple[UUID, ...]:
    scheme = session.scalars(schemes()).first()
    rows = session.scalars(actions_of(scheme.id)).all() if scheme else []
    return tuple(row.id for row in rows if any(row.title.startswith(words) for words in raw.get("serves", ())))


def _hold(
    session: Session, *, raw: dict[str, Any], programme: TrainingProgramme, observer: StaffMember, today: date
) -> None:
    line = programme.lines[raw["line"] - 1] if "line" in raw else None
    starts_on = today - timedelta(days=raw["days_ago"])
    state = SessionState.PLANNED if raw["days_ago"] < 0 else SessionState.HELD
    plan = SessionPlan(
        title=raw["title"],
        line_id=line.id if line else None,
        body=line.body if line else raw["body"],
        place=raw["place"],
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=raw["days"] - 1),
        hours=line.hours if line else raw["hours"] * 100,
        cost=round(raw["euros"] * 100),
        state=SessionState.CALLED_OFF if raw.get("called_off") else state,
    )
    held = holding.add_session(session, row_id=uuid4(), actor=observer, plan=plan, today=today)
    for profession, employer, people in raw.get("came", ()):
        counted = {"profession": Profession(profession), "employer": employer, "people": people}
        holding.count(session, actor=observer, held=held, version=held.version, **counted)
    if "opinions" in raw:
        told = zip(Asked, raw["opinions"], strict=True)
        answers = {(asked, each): people for asked, row in told for each, people in zip(Opinion, row, strict=True)}
        holding.ask(session, actor=observer, held=held, version=held.version, answers=answers)
