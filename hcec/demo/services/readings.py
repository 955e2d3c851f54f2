"""What becomes of each message: read by people of other circles, proposed, agreed to, approved, kept, refused."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.coding import services as coding
from hcec.coding.enums import Place, Tone
from hcec.demo.services.answers import Written, at_noon
from hcec.moderation import services as moderation
from hcec.moderation.enums import DecisionKind, RefusalReason
from hcec.moderation.services import exchange, rereading
from hcec.permissions import Role
from hcec.testimonies import services as testimonies
from hcec.testimonies.models import Testimony

SLOWEST_DAYS = 9
OBJECTS_ONE_IN = 3
DOUBTED_ONE_IN = 2
OBJECTION = "Il manque la fin. C'est le plus important pour moi."


def settle(
    session: Session, *, written: Iterable[Written], readers: list[StaffMember], random: Random, today: date
) -> None:
    """Give each message the outcome that the file says, by readers who may see it, some days after it was sent."""
    for number, each in enumerate(written):
        testimony = session.get_one(Testimony, each.testimony_id)
        first, second = readers_of(testimony, readers, random)
        day = min(today, each.day + timedelta(days=random.randint(1, SLOWEST_DAYS)))
        with clock.frozen(at_noon(day)):
            is_doubted = number % DOUBTED_ONE_IN == 0
            _settle(session, each, testimony, (first, second), day, is_doubted=is_doubted)
            _code(session, each, testimony, (first, second), day)
            _talk(session, each, testimony, first, day, has_objections=number % OBJECTS_ONE_IN == 0)
    rereading.draw_rereadings(session)


def readers_of(testimony: Testimony, readers: list[StaffMember], random: Random) -> tuple[StaffMember, StaffMember]:
    """Return two different people whom nothing keeps from reading this message (A5)."""
    circles = {row.circle_id for row in testimony.circles}
    role = Role.OUTSIDE_READER if testimony.is_about_adult else Role.MODERATOR
    fit = [reader for reader in readers if reader.role is role and reader.circles.isdisjoint(circles)]
    first, second = random.sample(fit, 2)
    return first, second


def _settle(
    session: Session,
    each: Written,
    testimony: Testimony,
    readers: tuple[StaffMember, StaffMember],
    day: date,
    *,
    is_doubted: bool,
) -> None:
    """Lead a message to its outcome; where it is doubted, through two readers, who agree more often than not."""
    outcome, (first, second) = each.message.outcome, readers
    if outcome == "waiting":
        return
    if outcome == "withdrawn":
        testimonies.withdraw(session, youth=each.author, testimony=testimony)
        return
    was_proposed = outcome == "kept" and testimony.may_quote and is_doubted
    if outcome in {"kept", "refused", "alert"} and not was_proposed:
        _decide(session, each, testimony, first, _KIND[outcome], day)
        if outcome == "refused" and is_doubted:
            moderation.contest(session, testimony=testimony, body="")
            _decide(session, each, testimony, second, DecisionKind.REFUSE, day)
        return
    _decide(session, each, testimony, first, DecisionKind.PUBLISH, day)
    if outcome == "proposed":
        return
    moderation.agree(session, testimony=testimony, version=testimony.version)
    if outcome == "approved":
        _decide(session, each, testimony, second, DecisionKind.PUBLISH, day)
    elif was_proposed:
        _decide(session, each, testimony, second, DecisionKind.KEEP, day)


def _talk(
    session: Session, each: Written, testimony: Testimony, reader: StaffMember, day: date, *, has_objections: bool
) -> None:
    """Answer who was refused, in words of their own; let some take back a yes that a second reader has not read."""
    if each.message.outcome == "refused" and each.message.note:
        exchange.answer_child(
            session, actor=reader, testimony=testimony, row_id=uuid4(), body=each.message.note, today=day
        )
    if each.message.outcome == "second_reader" and has_objections:
        moderation.object_to(session, testimony=testimony, version=testimony.version, body=OBJECTION)


def _code(
    session: Session, each: Written, testimony: Testimony, readers: tuple[StaffMember, StaffMember], day: date
) -> None:
    """Code what is counted as the file says; a second reader, where chance wants one, saw the first theme only."""
    for reader, place in zip(readers, Place, strict=True):
        if coding.place_for(session, actor=reader, testimony=testimony) is place:
            themes = each.message.themes if place is Place.FIRST else each.message.themes[:1]
            coding.code(
                session,
                actor=reader,
                testimony=testimony,
                place=place,
                themes=themes,
                tones=[Tone(each.message.tone)],
                suggested=(),
                today=day,
            )


_KIND = {"kept": DecisionKind.KEEP, "refused": DecisionKind.REFUSE, "alert": DecisionKind.ALERT}


def _decide(
    session: Session, each: Written, testimony: Testimony, reader: StaffMember, kind: DecisionKind, day: date
) -> None:
    moderation.claim(session, actor=reader, testimony=testimony, today=day)
    verdict = moderation.Verdict(
        kind=kind,
        version=testimony.version,
        published_text=each.message.redacted or testimony.original or "" if kind is DecisionKind.PUBLISH else "",
        reason=RefusalReason(each.message.reason) if each.message.reason else None,
        note=each.message.note or "",
    )
    moderation.decide(session, actor=reader, testimony=testimony, verdict=verdict, today=day)
