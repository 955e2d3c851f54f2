"""Questions by age and by place, age by place: counted in SQL, then protected together (D2, D5, D7)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from hcec import i18n
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation, Question
from hcec.consultations.tabulating import FACE_ORDER
from hcec.department.services import Department
from hcec.disclosure.crossings import BETWEEN, Variable, Wanted, cross
from hcec.disclosure.joints import Joint
from hcec.disclosure.population import Categories, Columns
from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors
from hcec.disclosure.values import UNANSWERED, CrossTable, Release, Table
from hcec.labels import label
from hcec.syntheses import queries
from hcec.syntheses.enums import OF_SHEETS, Level, Trait
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.counting import Counted, count_contributors, count_tables
from hcec.syntheses.services.declaring import declared, two_way
from hcec.syntheses.services.protecting import protected_table


def crossings_of(
    session: Session, synthesis: Synthesis, department: Department, published: Sequence[Release]
) -> tuple[tuple[CrossTable, ...], tuple[str, ...]]:
    """Return the crossings that this synthesis may show, and the titles of those that nothing makes safe."""
    chosen = [pair for code, pair in two_way(synthesis.consultation).items() if code in synthesis.crossings]
    if not chosen:
        return (), ()
    consultation = synthesis.consultation
    titles = {BETWEEN.join(pair): _title(consultation, pair) for pair in chosen}
    wanted = _wanted(session, consultation, department, published)
    found = {each.code: each for each in cross(wanted, for_public=synthesis.level is Level.PUBLIC).tables}
    kept = tuple(found[code] for code in titles if code in found)
    return kept, tuple(title for code, title in titles.items() if code not in found)


def crossing_titles(consultation: Consultation) -> dict[str, str]:
    """Return every crossing that could be declared, by code, with its title."""
    return {code: _title(consultation, pair) for code, pair in two_way(consultation).items()}


def _wanted(
    session: Session, consultation: Consultation, department: Department, published: Sequence[Release]
) -> Wanted:
    """Gather what protecting every declared crossing takes."""
    pairs = tuple(two_way(consultation)[code] for code in declared(session, consultation))
    used = {column for pair in pairs for column in pair}
    base = count_contributors(session, consultation)
    counted = [each for each in count_tables(session, consultation, OF_SHEETS) if each.code in used]
    questions = {f"q{each.position}": each for each in consultation.questions}
    variables = []
    for each in counted:
        try:
            inside, outside = (
                protected_table(each, base, department, level) for level in (Level.INTERNAL, Level.PUBLIC)
            )
        except (CannotBeMadeSafe, TooFewContributors):
            continue  # what nothing makes safe alone is crossed with nothing
        variables.append(_variable(each, inside, outside, questions.get(each.code)))
    return Wanted(
        crossings=pairs,
        titles=tuple(_title(consultation, pair) for pair in pairs),
        variables=tuple(variables),
        joints=tuple(_joints(session, consultation, [code for code in questions if code in used])),
        internal=department.threshold_internal,
        public=department.threshold_public,
        published=tuple(published),
    )


def _variable(counted: Counted, internal: Table, public: Table, question: Question | None) -> Variable:
    order, merged = tuple(counted.merge_order), {str(code): words for code, words in counted.merged_labels.items()}
    if question is not None and question.kind is QuestionKind.FACES:
        order = FACE_ORDER
        merged = {step.into: " / ".join(counted.labels[face] for face in step.sources) for step in FACE_ORDER}
    return Variable(internal, public, _axis_label(counted), order, tuple(merged.items()))


def _joints(session: Session, consultation: Consultation, questions: Sequence[str]) -> Iterator[Joint]:
    """Yield (age, place), then (age, place, answer) for each question: who did not answer is the rest."""
    columns = str(Trait.AGE_BAND), str(Trait.PLACEMENT_TYPE)
    traits = Counter[Categories]()
    for age, place, children in session.execute(queries.children_by_age_and_place(consultation.id)):
        traits[_said(age), _said(place)] = children
    answers: dict[str, Counter[Categories]] = {code: Counter() for code in questions}
    codes = {question.id: f"q{question.position}" for question in consultation.questions}
    rows = session.execute(queries.children_by_answer_age_and_place(consultation.id))
    for question_id, choice, age, place, children in rows:
        if codes[question_id] in answers:
            answers[codes[question_id]][_said(age), _said(place), str(choice)] = children
    yield columns, tuple(sorted(traits.items()))
    for code, found in answers.items():
        silent = traits.copy()
        for key, count in found.items():
            silent[key[:2]] -= count
        whole = found | Counter({(*key, UNANSWERED): count for key, count in silent.items()})
        yield (*columns, code), tuple(sorted(whole.items()))


def _said(trait: str | None) -> str:
    return UNANSWERED if trait is None else str(trait)


def _title(consultation: Consultation, pair: Columns) -> str:
    rows, columns = pair
    asked = {f"q{each.position}": each.label for each in consultation.questions}
    about = asked.get(columns) or i18n.translate(label("trait", columns))
    return i18n.translate(label("by_trait", rows), about=about)


def _axis_label(counted: Counted) -> str:
    return counted.title if counted.question_code else i18n.translate(label("trait", counted.code))
