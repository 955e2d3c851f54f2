"""Decisions and agreement (M1 to M5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.moderation import services, sweeps
from hcec.moderation.enums import ChildAgreement, RefusalReason
from hcec.moderation.models import Approval, Decision, Recusal
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import dismiss, raise_alert
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.platform import MONDAY

TODAY = MONDAY.date()


def test_m3_keep_takes_one_reader_and_the_month_alone_is_kept(desk):
    desk.claim(desk.malik)
    kept = desk.decide(desk.malik, "keep", note="Rien à cacher.")
    assert (kept.state, kept.claimed_by, kept.written_on, kept.read_on) == (
        TestimonyState.KEPT,
        None,
        TODAY.replace(day=1),
        TODAY.replace(day=1),
    )
    decision = desk.session.scalars(select(Decision)).one()
    assert (decision.kind, decision.version, decision.note) == ("keep", 1, "Rien à cacher.")
    assert b"cacher" not in decision.note_box
    assert desk.session.scalars(select(JournalEntry.action)).all() == ["testimony:claim", "testimony:keep"]


def test_m2_publishing_needs_the_child_and_a_second_reader(desk):
    approved = desk.approve()
    approval = desk.session.get(Approval, approved.id)
    assert approved.state == TestimonyState.APPROVED
    assert approval.text == "J'aimerais voir [ma sœur]."
    assert approval.agreement == ChildAgreement.YES
    assert {approval.first_reader_id, approval.second_reader_id} == {desk.malik.id, desk.nour.id}
    assert approved.original == "J'aimerais voir ma sœur.", "the original words are kept beside"


def test_m2_the_same_person_never_reads_second(desk):
    desk.propose()
    desk.agree()
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.malik)


def test_m2_words_that_the_child_does_not_want_quoted_are_never_proposed(desk):
    private = factories.message(desk.session, desk.ines, quote=False)
    desk.claim(desk.malik, private)
    with pytest.raises(services.NotToBeQuoted):
        desk.decide(desk.malik, "publish", private, text="J'aimerais.")


def test_nothing_at_all_is_not_proposed(desk):
    desk.claim(desk.malik)
    with pytest.raises(services.NoText):
        desk.decide(desk.malik, "publish", text="  \n")


def test_a_second_reader_who_changes_the_text_sends_it_back_to_the_child(desk):
    desk.propose()
    desk.agree()
    desk.claim(desk.nour)
    changed = desk.decide(desk.nour, "publish", text="J'aimerais voir [quelqu'un].")
    assert (changed.state, changed.agreed_version, changed.version) == (TestimonyState.PROPOSED, None, 3)
    desk.agree()
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.nour)
    desk.claim(desk.malik)
    assert desk.decide(desk.malik, "publish", text="J'aimerais voir [quelqu'un].").state == TestimonyState.APPROVED


def test_a_second_reader_may_still_keep_or_refuse(desk):
    desk.propose()
    desk.agree()
    desk.claim(desk.nour)
    refused = desk.decide(desk.nour, "refuse", reason=RefusalReason.NO_WAY_TO_HIDE)
    assert refused.state == TestimonyState.REFUSED
    assert desk.session.get(Approval, refused.id) is None


def test_in_doubt_another_reads_as_if_first(desk):
    desk.claim(desk.malik)
    doubted = desk.decide(desk.malik, "second-reader", note="Trop reconnaissable ?")
    assert (doubted.state, doubted.claimed_by) == (TestimonyState.SECOND_READER, None)
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.malik)
    desk.claim(desk.nour)
    assert desk.decide(desk.nour, "publish", text="J'aimerais.").state == TestimonyState.PROPOSED
    desk.agree()
    assert desk.claim(desk.malik).claimed_by == desk.malik.id, "who only doubted may read second what nour proposed"


def test_doubt_about_a_second_reading_asks_for_a_third(desk):
    desk.propose()
    desk.agree()
    desk.claim(desk.nour)
    desk.decide(desk.nour, "second-reader")
    for reader in (desk.malik, desk.nour):
        with pytest.raises(services.HeldByAnother):
            desk.claim(reader)
    desk.claim(desk.zoe)
    assert desk.decide(desk.zoe, "publish", text=desk.message.proposed).state == TestimonyState.APPROVED


def test_m3_who_recognises_the_child_never_sees_the_message_again(desk):
    desk.claim(desk.malik)
    back = desk.decide(desk.malik, "recuse")
    assert (back.state, back.claimed_by) == (TestimonyState.SUBMITTED, None)
    assert desk.session.get(Recusal, (back.id, desk.malik.id))
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.malik)
    assert desk.claim(desk.nour)


def test_recusing_needs_no_claim(desk):
    assert desk.decide(desk.malik, "recuse").state == TestimonyState.SUBMITTED


def test_m4_a_refusal_has_a_reason_from_the_list(desk):
    desk.claim(desk.malik)
    with pytest.raises(services.NoReason):
        desk.decide(desk.malik, "refuse")
    refused = desk.decide(desk.malik, "refuse", reason=RefusalReason.UNREADABLE)
    assert (refused.state, refused.refusal_reason) == (TestimonyState.REFUSED, "unreadable")


def test_m4_danger_anger_and_criticism_are_no_reasons():
    assert {reason.value for reason in RefusalReason} == {
        "no_way_to_hide",
        "names_others",
        "insults_a_person",
        "not_about_topic",
        "unreadable",
        "asks_for_a_person_answer",
    }


def test_m4_a_contested_refusal_goes_to_another_reader(desk):
    desk.claim(desk.malik)
    desk.decide(desk.malik, "refuse", reason=RefusalReason.UNREADABLE)
    contested = services.contest(desk.session, testimony=desk.message, body="Je veux voir ma sœur.\r\n")
    assert (contested.state, contested.original) == (TestimonyState.SECOND_READER, "Je veux voir ma sœur.")
    with pytest.raises(services.HeldByAnother):
        desk.claim(desk.malik)
    desk.claim(desk.nour)
    assert desk.decide(desk.nour, "publish", text="Je veux voir [ma sœur].").state == TestimonyState.PROPOSED


def test_a_child_who_says_never_is_never_quoted(desk):
    desk.propose()
    kept = services.never_quote(desk.session, testimony=desk.message, version=2)
    assert (kept.state, kept.may_quote, kept.proposed) == (TestimonyState.KEPT, False, None)
    assert services.never_quote(desk.session, testimony=desk.message, version=2) is kept, "a second tap changes nothing"
    with pytest.raises(services.ChangedMeanwhile):
        desk.agree()


def test_m5_the_child_agrees_to_the_words_that_they_saw(desk):
    desk.propose()
    with pytest.raises(services.ChangedMeanwhile):
        services.agree(desk.session, testimony=desk.message, version=1)
    desk.agree()
    assert desk.agree().agreed_version == 2, "a second tap changes nothing"


def test_m2_silence_is_agreement_seven_days_after_the_child_has_seen(desk, frozen):
    desk.propose()
    frozen(MONDAY + timedelta(days=60))
    assert sweeps.agree_by_silence(desk.session) == 0, "never before it is seen"
    testimonies.note_seen(desk.session, testimony=desk.message, today=clock.today())
    desk.session.expire_all()
    frozen(MONDAY + timedelta(days=66))
    assert sweeps.agree_by_silence(desk.session) == 0
    frozen(MONDAY + timedelta(days=67))
    assert sweeps.agree_by_silence(desk.session) == 1
    assert desk.message.state == TestimonyState.SECOND_READER
    assert desk.message.seen_on is None, "the day of a visit is not kept"
    desk.claim(desk.nour)
    desk.decide(desk.nour, "publish", text=desk.message.proposed)
    assert desk.session.get(Approval, desk.message.id).agreement == ChildAgreement.SILENCE


def test_m5_a_version_that_changed_is_not_decided_on(desk):
    desk.claim(desk.malik)
    with pytest.raises(services.ChangedMeanwhile):
        desk.decide(desk.malik, "keep", version=7)
    testimonies.withdraw(desk.session, youth=desk.ines, testimony=desk.message)
    with pytest.raises(services.ChangedMeanwhile) as refusal:
        desk.decide(desk.malik, "keep")
    assert refusal.value.state == TestimonyState.WITHDRAWN


def test_m5_a_message_erased_meanwhile_is_not_decided_on(desk):
    desk.claim(desk.malik)
    desk.session.delete(desk.message)
    desk.session.flush()
    with pytest.raises(services.ChangedMeanwhile) as refusal:
        desk.decide(desk.malik, "keep", version=1)
    assert refusal.value.state is None


def test_an_alert_copies_the_message_and_the_message_is_never_quoted(desk):
    desk.claim(desk.malik)
    kept = desk.decide(desk.malik, "alert", note="Il parle de coups.")
    alert = desk.session.scalars(select(Alert)).one()
    assert kept.state == TestimonyState.KEPT
    assert (alert.copy, alert.reason, alert.envelope) == (
        "J'aimerais voir ma sœur.",
        "Il parle de coups.",
        b"sealed to the CRIP",
    )
    assert {row.circle_id for row in alert.circles} == desk.ines.circles
    assert alert.raised_by == desk.malik.id


def test_the_first_opening_tells_the_child_read(desk):
    services.note_reading(desk.session, actor=desk.malik, testimony=desk.message, today=TODAY)
    services.note_reading(desk.session, actor=desk.nour, testimony=desk.message, today=TODAY + timedelta(days=1))
    desk.session.expire_all()
    assert desk.message.read_on == TODAY
    assert desk.session.scalars(select(JournalEntry.action)).all() == ["testimony:read", "testimony:read"]


def test_what_the_child_does_leaves_no_line_in_the_journal(desk):
    desk.propose()
    before = desk.session.scalars(select(JournalEntry.seq)).all()
    desk.agree()
    assert desk.session.scalars(select(JournalEntry.seq)).all() == before


def test_s4_nothing_is_proposed_or_approved_while_an_alert_is_open_on_the_words(session, desk):
    desk.propose()
    desk.agree()
    alert = raise_alert(session, testimony=desk.message, raised_by=desk.zoe, now=clock.now())
    desk.claim(desk.nour)
    with pytest.raises(services.UnderAlert):
        desk.decide(desk.nour, "publish", text=desk.message.proposed)
    assert desk.message.state == TestimonyState.SECOND_READER
    given = {"alert": alert, "now": clock.now()}
    dismiss(session, actor=desk.zoe, version=1, reason="Lu deux fois : rien à craindre.", **given)
    dismiss(session, actor=desk.malik, version=2, told="On a lu. Tout va bien.", **given)
    assert desk.decide(desk.nour, "publish", text=desk.message.proposed).state == TestimonyState.APPROVED
