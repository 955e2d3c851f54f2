"""A year of the council's life: seats, sessions and what they decided, topics that children support, working groups."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import AgeBand
from hcec.council.enums import DecisionState, SessionKind
from hcec.council.models import Session as Meeting
from hcec.council.models import Topic
from hcec.council.services import groups, mandates, sessions, topics
from hcec.demo.data_files import Message
from hcec.demo.services import answers, readings
from hcec.demo.services.young import YoungPerson
from hcec.department.services import Department
from hcec.testimonies.models import Testimony

OFFERED_AGO = 60  # days: long enough to be read, approved and supported
WEDNESDAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Who keeps the council, who reads topics, who supports them, and when."""

    observer: StaffMember
    readers: list[StaffMember]
    people: list[YoungPerson]
    department: Department
    random: Random
    today: date


def live(session: Session, setting: Setting, raw: dict[str, Any]) -> None:
    """Live the year that the file tells."""
    _seat(session, setting, raw["mandates"])
    meetings = [_meet(session, setting, each) for each in raw["session"]]
    for each in raw["group"]:
        _work(session, setting, each)
    offered = [_offer(session, setting, each, number) for number, each in enumerate(raw["topic"])]
    with clock.frozen(answers.at_noon(setting.today)):
        topics.count_supports(session)
        for topic, each in zip(offered, raw["topic"], strict=True):
            _settle(session, setting, topic, each, meetings[-1])


def _seat(session: Session, setting: Setting, raw: dict[str, Any]) -> None:
    start = _months_after(clock.month_of(setting.today), -raw["started"])
    given = {
        seat: mandates.give_mandate(
            session,
            row_id=uuid4(),
            actor=setting.observer,
            seat=seat,
            age_band=AgeBand(raw["bands"][seat % len(raw["bands"])]),
            from_month=start,
            to_month=_months_after(start, raw["months"]),
        )
        for seat in range(1, raw["seats"] + 1)
    }
    for seat, months in raw["ended_early"]:
        left = _months_after(start, months)
        mandates.end_mandate(session, mandate=given[seat], actor=setting.observer, month=left)


def _meet(session: Session, setting: Setting, raw: dict[str, Any]) -> Meeting:
    day = _wednesday(setting.today - timedelta(days=raw["ago"]))
    plan = sessions.Plan(kind=SessionKind(raw["kind"]), held_on=day, place=raw["place"], agenda=raw["agenda"])
    actor = setting.observer
    meeting = sessions.plan_session(session, row_id=uuid4(), actor=actor, plan=plan)
    if "minutes" not in raw:
        return meeting
    told = {"attended": raw["attended"], "minutes": raw["minutes"]}
    sessions.write_minutes(session, meeting=meeting, actor=actor, version=1, today=setting.today, **told)
    for each in raw.get("decision", ()):
        made = sessions.add_decision(
            session, row_id=uuid4(), meeting=meeting, actor=actor, words=each["words"], today=day
        )
        state = DecisionState(each["state"])
        if state is not DecisionState.TO_DO:
            said = {"words": each["words"], "state": state, "told": each["told"], "today": setting.today}
            sessions.follow_decision(session, decision=made, actor=actor, version=1, **said)
    if day < setting.today - timedelta(days=30):
        sessions.publish_session(session, meeting=meeting, actor=actor, version=2, today=day + timedelta(days=8))
    return meeting


def _work(session: Session, setting: Setting, raw: dict[str, Any]) -> None:
    acted: dict[str, Any] = {"actor": setting.observer}
    group = groups.start_group(session, row_id=uuid4(), name=raw["name"], aim=raw["aim"], **acted)
    for institution, function in raw["members"]:
        member = {"institution": institution, "function": function}
        groups.add_member(session, row_id=uuid4(), group=group, **acted, **member)
    for ago, outcome in raw["meetings"]:
        day = setting.today - timedelta(days=ago)
        groups.keep_meeting(session, row_id=uuid4(), group=group, held_on=day, outcome=outcome, **acted)
    if outcome := raw.get("outcome", ""):
        kept = {"name": raw["name"], "aim": raw["aim"], "outcome": outcome, "is_over": True}
        groups.change_group(session, group=group, version=1, **acted, **kept)


def _offer(session: Session, setting: Setting, raw: dict[str, Any], number: int) -> Testimony:
    """Let one child propose it, two readers approve it, and others support it."""
    message = Message(
        code=f"topic-{number}",
        consultation="",
        question=None,
        age_band=None,
        text=raw["text"],
        hide=(),
        outcome="approved",
        reason=None,
        note=None,
        may_quote=True,
        is_about_adult=False,
        themes=tuple(raw["themes"]),
        tone="wish",
    )
    author, *others = setting.random.sample(setting.people, min(len(setting.people), raw["supports"] + 1))
    day = setting.today - timedelta(days=OFFERED_AGO)
    written = answers.write_idea(
        session, young=author, message=message, department=setting.department, day=day, is_topic=True
    )
    readings.settle(session, written=[written], readers=setting.readers, random=setting.random, today=setting.today)
    topic = session.get_one(Testimony, written.testimony_id)
    for each in others:
        topics.support(session, youth=each.person, topic=topic)
    return topic


def _settle(session: Session, setting: Setting, offered: Testimony, raw: dict[str, Any], coming: Meeting) -> None:
    topic = session.get(Topic, offered.id)
    if topic is None:
        return
    if "told" in raw:
        topics.tell_topic(session, topic=topic, actor=setting.observer, version=1, told=raw["told"])
    elif raw.get("planned"):
        topics.put_on_agenda(session, topic=topic, actor=setting.observer, version=1, meeting_id=coming.id)


def _months_after(month: date, months: int) -> date:
    year, place = divmod(month.year * 12 + month.month - 1 + months, 12)
    return date(year, place + 1, 1)


def _wednesday(day: date) -> date:
    return day - timedelta(days=(day.weekday() - WEDNESDAY) % 7)
