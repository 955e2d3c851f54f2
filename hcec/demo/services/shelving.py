"""The demonstration's shelf, and the evaluations that its observatory was told of."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.disclosure.values import Passage
from hcec.documents.outline import Part
from hcec.documents.report import Report, render_report_odt
from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState, ItemKind
from hcec.shelf.formats import examine
from hcec.shelf.models import ShelfItem
from hcec.shelf.services import evaluating, giving, keeping
from hcec.shelf.services.evaluating import ActionPlan, EvaluationPlan
from hcec.shelf.services.giving import NewVersion
from hcec.shelf.services.keeping import ItemPlan


def shelve(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    """Put everything on the shelf, and note the evaluations."""
    for each in raw["item"]:
        _share(session, raw=each, observer=observer, today=today)
    for each in raw["evaluation"]:
        _evaluate(session, raw=each, observer=observer, today=today)


def _share(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    dated_on = today - timedelta(days=raw["dated_days_ago"])
    plan = ItemPlan(
        kind=ItemKind(raw["kind"]),
        title=raw["title"],
        summary=raw["summary"],
        source=raw["source"],
        dated_on=dated_on,
        link=raw.get("link", ""),
    )
    acted: dict[str, Any] = {"actor": observer, "today": dated_on}
    item = keeping.shelve(session, row_id=uuid4(), plan=plan, tags=raw["tags"], **acted)
    for version in raw.get("version", ()):
        new = NewVersion(examine(_document(item, version["paragraphs"])), version["what_changed"])
        acted["today"] = today - timedelta(days=version["days_ago"])
        giving.give(session, row_id=uuid4(), item=item, new=new, **acted)
    if "withdrawn" in raw:
        acted["today"] = today - timedelta(days=60)
        keeping.withdraw(session, item=item, version=item.version, reason=raw["withdrawn"], **acted)


def _document(item: ShelfItem, paragraphs: list[str]) -> bytes:
    """Return a text document as its source would have sent it."""
    said = tuple(Passage("paragraph", ((line,),)) for line in paragraphs)
    report = Report(
        title=item.title,
        issuer=item.source,
        department="Val-d’Orne",
        reference=item.title,
        facts=(),
        audience=("Diffusion", "Professionnels"),
        parts=(Part(item.title, said),),
    )
    return render_report_odt(report)


def _evaluate(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    first, last = (today - timedelta(days=ago) for ago in raw["period"])
    plan = EvaluationPlan(
        establishment=raw["establishment"],
        kind=EstablishmentKind(raw["kind"]),
        nature=EvaluationNature(raw["nature"]),
        evaluator=raw["evaluator"],
        from_on=first,
        to_on=last,
        received_on=today - timedelta(days=raw["received_days_ago"]),
        next_due_on=today + timedelta(days=raw["next_in_days"]),
        **{name: raw[name] for name in ("conclusions", "strengths", "to_improve")},
    )
    acted: dict[str, Any] = {"actor": observer, "today": today}
    noted = evaluating.note_evaluation(session, row_id=uuid4(), plan=plan, **acted)
    for each in raw["action"]:
        ago = each.get("done_days_ago")
        action = ActionPlan(
            what=each["what"],
            due_on=today + timedelta(days=each["due_in_days"]),
            state=FollowUpState(each["state"]),
            done_on=None if ago is None else today - timedelta(days=ago),
        )
        evaluating.add_action(session, row_id=uuid4(), evaluation=noted, plan=action, **acted)
