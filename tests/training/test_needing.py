"""Needs: raised, answered in words, merged; nothing that was answered is lost."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from hcec.training.access import raised_by
from hcec.training.enums import NeedState
from hcec.training.models import TrainingNeed
from hcec.training.services import ChangedMeanwhile, needing
from hcec.training.services.needing import Source, Verdict
from tests.training.conftest import NEED, SCHOOL, TODAY, answer_need


def raised(session, actor, **said):
    return needing.raise_need(session, row_id=uuid4(), actor=actor, today=TODAY, **{"plan": NEED, **said})


def test_the_same_form_raises_one_need(session, odile):
    row_id = uuid4()
    for _twice in range(2):
        needing.raise_need(session, row_id=row_id, actor=odile, plan=NEED, today=TODAY)
    assert session.query(TrainingNeed).count() == 1


def test_a_synthesis_that_is_not_out_raises_nothing(session, odile):
    with pytest.raises(needing.NotOut):
        raised(session, odile, source=Source(uuid4(), "Mon référent"))


def test_setting_aside_says_why_and_the_last_answer_holds(session, odile, need):
    with pytest.raises(needing.ReasonMissing):
        answer_need(session, odile, need, Verdict(NeedState.SET_ASIDE))
    answer_need(session, odile, need, Verdict(NeedState.SET_ASIDE, "Déjà enseigné."))
    answer_need(session, odile, need, Verdict(NeedState.KEPT))
    assert (need.state, need.answer, need.answered_on) == (NeedState.KEPT, "", TODAY)
    verdict = Verdict(NeedState.SET_ASIDE, "Non.")
    with pytest.raises(ChangedMeanwhile):
        needing.answer_need(session, actor=odile, need=need, version=1, verdict=verdict, today=TODAY)


def test_needs_merge_into_one_that_stands_and_never_in_a_circle(session, odile, need):
    other, third = raised(session, odile), raised(session, odile)
    answer_need(session, odile, other, Verdict(NeedState.MERGED, "", need.id))
    assert needing.final(other) is need
    for merged, target in ((need, other), (need, need), (third, other), (need, third)):
        with pytest.raises(needing.NotMergeable):
            answer_need(session, odile, merged, Verdict(NeedState.MERGED, "", target.id))
    with pytest.raises(needing.NotMergeable):
        answer_need(session, odile, third, Verdict(NeedState.MERGED, "", None))
    answer_need(session, odile, other, Verdict(NeedState.KEPT))
    assert (other.merged_into, needing.final(other)) == (None, other)


def test_what_a_programme_answers_is_kept(session, odile, kept, line):
    with pytest.raises(needing.IsAnswered):
        answer_need(session, odile, kept, Verdict(NeedState.SET_ASIDE, "Non."))


def test_the_words_of_an_institution_stay_once_they_are_answered(session, odile, need):
    theirs = raised(session, odile, asker=SCHOOL)
    changed = replace(NEED, title="Autre titre")
    needing.change_need(session, actor=odile, need=theirs, version=1, plan=changed)
    answer_need(session, odile, theirs, Verdict(NeedState.KEPT))
    with pytest.raises(needing.AlreadyAnswered):
        needing.change_need(session, actor=odile, need=theirs, version=theirs.version, plan=NEED)
    with pytest.raises(needing.AlreadyAnswered):
        needing.drop_need(session, actor=odile, need=theirs)
    assert theirs.title == "Autre titre"
    needing.drop_need(session, actor=odile, need=need)
    assert session.query(TrainingNeed).all() == [theirs]


def test_an_institution_finds_its_own_needs_and_nobody_finds_none(session, odile, need):
    theirs = raised(session, odile, asker=SCHOOL)
    assert session.scalars(raised_by(SCHOOL.institution_id)).all() == [theirs]
    assert session.scalars(raised_by(uuid4())).all() == []
    assert session.scalars(raised_by(None)).all() == []


def test_the_database_refuses_a_need_set_aside_without_a_word(session, need):
    need.state, need.answered_on = NeedState.SET_ASIDE, TODAY
    with pytest.raises(IntegrityError):
        session.flush()
