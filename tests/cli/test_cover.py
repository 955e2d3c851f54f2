"""S3: doctor says which days of the coming two weeks nobody covers; the night ends what is over."""

from datetime import date

from sqlalchemy import select, update

from hcec.accounts.models import Staff, StaffAppointment
from hcec.audit.models import JournalEntry
from hcec.checks import alerts
from hcec.safeguarding import sweeps
from hcec.safeguarding.models import CoverPeriod


def test_doctor_wants_cover_for_the_coming_two_weeks(platform, cast):
    assert alerts.days_covered(platform)[0]
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).where(CoverPeriod.kind == "deputy").values(to_on=date(2026, 12, 4)))
    is_well, words = alerts.days_covered(platform)
    assert not is_well
    assert "Aucune suppléance du 05/12 au 06/12" in words


def test_doctor_wants_somebody_at_the_crip_for_every_alert(platform, cast, crip_key):
    assert alerts.crip_key(platform) == (True, "La clé publique de la CRIP est réglée.")
    with platform.database.transaction() as session:
        session.execute(update(Staff).where(Staff.role == "crip").values(left_on=date(2026, 11, 22)))
    is_well, words = alerts.crip_key(platform)
    assert not is_well
    assert "aucun compte" in words


def test_at_night_whoever_s_periods_are_over_is_appointed_no_more(platform, session, cast):
    cyril, claire = cast.staff["cyril"].id, cast.staff["claire"].id
    session.add_all([StaffAppointment(staff_id=claire, kind="deputy"), StaffAppointment(staff_id=claire, kind="head")])
    session.execute(update(CoverPeriod).values(to_on=date(2026, 11, 22)))
    session.add(CoverPeriod(kind="on_call", staff_id=cyril, from_on=date(2026, 12, 1), to_on=date(2026, 12, 2)))
    session.flush()
    assert sweeps.end_past_duties(session) == 1
    assert sweeps.end_past_duties(session) == 0
    left = session.execute(select(StaffAppointment.staff_id, StaffAppointment.kind)).all()
    assert set(left) == {(cyril, "on_call"), (claire, "head")}, "one has a period to come, the other never had any"
    assert session.scalars(select(JournalEntry.action)).all() == ["cover:end"]
