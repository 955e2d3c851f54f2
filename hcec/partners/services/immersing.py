"""A day of immersion: proposed, accepted or declined by each side once, held or cancelled, told in three answers."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import create, note, write
from hcec.council.services.revising import advance
from hcec.partners import matching
from hcec.partners.counting import is_told
from hcec.partners.enums import Advice, Answer, Effect, Outcome, Side, Usefulness
from hcec.partners.models import Immersion, ImmersionFeedback, ImmersionWish
from hcec.partners.services.wishing import as_wish


class NoMatch(Exception):
    """The offer and the request do not go together on that day, or have not so many places left."""


class AlreadyAnswered(Exception):
    """This side said what it had to say: an answer is given once."""


class NotThere(Exception):
    """Nothing of the kind can be done where the day stands."""


class ToldAlready(Exception):
    """The answers of that year were counted out: one more could be told apart."""


class NotYet(Exception):
    """The day has not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A day for so many people, and a word to the other side."""

    day: date
    places: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPlan:
    """Three answers, and a few words."""

    usefulness: Usefulness
    effect: Effect
    advice: Advice
    words: str = ""


def propose(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    wishes: tuple[ImmersionWish, ImmersionWish],
    side: Side | None,
    plan: Proposal,
    today: date,
) -> Immersion:
    """Propose a day to both sides: whoever proposes for one of them says yes for it; the observatory says nothing.

    The same form gives the same day. Raises NoMatch.
    """
    db.lock(session, "immersion")
    if existing := session.get(Immersion, row_id):
        return existing
    one, other = (as_wish(session, each) for each in wishes)
    fit = matching.compare(one, other, today=today)
    is_near_enough = fit.is_match and fit.from_on <= plan.day <= fit.to_on
    if not is_near_enough or not 0 < plan.places <= fit.places:
        raise NoMatch
    offer, request = sorted(wishes, key=lambda each: each.side is not Side.OFFER)
    made = Immersion(id=row_id, offer_id=offer.id, request_id=request.id, day=plan.day, places=plan.places)
    if side is not None:
        _say(made, side, Answer.ACCEPTED, plan.words)
    create(session, actor=actor, row=made)
    return made


def answer(
    session: Session,
    *,
    actor: StaffMember,
    immersion: Immersion,
    side: Side,
    version: int,
    is_accepted: bool,
    words: str = "",
) -> None:
    """Say yes or no for one side, once; the same answer again is the same.

    Raises ChangedMeanwhile, AlreadyAnswered, NotThere once it is settled.
    """
    session.refresh(immersion, with_for_update=True)
    said = Answer.ACCEPTED if is_accepted else Answer.DECLINED
    if (held := answer_of(immersion, side)) is not Answer.WAITING:
        if (held, words_of(immersion, side)) == (said, words):
            return
        raise AlreadyAnswered
    if immersion.is_declined or immersion.outcome is not Outcome.COMING:
        raise NotThere
    advance(session, immersion, version)
    _say(immersion, side, said, words)
    session.flush()
    note(session, actor, immersion, "agree" if is_accepted else "decline")


def settle(
    session: Session,
    *,
    actor: StaffMember,
    immersion: Immersion,
    version: int,
    outcome: Outcome,
    words: str = "",
    today: date,
) -> None:
    """Say that the day was held, or is cancelled; the same again is the same.

    Raises ChangedMeanwhile, NotThere, NotYet before it is held.
    """
    session.refresh(immersion, with_for_update=True)
    if (immersion.outcome, immersion.outcome_words) == (outcome, words) and outcome is not Outcome.COMING:
        return
    if immersion.outcome is not Outcome.COMING or outcome is Outcome.COMING or immersion.is_declined:
        raise NotThere
    if outcome is Outcome.HELD and not immersion.is_agreed:
        raise NotThere
    if outcome is Outcome.HELD and immersion.day > today:
        raise NotYet
    advance(session, immersion, version)
    immersion.outcome, immersion.outcome_words = outcome, words
    session.flush()
    note(session, actor, immersion, "outcome", outcome)


def tell(
    session: Session, *, actor: StaffMember, immersion: Immersion, side: Side, plan: FeedbackPlan, today: date
) -> ImmersionFeedback:
    """Answer the three questions for one side, once; the same answers again are the same.

    Raises AlreadyAnswered; NotThere before the day was held; ToldAlready once its year is.
    """
    db.lock(session, "immersion")
    if immersion.outcome is not Outcome.HELD:
        raise NotThere
    if held := session.get(ImmersionFeedback, (immersion.id, side)):
        if all(getattr(held, each.name) == getattr(plan, each.name) for each in fields(plan)):
            return held
        raise AlreadyAnswered
    if is_told(immersion.day.year, today):
        raise ToldAlready
    made = ImmersionFeedback(immersion_id=immersion.id, side=side)
    write(made, plan)
    immersion.feedbacks.append(made)
    session.flush()
    note(session, actor, immersion, "tell_back")
    return made


def sides_of(immersion: Immersion, institution_id: UUID) -> list[Side]:
    """Return the side that an institution holds in a day, or none."""
    held = {Side.OFFER: immersion.offer, Side.REQUEST: immersion.request}
    return [side for side, wish in held.items() if wish.institution_id == institution_id]


def answer_of(immersion: Immersion, side: Side) -> Answer:
    """Return what a side said."""
    return immersion.host_answer if side is Side.OFFER else immersion.guest_answer


def words_of(immersion: Immersion, side: Side) -> str:
    """Return the words of a side beside its answer."""
    return immersion.host_words if side is Side.OFFER else immersion.guest_words


def _say(immersion: Immersion, side: Side, said: Answer, words: str) -> None:
    if side is Side.OFFER:
        immersion.host_answer, immersion.host_words = said, words
    else:
        immersion.guest_answer, immersion.guest_words = said, words
