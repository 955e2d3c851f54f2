"""The words of an answer, and what they lack. Values in, values out."""

from dataclasses import asdict, dataclass, fields
from datetime import date

PARTS = ("will_do", "will_study", "cannot_do")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """What somebody answers: to a consultation, also what was heard; to a proposal, who will do it and when."""

    by_function: str = ""
    said: str = ""
    will_do: str = ""
    by_whom: str = ""
    by_when: date | None = None
    will_study: str = ""
    cannot_do: str = ""


NAMES = tuple(field.name for field in fields(AnswerWords))


def lacking(words: AnswerWords, *, of_proposal: bool) -> tuple[str, ...]:
    """Return the parts without which an answer is none (F1)."""
    if not of_proposal:
        return tuple(name for name in ("by_function", "said", "will_do", "cannot_do") if not getattr(words, name))
    missing = [] if words.by_function else ["by_function"]
    if not any(getattr(words, part) for part in PARTS):
        missing.append("will_do")
    if words.will_do or words.by_whom or words.by_when:  # a promise says who keeps it, and when
        missing += [name for name in ("by_whom", "by_when") if not getattr(words, name)]
    return tuple(missing)


def changes(before: AnswerWords, after: AnswerWords) -> dict[str, str]:
    """Return what each part that changes said before, as words that a file or a page can keep."""
    held, new = asdict(before), asdict(after)
    return {name: str(held[name] or "") for name in NAMES if held[name] != new[name]}
