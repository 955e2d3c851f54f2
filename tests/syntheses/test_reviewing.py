"""A second reader agrees to exactly what is published, where the observatory has two people."""

from datetime import date

import pytest

from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.disclosure.values import from_bytes
from hcec.permissions import Role
from hcec.syntheses.enums import Level, Stage, Theme
from hcec.syntheses.models import SynthesisReview
from hcec.syntheses.services import reviewing
from hcec.syntheses.services.publishing import NotReread, fingerprint, publish_synthesis
from hcec.syntheses.services.writing import SynthesisChanged, SynthesisFrozen, choose_quotations, create_synthesis
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)


@pytest.fixture
def pair(session, cast):
    """Odile and Rafael hold the observatory's two accounts."""
    odile = session.get(Staff, cast.staff["odile"].id)
    rafael = factories.staff(session, Role.OBSERVATORY, "Rafael Essai")
    odile.password_hash = rafael.password_hash = "set"
    session.flush()
    return member(odile), member(rafael)


@pytest.fixture
def closed(session, cast):
    return snapshots.closed(session, cast.staff["cyril"])


def begin(session, consultation, author):
    return create_synthesis(session, author=author, consultation=consultation, level=Level.PUBLIC, title="Titre")


def send(session, synthesis, actor):
    reviewing.send_to_review(session, synthesis=synthesis, actor=actor, version=synthesis.version)


def agree(session, synthesis, actor, **more):
    made = fingerprint(session, synthesis=synthesis)
    known = {"version": synthesis.version, "seen": made, "content_hash": made, "today": TODAY} | more
    reviewing.agree(session, synthesis=synthesis, actor=actor, **known)


def publish(session, synthesis, actor, **more):
    more.setdefault("version", synthesis.version)
    return publish_synthesis(session, synthesis=synthesis, actor=actor, today=TODAY, **more)


def test_two_people_are_needed_where_there_are_two(session, closed, pair):
    odile, rafael = pair
    synthesis = begin(session, closed, odile)
    with pytest.raises(NotReread):
        publish(session, synthesis, odile)
    send(session, synthesis, odile)
    assert synthesis.stage is Stage.REVIEW
    with pytest.raises(NotReread):
        publish(session, synthesis, rafael)
    agree(session, synthesis, rafael)
    release = publish(session, synthesis, odile)
    assert synthesis.stage is Stage.PUBLISHED
    assert "Deux personnes de l’observatoire" in from_bytes(release.content).method[-1]


def test_alone_one_publishes_and_the_method_says_so(session, cast, closed):
    odile = cast.staff["odile"]
    synthesis = begin(session, closed, odile)
    with pytest.raises(reviewing.NobodyElse):
        send(session, synthesis, odile)
    release = publish(session, synthesis, odile)
    assert "sans seconde lecture" in from_bytes(release.content).method[-1]


def test_who_left_is_no_second_person(session, closed, pair):
    odile, rafael = pair
    session.get(Staff, rafael.id).left_on = TODAY
    session.flush()
    publish(session, begin(session, closed, odile), odile)


def test_nobody_agrees_to_what_they_sent(session, closed, pair):
    odile, rafael = pair
    synthesis = begin(session, closed, odile)
    send(session, synthesis, odile)
    with pytest.raises(reviewing.OwnSynthesis):
        agree(session, synthesis, odile)
    reviewing.take_back(session, synthesis=synthesis, actor=odile, version=synthesis.version)
    send(session, synthesis, rafael)
    with pytest.raises(reviewing.OwnSynthesis):
        agree(session, synthesis, rafael)
    agree(session, synthesis, odile)


def test_while_it_is_reread_nobody_changes_it(session, closed, pair):
    odile, _rafael = pair
    synthesis = begin(session, closed, odile)
    send(session, synthesis, odile)
    with pytest.raises(SynthesisChanged):
        choose_quotations(session, synthesis=synthesis, actor=odile, version=synthesis.version, chosen={})


def test_sent_back_with_a_note_then_corrected_then_agreed(session, closed, pair):
    odile, rafael = pair
    synthesis = begin(session, closed, odile)
    send(session, synthesis, odile)
    seen = fingerprint(session, synthesis=synthesis)
    said = {"actor": rafael, "version": synthesis.version, "note": " Le titre se trompe. ", "seen": seen}
    reviewing.send_back(session, synthesis=synthesis, today=TODAY, **said)
    assert synthesis.stage is Stage.DRAFT
    assert [(each.note, each.is_agreed) for each in synthesis.reviews] == [("Le titre se trompe.", False)]
    choose_quotations(session, synthesis=synthesis, actor=odile, version=synthesis.version, chosen={})
    send(session, synthesis, odile)
    agree(session, synthesis, rafael)
    publish(session, synthesis, odile)
    assert [each.is_agreed for each in session.get(type(synthesis), synthesis.id).reviews] == [False, True]


def test_an_agreement_to_another_version_is_none(session, closed, pair):
    odile, rafael = pair
    synthesis = begin(session, closed, odile)
    send(session, synthesis, odile)
    agree(session, synthesis, rafael)
    reviewing.take_back(session, synthesis=synthesis, actor=odile, version=synthesis.version)
    with pytest.raises(NotReread):
        publish(session, synthesis, odile)
    send(session, synthesis, odile)
    with pytest.raises(NotReread):
        publish(session, synthesis, odile)


def test_what_changed_by_itself_since_the_reading_must_be_read_again(session, cast, closed, pair):
    odile, rafael = pair
    readers = cast.staff["karine"], cast.staff["malik"]
    message = snapshots.message(session, closed, readers, "On m’a écouté.")
    synthesis = begin(session, closed, odile)
    choose_quotations(session, synthesis=synthesis, actor=odile, version=1, chosen={message.id: Theme.LIEU})
    send(session, synthesis, odile)
    seen = fingerprint(session, synthesis=synthesis)
    agree(session, synthesis, rafael)
    message.state = TestimonyState.WITHDRAWN
    session.flush()
    with pytest.raises(NotReread):
        publish(session, synthesis, odile)
    with pytest.raises(SynthesisChanged):
        agree(session, synthesis, rafael, seen=seen)
    agree(session, synthesis, rafael)
    assert from_bytes(publish(session, synthesis, odile).content).quotations == ()


def test_what_is_out_or_not_sent_is_not_reread(session, closed, pair):
    odile, rafael = pair
    synthesis = begin(session, closed, odile)
    with pytest.raises(SynthesisChanged):
        agree(session, synthesis, rafael)
    send(session, synthesis, odile)
    with pytest.raises(SynthesisChanged):
        agree(session, synthesis, rafael, version=1)
    agree(session, synthesis, rafael)
    seen = fingerprint(session, synthesis=synthesis)
    publish(session, synthesis, odile)
    with pytest.raises(SynthesisFrozen):
        reviewing.send_back(
            session,
            synthesis=synthesis,
            actor=rafael,
            version=synthesis.version,
            note="Trop tard",
            seen=seen,
            today=TODAY,
        )


def test_an_agreement_of_who_answers_for_it_counts_for_nothing(session, closed, pair):
    odile, _rafael = pair
    synthesis = begin(session, closed, odile)
    send(session, synthesis, odile)
    made = fingerprint(session, synthesis=synthesis)
    synthesis.reviews.append(
        SynthesisReview(
            version=synthesis.version, content_hash=made, reader_id=odile.id, is_agreed=True, reviewed_on=TODAY
        )
    )
    session.flush()
    with pytest.raises(NotReread):
        publish(session, synthesis, odile)
