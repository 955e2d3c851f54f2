"""One reader at a time, for a while (M3, A7)."""

from datetime import date, datetime, timedelta

import pytest

from hcec.accounts.access import member
from hcec.moderation import services, sweeps
from hcec.moderation.services.readers import has_message_without_reader
from hcec.moderation.working_days import claim_ends
from hcec.permissions import Role
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.platform import MONDAY

TODAY = MONDAY.date()


def test_a_claim_lasts_a_day_beyond_the_next_working_day():
    assert claim_ends(date(2026, 11, 23)) == date(2026, 11, 25)
    assert claim_ends(date(2026, 11, 27)) == date(2026, 12, 1), "Friday: Monday, and a day more"
    assert claim_ends(date(2026, 12, 24)) == date(2026, 12, 29), "Christmas and a week-end are skipped"


def test_a5_a_message_that_nobody_may_read_any_more_is_found(session, desk):
    assert not has_message_without_reader(session, today=TODAY)
    desk.claim(desk.malik)
    for reader in (desk.malik, desk.nour, desk.zoe):
        assert not has_message_without_reader(session, today=TODAY)
        desk.decide(reader, "recuse")
    assert has_message_without_reader(session, today=TODAY)
    from_elsewhere = factories.staff(session, Role.OUTSIDE_READER, "Olga E")
    assert not has_message_without_reader(session, today=TODAY)
    from_elsewhere.trained_on = None
    session.flush()
    assert has_message_without_reader(session, today=TODAY)


def test_a_message_claimed_by_one_is_refused_to_another(desk):
    desk.claim(desk.malik)
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.nour)
    assert desk.claim(desk.malik).claimed_by == desk.malik.id, "a second tap changes nothing"


def test_a_claim_that_ran_out_can_be_taken_over(desk, frozen):
    desk.claim(desk.malik)
    frozen(MONDAY + timedelta(days=3))
    assert desk.claim(desk.nour).claimed_by == desk.nour.id


def test_the_night_gives_back_what_ran_out_and_keeps_the_redaction_under_way(desk, frozen):
    desk.claim(desk.malik)
    services.save_unfinished(
        desk.session, actor=desk.malik, testimony=desk.message, version=1, published_text="J'aimerais"
    )
    assert sweeps.release_expired_claims(desk.session) == 0
    frozen(MONDAY + timedelta(days=3))
    assert sweeps.release_expired_claims(desk.session) == 1
    assert (desk.message.state, desk.message.claimed_by) == (TestimonyState.SUBMITTED, None)
    assert desk.message.unfinished == "J'aimerais"


def test_a7_nobody_claims_without_charter_and_training(desk):
    newcomer = factories.staff(desk.session, Role.MODERATOR, "Noé Neuf")
    newcomer.trained_on = None
    with pytest.raises(services.NotReadyToRead):
        desk.claim(member(newcomer))


def test_a_decision_needs_the_claim(desk):
    with pytest.raises(services.ChangedMeanwhile):
        desk.decide(desk.malik, "keep")
    desk.claim(desk.malik)
    with pytest.raises(services.ChangedMeanwhile):
        desk.decide(desk.nour, "keep")


def test_a_claim_made_before_a_holiday_survives_it(desk, frozen):
    frozen(datetime(2026, 12, 24, 9, tzinfo=MONDAY.tzinfo))
    desk.claim(desk.malik)
    frozen(datetime(2026, 12, 29, 23, tzinfo=MONDAY.tzinfo))
    assert sweeps.release_expired_claims(desk.session) == 0
