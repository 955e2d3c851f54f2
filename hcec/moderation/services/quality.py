"""How messages are read, for the coordinator: months only (A4), no figure by reader (M6), none on too few decisions.

Only messages that this coordinator may read are counted (A5): another one may see other figures.
"""

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.department.services import load
from hcec.moderation.access import visible_to
from hcec.moderation.enums import DecisionKind, Opinion
from hcec.moderation.figures import Concordance, Read, at_rank, concordance, merge_small, months_between, pairs_of
from hcec.moderation.figures import percent as percent
from hcec.moderation.models import Decision, Rereading
from hcec.testimonies.enums import UNDECIDED
from hcec.testimonies.models import Testimony

MONTHS = 12
READINGS = tuple(kind for kind in DecisionKind if kind not in {DecisionKind.RECUSE, DecisionKind.APPROVE})
SAME, NEXT, LATER = "same", "next", "later"  # month of the first decision, after the month of writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The figures; None or empty where they stand on fewer decisions than the threshold."""

    since: date
    least: int
    promised_days: int
    decided: int | None = None  # messages
    delays: dict[str, int]  # by SAME, NEXT, LATER
    median_months: int | None = None
    ninth_months: int | None = None  # nine in ten are decided within
    possibly_in_time: int | None = None  # % at most within the promised days: months tell no more
    waiting: int = 0
    waiting_late: int = 0  # of these, for longer than promised: they still have their day
    refusals: dict[str, int]
    suggested: int | None = None
    rejected: int | None = None
    drawn: int = 0
    reread: int | None = None
    reread_otherwise: int | None = None
    concordance: Concordance | None = None


def quality_for(session: Session, actor: StaffMember, today: date) -> Quality:
    """Return the figures of the last twelve months."""
    department = load(session)
    least, since = department.threshold_internal, _months_before(today, MONTHS - 1)
    readable = visible_to(actor).with_only_columns(Testimony.id).order_by(None)
    counted = (Decision.testimony_id.in_(readable), Decision.decided_on >= since)
    months = _months_to_decide(session, counted)
    delays = Counter(SAME if each <= 0 else NEXT if each == 1 else LATER for each in months)
    is_enough = len(months) >= least
    return Quality(
        since=since,
        least=least,
        promised_days=department.decision_days,
        decided=len(months) if is_enough else None,
        delays=merge_delays(delays, least),
        median_months=at_rank(months, 0.5) if is_enough else None,
        ninth_months=at_rank(months, 0.9) if is_enough else None,
        possibly_in_time=percent(delays[SAME] + delays[NEXT], len(months)) if is_enough else None,
        **_waiting(session, readable, today, department.decision_days),
        refusals=merge_small(_refusals(session, counted), least),
        **_suggestions(session, counted, least),
        **_rereadings(session, counted, least),
        concordance=_concordance(session, counted, least),
    )


def merge_delays(delays: Counter[str], least: int) -> dict[str, int]:
    """Return the delays in order; the longer ones together, then with the others, when they are too few."""
    if 0 < delays[LATER] < least:
        delays = Counter({SAME: delays[SAME], NEXT: delays[NEXT] + delays[LATER]})
    if 0 < delays[NEXT] < least or 0 < delays[SAME] < least:
        return {}
    return {each: delays[each] for each in (SAME, NEXT, LATER) if delays[each]}


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def _months_to_decide(session: Session, counted: tuple[ColumnElement[bool], ...]) -> list[int]:
    """Return, for each message, how many months passed from its month to that of its first decision."""
    first = func.min(Decision.decided_on)
    rows = (
        select(Testimony.written_on, first)
        .join(Decision, Decision.testimony_id == Testimony.id)
        .where(*counted, Decision.kind.in_(READINGS))
        .group_by(Testimony.id, Testimony.written_on)
    )
    return [months_between(clock.month_of(written), decided) for written, decided in session.execute(rows)]


def _waiting(session: Session, readable: Select[UUID], today: date, days: int) -> dict[str, int]:
    waits = select(func.count()).where(Testimony.id.in_(readable), Testimony.state.in_(UNDECIDED))
    late = waits.where(Testimony.written_on < today - timedelta(days=days))
    return {"waiting": session.scalar(waits) or 0, "waiting_late": session.scalar(late) or 0}


def _refusals(session: Session, counted: tuple[ColumnElement[bool], ...]) -> dict[str, int]:
    rows = select(Decision.reason, func.count()).where(*counted, Decision.kind == DecisionKind.REFUSE)
    return {reason: count for reason, count in session.execute(rows.group_by(Decision.reason)) if reason}


def _suggestions(session: Session, counted: tuple[ColumnElement[bool], ...], least: int) -> dict[str, int]:
    sums = select(func.count(), func.sum(Decision.suggested), func.sum(Decision.followed))
    count, suggested, followed = session.execute(sums.where(*counted, Decision.suggested > 0)).one()
    return {"suggested": suggested or 0, "rejected": (suggested or 0) - (followed or 0)} if count >= least else {}


def _rereadings(session: Session, counted: tuple[ColumnElement[bool], ...], least: int) -> dict[str, int]:
    rows = select(Rereading.opinion, func.count()).join(Decision, Decision.id == Rereading.decision_id).where(*counted)
    counts = {row[0]: row[1] for row in session.execute(rows.group_by(Rereading.opinion))}
    done = sum(count for opinion, count in counts.items() if opinion is not None)
    known = {"reread": done, "reread_otherwise": done - counts.get(Opinion.REFUSE, 0)} if done >= least else {}
    return {"drawn": sum(counts.values()), **known}


def _concordance(session: Session, counted: tuple[ColumnElement[bool], ...], least: int) -> Concordance | None:
    rows = select(Decision.testimony_id, Decision.version, Decision.kind, Decision.staff_id).where(*counted)
    objected = select(Testimony.id, Testimony.objected_version).where(Testimony.objected_version.is_not(None))
    refused: dict[Hashable, int] = {row[0]: row[1] or 0 for row in session.execute(objected)}
    pairs = pairs_of((Read(*row) for row in session.execute(rows)), refused)
    again = select(Rereading.opinion).join(Decision, Decision.id == Rereading.decision_id).where(*counted)
    pairs += [(Opinion.REFUSE, opinion) for opinion in session.scalars(again) if opinion is not None]
    found = concordance(pairs)
    return found if percent(0, found.pairs) is not None and found.pairs >= least else None
