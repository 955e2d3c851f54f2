"""F2: whatever happens to a message, its page and the list say where it stands and what is next, in plain words."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hcec import clock
from hcec.labels import LABELS
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.readability import hints
from hcec.web.youth.standing import Standing, standing_of
from tests import factories

PROMISED = date(2026, 11, 9)
SECOND = TestimonyState.SECOND_READER
CASES = {
    Standing.SUBMITTED: {"state": TestimonyState.SUBMITTED, "written_on": PROMISED},
    Standing.OVERDUE: {"state": TestimonyState.SUBMITTED, "written_on": PROMISED - timedelta(days=1)},
    Standing.OPENED: {"state": TestimonyState.SUBMITTED, "read_on": PROMISED},
    Standing.CLAIMED: {"state": TestimonyState.CLAIMED},
    Standing.PROPOSED: {"state": TestimonyState.PROPOSED},
    Standing.PROPOSED_AGAIN: {"state": TestimonyState.PROPOSED, "objected_version": 1},
    Standing.AGREED: {"state": SECOND, "agreed_version": 2},
    Standing.SILENT: {"state": SECOND, "agreed_version": 2, "agreed_by_silence": True},
    Standing.OBJECTED: {"state": SECOND, "objected_version": 2, "refusal_reason": "unreadable"},
    Standing.CONTESTED: {"state": SECOND, "refusal_reason": "unreadable"},
    Standing.DOUBTFUL: {"state": SECOND},
    Standing.APPROVED: {"state": TestimonyState.APPROVED, "agreed_version": 2},
    Standing.KEPT: {"state": TestimonyState.KEPT},
    Standing.KEPT_AS_ASKED: {"state": TestimonyState.KEPT, "objected_version": 2},
    Standing.REFUSED: {"state": TestimonyState.REFUSED, "original_box": b"words"},
    Standing.REFUSED_REREAD: {"state": TestimonyState.REFUSED, "original_box": b"words", "is_reread": True},
    Standing.REFUSED_ERASED: {"state": TestimonyState.REFUSED, "is_reread": True},
    Standing.WITHDRAWN: {"state": TestimonyState.WITHDRAWN},
}


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_is_reached_and_has_its_words(standing):
    values = {"version": 2, **CASES[standing]}
    is_reread = values.pop("is_reread", False)
    assert standing_of(Testimony(id=uuid4(), **values), is_reread, PROMISED) == standing
    assert LABELS["standing"][standing]
    assert LABELS["next_step"][standing].endswith(".")


@pytest.mark.parametrize("kind", ["standing", "next_step"])
def test_the_words_are_plain(kind):
    assert [hint for words in LABELS[kind].values() for hint in hints(words)] == []


def test_every_standing_has_words_and_every_word_a_standing():
    assert set(LABELS["standing"]) == set(LABELS["next_step"]) == set(Standing)


def test_f2_nobody_is_told_of_fourteen_days_once_they_are_past(platform, cast, browser_of, frozen):
    with platform.database.transaction() as session:
        ref = factories.message(session, cast.ines).id.hex
    ines = browser_of(cast.ines)
    for path in ("/messages/", f"/messages/{ref}"):
        assert "dans les 14 jours" in ines.get(path).text
    frozen(clock.now() + timedelta(days=15))
    late = browser_of(cast.ines)
    for path in ("/messages/", f"/messages/{ref}"):
        assert "C’est plus long que promis." in late.get(path).text
        assert "dans les 14 jours" not in late.get(path).text
    browser_of("malik").get(f"/moderation/{ref}")
    assert "lu, pas encore décidé" in late.get(f"/messages/{ref}").text
