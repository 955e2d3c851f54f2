"""Whom an institution's invitation reaches."""

from uuid import uuid4

from sqlalchemy import select

from hcec import clock
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, Representative
from hcec.permissions import Role
from hcec.surveys.models import SurveyInvitation
from tests import factories
from tests.surveys.asked import opened


def test_who_left_an_institution_is_not_invited_for_it(platform, cast, browser_of):
    odile, school = browser_of("odile"), uuid4()
    with platform.database.transaction() as session:
        survey = opened(session, cast.staff["odile"]).id
        gone = factories.staff(session, Role.PARTNER, "Gaëlle Essai")
        gone.left_on = clock.today()
        session.add(Institution(id=school, name="École", kind=InstitutionKind.EDUCATION))
        session.flush()
        for each in (gone.id, cast.staff["paul"].id):
            session.add(Representative(staff_id=each, institution_id=school))
    url = f"/observatoire/questionnaires/{survey.hex}/inviter"
    told = odile.send(odile.get(url), url, category="school", institutions=[school.hex])
    assert "1 personne est invitée." in told.text
    with platform.database.reading() as session:
        assert session.scalars(select(SurveyInvitation)).one().address == cast.staff["paul"].email
