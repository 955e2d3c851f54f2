"""A5: whoever works for a circle of the message never sees it, whatever the graph of ties."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from hcec import clock
from hcec.accounts.access import member
from hcec.accounts.models import Staff, StaffTie
from hcec.moderation import queries
from hcec.moderation.access import visible_to
from hcec.moderation.models import Recusal
from hcec.permissions import STAFF_ROLES, Role
from hcec.safeguarding.access import visible_to as alerts_visible_to
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories

READERS = {Role.MODERATOR, Role.OUTSIDE_READER, Role.COORDINATOR, Role.CRIP}
ELSEWHERE = {Role.OUTSIDE_READER, Role.CRIP}

CIRCLES = st.frozensets(st.integers(0, 4), max_size=4)
STAFF = st.tuples(st.sampled_from([*READERS, Role.OBSERVATORY, Role.ADMINISTRATOR]), CIRCLES)
MESSAGES = st.tuples(CIRCLES, st.booleans(), st.sampled_from([None, *range(4)]), st.sampled_from(list(TestimonyState)))


@given(st.lists(STAFF, min_size=1, max_size=4), st.lists(MESSAGES, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a5_nobody_sees_a_message_of_their_circles_in_queues_counts_or_alerts(platform, people, messages):
    with platform.database.writing() as session:
        circles = [factories.circle(session, f"Territoire {number}") for number in range(5)]
        readers = [reader(session, circles, role, ties) for role, ties in people]
        home = factories.service(session, circles[0])
        for of, about_adult, recused, state in messages:
            message = write(session, factories.youth(home), [circles[each].id for each in of], about_adult, state)
            if recused is not None and recused < len(readers):
                session.add(Recusal(testimony_id=message.id, staff_id=readers[recused].id))
            raise_alert(session, testimony=message, raised_by=None, now=clock.now())
        session.flush()
        every = session.scalars(select(Testimony)).all()
        for actor in readers:
            allowed = {message.id for message in every if may_read(session, actor, message)}
            today = clock.today()
            assert set(session.scalars(visible_to(actor)).all()) == {each for each in every if each.id in allowed}
            queue = session.scalars(queries.queue_of(actor, today)).all()
            assert {message.id for message in queue} <= allowed
            assert sum(session.execute(queries.counts_of(actor, today)).one()) == len(queue)
            assert session.scalar(queries.how_many(queries.queue_of(actor, today))) == len(queue)
            check_alerts(session, actor)
        session.rollback()


def reader(session, circles, role, ties):
    row = factories.staff(session, role, "Alex Essai")
    row.ties = [StaffTie(circle_id=circles[each].id) for each in ties]
    session.flush()
    return member(row)


def write(session, by, circles, about_adult, state):
    message = factories.message(session, by, circles=circles, about_adult=about_adult)
    if state == TestimonyState.CLAIMED:
        message.claimed_by = factories.staff(session, Role.MODERATOR, "Bleu Essai").id
    if state == TestimonyState.APPROVED:
        message.agreed_version = message.version
    message.proposed, message.refusal_reason, message.state = "…", "unreadable", state
    session.flush()
    return message


def may_read(session, actor, message):
    """The rule, said again without SQL: the CRIP reads what keeps everybody else away, never nobody."""
    if message.state == TestimonyState.WITHDRAWN or actor.role not in READERS:
        return False
    everybody = [member(row) for row in session.scalars(select(Staff)) if row.role in READERS]
    is_last = actor.role == Role.CRIP and not any(is_free(session, each, message) for each in everybody)
    return is_free(session, actor, message) or (is_last and not has_recused(session, actor, message))


def is_free(session, actor, message):
    return (
        not actor.circles & {row.circle_id for row in message.circles}
        and (actor.role in ELSEWHERE or not message.is_about_adult)
        and not has_recused(session, actor, message)
    )


def has_recused(session, actor, message):
    return session.get(Recusal, (message.id, actor.id)) is not None


def check_alerts(session, actor):
    for alert in session.scalars(select(Alert)):
        expected = actor.role == Role.CRIP or (
            actor.role == Role.COORDINATOR
            and not alert.is_about_adult
            and not actor.circles & {row.circle_id for row in alert.circles}
        )
        seen = session.scalar(
            select(func.count()).select_from(alerts_visible_to(actor).where(Alert.id == alert.id).subquery())
        )
        assert bool(seen) == expected


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a5_a_tie_outlasts_leaving_and_closes_each_role(session, role):
    circle = factories.circle(session)
    home = factories.service(session, circle)
    row = factories.staff(session, role, "Alex Essai", home)
    factories.staff(session, Role.OUTSIDE_READER, "Olga Essai")
    factories.message(session, factories.youth(home))
    assert session.scalars(visible_to(member(row))).all() == []


def test_a_call_for_help_is_no_message_to_moderate(session):
    from hcec.department.services import Department
    from hcec.safeguarding.services.help import call_for_help

    home = factories.service(session, factories.circle(session))
    call_for_help(
        session,
        youth=factories.youth(home),
        row_id=factories.uuid4(),
        department=Department(),
        now=clock.now(),
    )
    assert session.scalars(visible_to(member(factories.staff(session, Role.CRIP, "Claire E")))).all() == []
