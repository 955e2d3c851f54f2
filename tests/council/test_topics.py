"""Topics: supported in secret, told by steps once enough support them, never counted live (A4, D1, M1)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from hcec.council import sweeps
from hcec.council.access import support_tag, supported_by
from hcec.council.models import Topic, TopicSupport
from hcec.council.services import topics
from hcec.council.steps import step_reached
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import withdraw
from tests.council.supported import count, shown
from tests.platform import MONDAY


def reached(platform, topic_id):
    with platform.database.reading() as session:
        topic = session.get(Topic, topic_id)
        return topic and topic.reached


@pytest.mark.parametrize(
    ("supports", "step"), [(0, 0), (4, 0), (5, 5), (10, 5), (11, 11), (19, 11), (20, 20), (99, 50), (1000, 500)]
)
def test_support_is_told_by_steps_and_under_five_not_at_all(supports, step):
    assert step_reached(supports, internal=5, public=11) == step


@pytest.mark.parametrize(("supports", "step"), [(4, None), (5, 5), (12, 11)])
def test_a_topic_exists_for_the_council_once_five_support_it(platform, cast, supports, step):
    topic_id = shown(platform, cast, supports=supports)
    count(platform)
    assert reached(platform, topic_id) == step


def test_the_database_refuses_a_topic_that_few_support(platform, cast, session):
    topic_id = shown(platform, cast)
    session.add(Topic(testimony_id=topic_id, reached=4))
    with pytest.raises(IntegrityError):
        session.flush()


def test_one_child_counts_once_and_may_take_it_back(platform, cast, session):
    topic = session.get(Testimony, shown(platform, cast))
    for _ in range(3):
        topics.support(session, youth=cast.tom, topic=topic)
    assert session.scalar(select(func.count()).select_from(TopicSupport)) == 1
    topics.stop_supporting(session, youth=cast.ines, topic=topic)
    assert session.scalars(supported_by(cast.tom, [topic.id])).all() == [topic.id]
    topics.stop_supporting(session, youth=cast.tom, topic=topic)
    assert session.scalar(select(func.count()).select_from(TopicSupport)) == 0


def test_two_supports_of_one_child_have_nothing_in_common(platform, cast):
    first, second = shown(platform, cast), shown(platform, cast, words="Les vacances.")
    assert support_tag(cast.tom, first) != support_tag(cast.tom, second) != support_tag(cast.ines, second)
    assert {column.key for column in TopicSupport.__table__.c} == {"testimony_id", "tag"}


def test_support_is_counted_on_the_night_that_starts_the_week(platform, cast, frozen):
    topic_id = shown(platform, cast, supports=6)
    for days in range(1, 7):
        frozen(MONDAY + timedelta(days=days))
        with platform.database.transaction() as session:
            assert sweeps.count_support(session) == 0
    frozen(datetime(2026, 11, 30, 3, 0, tzinfo=MONDAY.tzinfo))
    with platform.database.transaction() as session:
        assert sweeps.count_support(session) == 1
    assert reached(platform, topic_id) == 5


def test_a_step_never_goes_down_so_that_nobody_sees_who_left(platform, cast):
    topic_id = shown(platform, cast, supports=5)
    count(platform)
    with platform.database.transaction() as session:
        session.delete(session.scalars(select(TopicSupport)).first())
    count(platform)
    assert reached(platform, topic_id) == 5


def test_what_the_council_said_deletes_the_supports_and_takes_no_more(platform, cast, session):
    topic_id = shown(platform, cast, supports=5)
    count(platform)
    topic, actor = session.get(Topic, topic_id), cast.staff["odile"]
    topics.tell_topic(session, topic=topic, actor=actor, version=1, told="On en a parlé.")
    assert session.scalar(select(func.count()).select_from(TopicSupport)) == 0
    with pytest.raises(topics.NotSupportable):
        topics.support(session, youth=cast.tom, topic=session.get(Testimony, topic_id))


def test_a_topic_withdrawn_takes_its_supports_with_it(platform, cast):
    topic_id = shown(platform, cast, supports=5)
    count(platform)
    with platform.database.transaction() as session:
        withdraw(session, youth=cast.ines, testimony=session.get(Testimony, topic_id))
    assert count(platform) == 0
    with platform.database.transaction() as session:
        session.delete(session.get(Testimony, topic_id))
    with platform.database.reading() as session:
        assert session.scalars(select(TopicSupport.tag)).all() == []
        assert session.get(Topic, topic_id) is None


def test_whoever_leaves_takes_every_support_back(platform, cast, session):
    offered = [shown(platform, cast, words) for words in ("Un.", "Deux.")]
    for topic_id in offered:
        topics.support(session, youth=cast.tom, topic=session.get(Testimony, topic_id))
    topics.forget_supports(session, youth=cast.tom)
    assert session.scalar(select(func.count()).select_from(TopicSupport)) == 0


def test_supports_of_a_topic_that_left_the_list_go_with_it(platform, cast, frozen):
    few, enough = shown(platform, cast, supports=4), shown(platform, cast, "Les vacances.", supports=5)
    count(platform)
    frozen(datetime(2027, 12, 6, 3, 0, tzinfo=MONDAY.tzinfo))
    with platform.database.transaction() as session:
        sweeps.count_support(session)
        assert set(session.scalars(select(TopicSupport.testimony_id))) == {enough} != {few}
