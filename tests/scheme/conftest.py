"""An invented scheme of two axes, and who keeps it."""

from datetime import date
from uuid import uuid4

import pytest

from hcec.scheme.services import measuring, planning
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan

TODAY = date(2026, 11, 23)
FICHE = ActionPlan(
    number=1,
    title="Préparer chaque départ",
    aim="Aucun jeune ne part sans logement.",
    audience="Jeunes de 17 à 21 ans",
    pilot="La cheffe du service enfance",
    partners="Mission locale\nBailleurs sociaux",
    starts_on=date(2025, 1, 1),
    ends_on=date(2027, 12, 31),
    engagements=["adult_life"],
)


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def scheme(session, odile):
    plan = SchemePlan("Schéma enfance-famille", 2025, 2029)
    return planning.start_scheme(session, row_id=uuid4(), actor=odile, plan=plan)


@pytest.fixture
def axis(session, odile, scheme):
    plan = AxisPlan(1, "Mieux préparer les 18 ans")
    return planning.add_axis(session, row_id=uuid4(), actor=odile, scheme=scheme, plan=plan)


@pytest.fixture
def action(session, odile, axis):
    return planning.add_action(session, row_id=uuid4(), actor=odile, axis=axis, plan=FICHE)


@pytest.fixture
def indicator(session, odile, action):
    plan = IndicatorPlan("Jeunes partis avec un logement", "%", 4000, 9000)
    return measuring.add_indicator(session, row_id=uuid4(), actor=odile, action=action, plan=plan, by_year={2025: 5250})
