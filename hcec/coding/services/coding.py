"""Coding a message: first, or blind a second time; what earlier codings suggest (M3)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hcec import clock, keys
from hcec.accounts.access import StaffMember
from hcec.coding import access, queries
from hcec.coding.enums import Place, Tone
from hcec.coding.models import Coding, ThemeCode, ToneCode
from hcec.coding.services.proposing import settle
from hcec.coding.services.themes import list_version, offered
from hcec.coding.suggesting import Example, Suggestion, learn, suggest, words_of
from hcec.moderation.services import NotReadyToRead
from hcec.moderation.services.reading import record
from hcec.testimonies.models import Testimony

ONE_IN = 10
MOST_EXAMPLES = 400


class NotToCode(Exception):
    """The message is withdrawn, undecided, without words, or not this reader's to code."""


class AlreadyCoded(Exception):
    """Somebody else coded it since the page was opened."""


class NoTheme(Exception):
    """A coding holds one theme of the list at least ("autre" is one)."""


def coding_for(session: Session, *, actor: StaffMember, testimony: Testimony) -> Coding | None:
    """Return the coding that this person made of this message; else the first one, if they settle what is proposed."""
    mine = session.scalar(queries.codings_of(testimony.id).where(Coding.staff_id == actor.id))
    if mine is None and _is_found(session, queries.proposed_to(actor), testimony):
        return session.get(Coding, (testimony.id, Place.FIRST.value))
    return mine


def place_for(session: Session, *, actor: StaffMember, testimony: Testimony) -> Place | None:
    """Return which coding this person may make now, or change: a second one is final, or it would not stay blind."""
    mine = coding_for(session, actor=actor, testimony=testimony)
    if mine is not None:
        offered_to = [(Place.FIRST, access.codable_by(actor))] if mine.place == Place.FIRST else []
    else:
        offered_to = [(Place.FIRST, access.to_code(actor)), (Place.SECOND, access.to_code_again(actor))]
    for place, found in offered_to:
        if _is_found(session, found, testimony):
            return place
    return None


def code(
    session: Session,
    *,
    actor: StaffMember,
    testimony: Testimony,
    place: Place,
    themes: Iterable[str],
    tones: Iterable[Tone],
    suggested: Iterable[str],
    today: date,
) -> Coding:
    """Keep what this person makes of the message; `suggested` are the themes that the page had marked. Journalled.

    Raises NotReadyToRead (A7), NotToCode, AlreadyCoded, NoTheme.
    """
    if not actor.is_ready_to_read:
        raise NotReadyToRead
    session.scalar(select(Testimony.id).where(Testimony.id == testimony.id).with_for_update())
    if not _is_found(session, access.codable_by(actor), testimony):
        raise NotToCode
    if place_for(session, actor=actor, testimony=testimony) != place:
        raise AlreadyCoded
    made = coding_for(session, actor=actor, testimony=testimony)
    known = {each.code for each in offered(session)} | {each.theme for each in (made.themes if made else ())}
    chosen, marked, version = set(themes), set(suggested), list_version(session)
    if not chosen or not chosen <= known:
        raise NoTheme
    if made is None:
        made = _blank(session, actor, testimony, place)
    made.staff_id, made.list_version, made.coded_on = actor.id, version, clock.month_of(today)
    _put(made, chosen, marked, set(tones))
    if place is Place.FIRST:
        settle(session, testimony.id)
    record(session, actor, f"testimony:code-{place.name.lower()}", testimony)
    session.flush()
    return made


def is_drawn(testimony: Testimony) -> bool:
    """Return whether chance wants a second coding: a keyed hash of a random identifier, foreseen by nobody."""
    return int.from_bytes(keys.current().keyed_hash("coding", testimony.id.bytes)[:8]) % ONE_IN == 0


def suggestions(session: Session, *, actor: StaffMember, testimony: Testimony) -> list[Suggestion]:
    """Return what the words suggest, learnt from codings of messages that this person may read, whose words are here.

    No word is kept: erased words teach nothing any more.
    """
    readable = access.identifiers(access.codable_by(actor))
    rows = session.execute(queries.examples(readable, testimony.id, MOST_EXAMPLES)).all()
    learnt = learn(
        Example(frozenset(words_of(message.original or "")), frozenset(each.theme for each in coding.themes))
        for message, coding in rows
    )
    return suggest(testimony.original or "", [each.code for each in offered(session)], learnt)


def _is_found(session: Session, among: Select[Testimony], testimony: Testimony) -> bool:
    return session.scalar(among.where(Testimony.id == testimony.id).with_only_columns(Testimony.id)) is not None


def _blank(session: Session, actor: StaffMember, testimony: Testimony, place: Place) -> Coding:
    made = Coding(
        testimony_id=testimony.id,
        place=place.value,
        staff_id=actor.id,
        is_drawn=place is Place.FIRST and is_drawn(testimony),
        themes=[],
        tones=[],
    )
    session.add(made)
    return made


def _put(made: Coding, themes: set[str], marked: set[str], tones: set[Tone]) -> None:
    """Change what differs only: a row kept keeps what it says."""
    held, heard = {each.theme for each in made.themes}, {each.tone for each in made.tones}
    made.themes[:] = [each for each in made.themes if each.theme in themes]
    made.tones[:] = [each for each in made.tones if each.tone in tones]
    made.themes += [ThemeCode(theme=each, was_suggested=each in marked) for each in sorted(themes - held)]
    made.tones += [ToneCode(tone=each) for each in sorted(tones - heard)]
