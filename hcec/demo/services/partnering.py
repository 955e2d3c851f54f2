"""The demonstration's institutions, who acts for them, plenaries of the observatory, days of immersion."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.demo.services.places import Colleague
from hcec.partners.enums import (
    Advice,
    Effect,
    ImmersionTheme,
    InstitutionKind,
    Outcome,
    Presence,
    Side,
    Usefulness,
)
from hcec.partners.models import Immersion, ImmersionWish, Institution
from hcec.partners.services import immersing, mandating, plenaries, registering, wishing
from hcec.partners.services.immersing import FeedbackPlan, Proposal
from hcec.partners.services.mandating import MandatePlan
from hcec.partners.services.plenaries import DecisionPlan, PlenaryPlan
from hcec.partners.services.registering import InstitutionPlan
from hcec.partners.services.wishing import WishPlan


@dataclass(slots=True)
class _Room:
    session: Session
    team: Mapping[str, Colleague]
    observer: StaffMember
    today: date

    def ago(self, days: int | None) -> date | None:
        return None if days is None else self.today - timedelta(days=days)


def gather(
    session: Session, *, raw: dict[str, Any], team: Mapping[str, Colleague], observer: StaffMember, today: date
) -> None:
    """Bring the institutions together, let them meet and visit each other."""
    room = _Room(session, team, observer, today)
    institutions = {each["name"]: _institution(room, each) for each in raw["institution"]}
    for each in raw["mandate"]:
        _mandate(room, each, institutions[each["institution"]])
    for each in raw["plenary"]:
        _plenary(room, each, institutions)
    wishes = {each["code"]: _wish(room, each, institutions[each["institution"]]) for each in raw["wish"]}
    for each in raw["day"]:
        _day(room, each, (wishes[each["offer"]], wishes[each["request"]]))


def _institution(room: _Room, raw: dict[str, Any]) -> Institution:
    plan = InstitutionPlan(
        name=raw["name"],
        kind=InstitutionKind(raw["kind"]),
        charter_signed_on=room.ago(raw.get("charter_signed_days_ago")),
    )
    acted: dict[str, Any] = {"actor": room.observer, "plan": plan, "today": room.today}
    made = registering.add_institution(room.session, row_id=uuid4(), **acted)
    if "account" in raw:
        staff_id = room.team[raw["account"]].person.id
        registering.tie_account(room.session, actor=room.observer, institution=made, staff_id=staff_id)
    return made


def _mandate(room: _Room, raw: dict[str, Any], institution: Institution) -> None:
    plan = MandatePlan(
        function=raw["function"],
        is_deputy=raw.get("deputy", False),
        staff_id=room.team[raw["account"]].person.id if "account" in raw else None,
        from_on=room.today - timedelta(days=raw["from_days_ago"]),
        to_on=room.ago(raw.get("to_days_ago")),
    )
    mandating.give(room.session, row_id=uuid4(), actor=room.observer, institution=institution, plan=plan)


def _plenary(room: _Room, raw: dict[str, Any], institutions: Mapping[str, Institution]) -> None:
    held_on = room.today - timedelta(days=raw["days_ago"])
    plan = PlenaryPlan(held_on=held_on, place=raw["place"], agenda="\n".join(raw["agenda"]))
    made = plenaries.plan_plenary(room.session, row_id=uuid4(), actor=room.observer, plan=plan)
    if "minutes" not in raw:
        return
    said = {institutions[name].id: presence for presence in Presence for name in raw[presence]}
    acted: dict[str, Any] = {"actor": room.observer, "plenary": made, "today": room.today}
    plenaries.write_minutes(room.session, version=made.version, typed=raw["minutes"], presences=said, **acted)
    for each in raw["decision"]:
        decided = DecisionPlan(
            words=each["words"],
            who=each["who"],
            due_on=room.today + timedelta(days=each["due_in_days"]),
            done_on=room.ago(each.get("done_days_ago")),
            told=each.get("told", ""),
        )
        plenaries.decide(room.session, row_id=uuid4(), plan=decided, **acted)


def _wish(room: _Room, raw: dict[str, Any], institution: Institution) -> ImmersionWish:
    first, last = (room.today + timedelta(days=days) for days in raw["days"])
    plan = WishPlan(
        side=Side(raw["side"]),
        theme=ImmersionTheme(raw["theme"]),
        from_on=first,
        to_on=last,
        places=raw["places"],
        profession=raw["profession"],
        place=raw.get("place", ""),
        words=raw.get("words", ""),
    )
    acted: dict[str, Any] = {"actor": room.observer, "institution": institution, "plan": plan, "today": first}
    return wishing.express(room.session, row_id=uuid4(), **acted)


def _day(room: _Room, raw: dict[str, Any], wishes: tuple[ImmersionWish, ImmersionWish]) -> None:
    day = room.today + timedelta(days=raw["day"])
    plan = Proposal(day=day, places=raw["places"], words=raw.get("words", "") if raw["outcome"] == "waiting" else "")
    acted: dict[str, Any] = {"actor": room.observer, "side": Side.OFFER, "today": min(day, room.today)}
    made = immersing.propose(room.session, row_id=uuid4(), wishes=wishes, plan=plan, **acted)
    if raw["outcome"] == "waiting":
        return
    _go_on(room, raw, made)


def _go_on(room: _Room, raw: dict[str, Any], made: Immersion) -> None:
    acted: dict[str, Any] = {"actor": room.observer, "immersion": made}
    immersing.answer(room.session, side=Side.REQUEST, version=made.version, is_accepted=True, **acted)
    if raw["outcome"] == "coming":
        return
    outcome, words = Outcome(raw["outcome"]), raw.get("words", "")
    settled: dict[str, Any] = {"outcome": outcome, "words": words, "today": room.today}
    immersing.settle(room.session, version=made.version, **settled, **acted)
    for side, (usefulness, effect, advice, told) in zip(Side, raw.get("told", ()), strict=False):
        plan = FeedbackPlan(usefulness=Usefulness(usefulness), effect=Effect(effect), advice=Advice(advice), words=told)
        immersing.tell(room.session, side=side, plan=plan, today=made.day, **acted)
