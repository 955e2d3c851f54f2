"""Links that leave while a mail server says no: whoever holds one answers with it."""

from datetime import timedelta
from uuid import uuid4

from hcec import clock
from hcec.surveys import queries, sweeps
from hcec.surveys.enums import SurveyCategory
from hcec.surveys.models import Survey
from hcec.surveys.services import answering, staging
from tests.surveys.asked import SAID, TODAY, opened, send


def test_a_link_that_left_though_the_server_said_no_goes_on_working_and_whoever_used_it_is_left_alone(
    platform, cast, monkeypatch, frozen
):
    with platform.database.transaction() as session:
        odile = cast.staff["odile"]
        survey = opened(session, odile)
        asked = {"actor": odile, "survey": survey, "category": SurveyCategory.SCHOOL}
        staging.invite(session, addresses=("a@ecole.example", "b@ecole.example"), **asked)
    left = mail_that_leaves_and_refuses(monkeypatch)
    assert send(platform) == 0
    first = dict(left)
    monkeypatch.undo()
    with platform.database.transaction() as session:
        row = answering.invitation_of(session, first["a@ecole.example"])
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=TODAY)
        assert [each.address for each in session.scalars(queries.undelivered(row.survey_id))] == ["b@ecole.example"]
        assert len(session.scalars(queries.to_send(clock.now() + timedelta(days=1))).all()) == 1
    frozen(clock.now() + timedelta(minutes=6))
    taken = mail_that_is_taken(monkeypatch)
    assert (send(platform), list(taken)) == (1, ["b@ecole.example"])
    second = taken["b@ecole.example"]
    with platform.database.transaction() as session:
        row = answering.invitation_of(session, first["b@ecole.example"])
        assert answering.invitation_of(session, second) is row
        survey = session.get(Survey, row.survey_id)
        staging.remind(session, actor=odile, survey=survey, version=survey.version, today=TODAY)
    assert send(platform) == 1
    with platform.database.reading() as session:  # the link that was taken goes on working beside the reminder's
        row = answering.invitation_of(session, taken["b@ecole.example"])
        assert answering.invitation_of(session, second) is row is not None


def link_of(body):
    return body.partition("/questionnaire/")[2].split()[0]


def mail_that_is_taken(monkeypatch, read=link_of):
    """Return the links that leave from now on, or what is read of each mail, by address."""
    left = {}

    def take(_settings, *, to, subject, body):
        left[to] = read(body)

    monkeypatch.setattr(sweeps.mail, "send", take)
    return left


def mail_that_leaves_and_refuses(monkeypatch):
    """Return the links that leave while the server says no."""
    left = mail_that_is_taken(monkeypatch)
    take = sweeps.mail.send

    def refuse(*given, **message):
        take(*given, **message)
        raise sweeps.mail.MailNotSent

    monkeypatch.setattr(sweeps.mail, "send", refuse)
    return left
