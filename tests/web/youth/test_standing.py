"""F2: whatever happens to a message, its page and the list say where it stands and what is next, in plain words."""

from uuid import uuid4

import pytest

from hcec.labels import LABELS
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.readability import hints
from hcec.web.youth.standing import Standing, standing_of

SECOND = TestimonyState.SECOND_READER
CASES = {
    Standing.SUBMITTED: {"state": TestimonyState.SUBMITTED},
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
    assert standing_of(Testimony(id=uuid4(), **values), is_reread) == standing
    assert LABELS["standing"][standing]
    assert LABELS["next_step"][standing].endswith(".")


@pytest.mark.parametrize("kind", ["standing", "next_step"])
def test_the_words_are_plain(kind):
    assert [hint for words in LABELS[kind].values() for hint in hints(words)] == []


def test_every_standing_has_words_and_every_word_a_standing():
    assert set(LABELS["standing"]) == set(LABELS["next_step"]) == set(Standing)
