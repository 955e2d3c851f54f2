"""Surveys of professionals and families: drafting, links, one answer a person, protected results."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.consultations.answering import Answer
from hcec.consultations.enums import QuestionKind
from hcec.consultations.wording import Wording
from hcec.council.services.revising import ChangedMeanwhile
from hcec.surveys import sweeps
from hcec.surveys.addresses import read_addresses
from hcec.surveys.enums import SurveyCategory, SurveyObstacle, SurveyState
from hcec.surveys.models import Survey, SurveyAnswer, SurveyInvitation, SurveySheet, SurveyText
from hcec.surveys.services import answering, drafting, reading, staging
from hcec.surveys.services.answering import Filled
from tests.surveys.asked import LAST_DAY, PLAN, SAID, TODAY, draft, invited, link_in, opened, send


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


def test_nothing_opens_before_it_is_whole_nor_stays_open_longer_than_addresses_are_kept(session, odile):
    empty = replace(PLAN, why="", what_next="", closes_on=None)
    survey = draft(session, odile, plan=empty, questions=())
    assert staging.obstacles(survey, today=TODAY) == [
        *(SurveyObstacle.NO_WHY, SurveyObstacle.NO_WHAT_NEXT, SurveyObstacle.NO_QUESTION, SurveyObstacle.NO_LAST_DAY)
    ]
    with pytest.raises(staging.CannotOpen):
        staging.open_survey(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
    far = draft(session, odile, plan=replace(PLAN, closes_on=TODAY + timedelta(days=93)))
    past = draft(session, odile, plan=replace(PLAN, closes_on=TODAY - timedelta(days=1)))
    assert staging.obstacles(far, today=TODAY) == [SurveyObstacle.LAST_DAY_FAR]
    assert staging.obstacles(past, today=TODAY) == [SurveyObstacle.LAST_DAY_PAST]


def test_questions_are_moved_changed_and_taken_out_of_a_draft_alone(session, odile):
    survey = draft(session, odile)
    moved = {"actor": odile, "question": survey.questions[3], "places": -1}
    drafting.move_question(session, version=survey.version, **moved)
    drafting.drop_question(session, actor=odile, question=survey.questions[0], version=survey.version)
    labels = [(question.position, question.kind) for question in survey.questions]
    assert labels == [(1, QuestionKind.SEVERAL), (2, QuestionKind.TEXT), (3, QuestionKind.RANKING)]
    with pytest.raises(ChangedMeanwhile):
        drafting.move_question(session, version=1, **moved)
    staging.open_survey(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
    with pytest.raises(drafting.SurveyNotDraft):
        drafting.change_survey(session, actor=odile, survey=survey, version=survey.version, plan=PLAN)
    with pytest.raises(drafting.SurveyNotDraft):
        drafting.drop_question(session, actor=odile, question=survey.questions[0], version=survey.version)


def test_no_more_questions_are_told_by_category_than_can_be_protected_together(session, odile):
    faces = Wording(kind=QuestionKind.FACES, label="Ça va ?")
    survey = draft(session, odile, questions=[(faces, True)] * 4)
    asked = {"actor": odile, "survey": survey, "wording": faces, "by_category": True}
    with pytest.raises(drafting.TooManyCrossed):
        drafting.add_question(session, row_id=uuid4(), **asked)


@pytest.mark.parametrize(
    ("pasted", "good", "bad"),
    [
        ("a@b.example", ("a@b.example",), ()),
        ("A@B.example, a@b.example;\nc@d.example", ("a@b.example", "c@d.example"), ()),
        ("Jeanne Roux <J.Roux@ecole.example>\nfaux@, @b.example", ("j.roux@ecole.example",), ("faux@", "@b.example")),
        ("a@b.example\r\nBcc: x", ("a@b.example",), ("bcc:", "x")),
        ("", (), ()),
    ],
)
def test_addresses_are_read_as_mail_programs_write_them(pasted, good, bad):
    read = read_addresses(pasted)
    assert (read.addresses, read.refused) == (good, bad)


def test_an_address_is_written_to_once_and_reminded_once_until_it_answers(platform, cast, odile, outbox):
    with platform.database.transaction() as session:
        survey = opened(session, odile)
        asked = {"actor": odile, "survey": survey, "category": SurveyCategory.SCHOOL}
        assert staging.invite(session, addresses=("a@ecole.example", "b@ecole.example"), **asked) == 2
        assert staging.invite(session, addresses=("b@ecole.example",), **asked) == 0
        with pytest.raises(staging.NotTheirCategory):
            staging.invite(session, **asked | {"category": SurveyCategory.PARENT}, addresses=("c@d.example",))
        survey_id = survey.id
    assert send(platform) == 2
    assert send(platform) == 0
    tokens = {message["To"]: link_in(message) for message in outbox}
    with platform.database.transaction() as session:
        row = answering.invitation_of(session, tokens["a@ecole.example"])
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=TODAY)
        survey = session.get(Survey, survey_id)
        staging.remind(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
        with pytest.raises(staging.AlreadyReminded):
            staging.remind(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
    assert (send(platform), send(platform)) == (1, 0)
    assert outbox[-1]["To"] == "b@ecole.example"
    with platform.database.reading() as session:
        second = answering.invitation_of(session, link_in(outbox[-1]))
        assert second.id == answering.invitation_of(session, tokens["b@ecole.example"]).id
    told = outbox[0].get_content()
    assert ("Repérer plus tôt" in told, "11 décembre 2026" in told, "119" in told) == (True, True, True)


def test_a_mail_server_that_refuses_is_tried_again_later_and_the_observatory_knows(
    platform, cast, odile, monkeypatch, frozen
):
    with platform.database.transaction() as session:
        survey = opened(session, odile)
        asked = {"actor": odile, "survey": survey, "category": SurveyCategory.SCHOOL}
        staging.invite(session, addresses=("a@ecole.example",), **asked)
    refuse_mail(monkeypatch)
    assert (send(platform), send(platform)) == (0, 0)
    with platform.database.reading() as session:
        [row] = session.scalars(select(SurveyInvitation))
        assert (row.tries, row.address, row.is_sent) == (1, "a@ecole.example", False)
    frozen(clock.now() + timedelta(minutes=6))
    monkeypatch.undo()
    assert send(platform) == 0  # no mail server is set at all
    with platform.database.reading() as session:
        assert session.scalars(select(SurveyInvitation)).one().tries == 2


def test_a_link_answers_once_and_a_double_tap_counts_once(session, odile):
    survey = opened(session, odile)
    row, form = invited(session, survey), uuid4()
    for _ in range(2):
        answering.send_sheet(session, invitation=row, row_id=form, filled=SAID, today=TODAY)
    with pytest.raises(answering.LinkUsed):
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=TODAY)
    with pytest.raises(answering.LinkUsed):
        answering.keep_draft(session, token="un-lien", invitation=row, filled=SAID)
    [sheet] = session.scalars(select(SurveySheet))
    assert (sheet.id, sheet.category, sheet.month.day) == (form, SurveyCategory.SCHOOL, 1)
    rows = session.execute(select(SurveyAnswer.choice, SurveyAnswer.place)).all()
    assert sorted(rows, key=str) == sorted([(3, None), (1, None), (3, None), (1, 2), (2, 1)], key=str)


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({}, answering.NothingSaid),
        ({1: Answer((9,))}, answering.AnswerRefused),
        ({1: Answer((1, 2))}, answering.AnswerRefused),
        ({3: Answer(ranks=((1, 1), (2, 1)))}, answering.AnswerRefused),
        ({4: Answer(text="x" * 5001)}, answering.AnswerRefused),
    ],
)
def test_what_cannot_be_an_answer_is_refused_whole(session, odile, answers, refusal):
    row = invited(session, opened(session, odile))
    with pytest.raises(refusal):
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=Filled(None, answers), today=TODAY)
    assert (session.scalars(select(SurveySheet)).all(), row.is_used) == ([], False)


def test_a_category_of_other_people_is_kept_as_none(session, odile):
    row = invited(session, opened(session, odile))
    filled = replace(SAID, category=SurveyCategory.PARENT)
    answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=filled, today=TODAY)
    assert session.scalars(select(SurveySheet)).one().category is None


def test_what_was_begun_is_read_with_its_link_alone(session, odile):
    row = invited(session, opened(session, odile))
    filled = replace(SAID, answers={**SAID.answers, 4: Answer(text="Un début.")})
    answering.keep_draft(session, token="un-lien", invitation=row, filled=filled)
    assert answering.draft_of(row, "un-lien") == filled
    assert answering.draft_of(row, "un-autre") == Filled()
    assert b"debut" not in row.draft_box
    size = len(row.draft_box)
    answering.keep_draft(session, token="un-lien", invitation=row, filled=SAID)
    assert len(row.draft_box) == size


def test_nothing_joins_words_a_sheet_and_a_link(session, odile):
    """What each table keeps: no column of one is found in another but the survey and its questions."""
    survey = opened(session, odile)
    row = invited(session, survey, category=SurveyCategory.HEALTH)
    filled = replace(SAID, answers={**SAID.answers, 4: Answer(text="Des mots.")})
    answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=filled, today=TODAY)
    shared = {survey.id, *(question.id for question in survey.questions)}
    values = [
        {
            value
            for each in session.scalars(select(model))
            for column in model.__table__.columns
            if not isinstance(value := getattr(each, column.key), bool | int | str | None)
        }
        - shared
        for model in (SurveyInvitation, SurveySheet, SurveyText)
    ]
    assert not values[0] & values[1]
    assert not values[0] & values[2]
    assert not values[1] & values[2]
    assert session.scalars(select(SurveySheet)).one().category is SurveyCategory.SCHOOL  # their word, not the list's


def test_closing_freezes_the_sheets_and_erases_the_addresses(platform, cast, odile, frozen):
    with platform.database.transaction() as session:
        survey = opened(session, odile)
        row = invited(session, survey)
        answering.keep_draft(session, token="un-lien", invitation=row, filled=SAID)
        late = invited(session, survey, "en-retard")
        filled = Filled(None, {4: Answer(text="Des mots.")})
        answering.send_sheet(session, invitation=late, row_id=uuid4(), filled=filled, today=TODAY)
        assert sweeps.close_past_due(session) == 0
    frozen(clock.now() + (LAST_DAY - TODAY) + timedelta(days=1))
    with platform.database.transaction() as session:
        assert sweeps.close_past_due(session) == 1
    with platform.database.transaction() as session:
        survey = session.scalars(select(Survey)).one()
        assert (survey.state, survey.closed_on) == (SurveyState.CLOSED, clock.today())
        row = answering.invitation_of(session, "un-lien")
        assert (row.address_box, row.address_hash, row.draft_box) == (None, None, None)
        with pytest.raises(answering.SurveyClosed):
            answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=clock.today())
        assert sweeps.forget(session) == 0
    frozen(clock.now() + timedelta(days=181))
    with platform.database.transaction() as session:
        assert sweeps.forget(session) == 3
        assert session.scalars(select(SurveyText)).all() == session.scalars(select(SurveyInvitation)).all() == []
        assert len(session.scalars(select(SurveySheet)).all()) == 1


def test_what_worries_is_read_first_until_somebody_handed_it_on(session, odile):
    survey = opened(session, odile)
    for number, words in enumerate(("Il faudrait plus de temps.", "Son beau-père la frappe tous les soirs.")):
        row = invited(session, survey, f"lien-{number}")
        filled = Filled(None, {4: Answer(text=words)})
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=filled, today=TODAY)
    assert [len(texts) for _question, texts in reading.read_texts(session, survey)] == [1]
    staging.freeze(session, survey=survey, today=TODAY)
    [(question, texts)] = reading.read_texts(session, survey)
    assert (question.position, [read.is_alarm for read in texts]) == (4, [True, False])
    reading.refer(session, actor=odile, survey=survey, text=texts[0].row)
    assert not any(read.is_alarm for _question, texts in reading.read_texts(session, survey) for read in texts)
    acts = session.scalars(select(JournalEntry.action)).all()
    assert "survey:refer" in acts


def refuse_mail(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise sweeps.mail.MailNotSent

    monkeypatch.setattr(sweeps.mail, "send", refuse)
