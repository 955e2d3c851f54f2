"""Messages of the idea box, to be read at the desk."""

import pytest

from tests import factories
from tests.web.moderation.at_the_desk import WORDS


@pytest.fixture
def send(platform, cast):
    """Return a function that writes a message and gives its reference."""

    def written(words=WORDS, **options):
        with platform.database.transaction() as session:
            return factories.message(session, cast.ines, words=words, **options).id.hex

    return written
