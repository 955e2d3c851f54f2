"""Loading the demonstration: content from a seed, secrets always random, an empty database only."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.accounts.models import Staff
from hcec.accounts.services.cards import NewCard
from hcec.accounts.services.youth import WrappedAccount
from hcec.consultations.models import Consultation
from hcec.demo import data_files
from hcec.demo.data_files import Message
from hcec.demo.services import (
    answers,
    council,
    documents,
    figuring,
    following,
    partnering,
    readings,
    scheming,
    shelving,
    surveying,
    teaching,
    telling,
)
from hcec.demo.services import places as place_services
from hcec.demo.services import young as young_services
from hcec.demo.services.answers import Written
from hcec.demo.services.places import Colleague
from hcec.demo.services.young import YoungPerson
from hcec.department import services as department
from hcec.permissions import Role
from hcec.platform import Platform
from hcec.syntheses.enums import Theme

IDEAS = "idees"
IDEAS_OVER_DAYS = 80


class DatabaseInUse(Exception):
    """There is already somebody here: a demonstration is never mixed with real people."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Who can sign in, and what there is to see (INTERFACE: `hcec demo --json`)."""

    colleagues: list[Colleague]
    cards: list[tuple[NewCard, str]]
    young: list[YoungPerson]
    consultations: list[tuple[str, str]]


@dataclass(slots=True)
class _Stage:
    """What every step needs."""

    session: Session
    random: Random
    today: date
    observer: StaffMember
    on_call_id: UUID
    readers: list[StaffMember]
    people: list[YoungPerson]
    department: department.Department


def load_demonstration(platform: Platform, *, young: int, seed: int, today: date, crip_public_key: str) -> Loaded:
    """Fill an empty, current database and mark it as a demonstration for ever. Raises DatabaseInUse."""
    raw, random = data_files.places(), Random(seed)  # noqa: S311 - what is drawn here is shown, never secret
    with platform.database.reading() as reading:
        if reading.scalars(select(Staff.id).limit(1)).first():
            raise DatabaseInUse
    armings = place_services.draw_armings(raw)
    with platform.database.transaction() as session:
        decided = _decide(session, raw, crip_public_key)
        places = place_services.create_places(session, raw)
        team = place_services.create_staff(session, raw, made=places, armings=armings, today=today)
        place_services.create_cover(session, raw, team=team, today=today)
        people = young_services.join(session, places=places, young=young, random=random, today=today)
    with ThreadPoolExecutor() as pool:
        wrapped = list(pool.map(lambda each: _wrap(platform, each), people))
    with platform.database.transaction() as session:
        people = young_services.keep(session, people, wrapped, today)
        cards = young_services.unused_cards(session, places, today)
        documents.count_children(session, raw=raw, observer=team["observatory-animator"].person, today=today)
        told = _tell(_Stage(session, random, today, *_roles(raw, team), people, decided))
        observer = team["observatory-animator"].person
        figured: dict[str, Any] = {"decided": decided, "seed": seed, "today": today}
        figuring.count_years(session, raw=data_files.figures(), observer=observer, **figured)
        scheming.write_scheme(session, raw=data_files.scheme(), observer=observer, today=today)
        partnering.gather(session, raw=data_files.partners(), team=team, observer=observer, today=today)
        partner = team["partner"].person
        teaching.teach(session, raw=data_files.training(), observer=observer, partner=partner, today=today)
        shelving.shelve(session, raw=data_files.shelf(), observer=observer, today=today)
        surveying.ask(session, raw=data_files.surveys(), observer=observer, today=today)
    return Loaded(list(team.values()), cards, people, told)


def _wrap(platform: Platform, each: YoungPerson) -> WrappedAccount:
    platform.activate()  # each thread has its own context
    return young_services.wrap([each])[0]


def _decide(session: Session, raw: dict[str, Any], crip_public_key: str) -> department.Department:
    return department.change(
        session,
        actor="platform",
        role="administrator",
        department_name=raw["department"]["name"],
        council_name=raw["department"]["council"],
        supervision_name=raw["department"]["supervision"],
        supervision_phone=raw["department"]["supervision_phone"],
        crip_public_key=crip_public_key,
        is_demonstration=True,
    )


def _roles(raw: dict[str, Any], team: dict[str, Colleague]) -> tuple[StaffMember, UUID, list[StaffMember]]:
    """Return who runs the consultations, who is on call, and who reads."""
    observer = team["observatory-animator"].person
    on_call = team[raw["appointments"]["on_call"]].person.id
    return observer, on_call, [colleague.person for colleague in team.values()]


def _tell(stage: _Stage) -> list[tuple[str, str]]:
    messages = data_files.messages()
    for raw in data_files.consultations():
        consultation = telling.prepare(
            stage.session, raw=raw, observer=stage.observer, on_call_id=stage.on_call_id, today=stage.today
        )
        if raw["stage"] != "draft":
            _collect(stage, raw, consultation, [each for each in messages if each.consultation == raw["slug"]])
    _fill_idea_box(stage, [each for each in messages if each.consultation == IDEAS])
    _hold_council(stage)
    rows = stage.session.scalars(select(Consultation).order_by(Consultation.opens_on, Consultation.slug))
    return [(each.slug, str(each.status)) for each in rows]


def _hold_council(stage: _Stage) -> None:
    setting = council.Setting(
        observer=stage.observer,
        readers=stage.readers,
        people=stage.people,
        department=stage.department,
        random=stage.random,
        today=stage.today,
    )
    council.live(stage.session, setting, data_files.council())


def _collect(stage: _Stage, raw: dict[str, Any], consultation: Consultation, messages: list[Message]) -> None:
    written: list[Written] = []
    for contribution in answers.share_out(stage.people, raw, messages, stage.random):
        written += answers.answer(
            stage.session,
            contribution=contribution,
            consultation=consultation,
            raw=raw,
            random=stage.random,
            department=stage.department,
            today=stage.today,
        )
    readings.settle(stage.session, written=written, readers=stage.readers, random=stage.random, today=stage.today)
    if raw["stage"] in {"closed", "archived"}:
        telling.close(stage.session, consultation)
        _publish(stage, raw, consultation, written)


def _publish(stage: _Stage, raw: dict[str, Any], consultation: Consultation, written: Iterable[Written]) -> None:
    words = data_files.synthesis()
    if raw["slug"] == words["consultation"]:
        quoted = _one_a_child(words, {each.message.code: each for each in written})
        telling.publish(
            stage.session,
            consultation=consultation,
            observer=stage.observer,
            title=words["title"],
            paragraphs=words["paragraphs"],
            quoted=quoted,
            document=words,
        )
    if raw["stage"] == "archived":
        telling.publish(
            stage.session,
            consultation=consultation,
            observer=stage.observer,
            title=raw["title"],
            paragraphs=raw["answer"]["said"],
            quoted={},
        )
    _follow(stage, raw["slug"], consultation)
    if raw["stage"] == "archived":
        telling.answer_and_archive(
            stage.session, consultation=consultation, raw=raw, observer=stage.observer, today=stage.today
        )


def _follow(stage: _Stage, name: str, consultation: Consultation) -> None:
    """Adopt, answer and follow what the council asked about it."""
    words, answerer = data_files.proposals(), next(each for each in stage.readers if each.role is Role.ANSWERER)
    people = {"observer": stage.observer, "answerer": answerer}
    raws = [raw for raw in words["proposal"] if raw["consultation"] == name]
    following.follow(stage.session, consultation=consultation, raws=raws, today=stage.today, **people)
    if words["asked"]["consultation"] == name:
        following.take_up(stage.session, consultation=consultation, raw=words["asked"], today=stage.today, **people)


def _one_a_child(words: dict[str, Any], written: dict[str, Written]) -> dict[UUID, Theme]:
    """Return the messages to quote with their theme, at most one a child (D6): few people may have written twice."""
    quoted: dict[bytes, tuple[UUID, Theme]] = {}
    for theme in words["theme"]:
        for code in theme["messages"]:
            if code in written:
                each = written[code]
                quoted.setdefault(each.author.key, (each.testimony_id, Theme(theme["code"])))
    return dict(quoted.values())


def _fill_idea_box(stage: _Stage, messages: list[Message]) -> None:
    authors = stage.random.choices(stage.people, k=len(messages))
    start_of_year = stage.today.replace(month=1, day=1)
    written = []
    for message, young in zip(messages, authors, strict=True):
        ago = stage.random.randint(0, 12 if message.outcome == "waiting" else IDEAS_OVER_DAYS)
        day = max(start_of_year, stage.today - timedelta(days=ago))
        written.append(
            answers.write_idea(stage.session, young=young, message=message, department=stage.department, day=day)
        )
    readings.settle(stage.session, written=written, readers=stage.readers, random=stage.random, today=stage.today)
