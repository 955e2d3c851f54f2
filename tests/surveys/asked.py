"""A survey of professionals, and people who answer it."""

from datetime import date
from random import Random
from uuid import uuid4

from hcec import clock
from hcec.consultations.answering import Answer
from hcec.consultations.enums import QuestionKind
from hcec.consultations.wording import Wording
from hcec.surveys import sweeps
from hcec.surveys.enums import CATEGORIES, SurveyAudience, SurveyCategory
from hcec.surveys.models import SurveyAnswer, SurveyInvitation, SurveySheet
from hcec.surveys.services import drafting, staging
from hcec.surveys.services.answering import Filled, hash_of
from hcec.surveys.services.drafting import SurveyPlan

TODAY, LAST_DAY = date(2026, 11, 23), date(2026, 12, 11)
PLAN = SurveyPlan(
    audience=SurveyAudience.PROFESSIONALS,
    title="Repérer plus tôt",
    why="Pour dire à la plénière ce qui manque.",
    what_next="Les résultats vont à la plénière.",
    closes_on=LAST_DAY,
)
QUESTIONS = (
    (Wording(kind=QuestionKind.FACES, label="Savez-vous à qui parler d’un doute ?"), True),
    (
        Wording(kind=QuestionKind.SEVERAL, label="Qu’est-ce qui aiderait ?", choices=("Temps", "Stages", "Nom")),
        False,
    ),
    (Wording(kind=QuestionKind.RANKING, label="Dans quel ordre ?", choices=("Écrire", "Appeler")), False),
    (Wording(kind=QuestionKind.TEXT, label="Autre chose ?"), False),
)
SAID = Filled(SurveyCategory.SCHOOL, {1: Answer((3,)), 2: Answer((1, 3)), 3: Answer(ranks=((1, 2), (2, 1)))})


def draft(session, actor, plan=PLAN, questions=QUESTIONS):
    survey = drafting.create_survey(session, row_id=uuid4(), actor=actor, plan=plan)
    for wording, by_category in questions:
        asked = {"actor": actor, "survey": survey, "wording": wording, "by_category": by_category}
        drafting.add_question(session, row_id=uuid4(), **asked)
    return survey


def opened(session, actor, **options):
    survey = draft(session, actor, **options)
    staging.open_survey(session, actor=actor, survey=survey, version=survey.version, today=clock.today())
    return survey


def invited(session, survey, token="un-lien", category=SurveyCategory.SCHOOL):
    """Return an invitation whose link was sent."""
    row = SurveyInvitation(id=uuid4(), survey_id=survey.id, category=category, is_sent=True, token_hash=hash_of(token))
    row.address, row.address_hash = f"{token}@ecole.example", token.encode()
    session.add(row)
    session.flush()
    return row


def answered(session, survey, people=140, seed=7):
    """Fill in sheets as people would: most agree, the categories are not of one size."""
    random, offered = Random(seed), CATEGORIES[survey.audience]
    for _ in range(people):
        sheet = SurveySheet(
            id=uuid4(),
            survey_id=survey.id,
            category=random.choices([*offered, None], weights=[40, 30, 12, 30, 14, 6, 3, 5][: len(offered) + 1])[0],
            month=clock.month_of(clock.today()),
        )
        session.add(sheet)
        session.flush()
        for question in survey.questions:
            for choice, place in _ticked(question, random):
                row = {"sheet_id": sheet.id, "question_id": question.id, "choice": choice, "place": place}
                session.add(SurveyAnswer(**row))
    session.flush()


def send(platform):
    with platform.database.transaction() as session:
        return sweeps.send_links(platform.settings, session)


def link_in(message):
    return message.get_content().partition("/questionnaire/")[2].split()[0]


def _ticked(question, random):
    kind, offered = question.kind, range(1, len(question.choices) + 1)
    if kind is QuestionKind.FACES:
        return [(random.choices([1, 2, 3, 4, 0], weights=[5, 30, 40, 20, 5])[0], None)]
    if kind is QuestionKind.SEVERAL:
        return [(choice, None) for choice in offered if random.random() < choice / 4]
    if kind is QuestionKind.RANKING:
        first = random.choice([1, 2])
        return [(first, 1), (3 - first, 2)]
    return []
