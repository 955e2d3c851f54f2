"""What adults ticked, as it truly is: for disclosure control, and nowhere else."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import i18n
from hcec.consultations.enums import QuestionKind
from hcec.consultations.tabulating import FACE_ORDER, KINDS, count_question
from hcec.department.services import Department
from hcec.disclosure.counted import Counted, as_read
from hcec.disclosure.crossings import BETWEEN, Variable, Wanted, cross
from hcec.disclosure.joints import Joint
from hcec.disclosure.merging import Merge
from hcec.disclosure.population import Categories
from hcec.disclosure.thresholds import CROSSING_BASE, CannotBeMadeSafe, TooFewContributors
from hcec.disclosure.values import UNANSWERED, CrossTable, Level, Release
from hcec.labels import N_, label
from hcec.surveys import queries
from hcec.surveys.enums import CATEGORIES
from hcec.surveys.models import Survey, SurveyQuestion

CATEGORY = "category"
Choices = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """Every sheet of a survey: who says to be what, and what each chose, by question."""

    survey: Survey
    categories: dict[UUID, str]
    answers: dict[UUID, dict[UUID, Choices]]

    @property
    def base(self) -> int:
        """How many people answered: one sheet each."""
        return len(self.categories)

    def chosen(self, question: SurveyQuestion) -> dict[UUID, str]:
        """Return the one answer of each sheet; in a ranking, what came first. Two at once are none."""
        found = {}
        for sheet, choices in self.answers[question.id].items():
            ranks = question.kind is QuestionKind.RANKING
            kept = [choice for choice, place in choices if not ranks or place == 1]
            if len(kept) == 1:
                found[sheet] = str(kept[0])
        return found


def read_sheets(session: Session, survey: Survey) -> Ticked:
    """Return what was ticked."""
    answers: dict[UUID, dict[UUID, Choices]] = {question.id: {} for question in survey.questions}
    for row in session.scalars(queries.answers(survey.id)):
        held = answers[row.question_id]
        held[row.sheet_id] = (*held.get(row.sheet_id, ()), (row.choice, row.place))
    sheets = session.scalars(queries.sheets(survey.id))
    return Ticked(survey, {sheet.id: sheet.category or UNANSWERED for sheet in sheets}, answers)


def tables_of(ticked: Ticked) -> list[Counted]:
    """Return the true tables: every question in its order, then who answered."""
    counted = [_question(ticked, question) for question in ticked.survey.questions if question.kind in KINDS]
    return [*counted, _category(ticked)]


def crossings_of(
    ticked: Ticked, department: Department, level: Level, published: tuple[Release, ...]
) -> tuple[tuple[CrossTable, ...], tuple[str, ...]]:
    """Return the declared crossings as they may be read, and the titles of those that nothing makes safe (D2)."""
    asked = [question for question in ticked.survey.questions if question.by_category]
    if not asked or ticked.base < CROSSING_BASE:
        return (), ()
    titles = {BETWEEN.join((CATEGORY, f"q{each.position}")): _title(each) for each in asked}
    wanted = Wanted(
        crossings=tuple((CATEGORY, f"q{each.position}") for each in asked),
        titles=tuple(titles.values()),
        variables=tuple(_variables(ticked, department)),
        joints=tuple(_joint(ticked, each) for each in asked),
        internal=department.threshold_internal,
        public=department.threshold_public,
        published=published,
    )
    found = {each.code: each for each in cross(wanted, for_public=level is Level.PUBLIC).tables}
    kept = tuple(found[code] for code in titles if code in found)
    return kept, tuple(title for code, title in titles.items() if code not in found)


def _question(ticked: Ticked, question: SurveyQuestion) -> Counted:
    found: Counter[str] = Counter()
    if question.kind is QuestionKind.SEVERAL:
        for choices in ticked.answers[question.id].values():
            found.update(str(choice) for choice, _place in choices)
    else:
        found.update(ticked.chosen(question).values())
    return count_question(
        kind=question.kind,
        position=question.position,
        title=question.label,
        choices={choice.position: choice.label for choice in question.choices},
        found=found,
        base=ticked.base,
        answered=len(ticked.answers[question.id]),
        is_sensitive=question.is_sensitive,
        first_note=i18n.translate(N_("Ce que chaque personne a mis en premier")),
    )


def _category(ticked: Ticked) -> Counted:
    """Return who answered; those who are few go with the others, the last of the list, step by step."""
    offered = CATEGORIES[ticked.survey.audience]
    found = Counter(ticked.categories.values())
    labels = {str(code): i18n.translate(label("survey_category", code)) for code in offered}
    smallest = sorted(offered[:-1], key=lambda code: -offered.index(code))
    return Counted(
        code=CATEGORY,
        title=i18n.translate(N_("Qui a répondu")),
        counts={code: found[code] for code in (*labels, UNANSWERED)},
        labels={**labels, UNANSWERED: i18n.translate(N_("Sans réponse"))},
        merged_labels={str(offered[-1]): labels[str(offered[-1])]},
        merge_order=tuple(Merge((str(code),), str(offered[-1])) for code in smallest),
    )


def _variables(ticked: Ticked, department: Department) -> Iterator[Variable]:
    """Yield what may be crossed; what nothing makes safe alone is crossed with nothing."""
    thresholds = {"internal": department.threshold_internal, "public": department.threshold_public}
    crossed = {f"q{each.position}": each for each in ticked.survey.questions if each.by_category}
    for counted in tables_of(ticked):
        if counted.code != CATEGORY and counted.code not in crossed:
            continue
        order, merged = tuple(counted.merge_order), dict(counted.merged_labels)
        if counted.code in crossed and crossed[counted.code].kind is QuestionKind.FACES:
            order = FACE_ORDER
            merged = {step.into: " / ".join(counted.labels[face] for face in step.sources) for step in FACE_ORDER}
        try:
            levels = [as_read(counted, ticked.base, level=level, **thresholds) for level in Level]
        except (CannotBeMadeSafe, TooFewContributors):
            continue
        yield Variable(levels[0], levels[1], counted.title, order, tuple(merged.items()))


def _joint(ticked: Ticked, question: SurveyQuestion) -> Joint:
    """Return (category, answer) and how many people there are of each: who did not answer is there too."""
    chosen, counts = ticked.chosen(question), defaultdict[Categories, int](int)
    for sheet, category in ticked.categories.items():
        counts[category, chosen.get(sheet, UNANSWERED)] += 1
    return (CATEGORY, f"q{question.position}"), tuple(sorted(counts.items()))


def _title(question: SurveyQuestion) -> str:
    return i18n.translate(N_("%(about)s (selon qui répond)"), about=question.label)
