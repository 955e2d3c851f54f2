"""M2: a child may object to the words proposed; a second reader answers, and nothing is quoted without a yes."""

from datetime import timedelta

import pytest

from hcec import clock
from hcec.moderation import services, sweeps
from hcec.moderation.models import Approval
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import TestimonyState
from tests.platform import MONDAY


def objected(desk, body=""):
    """The child says no to the words that Malik proposed."""
    desk.propose()
    return services.object_to(desk.session, testimony=desk.message, version=2, body=body)


def test_m2_who_objects_is_answered_by_a_second_reader_and_never_by_the_first(desk):
    held = objected(desk, " Ce n'est pas ma sœur. ")
    assert (held.state, held.objection, held.may_quote) == (TestimonyState.SECOND_READER, "Ce n'est pas ma sœur.", True)
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.malik)
    desk.claim(desk.nour)
    with pytest.raises(services.NoAnswer):
        desk.decide(desk.nour, "keep")
    kept = desk.decide(desk.nour, "keep", told="Tu as raison.")
    assert (kept.state, kept.objection_answer) == (TestimonyState.KEPT, "Tu as raison.")
    assert (kept.may_quote, kept.proposed) == (False, None)


def test_m2_other_words_are_proposed_again_then_asked_again_and_silence_is_a_no(desk, frozen):
    objected(desk)
    desk.claim(desk.nour)
    with pytest.raises(services.SameWords):
        desk.decide(desk.nour, "publish", text=desk.message.proposed, told="Relis.")
    with pytest.raises(services.SameWords):
        desk.decide(desk.nour, "publish", text=desk.message.proposed.replace(" ", "  "), told="Relis.")
    with pytest.raises(services.NoAnswer):
        desk.decide(desk.nour, "publish", text="J'aimerais la voir.")
    again = desk.decide(desk.nour, "publish", text="J'aimerais la voir.", told="On a changé.")
    assert (again.state, again.version, again.seen_on) == (TestimonyState.PROPOSED, 3, None)
    testimonies.note_seen(desk.session, testimony=again, today=clock.today())
    desk.session.expire_all()
    frozen(MONDAY + timedelta(days=7))
    assert sweeps.agree_by_silence(desk.session) == 1
    assert (desk.message.state, desk.message.may_quote) == (TestimonyState.KEPT, False)


def test_m2_a_yes_to_the_other_words_leads_to_an_approval(desk):
    objected(desk)
    desk.claim(desk.nour)
    desk.decide(desk.nour, "publish", text="J'aimerais la voir.", told="On a changé.")
    desk.agree()
    desk.claim(desk.zoe)
    assert desk.decide(desk.zoe, "publish", text="J'aimerais la voir.").state == TestimonyState.APPROVED


def test_a_second_tap_brings_the_words_that_the_first_one_lacked(desk):
    objected(desk)
    again = services.object_to(desk.session, testimony=desk.message, version=2, body="Trop long.")
    assert (again.objection, again.version) == ("Trop long.", 2)
    assert services.object_to(desk.session, testimony=desk.message, version=2).objection == "Trop long."
    with pytest.raises(services.ChangedMeanwhile):
        desk.agree()


@pytest.mark.parametrize("when", ["agreed", "in hand", "approved"])
def test_a_yes_is_taken_back_until_it_is_published(desk, when):
    if when == "approved":
        desk.approve()
        desk.session.flush()
        services.object_to(desk.session, testimony=desk.message, version=2)
        assert (desk.message.state, desk.session.get(Approval, desk.message.id)) == (TestimonyState.KEPT, None)
        return
    desk.propose()
    desk.agree()
    if when == "in hand":
        desk.claim(desk.nour)
    services.object_to(desk.session, testimony=desk.message, version=2)
    assert services.is_objected(desk.message)
    with pytest.raises(services.ChangedMeanwhile):
        desk.decide(desk.nour, "publish", text=desk.message.proposed)


def test_an_alert_on_words_that_were_refused_keeps_them_for_ever(desk):
    objected(desk)
    desk.claim(desk.nour)
    assert desk.decide(desk.nour, "alert", note="Il a peur.").state == TestimonyState.KEPT
    assert desk.message.objection_answer is None
