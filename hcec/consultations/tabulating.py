"""The table of a question from what was answered, whoever answered."""

from collections.abc import Mapping

from hcec import i18n
from hcec.consultations.enums import DONT_KNOW, FACES, QuestionKind
from hcec.disclosure.counted import Counted
from hcec.disclosure.merging import Merge
from hcec.disclosure.values import UNANSWERED, Kind
from hcec.labels import N_, label

KINDS = {
    QuestionKind.FACES: Kind.SCALE,
    QuestionKind.ONE: Kind.EXCLUSIVE,
    QuestionKind.SEVERAL: Kind.MULTIPLE,
    QuestionKind.RANKING: Kind.RANKING,
}
"""How the answers of each kind relate. Free words are no table."""
# The two faces that are not content, then the two that are: one declared step each.
FACE_ORDER = (Merge(("1", "2"), "1_2"), Merge(("3", "4"), "3_4"))


def count_question(
    *,
    kind: QuestionKind,
    position: int,
    title: str,
    choices: Mapping[int, str],
    found: Mapping[str, int],
    base: int,
    answered: int,
    is_sensitive: bool,
    first_note: str,
) -> Counted:
    """Return the true table of a question over `base` people, `answered` of whom said something.

    `found`: people by choice; in a ranking, by what they put first, which `first_note` says. What was asked is listed
    even when nobody chose it.
    """
    labels = _labels(kind, choices)
    counts = {code: found.get(code, 0) for code in labels}
    shape, code = KINDS[kind], f"q{position}"
    counts[UNANSWERED] = base - (answered if shape is Kind.MULTIPLE else sum(counts.values()))
    return Counted(
        code=code,
        title=title,
        counts=counts,
        labels={**labels, UNANSWERED: i18n.translate(N_("Sans réponse"))},
        merged_labels={},
        kind=shape,
        is_sensitive=is_sensitive,
        note=first_note if shape is Kind.RANKING else "",
        question_code=code,
    )


def _labels(kind: QuestionKind, choices: Mapping[int, str]) -> dict[str, str]:
    """Return the label of each answer that could be given, by its code."""
    labels = {str(position): words for position, words in choices.items()}
    if kind is not QuestionKind.FACES:
        return labels
    faces = {str(mood): labels.get(str(mood)) or _face(mood) for mood in range(1, FACES + 1)}
    return {**faces, str(DONT_KNOW): _face(DONT_KNOW)}


def _face(mood: int) -> str:
    return i18n.translate(label("face", mood))
