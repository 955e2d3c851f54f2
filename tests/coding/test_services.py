"""Who codes what, which codes count, what the freeze keeps, how far two coders agree (D1, D5, M3, A5)."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select

from hcec import clock
from hcec.accounts.access import member
from hcec.audit.models import JournalEntry
from hcec.coding import access, queries, services
from hcec.coding.enums import Place, Tone
from hcec.coding.models import Coding, FrozenTheme, ThemeCode
from hcec.coding.services.coding import is_drawn
from hcec.moderation.services.forgetting import erase_words
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.services.messages import hide
from tests import factories
from tests.coding.conftest import code, kept


def counts(session, consultation):
    return dict(session.execute(queries.theme_counts(consultation.id)).all())


def ids(session, found):
    return set(session.scalars(access.identifiers(found)))


def test_only_readers_from_elsewhere_code_and_only_what_is_decided_and_has_words(session, cast):
    message, waiting = kept(session, cast.ines), factories.message(session, cast.ines)
    assert ids(session, access.to_code(cast.member("malik"))) == {message.id}
    for who in ("karine", "odile", "agnes", "diane", "paul", "adrien"):  # karine works where Ines lives
        assert ids(session, access.to_code(cast.member(who))) == set()
        with pytest.raises(services.NotToCode):
            code(session, cast, who, message)
    with pytest.raises(services.NotToCode):
        code(session, cast, "malik", waiting)
    erase_words(session, message.id)
    with pytest.raises(services.NotToCode):
        code(session, cast, "malik", message)


def test_a_coding_holds_themes_of_the_list_several_and_tones_and_is_journalled(session, cast):
    message = kept(session, cast.ines)
    for wrong in ([], ["INCONNU"], ["ECOLE", "INCONNU"]):
        with pytest.raises(services.NoTheme):
            code(session, cast, "malik", message, wrong)
    made = code(session, cast, "malik", message, ["ECOLE", "BIEN"], tones=[Tone.THANKS], suggested=["ECOLE", "LIEU"])
    assert {(each.theme, each.was_suggested) for each in made.themes} == {("ECOLE", True), ("BIEN", False)}
    assert made.coded_on == clock.month_of(clock.today())
    again = code(session, cast, "malik", message, ["BIEN"], tones=[Tone.WISH, Tone.THANKS])
    assert {each.theme for each in again.themes} == {"BIEN"}
    assert {each.tone for each in again.tones} == {Tone.WISH, Tone.THANKS}
    assert session.scalars(select(JournalEntry.action)).all().count("testimony:code-first") == 2


def test_a_suggestion_is_no_code_until_somebody_confirms_it(session, cast, consultation):
    message = kept(session, cast.ines, consultation)
    assert [each.theme for each in services.suggestions(session, actor=cast.member("malik"), testimony=message)]
    assert session.scalar(select(func.count()).select_from(ThemeCode)) == 0
    assert counts(session, consultation) == {}


def test_one_codes_first_and_another_service_codes_the_sample_again_blind(session, cast, drawn):
    message = kept(session, cast.ines)
    code(session, cast, "malik", message)
    assert services.place_for(session, actor=cast.member("naima"), testimony=message) == Place.SECOND
    assert message.id not in ids(session, access.coded(cast.member("naima"))), "blind until one has coded"
    with pytest.raises(services.AlreadyCoded):
        code(session, cast, "naima", message)
    code(session, cast, "naima", message, ["BIEN"], place=Place.SECOND)
    assert message.id in ids(session, access.coded(cast.member("naima"), "ECOLE"))
    assert services.place_for(session, actor=cast.member("olga"), testimony=message) is None
    assert services.place_for(session, actor=cast.member("naima"), testimony=message) is None, "a second one is final"
    with pytest.raises(services.AlreadyCoded):
        code(session, cast, "malik", message, place=Place.SECOND)


def test_a_colleague_of_the_first_coder_is_no_second_coder(session, cast, drawn):
    message = kept(session, cast.ines)
    row = factories.staff(session, name="Maud Essai", works_for=cast.services["south"])
    cast.staff["maud"] = member(row)
    code(session, cast, "malik", message)
    assert services.place_for(session, actor=cast.member("maud"), testimony=message) is None
    assert services.place_for(session, actor=cast.member("naima"), testimony=message) == Place.SECOND


def test_chance_draws_about_one_in_ten_and_always_the_same():
    messages = [Testimony(id=UUID(int=number)) for number in range(2000)]
    drawn = [is_drawn(each) for each in messages]
    assert 140 < sum(drawn) < 260
    assert drawn == [is_drawn(each) for each in messages]


def test_d1_children_are_counted_once_a_theme_and_only_by_first_codings(session, cast, consultation, drawn):
    mine = [kept(session, cast.ines, consultation, circles=[]) for _ in range(3)]
    other = kept(session, cast.tom, consultation, circles=[])
    for message in (*mine, other):
        code(session, cast, "olga", message, ["ECOLE", "BIEN"] if message is other else ["ECOLE"])
        code(session, cast, "naima", message, ["LIEU"], place=Place.SECOND)
    assert counts(session, consultation) == {"ECOLE": 2, "BIEN": 1}
    assert session.scalar(queries.voices(consultation.id)) == 2
    assert session.scalar(queries.still_to_code(consultation.id)) == 0
    assert ids(session, access.coded(cast.member("olga"), "ECOLE")) == {each.id for each in (*mine, other)}


def test_codes_outlive_the_words_but_not_a_withdrawal(session, cast, consultation):
    mine, other = kept(session, cast.ines, consultation, circles=[]), kept(session, cast.tom, consultation, circles=[])
    for message in (mine, other):
        code(session, cast, "olga", message)
    erase_words(session, mine.id)
    assert counts(session, consultation) == {"ECOLE": 2}
    hide(session, testimony=other)
    assert counts(session, consultation) == {"ECOLE": 1}
    session.execute(delete(Testimony).where(Testimony.id == other.id))
    assert set(session.scalars(select(Coding.testimony_id))) == {mine.id}


def test_d5_what_is_frozen_never_moves_and_leads_to_nobody(session, cast, consultation):
    messages = [kept(session, each, consultation, circles=[]) for each in (cast.ines, cast.ines, cast.tom)]
    for message in messages:
        code(session, cast, "olga", message, ["ECOLE", "LIEU"])
    services.freeze(session, consultation)
    before = counts(session, consultation)
    assert before == {"ECOLE": 2, "LIEU": 2}
    code(session, cast, "olga", messages[0], ["BIEN"])
    hide(session, testimony=messages[2])
    services.freeze(session, consultation)
    assert counts(session, consultation) == before
    assert session.scalar(queries.voices(consultation.id)) == 2
    tags = set(session.scalars(select(FrozenTheme.tag)))
    assert len(tags) == 2
    assert tags.isdisjoint(session.scalars(select(Testimony.tag)))


def test_an_empty_freeze_stays_empty(session, cast, consultation):
    message = kept(session, cast.ines, consultation)
    services.freeze(session, consultation)
    code(session, cast, "malik", message)
    assert counts(session, consultation) == {}
    assert session.scalar(queries.voices(consultation.id)) == 0


def test_agreement_is_told_from_twenty_messages_on(session, cast, drawn):
    for number in range(20):
        assert services.agreement(session) is None
        message = kept(session, cast.ines)
        code(session, cast, "malik", message, ["ECOLE"] if number % 2 else ["LIEU"])
        code(session, cast, "naima", message, ["ECOLE"] if number % 2 or number == 0 else ["LIEU"], Place.SECOND)
    found = services.agreement(session)
    assert found.messages == 20
    assert found.observed == pytest.approx(1 - 2 / (20 * 20))
    assert 0.9 < found.kappa < 1
    assert {code for code, _kappa, _uses in found.by_theme} == {"ECOLE", "LIEU"}
    assert services.agreement(session, among=access.identifiers(access.coded(cast.member("karine")))) is None


def test_the_list_is_versioned_and_what_is_retired_keeps_its_meaning(session, cast):
    odile, message = cast.member("odile"), kept(session, cast.ines)
    row = uuid4()
    assert services.list_version(session) == 1
    added = services.add_theme(session, actor=odile, row_id=row, words="Les transports")
    assert services.add_theme(session, actor=odile, row_id=row, words="Les transports") is added
    assert services.list_version(session) == 2
    assert [each.code for each in services.offered(session)][-2:] == [added.code, "AUTRE"]
    assert code(session, cast, "malik", message, [added.code]).list_version == 2
    services.retire_theme(session, actor=odile, code=added.code)
    services.retire_theme(session, actor=odile, code=added.code)
    assert services.list_version(session) == 3
    assert added.code not in {each.code for each in services.offered(session)}
    code(session, cast, "malik", message, [added.code, "BIEN"])  # it was theirs already
    with pytest.raises(services.NoTheme):
        code(session, cast, "malik", kept(session, cast.ines), [added.code])
    with pytest.raises(services.NotALocalTheme):
        services.retire_theme(session, actor=odile, code="ECOLE")


def test_refused_messages_count_nowhere(session, cast, consultation):
    message = kept(session, cast.ines, consultation)
    code(session, cast, "malik", message)
    message.refusal_reason, message.state = "unreadable", TestimonyState.REFUSED
    session.flush()
    assert counts(session, consultation) == {}
    assert session.execute(queries.progress()).all() == []
