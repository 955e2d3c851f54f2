"""F1: an answer is written, read over, published; then corrected in sight of everyone, and never in silence."""

from dataclasses import replace

import pytest

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup import services
from hcec.followup.answering import AnswerWords
from hcec.followup.enums import AnswerStage, ProposalState
from hcec.followup.services.archiving import ProposalsUnanswered
from tests.followup.conftest import NO, TODAY, YES

WHOLE = AnswerWords(by_function="La maire", said="Dormir.", will_do="Une veilleuse.", cannot_do="Pas plus.")


def test_nobody_publishes_what_the_observatory_did_not_validate(session, odile, adrien, adopted, write):
    answer = write(adopted, YES)
    with pytest.raises(services.NotReadYet):
        services.publish(session, answer=answer, subject=adopted, actor=adrien, version=answer.version, today=TODAY)
    session.expire_all()
    services.validate(session, answer=answer, actor=odile, version=answer.version, today=TODAY)
    services.publish(session, answer=answer, subject=adopted, actor=adrien, version=answer.version, today=TODAY)
    assert answer.stage is AnswerStage.PUBLISHED
    assert adopted.state is ProposalState.ANSWERED


def test_what_is_changed_after_it_was_validated_is_read_again(session, odile, adopted, write):
    answer = write(adopted, YES)
    services.validate(session, answer=answer, actor=odile, version=answer.version, today=TODAY)
    write(adopted, replace(YES, will_do="Autre chose."), version=answer.version)
    assert answer.stage is AnswerStage.SENT


def test_the_observatory_asks_to_say_it_better(session, odile, adopted, write):
    answer = write(adopted, YES)
    services.send_back(session, answer=answer, actor=odile, version=answer.version, remark="Dites « tu ».")
    assert (answer.stage, answer.remark) == (AnswerStage.DRAFT, "Dites « tu ».")
    write(adopted, YES, version=answer.version)
    assert answer.remark == ""


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (AnswerWords(), ("by_function", "will_do")),
        (replace(YES, by_whom=""), ("by_whom",)),
        (replace(YES, by_when=None), ("by_when",)),
        (replace(YES, will_do="", will_study="Peut-être.", by_whom=""), ("by_whom",)),
        (replace(NO, by_function=""), ("by_function",)),
    ],
)
def test_what_is_sent_names_who_answers_and_a_promise_says_who_keeps_it_and_when(adopted, write, words, missing):
    with pytest.raises(services.IncompleteAnswer) as refusal:
        write(adopted, words)
    assert refusal.value.missing == missing
    assert write(adopted, words, sends=False).stage is AnswerStage.DRAFT


def test_a_draft_is_not_answered(draft, write):
    with pytest.raises(services.NotAnswerable):
        write(draft, YES)


def test_two_people_do_not_overwrite_each_other(adopted, write):
    write(adopted, YES)
    with pytest.raises(ChangedMeanwhile):
        write(adopted, NO)


def test_a_published_answer_is_corrected_with_a_date_and_never_rewritten(session, odile, adopted, publish, write):
    answer = publish(adopted, YES)
    with pytest.raises(services.AlreadyPublished):
        write(adopted, NO, version=answer.version)
    session.expire_all()

    def correct(words):
        services.correct(
            session,
            answer=answer,
            actor=odile,
            version=answer.version,
            words=words,
            reason="La date était fausse.",
            today=TODAY,
        )

    with pytest.raises(services.NothingChanged):
        correct(YES)
    session.expire_all()
    correct(replace(YES, will_do="Deux maisons font leur livret."))
    kept = answer.corrections[0]
    assert (kept.corrected_on, kept.reason) == (TODAY, "La date était fausse.")
    assert kept.before == {"will_do": YES.will_do}


def test_what_the_observatory_records_again_keeps_what_was_said(session, odile, closed):
    def record(will_do):
        words = {"by_function": "La maire", "said": "Dormir.", "will_do": will_do, "cannot_do": "Pas plus."}
        return services.publish_answer(
            session, consultation=closed, actor=odile, version=closed.version, today=TODAY, **words
        )

    answer = record("Une veilleuse.")
    record("Une veilleuse.")
    assert answer.corrections == []
    record("Deux veilleuses.")
    assert [each.before for each in answer.corrections] == [{"will_do": "Une veilleuse."}]


def test_the_answerer_answers_a_closed_consultation_and_the_observatory_must_see_it_first(
    session, odile, closed, write
):
    seen = closed.version
    write(closed, WHOLE, sends=False)
    with pytest.raises(ChangedMeanwhile):
        services.publish_answer(
            session, consultation=closed, actor=odile, version=seen, by_function="X", said="X", will_do="X",
            cannot_do="X", today=TODAY,
        )  # fmt: skip


@pytest.mark.parametrize("status", [ConsultationStatus.OPEN, ConsultationStatus.DRAFT])
def test_what_is_not_closed_is_not_answered(session, closed, write, status):
    closed.status, closed.closed_on = status, None
    session.flush()
    with pytest.raises(services.NotAnswerable):
        write(closed, WHOLE)


def test_nothing_is_archived_while_a_proposal_waits(session, odile, closed, adopted, publish):
    publish(closed, WHOLE)
    with pytest.raises(ProposalsUnanswered):
        services.archive(session, consultation=closed, actor=odile, version=closed.version)
    session.expire_all()
    publish(adopted, NO)
    services.archive(session, consultation=closed, actor=odile, version=closed.version)
    assert closed.status is ConsultationStatus.ARCHIVED
