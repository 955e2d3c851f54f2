"""What leaves of a survey: protected, attacked, frozen, withdrawn in public."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from hcec.department import services as department
from hcec.disclosure.values import Level, from_bytes
from hcec.documents.registry import render
from hcec.surveys.enums import SurveyAudience, SurveyState
from hcec.surveys.models import SurveyAnswer
from hcec.surveys.rendering import AdultWords
from hcec.surveys.services import releasing, staging
from tests.surveys.asked import PLAN, TODAY, answered, opened


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


def published(session, odile, survey):
    for level in (Level.INTERNAL, Level.PUBLIC):
        asked = {"actor": odile, "survey": survey, "version": survey.version, "today": TODAY}
        releasing.publish(session, level=level, **asked)
    return [from_bytes(row.content) for row in survey.releases]


def closed(session, odile, people=140, **options):
    survey = opened(session, odile, **options)
    answered(session, survey, people)
    staging.close_survey(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
    return survey


def test_results_are_protected_attacked_frozen_and_the_public_ones_only_coarser(session, odile):
    survey = closed(session, odile)
    internal, public = published(session, odile, survey)
    assert (internal.is_safe, public.is_safe, internal.threshold, public.threshold) == (True, True, 5, 11)
    assert [table.code for table in internal.tables] == ["q1", "q2", "q3", "category"]
    assert [crossing.code for crossing in internal.crossings] == ["category__q1"]
    for release in (internal, public):
        counts = [cell.count for table in release.tables for cell in table.cells]
        counts += [count for crossing in release.crossings for line in crossing.counts for count in line]
        assert not [count for count in counts if count is not None and 0 < count < release.threshold]
    assert {"Des", "jeunes"}.isdisjoint(" ".join(internal.method).split())
    with pytest.raises(releasing.NotInThatState):
        published(session, odile, survey)


@pytest.mark.parametrize("level", list(Level))
def test_files_speak_of_people_and_hold_the_numbers_that_left(session, odile, level):
    survey = closed(session, odile)
    release = published(session, odile, survey)[list(Level).index(level)]
    for name in ("odt", "ods"):
        with ZipFile(BytesIO(render(release, name, AdultWords()).content)) as file:
            told = re.sub("<[^>]*>", " ", file.read("content.xml").decode())
        assert not re.search("jeune|vos mots|ta parole", told, re.IGNORECASE), name
        for cell in release.tables[0].cells:
            assert cell.category.label in told
            assert cell.count is None or f" {cell.count} " in told
    assert b"%PDF" in render(release, "pdf", AdultWords()).content[:8]


def test_thresholds_told_at_the_opening_hold_and_may_only_grow(session, odile):
    decided = {"actor": odile.id.hex, "role": odile.role}
    department.change(session, threshold_internal=8, threshold_public=15, **decided)
    survey = closed(session, odile)
    department.change(session, threshold_internal=6, threshold_public=20, **decided)
    releases = published(session, odile, survey)
    assert [release.threshold for release in releases] == [8, 20]
    counts = [cell.count for table in releases[0].tables for cell in table.cells]
    assert not [count for count in counts if count is not None and 0 < count < 8]


def test_under_a_hundred_answers_nothing_is_told_by_category_and_under_the_threshold_nothing_at_all(session, odile):
    small = closed(session, odile, people=60)
    assert releasing.build(session, survey=small, level=Level.INTERNAL).release.crossings == ()
    tiny = closed(session, odile, people=4)
    built = releasing.build(session, survey=tiny, level=Level.INTERNAL).release
    assert (built.contributors, built.tables, built.crossings, built.is_safe) == (None, (), (), True)


def test_a_sheet_changed_after_the_closing_lets_nothing_out(session, odile):
    survey = closed(session, odile)
    session.delete(session.scalars(select(SurveyAnswer)).first())
    session.flush()
    with pytest.raises(releasing.SurveyUnsafe):
        published(session, odile, survey)
    assert survey.releases == []


def test_what_was_wrong_is_withdrawn_in_public_and_never_replaced(session, odile):
    survey = closed(session, odile)
    published(session, odile, survey)
    asked = {"actor": odile, "survey": survey, "today": TODAY}
    releasing.withdraw(session, version=survey.version, reason="Une question était mal posée.", **asked)
    assert (survey.state, survey.withdrawal_reason) == (SurveyState.WITHDRAWN, "Une question était mal posée.")
    with pytest.raises(releasing.NotInThatState):
        releasing.publish(session, level=Level.INTERNAL, version=survey.version, **asked)


def test_families_have_categories_of_their_own(session, odile):
    survey = closed(session, odile, plan=replace(PLAN, audience=SurveyAudience.FAMILIES))
    table = releasing.build(session, survey=survey, level=Level.INTERNAL).release.tables[-1]
    assert {cell.category.code for cell in table.cells} <= {"parent", "relative", "trusted", "other_tie", "unanswered"}
