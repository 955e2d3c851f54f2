"""Institutions that tests need."""

from uuid import uuid4

import pytest

from hcec import clock
from hcec.partners.enums import InstitutionKind
from hcec.partners.services import registering
from hcec.partners.services.registering import InstitutionPlan


@pytest.fixture
def institution(session, cast):
    """Return a function that adds an institution of this name."""

    def add(name="Tribunal", kind=InstitutionKind.JUSTICE, **more):
        plan = InstitutionPlan(name=name, kind=kind, **more)
        acted = {"actor": cast.staff["odile"], "plan": plan, "today": clock.today()}
        return registering.add_institution(session, row_id=uuid4(), **acted)

    return add
