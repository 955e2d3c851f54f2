"""Words that came on paper: quoted as they are with the yes that is on the sheet, or not at all (M2)."""

import pytest

from hcec import clock
from hcec.moderation import services
from hcec.moderation.models import Approval
from hcec.moderation.services.exchange import is_answerable
from hcec.testimonies.enums import TestimonyKind

WORDS = "J'aimerais voir ma sœur."


@pytest.fixture
def paper(desk):
    desk.message.kind, desk.message.is_paper = TestimonyKind.ANSWER, True
    desk.session.flush()
    return desk


def test_exact_words_go_to_a_second_reader_who_approves_them(paper):
    held = paper.propose(text=WORDS)
    assert (held.state, held.agreed_version, held.agreed_by_silence) == ("second_reader", held.version, False)
    paper.claim(paper.nour)
    paper.decide(paper.nour, "publish", text=WORDS)
    assert held.state == "approved"
    assert paper.session.get(Approval, held.id).agreement == "yes"


def test_hidden_or_changed_words_are_never_proposed_for_nobody_would_be_asked(paper):
    with pytest.raises(services.OnPaper):
        paper.propose(text="J'aimerais voir [ma sœur].")
    assert paper.message.state == "claimed"


def test_a_second_reader_may_keep_but_change_nothing(paper):
    paper.propose(text=WORDS)
    paper.claim(paper.nour)
    with pytest.raises(services.OnPaper):
        paper.decide(paper.nour, "publish", text="Autre chose.")
    paper.decide(paper.nour, "keep")
    assert paper.message.state == "kept"


def test_without_a_yes_on_the_sheet_nothing_is_quoted(paper):
    paper.message.may_quote = False
    with pytest.raises(services.NotToBeQuoted):
        paper.propose(text=WORDS)


def test_nobody_writes_to_a_child_who_will_not_read(paper):
    paper.claim(paper.malik)
    assert not is_answerable(paper.session, actor=paper.malik, testimony=paper.message, today=clock.today())
