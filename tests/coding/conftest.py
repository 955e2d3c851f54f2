"""Messages that were read, decided and wait for a code."""

import pytest

from hcec import clock
from hcec.coding import services
from hcec.coding.enums import Place
from hcec.testimonies.enums import TestimonyState
from tests import factories


def kept(session, by, of=None, words="À l'école on m'aide pour le bac.", **options):
    """A message that a reader decided to keep."""
    made = factories.message(session, by, of, words=words, **options)
    made.state = TestimonyState.KEPT
    made.written_on = clock.month_of(clock.today())
    session.flush()
    return made


def code(session, cast, who, message, themes=("ECOLE",), place=Place.FIRST, tones=(), suggested=()):
    return services.code(
        session,
        actor=cast.member(who),
        testimony=message,
        place=place,
        themes=themes,
        tones=tones,
        suggested=suggested,
        today=clock.today(),
    )


@pytest.fixture
def drawn(monkeypatch):
    """Chance wants every message coded twice."""
    monkeypatch.setattr("hcec.coding.services.coding.ONE_IN", 1)


@pytest.fixture
def consultation(session, cast):
    return factories.consultation(session, cast.member("cyril"))
