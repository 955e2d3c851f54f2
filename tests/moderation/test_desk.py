"""What the desk knows: order, names, what is left to others, one's own week, what the copy followed (S5, M6)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.audit import services as audit
from hcec.moderation import queries, services
from hcec.moderation.enums import HardTheme
from hcec.moderation.models import Decision, Recusal
from hcec.moderation.services.names import known_names
from hcec.text.spans import Reason
from tests import factories
from tests.platform import MONDAY

BLOWS = "mon educ me frappe tous les soirs, j'ai des bleus"
ENGLISH = "My foster parents are nice but I would like to see my brother more often"
VIOLENCE = HardTheme.PHYSICAL_VIOLENCE


def waiting(desk, who):
    return [row.original for row in desk.session.scalars(queries.queue_of(who, clock.today()))]


def test_s5_what_worries_and_unknown_languages_come_first_then_the_oldest(desk, frozen):
    frozen(MONDAY - timedelta(days=2))
    factories.message(desk.session, desk.ines, words="Plus ancien.")
    frozen(MONDAY)
    factories.message(desk.session, desk.ines, words=BLOWS)
    frozen(MONDAY - timedelta(days=1))
    factories.message(desk.session, desk.ines, words=ENGLISH)
    frozen(MONDAY)
    assert waiting(desk, desk.malik) == [ENGLISH, BLOWS, "Plus ancien.", desk.message.original]
    row = desk.session.execute(queries.waiting_of(desk.malik, clock.today(), clock.today())).one()
    assert tuple(row) == (2, 2, MONDAY.date() - timedelta(days=2))


def test_m6_what_a_reader_leaves_is_left_to_others_as_long_as_there_are_others(desk):
    hard = factories.message(desk.session, desk.ines, words=BLOWS)
    services.leave_to_others(desk.session, actor=desk.malik, themes=[VIOLENCE])
    assert BLOWS not in waiting(desk, desk.malik)
    assert BLOWS in waiting(desk, desk.nour)
    services.leave_to_others(desk.session, actor=desk.nour, themes=[VIOLENCE, HardTheme.DRUGS])
    assert BLOWS not in waiting(desk, desk.malik), "zoé is left"
    desk.session.add(Recusal(testimony_id=hard.id, staff_id=desk.zoe.id))
    desk.session.flush()
    assert BLOWS in waiting(desk, desk.malik), "nobody else can"
    assert services.is_takable(desk.session, actor=desk.nour, testimony=hard, today=clock.today()), "never forbidden"
    services.leave_to_others(desk.session, actor=desk.malik, themes=[])
    assert desk.session.scalars(queries.avoided_by(desk.malik)).all() == []


def test_m6_other_themes_are_not_left(desk):
    factories.message(desk.session, desk.ines, words=BLOWS)
    services.leave_to_others(desk.session, actor=desk.malik, themes=set(HardTheme) - {VIOLENCE})
    assert BLOWS in waiting(desk, desk.malik)


def test_what_one_holds_is_never_taken_out_of_sight(desk):
    hard = factories.message(desk.session, desk.ines, words=BLOWS)
    desk.claim(desk.malik, hard)
    services.leave_to_others(desk.session, actor=desk.malik, themes=[VIOLENCE])
    assert waiting(desk, desk.malik)[0] == BLOWS


def test_a_second_reading_is_not_left_to_whoever_made_the_first(desk):
    hard = factories.message(desk.session, desk.ines, words=BLOWS)
    desk.claim(desk.nour, hard)
    desk.decide(desk.nour, "second-reader", hard)
    desk.session.add(Recusal(testimony_id=hard.id, staff_id=desk.zoe.id))
    services.leave_to_others(desk.session, actor=desk.malik, themes=[VIOLENCE])
    assert BLOWS in waiting(desk, desk.malik)


def test_the_next_one_is_taken_in_the_order_of_the_queue(desk):
    hard = factories.message(desk.session, desk.ines, words=BLOWS)
    taken = services.claim_next(desk.session, actor=desk.malik, today=clock.today())
    assert taken.id == hard.id
    assert taken.claimed_by == desk.malik.id
    desk.decide(desk.malik, "keep", hard)
    assert services.claim_next(desk.session, actor=desk.malik, today=clock.today()).id == desk.message.id
    desk.decide(desk.malik, "keep")
    assert services.claim_next(desk.session, actor=desk.malik, today=clock.today()) is None


@pytest.mark.parametrize(
    ("text", "followed"), [("J'en ai parlé à [nom] et Lina.", 1), ("J'en ai parlé à Karim et Lina.", 0)]
)
def test_a_proposal_keeps_how_many_suggestions_it_followed(desk, text, followed):
    message = factories.message(desk.session, desk.ines, words="J'en ai parlé à Karim et Lina.")
    desk.claim(desk.malik, message)
    desk.decide(desk.malik, "publish", message, text=text)
    decision = desk.session.scalars(select(Decision).where(Decision.testimony_id == message.id)).one()
    assert (decision.suggested, decision.followed) == (2, followed)
    desk.claim(desk.malik)
    desk.decide(desk.malik, "keep")
    kept = desk.session.scalars(select(Decision).where(Decision.testimony_id == desk.message.id)).one()
    assert (kept.suggested, kept.followed) == (None, None)


def test_the_aids_know_the_services_and_the_staff_and_newcomers_at_once(desk, frozen):
    assert "Maison Nord" in known_names(desk.session).services
    words = "on mange mal aux marronniers"

    def reasons():
        return {each.reason for each in services.read_aids(desk.session, words).suggestions}

    assert Reason.REGISTRY not in reasons()
    newcomer = factories.service(desk.session, factories.circle(desk.session, "Est"), "Aux Marronniers")
    assert Reason.REGISTRY in reasons()
    newcomer.name = newcomer.short_name = "Autre Nom"
    desk.session.flush()
    assert "Aux Marronniers" in known_names(desk.session).services
    frozen(MONDAY + timedelta(minutes=6))
    assert "Autre Nom" in known_names(desk.session).services
    assert "Malik E" in known_names(desk.session).staff


def test_ones_own_week_counts_from_monday_and_only_oneself(desk, frozen):
    hard = factories.message(desk.session, desk.ines, words=BLOWS)
    for minutes, message in ((0, hard), (3, desk.message)):
        frozen(MONDAY + timedelta(minutes=minutes))
        services.note_reading(desk.session, actor=desk.malik, testimony=message, today=clock.today())
    desk.claim(desk.malik)
    frozen(MONDAY + timedelta(minutes=5))
    desk.decide(desk.malik, "keep")
    act = {"role": "moderator", "action": "testimony:write", "subject": f"testimony:{hard.id.hex}"}
    audit.record(desk.session, actor=desk.malik.id.hex, **act)
    frozen(MONDAY + timedelta(hours=3))
    services.note_reading(desk.session, actor=desk.malik, testimony=hard, today=clock.today())
    week = services.own_week(desk.session, actor=desk.malik)
    assert (week.opened, week.minutes, week.hard, dict(week.decisions)) == (2, 5, 1, {"keep": 1})
    assert services.own_week(desk.session, actor=desk.nour).opened == 0
    frozen(MONDAY + timedelta(days=7))
    assert services.own_week(desk.session, actor=desk.malik).opened == 0


def test_how_one_likes_the_desk_is_kept(desk):
    assert services.preference_of(desk.session, desk.malik).has_shortcuts
    services.prefer(desk.session, actor=desk.malik, has_shortcuts=False)
    services.prefer(desk.session, actor=desk.malik, reads_on=True)
    kept = services.preference_of(desk.session, desk.malik)
    assert (kept.has_shortcuts, kept.reads_on) == (False, True)
    assert member(desk.session.get(Staff, desk.malik.id)) == desk.malik
