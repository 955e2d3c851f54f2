"""Institutions and the accounts that act for them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.partners import queries
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution
from hcec.partners.services import ChangedMeanwhile, NameTaken, NotAPartner, NotSignedYet, StillInUse, registering
from hcec.partners.services.registering import InstitutionPlan


def test_an_account_acts_for_one_institution_and_only_a_partners(session, cast, institution):
    one, other, odile, paul = institution(), institution("École"), cast.staff["odile"], cast.staff["paul"]
    registering.tie_account(session, actor=odile, institution=one, staff_id=paul.id)
    registering.tie_account(session, actor=odile, institution=one, staff_id=paul.id)
    assert session.scalars(queries.institution_of(paul.id)).one() is one
    for refused in (paul.id, odile.id, uuid4()):
        with pytest.raises(NotAPartner):
            registering.tie_account(session, actor=odile, institution=other, staff_id=refused)
    with pytest.raises(StillInUse):
        registering.drop_institution(session, actor=odile, institution=one)
    registering.untie_account(session, actor=odile, institution=other, staff_id=paul.id)  # not its own: nothing
    assert session.scalars(queries.accounts_of(one.id)).one().id == paul.id
    registering.untie_account(session, actor=odile, institution=one, staff_id=paul.id)
    assert session.scalars(queries.institution_of(paul.id)).first() is None
    registering.drop_institution(session, actor=odile, institution=one)
    assert session.scalars(select(Institution)).all() == [other]


def test_a_name_is_given_once_and_nothing_is_signed_tomorrow(session, cast, institution):
    institution("École")
    with pytest.raises(NameTaken):
        institution("École")
    with pytest.raises(NotSignedYet):
        institution("Lycée", charter_signed_on=clock.today() + timedelta(days=1))


def test_a_change_starts_from_what_was_read_and_is_written_in_the_journal(session, cast, institution):
    one, plan = institution(), InstitutionPlan(name="Cour", kind=InstitutionKind.JUSTICE)
    acted = {"actor": cast.staff["odile"], "institution": one, "plan": plan, "today": clock.today()}
    registering.change_institution(session, version=1, **acted)
    with pytest.raises(ChangedMeanwhile):
        registering.change_institution(session, version=1, **acted)
    line = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert (line.action, line.detail, one.name) == ("institution:change", "name", "Cour")


def test_who_left_is_still_untied_and_the_institution_then_goes(session, cast, institution):
    one, odile, paul = institution(), cast.staff["odile"], cast.staff["paul"]
    registering.tie_account(session, actor=odile, institution=one, staff_id=paul.id)
    session.get(Staff, paul.id).left_on = clock.today()
    session.flush()
    assert [each.id for each in session.scalars(queries.accounts_of(one.id))] == [paul.id]
    assert session.scalars(queries.acting_for(one.id)).all() == []
    registering.untie_account(session, actor=odile, institution=one, staff_id=paul.id)
    assert session.scalars(queries.accounts_without()).all() == []
    with pytest.raises(NotAPartner):
        registering.tie_account(session, actor=odile, institution=one, staff_id=paul.id)
    registering.drop_institution(session, actor=odile, institution=one)
    assert session.scalars(select(Institution)).all() == []
