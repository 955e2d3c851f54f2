"""The demonstration's schéma départemental and contract with the State, over the years around the day it is loaded."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.followup.models import Proposal
from hcec.scheme import queries
from hcec.scheme.enums import ActionState, CommitmentKind, CommitmentState, Criterion, FundingSource, Signatory
from hcec.scheme.models import Contract, Scheme, SchemeAction, SchemeAxis
from hcec.scheme.services import agreeing, committing, contracts, funding, linking, measuring, planning
from hcec.scheme.services.agreeing import AgreedPlan, Years
from hcec.scheme.services.committing import CommitmentPlan
from hcec.scheme.services.contracts import ContractPlan, EvaluationWords
from hcec.scheme.services.funding import FundingPlan
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan
from hcec.scheme.services.reporting import actions_of

SCHEME_YEARS, CONTRACT_YEARS = 5, 3


def write_scheme(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    """Write the scheme that began last year, its contract, its charters, and what the council said that bears on it."""
    first = today.year - 1
    plan = SchemePlan(raw["scheme"]["title"], first, first + SCHEME_YEARS - 1)
    scheme = planning.start_scheme(session, row_id=uuid4(), actor=observer, plan=plan)
    for number, each in enumerate(raw["axis"], 1):
        axis_plan = AxisPlan(number, each["title"])
        axis = planning.add_axis(session, row_id=uuid4(), actor=observer, scheme=scheme, plan=axis_plan)
        for place, fiche in enumerate(each["action"], 1):
            action = _write_action(session, raw=fiche, number=place, axis=axis, observer=observer)
            _follow(session, raw=fiche, action=action, observer=observer, today=today)
    _write_contract(session, raw=raw["contract"], scheme=scheme, observer=observer, today=today)
    for each in raw["commitment"]:
        _commit(session, raw=each, observer=observer, today=today)


def _write_action(
    session: Session, *, raw: dict[str, Any], number: int, axis: SchemeAxis, observer: StaffMember
) -> SchemeAction:
    first = axis.scheme.from_year - 1
    plan = ActionPlan(
        number=number,
        title=raw["title"],
        aim=raw["aim"],
        audience=raw["audience"],
        pilot=raw["pilot"],
        partners="\n".join(raw["partners"]),
        starts_on=date(first + raw["starts"], 1, 1),
        ends_on=date(first + raw["ends"], 12, 31),
        engagements=raw["engagements"],
    )
    action = planning.add_action(session, row_id=uuid4(), actor=observer, axis=axis, plan=plan)
    for each in raw["indicators"]:
        by_year = {first + place: value for place, value in enumerate(each["values"], 1)}
        measured = IndicatorPlan(each["name"], each["unit"], each["baseline"], each["target"])
        measuring.add_indicator(session, row_id=uuid4(), actor=observer, action=action, plan=measured, by_year=by_year)
    return action


def _follow(session: Session, *, raw: dict[str, Any], action: SchemeAction, observer: StaffMember, today: date) -> None:
    """Review the years that came, and tie what bears on the action by what its consultation is called."""
    for place, (state, words) in enumerate(raw["reviews"]):
        planning.review_action(
            session,
            actor=observer,
            action=action,
            version=action.version,
            year=action.axis.scheme.from_year + place,
            state=ActionState(state),
            words=words,
            today=today,
        )
    heard: dict[str, Any] = {"actor": observer, "action": action, "today": today}
    for proposal in session.scalars(queries.linkable_proposals()).all():
        if _is_heard(raw, proposal):
            linking.link(session, kind="proposal", target_id=proposal.id, **heard)
    for release in session.scalars(queries.linkable_releases(today)).all():
        if any(word in release.synthesis.consultation.slug for word in raw.get("hears", ())):
            linking.link(session, kind="release", target_id=release.id, **heard)


def _is_heard(raw: dict[str, Any], proposal: Proposal) -> bool:
    return any(word in proposal.consultation.slug for word in raw.get("hears", ()))


def _write_contract(
    session: Session, *, raw: dict[str, Any], scheme: Scheme, observer: StaffMember, today: date
) -> None:
    first = scheme.from_year
    plan = ContractPlan(raw["title"], first, first + CONTRACT_YEARS - 1)
    contract = contracts.start_contract(session, row_id=uuid4(), actor=observer, scheme=scheme, plan=plan)
    acted: dict[str, Any] = {"actor": observer, "contract": contract}
    for code, function in raw["signatures"]:
        signed = date(first, 3, 14)
        contracts.sign(session, signatory=Signatory(code), function=function, signed_on=signed, today=today, **acted)
    for what, months, is_done in raw["deadlines"]:
        row_id, due_on = uuid4(), date(first + months // 12, months % 12 or 12, 28)
        contracts.add_deadline(session, row_id=row_id, what=what, due_on=due_on, **acted)
        if is_done:
            contracts.settle_deadline(session, deadline_id=row_id, done_on=min(due_on, today), **acted)
    for name, unit, baseline, *told in raw["agreed"]:
        by_year = dict(enumerate(told, start=first))
        years = Years(
            {year: each[0] for year, each in by_year.items()},
            {year: each[1] for year, each in by_year.items() if len(each) > 1},
        )
        agreed = AgreedPlan(name, unit, baseline)
        agreeing.agree_indicator(session, row_id=uuid4(), plan=agreed, years=years, **acted)
    for code, is_met, evidence in raw["criteria"]:
        contracts.weigh_criterion(session, criterion=Criterion(code), is_met=is_met, evidence=evidence, **acted)
    words = EvaluationWords(raw["achieved"], raw["difficulties"], raw["next_steps"])
    contracts.evaluate(session, year=first, version=0, words=words, today=today, **acted)
    _fund(session, raw=raw["funding"], contract=contract, observer=observer)


def _fund(session: Session, *, raw: list[Any], contract: Contract, observer: StaffMember) -> None:
    by_code = {action.code: action.id for action in actions_of(contract.scheme)}
    for code, source, *years in raw:
        for place, sums in enumerate(years):
            planned, committed, paid = (round(euros * 100) for euros in sums)
            plan = FundingPlan(
                action_id=by_code[code],
                year=contract.from_year + place,
                source=FundingSource(source),
                planned=planned,
                committed=committed,
                paid=paid,
            )
            if planned:
                funding.fund(session, row_id=uuid4(), actor=observer, contract=contract, plan=plan)


def _commit(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    ago, coming = raw.get("signed_days_ago"), raw.get("review_in_days")
    plan = CommitmentPlan(
        kind=CommitmentKind(raw["kind"]),
        title=raw["title"],
        about=raw["about"],
        parties="\n".join(raw["parties"]),
        state=CommitmentState(raw["state"]),
        signed_on=None if ago is None else today - timedelta(days=ago),
        review_due_on=None if coming is None else today + timedelta(days=coming),
    )
    committing.follow(session, row_id=uuid4(), actor=observer, plan=plan, today=today)
