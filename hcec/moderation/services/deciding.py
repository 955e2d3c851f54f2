"""A reader's decision on one exact version (M1 to M5)."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import clock, keys
from hcec.accounts.access import StaffMember
from hcec.moderation import queries
from hcec.moderation.copying import count_followed
from hcec.moderation.enums import ChildAgreement, DecisionKind, RefusalReason
from hcec.moderation.models import Approval, Decision, Recusal
from hcec.moderation.services.agreement import accept, is_agreed, is_objected, settle_as_unquoted
from hcec.moderation.services.alarming import give_alert
from hcec.moderation.services.changes import ChangedMeanwhile, forget_copies, latest, move
from hcec.moderation.services.names import read_aids
from hcec.moderation.services.reading import NotReadyToRead, is_takable, record
from hcec.safeguarding.services.alerts import is_under_alert
from hcec.testimonies.enums import UNDECIDED, TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain


class NotToBeQuoted(Exception):
    """The child did not say that these words may be quoted (D6)."""


class UnderAlert(Exception):
    """An alert is open on these words: nothing of them is published meanwhile (S4)."""


class NoText(Exception):
    """Nothing is left to propose."""


class OnPaper(Exception):
    """Its author never comes back: only the very words that they agreed to on paper may be quoted (M2)."""


class NoReason(Exception):
    """A refusal tells the child why (M4)."""


class NoAnswer(Exception):
    """The child objected: whoever decides then says why, in words that the child reads (M2)."""


class SameWords(Exception):
    """The child refused these very words: only others are proposed (M2)."""


class WordsChanged(Exception):
    """The button said "approve", and the words are no longer those that the child agreed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the reader chose, on the version that they saw."""

    kind: DecisionKind
    version: int
    published_text: str = ""
    reason: RefusalReason | None = None
    note: str = ""
    approves: bool = False  # the page said that these words would be approved, not proposed
    told: str = ""  # what a child who objected is answered


def decide(session: Session, *, actor: StaffMember, testimony: Testimony, verdict: Verdict, today: date) -> Testimony:
    """Record a decision and move the message on.

    Raises ChangedMeanwhile when it is not in this reader's hands or not the version that they saw (M5); NotReadyToRead
    (A7); NotToBeQuoted, UnderAlert, NoText, OnPaper, NoReason, NoAnswer, SameWords, WordsChanged when the decision
    lacks what it needs.
    """
    if not actor.is_ready_to_read:
        raise NotReadyToRead
    held = latest(session, testimony)
    if verdict.kind == DecisionKind.RECUSE:
        return _recuse(session, actor, held, verdict, today)
    is_in_hand = held.claimed_by == actor.id and is_takable(session, actor=actor, testimony=held, today=today)
    if held.version != verdict.version or not is_in_hand:
        raise ChangedMeanwhile(held)
    if verdict.kind == DecisionKind.PUBLISH:
        _publish(session, actor, held, verdict, today)
    else:
        _settle(session, actor, held, verdict, today)
    _coarsen(held, today)
    forget_copies(session, held)
    session.flush()
    return held


def hash_of(text: str) -> bytes:
    """Return what tells two texts apart: an approval holds for these very words (M1).

    Keyed: it outlives the words, and must not let anybody who holds the database try out what they were.
    """
    return keys.current().keyed_hash("text decided on", text.encode())


def _publish(session: Session, actor: StaffMember, held: Testimony, verdict: Verdict, today: date) -> None:
    """Propose words to the child; or, as a second reader who changed nothing, approve them (M2)."""
    text = plain(verdict.published_text).strip()
    if not held.may_quote:
        raise NotToBeQuoted
    if is_under_alert(session, held):
        raise UnderAlert
    if not text:
        raise NoText
    if held.is_paper and text != (held.original or "").strip():
        raise OnPaper
    if is_objected(held) and text.split() == (held.proposed or "").split():
        raise SameWords
    if verdict.approves and not (is_agreed(held) and text == held.proposed):
        raise WordsChanged
    _answer_objection(held, verdict)
    if is_agreed(held) and text == held.proposed:
        _approve(session, actor, held, verdict, today)
        return
    held.version += 1
    held.proposed, held.agreed_version, held.agreed_by_silence, held.seen_on = text, None, False, None
    decision = _record(session, actor, held, DecisionKind.PUBLISH, text, verdict, today)
    suggestions = read_aids(session, held.original or "").suggestions
    decision.suggested = len(suggestions)
    decision.followed = count_followed(held.original or "", text, suggestions)
    move(held, TestimonyState.PROPOSED)
    if held.is_paper:
        accept(held, by_silence=False)  # these are the words, and the yes is on the sheet


def _approve(session: Session, actor: StaffMember, held: Testimony, verdict: Verdict, today: date) -> None:
    text = held.proposed or ""
    first = session.scalars(queries.first_decision(held)).one()
    second = _record(session, actor, held, DecisionKind.APPROVE, text, verdict, today)
    approval = Approval(
        testimony_id=held.id,
        text_hash=second.text_hash,
        version=held.version,
        agreement=ChildAgreement.SILENCE if held.agreed_by_silence else ChildAgreement.YES,
        first_decision_id=first.id,
        first_kind=first.kind,
        first_reader_id=first.staff_id,
        second_decision_id=second.id,
        second_kind=second.kind,
        second_reader_id=second.staff_id,
    )
    approval.text = text
    session.add(approval)
    move(held, TestimonyState.APPROVED)


def _settle(session: Session, actor: StaffMember, held: Testimony, verdict: Verdict, today: date) -> None:
    """Keep, refuse, doubt, or give the alert: the words are decided on as they were written."""
    if verdict.kind == DecisionKind.REFUSE and verdict.reason is None:
        raise NoReason
    if verdict.kind == DecisionKind.KEEP:
        _answer_objection(held, verdict)
    _record(session, actor, held, verdict.kind, held.original or "", verdict, today)
    if verdict.kind == DecisionKind.REFUSE:
        held.refusal_reason = verdict.reason
    if verdict.kind == DecisionKind.ALERT:
        give_alert(session, actor=actor, testimony=held, note=verdict.note)
    if is_objected(held) and verdict.kind in {DecisionKind.KEEP, DecisionKind.ALERT}:
        settle_as_unquoted(held)
    else:
        move(held, _AFTER[verdict.kind])


def _answer_objection(held: Testimony, verdict: Verdict) -> None:
    if is_objected(held):
        held.objection_answer = plain(verdict.told).strip() or None
        if held.objection_answer is None:
            raise NoAnswer


_AFTER = {
    DecisionKind.KEEP: TestimonyState.KEPT,
    DecisionKind.REFUSE: TestimonyState.REFUSED,
    DecisionKind.SECOND_READER: TestimonyState.SECOND_READER,
    DecisionKind.ALERT: TestimonyState.KEPT,
}


def _recuse(session: Session, actor: StaffMember, held: Testimony, verdict: Verdict, today: date) -> Testimony:
    """ "Je reconnais": this reader never sees the message again, and no reason is asked (M3)."""
    _record(session, actor, held, DecisionKind.RECUSE, held.original or "", verdict, today)
    session.merge(Recusal(testimony_id=held.id, staff_id=actor.id))
    if held.claimed_by == actor.id:
        move(held, TestimonyState.SUBMITTED if held.state == TestimonyState.CLAIMED else held.state)
        forget_copies(session, held)
    session.flush()
    return held


def _record(
    session: Session,
    actor: StaffMember,
    held: Testimony,
    kind: DecisionKind,
    text: str,
    verdict: Verdict,
    today: date,
) -> Decision:
    decision = Decision(
        id=uuid4(),
        testimony_id=held.id,
        version=held.version,
        kind=kind,
        staff_id=actor.id,
        text_hash=hash_of(text),
        reason=verdict.reason if kind == DecisionKind.REFUSE else None,
        decided_on=clock.month_of(today),
    )
    decision.note = plain(verdict.note) or None
    session.add(decision)
    session.flush()
    record(session, actor, f"testimony:{kind}", held)
    return decision


def _coarsen(held: Testimony, today: date) -> None:
    """Keep the month only of what is decided (A4)."""
    if held.state not in UNDECIDED:
        held.written_on = clock.month_of(held.written_on)
        held.read_on = clock.month_of(held.read_on or today)
