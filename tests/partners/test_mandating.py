"""Mandates in the observatory name a function; a person is an account, or nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from hcec.partners import queries
from hcec.partners.services import StillInUse, mandating, registering
from hcec.partners.services.mandating import MandatePlan
from tests.platform import MONDAY

TODAY = MONDAY.date()


def test_a_mandate_is_held_by_an_account_of_that_institution_or_by_nobody(session, cast, institution):
    odile, paul = cast.staff["odile"], cast.staff["paul"]
    court, school = institution(), institution("École")
    registering.tie_account(session, actor=odile, institution=court, staff_id=paul.id)
    key, plan = uuid4(), MandatePlan(function="Juge des enfants", from_on=TODAY, staff_id=paul.id)
    made = mandating.give(session, row_id=key, actor=odile, institution=court, plan=plan)
    assert mandating.give(session, row_id=key, actor=odile, institution=court, plan=plan) is made
    with pytest.raises(mandating.NotTheirAccount):
        mandating.give(session, row_id=uuid4(), actor=odile, institution=school, plan=plan)
    with pytest.raises(StillInUse):
        registering.drop_institution(session, actor=odile, institution=court)
    registering.untie_account(session, actor=odile, institution=court, staff_id=paul.id)
    assert (made.staff_id, made.version) == (None, 2)  # who left the institution holds nothing for it


def test_a_mandate_runs_from_its_first_day_to_its_last(session, cast, institution):
    court, odile = institution(), cast.staff["odile"]
    plan = MandatePlan(function="Juge", from_on=TODAY, to_on=TODAY + timedelta(days=2))
    made = mandating.give(session, row_id=uuid4(), actor=odile, institution=court, plan=plan)
    runs = [made.runs_on(TODAY + timedelta(days=days)) for days in (-1, 0, 2, 3)]
    assert runs == [False, True, True, False]
    assert session.scalars(queries.mandates_of(court.id)).all() == [made]
    backwards = MandatePlan(function="Juge", from_on=TODAY, to_on=TODAY - timedelta(days=1))
    with pytest.raises(mandating.EndsTooEarly):
        mandating.change_mandate(session, actor=odile, mandate=made, version=1, plan=backwards)
    made.to_on = TODAY - timedelta(days=1)
    with pytest.raises(IntegrityError):
        session.flush()
