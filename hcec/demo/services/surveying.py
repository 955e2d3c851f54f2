"""The demonstration's surveys of adults: one published, one open, one in preparation. Nobody ever wrote any of it."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.consultations.enums import QuestionKind
from hcec.consultations.wording import Wording
from hcec.demo.services.answers import SKIPPED_SHARE
from hcec.department import services as department
from hcec.disclosure.values import Level
from hcec.surveys.enums import SurveyAudience, SurveyCategory
from hcec.surveys.models import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion, SurveySheet
from hcec.surveys.services import answering, drafting, releasing, staging
from hcec.surveys.services.drafting import SurveyPlan

SEED = 119  # of its own, so that what children answer does not change with what adults do
FACES_VALUES = (1, 2, 3, 4, 0)


def ask(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> None:
    """Write the surveys, fill in the sheets of those that opened, publish what is closed."""
    department.change(session, actor="platform", role="administrator", crip_phone=raw["crip_phone"])
    random = Random(SEED)  # noqa: S311 - what is drawn here is shown, never secret
    for each in raw["survey"]:
        survey = _draft(session, each, observer, today)
        if each["stage"] == "draft":
            continue
        first = today - timedelta(days=each["opened"])
        staging.open_survey(session, actor=observer, survey=survey, version=survey.version, today=first)
        _invite(session, each, survey, random)
        _fill(session, each, survey, random)
        _write_words(session, each, survey)
        if each["stage"] == "published":
            _publish(session, survey, observer, today - timedelta(days=each["closed"]))


def _draft(session: Session, raw: dict[str, Any], observer: StaffMember, today: date) -> Survey:
    last = {"published": -raw.get("closed", 0), "open": raw.get("closes_in", 0)}.get(raw["stage"])
    plan = SurveyPlan(
        audience=SurveyAudience(raw["audience"]),
        title=raw["title"],
        why=raw["why"],
        what_next=raw["what_next"],
        closes_on=None if last is None else today + timedelta(days=last),
    )
    survey = drafting.create_survey(session, row_id=uuid4(), actor=observer, plan=plan)
    for each in raw["question"]:
        wording = Wording(
            kind=QuestionKind(each["kind"]),
            label=each["label"],
            hint=each.get("hint", ""),
            choices=tuple(each.get("choices", ())),
            is_sensitive=each.get("sensitive", False),
        )
        crossed = each.get("by_category", False)
        asked: dict[str, Any] = {"actor": observer, "survey": survey}
        drafting.add_question(session, row_id=uuid4(), wording=wording, by_category=crossed, **asked)
    return survey


def _invite(session: Session, raw: dict[str, Any], survey: Survey, random: Random) -> None:
    """Keep the invitations as they are once the links left; in a demonstration none does."""
    codes, shares = list(raw["categories"]), list(raw["categories"].values())
    for code in random.choices(codes, weights=shares, k=raw["invited"]):
        row = SurveyInvitation(id=uuid4(), survey_id=survey.id, category=SurveyCategory(code), is_sent=True)
        row.is_used = random.random() < raw["sheets"] / raw["invited"]
        session.add(row)


def _fill(session: Session, raw: dict[str, Any], survey: Survey, random: Random) -> None:
    codes: list[str | None] = [code for code, count in raw["categories"].items() for _ in range(count)]
    codes += [None] * raw["unsaid"]
    month = clock.month_of(survey.opened_on or clock.today())
    sheets = [SurveySheet(id=uuid4(), survey_id=survey.id, category=code, month=month) for code in codes]
    session.add_all(sheets)
    session.flush()
    for sheet in sheets:
        for question, each in zip(survey.questions, raw["question"], strict=True):
            weights = each.get("by", {}).get(sheet.category, each.get("weights", ()))
            for choice, place in _draw(question, weights, random):
                row = {"sheet_id": sheet.id, "question_id": question.id, "choice": choice, "place": place}
                session.add(SurveyAnswer(**row))
    session.flush()


def _draw(question: SurveyQuestion, weights: list[int], random: Random) -> list[tuple[int, int | None]]:
    if question.kind is QuestionKind.TEXT or random.random() < SKIPPED_SHARE:
        return []
    places = [choice.position for choice in question.choices]
    if question.kind is QuestionKind.SEVERAL:
        return [(place, None) for place, weight in zip(places, weights, strict=True) if random.random() * 100 < weight]
    if question.kind is QuestionKind.RANKING:
        order = sorted(places, key=lambda place: random.random() ** (1 / weights[place - 1]), reverse=True)
        return [(place, order.index(place) + 1) for place in places]
    values = FACES_VALUES if question.kind is QuestionKind.FACES else places
    return [(random.choices(values, weights=weights)[0], None)]


def _write_words(session: Session, raw: dict[str, Any], survey: Survey) -> None:
    for question, each in zip(survey.questions, raw["question"], strict=True):
        for text in each.get("texts", ()):
            row = answering.written_text(question, text["words"])
            row.is_referred = text.get("is_referred", False)
            session.add(row)
    session.flush()


def _publish(session: Session, survey: Survey, observer: StaffMember, last: date) -> None:
    acted: dict[str, Any] = {"actor": observer, "survey": survey}
    staging.close_survey(session, version=survey.version, today=last, **acted)
    for level in (Level.INTERNAL, Level.PUBLIC):
        releasing.publish(session, version=survey.version, level=level, today=last + timedelta(days=10), **acted)
