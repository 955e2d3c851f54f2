"""From a closed consultation to a frozen release: what is refused, what never changes, what files hold."""

from datetime import date

import pytest
from sqlalchemy import select

from hcec import keys
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.disclosure.values import UNANSWERED, AttackReport, Check, from_bytes, to_bytes
from hcec.documents.registry import formats_of, render
from hcec.syntheses.enums import Crossing, Level, SynthesisState, Theme
from hcec.syntheses.services import building
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.publishing import NotPublished, prepare_release, publish_synthesis, withdraw_release
from hcec.syntheses.services.writing import (
    ConsultationNotClosed,
    NotQuotable,
    SameChildTwice,
    SynthesisChanged,
    SynthesisFrozen,
    change_synthesis,
    choose_quotations,
    create_synthesis,
)
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)


@pytest.fixture
def people(session, cast):
    return cast.staff


@pytest.fixture
def closed(session, people):
    return snapshots.closed(session, people["cyril"])


@pytest.fixture
def readers(people):
    return people["karine"], people["malik"]


def draft(session, consultation, people, level=Level.PUBLIC, **more):
    more.setdefault("title", "Vos frères et sœurs")
    return create_synthesis(session, author=people["odile"], consultation=consultation, level=level, **more)


def publish(session, synthesis, people, **more):
    more.setdefault("version", synthesis.version)
    return publish_synthesis(session, synthesis=synthesis, actor=people["odile"], today=TODAY, **more)


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.OPEN])
def test_only_a_closed_consultation_is_synthesised(session, people, status):
    going_on = factories.consultation(session, people["cyril"], status=status)
    with pytest.raises(ConsultationNotClosed):
        draft(session, going_on, people)


def test_a_release_is_frozen_as_it_was_previewed(session, closed, people):
    synthesis = draft(session, closed, people, text="Vous avez dit :\n- le téléphone\n- les week-ends")
    previewed = to_bytes(build_release(session, synthesis=synthesis).release)
    release = publish(session, synthesis, people)
    assert release.content == previewed == to_bytes(from_bytes(release.content))
    assert synthesis.state is SynthesisState.PUBLISHED
    assert {file.format for file in release.files} == set(formats_of(from_bytes(release.content)))
    for file in release.files:
        assert render(from_bytes(release.content), file.format).content == file.content


def test_what_is_published_never_changes(session, closed, people):
    synthesis = draft(session, closed, people)
    release = publish(session, synthesis, people)
    same = {"synthesis": synthesis, "actor": people["odile"], "version": synthesis.version}
    with pytest.raises(SynthesisFrozen):
        change_synthesis(session, **same, title="Autre", text="", crossings=())
    with pytest.raises(SynthesisFrozen):
        choose_quotations(session, **same, chosen={})
    with pytest.raises(SynthesisFrozen):
        publish(session, synthesis, people)
    assert from_bytes(release.content).title == "Vos frères et sœurs"


def test_a_stale_version_is_refused(session, closed, people):
    synthesis = draft(session, closed, people)
    change_synthesis(
        session, synthesis=synthesis, actor=people["odile"], version=1, title="Un", text="", crossings=[*Crossing]
    )
    with pytest.raises(SynthesisChanged):
        publish(session, synthesis, people, version=1)
    assert synthesis.state is SynthesisState.DRAFT


def test_what_changed_since_the_files_were_made_refuses_them(session, closed, people):
    synthesis = draft(session, closed, people)
    prepared = prepare_release(session, synthesis=synthesis)
    synthesis.title = "Un autre titre"
    session.flush()
    with pytest.raises(SynthesisChanged):
        publish(session, synthesis, people, prepared=prepared)


def test_a_release_that_fails_its_attack_is_not_published(session, closed, people, monkeypatch):
    def found(release, published):
        raise ReleaseUnsafe(AttackReport((Check("together", 5, 1, exact=("q1/2",)),)))

    monkeypatch.setattr(building, "check", found)
    synthesis = draft(session, closed, people)
    with pytest.raises(ReleaseUnsafe) as refusal:
        publish(session, synthesis, people)
    assert refusal.value.report.checks[0].exact == ("q1/2",)
    session.expire_all()


def test_newcomers_never_change_what_a_later_release_may_say(session, closed, people):
    """D5: a sheet that slips in after the first release makes the second inconsistent, and so refused."""
    publish(session, draft(session, closed, people), people)
    snapshots.sheet(session, closed, *snapshots.pattern(closed, 2))
    session.flush()
    with pytest.raises(ReleaseUnsafe):
        publish(session, draft(session, closed, people, title="Suite"), people)


def test_a_public_release_only_coarsens_the_internal_one(session, closed, people):
    inside = from_bytes(publish(session, draft(session, closed, people, Level.INTERNAL), people).content)
    outside = from_bytes(publish(session, draft(session, closed, people, title="Public"), people).content)
    assert [table.code for table in outside.tables] == [table.code for table in inside.tables]
    for fine, coarse in zip(inside.tables, outside.tables, strict=True):
        parts = [cell.category.atoms for cell in fine.cells]
        hidden = {cell.category.atoms for cell in fine.cells if cell.is_hidden}
        for cell in coarse.cells:
            assert any(part <= cell.category.atoms for part in parts)
            assert cell.is_hidden or cell.category.atoms not in hidden


@pytest.mark.parametrize(("level", "least"), [(Level.INTERNAL, 5), (Level.PUBLIC, 11)])
def test_under_the_threshold_nothing_is_told_but_that(session, people, readers, level, least):
    few = snapshots.closed(session, people["cyril"], sheets=least - 1)
    said = snapshots.message(session, few, readers, "J'ai peur le soir.")
    synthesis = draft(session, few, people, level, text="Ils sont quatre.")
    choose_quotations(session, synthesis=synthesis, actor=people["odile"], version=1, chosen={said.id: Theme.SECURITE})
    release = from_bytes(publish(session, synthesis, people).content)
    assert (release.contributors, release.tables, release.quotations, release.text) == (None, (), (), ())
    for name in formats_of(release):
        assert b"Ils sont quatre" not in render(release, name).content


def test_small_places_end_in_other_places(session, closed, people):
    release = build_release(session, synthesis=draft(session, closed, people)).release
    places = next(table for table in release.tables if table.code == Crossing.PLACEMENT_TYPE)
    labels = {cell.category.code: cell.category.label for cell in places.cells}
    assert "hotel" not in labels
    assert labels["other"] == "autres lieux"
    assert all(cell.count is None or cell.count == 0 or cell.count >= 11 for cell in places.cells)


def test_small_age_bands_merge_under_and_over_fifteen(session, people):
    few = snapshots.closed(session, people["cyril"], sheets=24)
    release = build_release(session, synthesis=draft(session, few, people)).release
    ages = next(table for table in release.tables if table.code == Crossing.AGE_BAND)
    assert {cell.category.code for cell in ages.cells} == {"under_15", "15_and_over", UNANSWERED}


def test_a_synthesis_holds_only_the_tables_asked_for(session, closed, people):
    synthesis = draft(session, closed, people, crossings=[Crossing.AGE_BAND])
    assert [table.code for table in build_release(session, synthesis=synthesis).release.tables] == ["age_band"]


def test_only_approved_words_of_this_consultation_are_quoted(session, closed, people, readers):
    elsewhere = snapshots.closed(session, people["cyril"], sheets=1, slug="la-nuit")
    synthesis = draft(session, closed, people)
    refused = [
        snapshots.message(session, elsewhere, readers, "D'ailleurs"),
        snapshots.message(session, closed, readers, "Pas encore lu", state=TestimonyState.SUBMITTED),
    ]
    for testimony in refused:
        with pytest.raises(NotQuotable):
            choose_quotations(
                session,
                synthesis=synthesis,
                actor=people["odile"],
                version=synthesis.version,
                chosen={testimony.id: Theme.LIEU},
            )


def test_one_quotation_a_child_and_release(session, closed, people, readers):
    tag = b"one child" * 3
    first, second = (snapshots.message(session, closed, readers, text, tag=tag) for text in ("Un", "Deux"))
    chosen = {first.id: Theme.LIEU, second.id: Theme.BIEN}
    with pytest.raises(SameChildTwice):
        choose_quotations(
            session, synthesis=draft(session, closed, people), actor=people["odile"], version=1, chosen=chosen
        )


def test_quotations_leave_by_theme_in_no_order_of_writing(session, closed, people, readers):
    texts = [f"Phrase numéro {number}" for number in range(8)]
    said = [snapshots.message(session, closed, readers, text) for text in texts]
    synthesis = draft(session, closed, people)
    chosen = {testimony.id: (Theme.BIEN, Theme.LIEU)[place % 2] for place, testimony in enumerate(said)}
    choose_quotations(session, synthesis=synthesis, actor=people["odile"], version=1, chosen=chosen)
    quotes = build_release(session, synthesis=synthesis).release.quotations
    assert [quote.theme_code for quote in quotes] == ["LIEU"] * 4 + ["BIEN"] * 4
    assert [quote.text for quote in quotes] != texts[1::2] + texts[::2]
    assert all(quote.attribute is None for quote in quotes)


def test_withdrawn_words_are_not_quoted_any_more(session, closed, people, readers):
    said = snapshots.message(session, closed, readers, "Je change d'avis")
    synthesis = draft(session, closed, people)
    choose_quotations(session, synthesis=synthesis, actor=people["odile"], version=1, chosen={said.id: Theme.LIEU})
    said.state = TestimonyState.WITHDRAWN
    session.flush()
    assert build_release(session, synthesis=synthesis).release.quotations == ()


def test_withdrawing_says_so_and_keeps_what_was_published(session, closed, people):
    synthesis = draft(session, closed, people)
    release = publish(session, synthesis, people)
    content = release.content
    withdraw = {"synthesis": synthesis, "actor": people["odile"], "reason": "Une erreur de titre.", "today": TODAY}
    withdraw_release(session, **withdraw)
    assert (release.content, release.withdrawn_on) == (content, TODAY)
    with pytest.raises(NotPublished):
        withdraw_release(session, **withdraw)


def test_a_new_release_after_a_withdrawn_one_is_still_attacked_with_it(session, closed, people):
    synthesis = draft(session, closed, people)
    publish(session, synthesis, people)
    withdraw_release(session, synthesis=synthesis, actor=people["odile"], reason="Erreur", today=TODAY)
    assert len(building.released_over(session, closed)) == 1
    publish(session, draft(session, closed, people, title="Corrigée"), people)


def test_each_act_leaves_one_line_in_the_journal(session, closed, people):
    synthesis = draft(session, closed, people)
    publish(session, synthesis, people)
    withdraw_release(session, synthesis=synthesis, actor=people["odile"], reason="Erreur", today=TODAY)
    actions = list(session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)))
    assert actions[-3:] == ["synthesis:create", "synthesis:publish", "synthesis:withdraw"]


def test_a_double_tap_makes_one_synthesis(session, closed, people):
    row_id = keys.current().row_id("the same form")
    assert draft(session, closed, people, row_id=row_id) is draft(session, closed, people, row_id=row_id)
