"""What a need may have been seen in: the questions and the themes of a synthesis that is out."""

from dataclasses import dataclass

from hcec.disclosure.values import Release

THEMES = "themes"


@dataclass(frozen=True, slots=True)
class SeenIn:
    """A part of a release: its code there, its words, and the theme that it is, if it is one."""

    code: str
    words: str
    theme: str = ""


def parts_of(release: Release) -> list[SeenIn]:
    """Return the questions of a release in their order, then its themes, each once."""
    questions = [SeenIn(table.code, table.title) for table in release.tables if table.question_code]
    questions = [each for each in questions if each.code != THEMES]
    counted = [cell.category for table in release.tables if table.code == THEMES for cell in table.cells]
    themes = {category.code: category.label for category in counted if not category.members}
    themes |= {each.theme_code: each.theme_label for each in release.quotations}
    return [*questions, *(SeenIn(code, words, code) for code, words in themes.items())]
