"""The council's year, as the demonstration tells it."""

from sqlalchemy import select

from hcec.council import models
from hcec.council.enums import DecisionState, SessionState, TopicState
from hcec.demo import data_files
from hcec.demo.services import load_demonstration
from hcec.testimonies.models import Testimony
from tests.demo.test_loading import DAY, PUBLIC


def test_the_file_tells_a_year_with_something_to_come():
    raw = data_files.council()
    assert max(each["ago"] for each in raw["session"]) > 270
    assert min(each["ago"] for each in raw["session"]) < 0
    states = {decision["state"] for each in raw["session"] for decision in each.get("decision", ())}
    assert states == set(DecisionState)
    assert raw["mandates"]["seats"] >= 11 + len(raw["mandates"]["ended_early"])


def test_the_year_is_lived_and_a_topic_that_few_support_is_nowhere(platform):
    load_demonstration(platform, young=30, seed=7, today=DAY, crip_public_key=PUBLIC)
    with platform.database.reading() as session:
        states = {each.state for each in session.scalars(select(models.Session))}
        topics = session.scalars(select(models.Topic)).all()
        offered = session.scalars(select(Testimony).where(Testimony.is_topic)).all()
        supported = set(session.scalars(select(models.TopicSupport.testimony_id)))
    assert states == set(SessionState)
    assert {each.state for each in topics} == set(TopicState)
    assert len(offered) == len(topics) + 1
    assert {each.testimony_id for each in topics if each.state is TopicState.DISCUSSED}.isdisjoint(supported)
