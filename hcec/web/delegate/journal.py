"""The journal, for who answers for it: who did what, never what was said; and whether anybody touched it."""

import re
from datetime import date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.accounts.models import Staff
from hcec.audit import queries, services
from hcec.audit.models import JournalEntry
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import Permission, Role
from hcec.web.access import requires
from hcec.web.delegate.words import in_words
from hcec.web.viewer import current_staff

bp = Blueprint("journal", __name__)

A_PAGE = 100
HEADS = 14
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{64})")


class Line(NamedTuple):
    """A line in words."""

    seq: int
    at: datetime
    who: str
    role: str
    action: str
    subject: str
    detail: str


@bp.get("/")
@requires(Permission.JOURNAL_READ)
def home() -> ResponseReturnValue:
    """The room has one page."""
    return redirect(url_for(".index"), code=303)


@bp.get("/journal")
@requires(Permission.JOURNAL_READ)
def index() -> ResponseReturnValue:
    """The lines, the latest first, by month, person and act."""
    wanted, names = _wanted(), _names()
    found, is_partial = queries.lines(wanted), _is_kept_from_messages()
    count = db.session.scalar(queries.how_many(found)) or 0
    last = max(1, ceil(count / A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    rows = db.session.scalars(found.limit(A_PAGE).offset((page - 1) * A_PAGE)).all()
    return render_template(
        "delegate/journal/index.html",
        lines=[_line(row, names) for row in rows],
        count=count,
        wanted=wanted,
        months=_months(),
        people=sorted(
            (_who(each, names), each) for each in db.session.scalars(queries.actors(without_messages=is_partial))
        ),
        acts=[(each, in_words(each)) for each in db.session.scalars(queries.actions(without_messages=is_partial))],
        page=page,
        last=last,
        is_partial=is_partial,
        page_url=lambda number: url_for(".index", **{**request.args, "page": number}),
    )


@bp.get("/journal/verification")
@requires(Permission.JOURNAL_READ)
def check() -> ResponseReturnValue:
    """Walk the chain from its first line, against a head received by mail if one is given.

    A number of lines would tell how much goes on where a coordinator must not look: they learn whether it holds.
    """
    is_partial = _is_kept_from_messages()
    typed = "" if is_partial else request.args.get("tete", "").strip()
    given = _HEAD.fullmatch(typed)
    heads = [services.Head(int(given[1]), bytes.fromhex(given[2]))] if given else []
    broken, length = None, 0
    try:
        length = services.verify(db.session, heads)
    except services.JournalBroken as found:
        broken = found
    return render_template(
        "delegate/journal/check.html",
        length=length,
        broken=broken,
        is_cut=isinstance(broken, services.JournalCut),
        typed=typed,
        is_unread=bool(typed) and given is None,
        heads=[] if is_partial else db.session.scalars(queries.latest_heads(HEADS)).all(),
        is_partial=is_partial,
    )


def _wanted() -> queries.Filter:
    month = _MONTH.fullmatch(request.args.get("mois", ""))
    return queries.Filter(
        month=date(int(month[1]), int(month[2]), 1) if month else None,
        actor=request.args.get("par", "")[:64],
        action=request.args.get("acte", "")[:64],
        without_messages=_is_kept_from_messages(),
    )


def _is_kept_from_messages() -> bool:
    """The officer answers for the whole journal; a coordinator may be tied to a circle, so sees no line about words."""
    return current_staff().role is not Role.DPO


def _months() -> list[date]:
    first, last = db.session.execute(queries.span()).one()
    months = [clock.month_of(last.date())] if last else []
    while months and months[-1] > clock.month_of(first.date()):
        months.append(clock.month_of(months[-1] - timedelta(days=1)))
    return months


def _names() -> dict[str, str]:
    return {row.id.hex: row.name for row in db.session.execute(select(Staff.id, Staff.name))}


def _who(actor: str, names: dict[str, str]) -> str:
    return _("la plateforme") if actor == services.PLATFORM else names.get(actor, actor)


def _line(row: JournalEntry, names: dict[str, str]) -> Line:
    role = "" if row.role == services.PLATFORM else translate(label("role", row.role))
    return Line(row.seq, row.at, _who(row.actor, names), role, in_words(row.action), row.subject, row.detail)
