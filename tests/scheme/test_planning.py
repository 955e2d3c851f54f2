"""F3: a scheme is planned, measured, reviewed year after year, and tied to what the council asked."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.council.models import WorkingGroup
from hcec.followup import services as followup
from hcec.followup.enums import ProposalKind
from hcec.followup.services import ProposalPlan
from hcec.scheme.enums import ActionState
from hcec.scheme.models import SchemeAction
from hcec.scheme.services import (
    ChangedMeanwhile,
    NameTaken,
    NotLinkable,
    NumberTaken,
    StillInUse,
    YearOutside,
    YearsUnsound,
    linking,
    measuring,
    planning,
)
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import AxisPlan, SchemePlan
from tests import factories
from tests.scheme.conftest import FICHE, TODAY


def review(session, odile, action, year, state, words="Fait."):
    acted = {"actor": odile, "action": action, "version": action.version, "today": TODAY}
    planning.review_action(session, year=year, state=state, words=words, **acted)


def opinion(session, cast, *, adopted=True):
    consultation = factories.consultation(
        session, session.get(Staff, cast.staff["cyril"].id), status=ConsultationStatus.CLOSED
    )
    plan = ProposalPlan(
        kind=ProposalKind.OPINION, what="Trop lent.", of_whom="La vice-présidente", due_on=TODAY + timedelta(days=9)
    )
    odile = cast.staff["odile"]
    made = followup.draft_proposal(session, row_id=uuid4(), consultation=consultation, actor=odile, plan=plan)
    if adopted:
        followup.adopt(session, proposal=made, actor=odile, version=1, adopted_on=TODAY, today=TODAY)
    return made


def test_an_action_is_called_by_its_axis_and_its_place(action):
    assert (action.code, action.state, action.version) == ("1.1", ActionState.PLANNED, 1)


def test_the_same_form_makes_one_of_each(session, odile, scheme, axis, action):
    assert planning.start_scheme(session, row_id=scheme.id, actor=odile, plan=SchemePlan("X", 2020, 2021)) is scheme
    assert planning.add_axis(session, row_id=axis.id, actor=odile, scheme=scheme, plan=AxisPlan(9, "X")) is axis
    assert planning.add_action(session, row_id=action.id, actor=odile, axis=axis, plan=FICHE) is action


def test_no_two_axes_nor_actions_share_a_number(session, odile, scheme, axis, action):
    with pytest.raises(NumberTaken):
        planning.add_axis(session, row_id=uuid4(), actor=odile, scheme=scheme, plan=AxisPlan(1, "Encore"))
    with pytest.raises(NumberTaken):
        planning.add_action(session, row_id=uuid4(), actor=odile, axis=axis, plan=FICHE)
    planning.change_action(session, actor=odile, action=action, version=1, plan=replace(FICHE, title="Départs"))
    assert (action.title, action.version) == ("Départs", 2)


def test_whoever_comes_second_changes_nothing(session, odile, action):
    planning.change_action(session, actor=odile, action=action, version=1, plan=replace(FICHE, title="Départs"))
    with pytest.raises(ChangedMeanwhile):
        planning.change_action(session, actor=odile, action=action, version=1, plan=FICHE)


def test_the_journal_names_the_fields_that_changed_and_never_their_words(session, odile, action):
    planning.change_action(session, actor=odile, action=action, version=1, plan=replace(FICHE, title="T", aim="A"))
    line = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert (line.action, line.detail) == ("scheme_action:change", "title, aim")
    planning.change_action(session, actor=odile, action=action, version=2, plan=replace(FICHE, title="T", aim="A"))
    assert session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first() is line


def test_the_latest_year_tells_the_state_and_each_year_keeps_its_own(session, odile, action):
    review(session, odile, action, 2026, ActionState.LATE, "Deux départs sans logement.")
    review(session, odile, action, 2025, ActionState.UNDER_WAY)
    assert action.state is ActionState.LATE
    review(session, odile, action, 2026, ActionState.DONE, "Rattrapé.")
    assert {each.year: (each.state, each.words) for each in action.reviews} == {
        2026: (ActionState.DONE, "Rattrapé."),
        2025: (ActionState.UNDER_WAY, "Fait."),
    }


@pytest.mark.parametrize("year", [2024, 2027, 2030])
def test_no_year_is_reviewed_outside_the_scheme_nor_before_it_comes(session, odile, action, year):
    with pytest.raises(YearOutside):
        review(session, odile, action, year, ActionState.DONE)


def test_years_never_leave_out_what_was_reviewed(session, odile, scheme, action):
    review(session, odile, action, 2025, ActionState.UNDER_WAY)
    for plan in (SchemePlan("S", 2026, 2029), SchemePlan("S", 2029, 2025)):
        with pytest.raises(YearsUnsound):
            planning.change_scheme(session, actor=odile, scheme=scheme, version=1, plan=plan)


def test_nothing_that_was_followed_is_taken_away(session, odile, axis, action, indicator):
    with pytest.raises(StillInUse):
        planning.drop_action(session, actor=odile, action=action)
    with pytest.raises(StillInUse):
        planning.drop_axis(session, actor=odile, axis=axis)
    measuring.drop_indicator(session, actor=odile, indicator=indicator)
    planning.drop_action(session, actor=odile, action=action)
    planning.drop_axis(session, actor=odile, axis=axis)
    assert session.scalars(select(SchemeAction)).all() == []


def test_an_indicator_keeps_each_year_and_what_is_unknown_is_not_zero(session, odile, action, indicator):
    plan = IndicatorPlan("Jeunes partis avec un logement", "%", None, 9000)
    measuring.change_indicator(
        session, actor=odile, indicator=indicator, version=1, plan=plan, by_year={2025: 0, 2026: 6000}
    )
    session.expire_all()
    assert (indicator.baseline, indicator.by_year) == (None, {2025: 0, 2026: 6000})
    with pytest.raises(NameTaken):
        measuring.add_indicator(session, row_id=uuid4(), actor=odile, action=action, plan=plan, by_year={})
    other = replace(plan, name="Autre")
    with pytest.raises(YearOutside):
        measuring.add_indicator(session, row_id=uuid4(), actor=odile, action=action, plan=other, by_year={2031: 1})


def test_an_opinion_and_a_group_bear_on_an_action_and_may_be_untied(session, cast, odile, action):
    avis, group = opinion(session, cast), WorkingGroup(id=uuid4(), name="Groupe", aim="Écrire")
    session.add(group)
    session.flush()
    for kind, target in (("proposal", avis), ("group", group), ("group", group)):
        linking.link(session, actor=odile, action=action, kind=kind, target_id=target.id, today=TODAY)
    session.expire_all()
    assert (action.proposals, action.groups) == ([avis], [group])
    linking.unlink(session, actor=odile, action=action, kind="proposal", target_id=avis.id)
    session.expire_all()
    assert (action.proposals, action.groups) == ([], [group])


def test_no_draft_bears_on_an_action(session, cast, odile, action):
    for target in (opinion(session, cast, adopted=False).id, uuid4()):
        with pytest.raises(NotLinkable):
            linking.link(session, actor=odile, action=action, kind="proposal", target_id=target, today=TODAY)


def test_the_database_refuses_an_action_that_ends_before_it_starts(session, axis):
    session.add(SchemeAction(axis_id=axis.id, number=7, title="X", starts_on=TODAY, ends_on=TODAY - timedelta(days=1)))
    with pytest.raises(IntegrityError):
        session.flush()
