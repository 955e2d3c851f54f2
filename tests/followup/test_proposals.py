"""F3: a proposal is drafted, adopted, answered, followed to its end, and its history stays."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec.audit.models import JournalEntry
from hcec.consultations.services import ChangedMeanwhile
from hcec.council.enums import SessionKind
from hcec.council.services.sessions import Plan, call_off, plan_session
from hcec.followup import services
from hcec.followup.access import visible_to
from hcec.followup.enums import ProposalState
from hcec.followup.lateness import days_late, latest_milestone
from hcec.followup.models import Proposal
from hcec.followup.queries import adopted_in
from hcec.permissions import Role
from tests import factories
from tests.followup.conftest import DUE, NO, PLAN, TODAY, YES


def adopt(session, proposal, odile, **changes):
    given = {"adopted_on": TODAY, "today": TODAY, "version": proposal.version} | changes
    services.adopt(session, proposal=proposal, actor=odile, **given)


def test_a_draft_changes_and_goes_what_is_adopted_does_neither(session, odile, draft):
    services.change_proposal(
        session, proposal=draft, actor=odile, version=1, plan=replace(PLAN, what="Une visite avant d’arriver.")
    )
    adopt(session, draft, odile)
    assert draft.what == "Une visite avant d’arriver."
    with pytest.raises(services.ProposalNotDraft):
        services.change_proposal(session, proposal=draft, actor=odile, version=draft.version, plan=PLAN)
    session.expire_all()
    with pytest.raises(services.ProposalNotDraft):
        services.drop_proposal(session, proposal=draft, actor=odile, version=draft.version)


def test_a_draft_is_let_go(session, odile, draft):
    services.drop_proposal(session, proposal=draft, actor=odile, version=draft.version)
    assert session.scalars(select(Proposal)).all() == []


def test_the_same_form_makes_one_draft_and_the_next_comes_after_it(session, odile, closed, draft):
    again = services.draft_proposal(session, row_id=draft.id, consultation=closed, actor=odile, plan=PLAN)
    other = services.draft_proposal(session, row_id=uuid4(), consultation=closed, actor=odile, plan=PLAN)
    assert again is draft
    assert [draft.position, other.position] == [1, 2]


@pytest.mark.parametrize("lacks", [{"what": ""}, {"of_whom": ""}, {"due_on": None}])
def test_what_is_adopted_says_what_of_whom_and_until_when(session, odile, closed, lacks):
    plan = replace(PLAN, **lacks)
    proposal = services.draft_proposal(session, row_id=uuid4(), consultation=closed, actor=odile, plan=plan)
    with pytest.raises(services.IncompleteProposal):
        adopt(session, proposal, odile)


def test_no_plenary_adopts_tomorrow(session, odile, draft):
    with pytest.raises(services.AdoptedInTheFuture):
        adopt(session, draft, odile, adopted_on=TODAY + timedelta(days=1))


def test_a_proposal_is_bound_to_the_plenary_of_its_day_where_the_calendar_has_one(session, odile, closed, draft):
    other = services.draft_proposal(session, row_id=uuid4(), consultation=closed, actor=odile, plan=PLAN)
    kinds = {"Salle A": SessionKind.SESSION, "Salle B": SessionKind.PLENARY}
    for place, kind in kinds.items():
        plan = Plan(kind=kind, held_on=TODAY, place=place, agenda="Vos demandes")
        met = plan_session(session, row_id=uuid4(), actor=odile, plan=plan)
    adopt(session, draft, odile)
    adopt(session, other, odile, adopted_on=TODAY - timedelta(days=1))
    assert (draft.plenary.place, other.plenary) == ("Salle B", None)
    assert session.scalars(adopted_in(met)).all() == [draft]
    call_off(session, meeting=met, actor=odile, version=met.version)
    session.expire_all()
    assert (draft.plenary, draft.adopted_on) == (None, TODAY)


def test_an_answer_is_not_due_before_the_plenary(session, odile, draft):
    with pytest.raises(services.IncompleteProposal):
        adopt(session, draft, odile, adopted_on=DUE + timedelta(days=1), today=DUE + timedelta(days=1))


def test_what_changed_meanwhile_is_not_adopted(session, odile, draft):
    with pytest.raises(ChangedMeanwhile):
        adopt(session, draft, odile, version=draft.version + 1)


def test_news_comes_after_the_answer_and_until_the_end(session, odile, adrien, adopted, publish):
    def tell(state, words):
        services.tell(
            session,
            proposal=adopted,
            actor=adrien,
            version=adopted.version,
            state=state,
            words=words,
            today=TODAY + timedelta(days=9),
        )

    with pytest.raises(services.NoNewsYet):
        tell(ProposalState.DONE, "C’est fait.")
    session.expire_all()
    publish(adopted, YES)
    tell(ProposalState.IN_PROGRESS, "Trois maisons ont leur livret.")
    tell(ProposalState.DONE, "Toutes les maisons l’ont.")
    assert [step.state for step in adopted.steps] == ["adopted", "answered", "in_progress", "done"]
    with pytest.raises(services.NoNewsYet):
        tell(ProposalState.IN_PROGRESS, "Encore.")
    acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert acts[-2:] == ["proposal:tell", "proposal:tell"]


def test_a_plain_no_ends_the_proposal(adopted, publish):
    publish(adopted, NO)
    assert adopted.state is ProposalState.CANNOT


def test_who_answers_sees_what_is_adopted_and_theirs(session, cast, odile, adrien, draft):
    def seen(actor):
        return session.scalars(visible_to(actor)).all()

    assert seen(odile) == [draft]
    assert seen(adrien) == []
    adopt(session, draft, odile)
    assert seen(adrien) == [draft]
    other = factories.staff(session, Role.ANSWERER)
    draft.answerer_id = other.id
    session.flush()
    assert seen(adrien) == []
    for name in ("karine", "olga", "cyril", "claire", "paul", "diane", "agnes"):
        assert seen(cast.staff[name]) == []


def test_lateness_begins_the_day_after(closed):
    assert days_late(DUE, DUE) == 0
    assert days_late(DUE, DUE + timedelta(days=1)) == 1
    assert days_late(None, DUE) == 0


@pytest.mark.parametrize(
    ("days", "milestone"), [(-15, None), (-14, -14), (-4, -14), (-3, -3), (0, -3), (1, 1), (7, 1), (8, 8), (20, 15)]
)
def test_reminders_fall_before_the_term_and_each_week_after_it(days, milestone):
    expected = None if milestone is None else DUE + timedelta(days=milestone)
    assert latest_milestone(DUE, DUE + timedelta(days=days)) == expected
