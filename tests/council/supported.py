"""Topics as children see them: approved, and supported by as many as asked."""

from random import Random

from sqlalchemy import select

from hcec.council.services import topics
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony
from tests import factories
from tests.syntheses.snapshots import approve


def shown(platform, cast, words="Le téléphone le soir.", supports=0, by=None):
    """An approved topic with supports of other children; its identifier."""
    with platform.database.transaction() as session:
        made = factories.topic(session, by or cast.ines, words)
        made.version = 2
        approve(session, made, (cast.staff["malik"], cast.staff["naima"]), words)
        for number in range(supports):
            person = factories.youth(cast.services["south"], f"{number:04}-0000")
            topics.support(session, youth=person, topic=made)
        return made.id


def count(platform):
    """What the night that starts the week does."""
    with platform.database.transaction() as session:
        return topics.count_supports(session)


def support_each_other(platform, people):
    """Two ideas become topics, and everybody supports both: two tags of each child, in any order."""
    with platform.database.transaction() as session:
        ideas = select(Testimony).where(Testimony.kind == TestimonyKind.IDEA).limit(2)
        for number, topic in enumerate(session.scalars(ideas).all()):
            topic.is_topic = True
            for person in Random(number).sample(people, len(people)):
                topics.support(session, youth=person, topic=topic)
