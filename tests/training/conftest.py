"""An invented programme of two lines, the needs that it answers, and who keeps it."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from hcec.syntheses.enums import Theme
from hcec.training.enums import NeedState, Priority, SessionState, Urgency
from hcec.training.services import holding, lining, needing, programming
from hcec.training.services.holding import SessionPlan
from hcec.training.services.lining import LinePlan, LineTies
from hcec.training.services.needing import Asker, NeedPlan, Verdict
from hcec.training.services.programming import ProgrammePlan

TODAY = date(2026, 11, 23)
NEED = NeedPlan(
    title="Parler du référent qui change",
    words="Les jeunes disent qu’on ne les prévient pas.",
    theme=Theme.REFERENT,
    audiences=["social_worker"],
    urgency=Urgency.NOW,
)
LINE = LinePlan(
    number=1,
    title="Annoncer un changement",
    theme=Theme.REFERENT,
    audiences=["social_worker", "manager"],
    priority=Priority.HIGH,
    hours=700,
    body="Institut du travail social",
    pilot="La responsable de la formation",
)
HELD = SessionPlan(
    title="Annoncer un changement, première session",
    line_id=None,
    body="Institut du travail social",
    place="Valdorne",
    starts_on=date(2026, 3, 10),
    ends_on=date(2026, 3, 10),
    hours=700,
    cost=120_000,
    state=SessionState.HELD,
)
SCHOOL = Asker(uuid4(), "Éducation nationale de Valdorne")


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def need(session, odile):
    return needing.raise_need(session, row_id=uuid4(), actor=odile, plan=NEED, today=TODAY)


@pytest.fixture
def kept(session, odile, need):
    answer_need(session, odile, need, Verdict(NeedState.KEPT, "Au programme."))
    return need


@pytest.fixture
def programme(session, odile):
    plan = ProgrammePlan("Programme 2026-2028", 2026, 2028, "Former ensemble.")
    return programming.start_programme(session, row_id=uuid4(), actor=odile, plan=plan)


@pytest.fixture
def line(session, odile, programme, kept):
    ties = LineTies({2026: (20, 300_000), 2027: (20, 310_000)}, needs=(kept.id,))
    return lining.add_line(session, row_id=uuid4(), actor=odile, programme=programme, plan=LINE, ties=ties)


@pytest.fixture
def adopted(session, odile, programme, line):
    plan = replace(LINE, number=2, title="Écouter un enfant", priority=Priority.LOW, theme=None)
    ties = LineTies({2026: (10, 50_050)})
    lining.add_line(session, row_id=uuid4(), actor=odile, programme=programme, plan=plan, ties=ties)
    adopt(session, odile, programme)
    return programme


@pytest.fixture
def held(session, odile, adopted, line):
    plan = replace(HELD, line_id=line.id)
    return holding.add_session(session, row_id=uuid4(), actor=odile, plan=plan, today=TODAY)


def answer_need(session, actor, need, verdict):
    needing.answer_need(session, actor=actor, need=need, version=need.version, verdict=verdict, today=TODAY)


def adopt(session, actor, programme):
    day = {"adopted_on": date(2026, 1, 15), "adopted_by": "plénière de l’observatoire", "today": TODAY}
    programming.adopt(session, actor=actor, programme=programme, version=programme.version, **day)


def come(session, actor, held, people=12, profession="social_worker", employer="department"):
    counted = {"profession": profession, "employer": employer, "people": people}
    holding.count(session, actor=actor, held=held, version=held.version, **counted)
