"""A table told in a sentence, where words may stand for numbers (D3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from hcec.disclosure.values import UNANSWERED, Cell, Kind, Release, Table
from hcec.disclosure.wording import N_, WORDS, Proportion, in_words

_LARGE = (Proportion.ALL, Proportion.NEARLY_ALL, Proportion.MOST, Proportion.ABOUT_HALF)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingWords:
    """Sentences that hold `{how_many}` and `{answer}`, and the words of the young people's edition and of the note."""

    answered: str = N_("{how_many} ont répondu « {answer} ».")
    chose: str = N_("{how_many} ont choisi « {answer} ».")
    put_first: str = N_("{how_many} ont mis en premier « {answer} ».")
    most_answered: str = N_("La réponse la plus donnée : « {answer} ».")
    most_chosen: str = N_("Le plus choisi : « {answer} ».")
    most_first: str = N_("Le plus souvent en premier : « {answer} ».")
    all: str = WORDS[Proportion.ALL]
    nearly_all: str = WORDS[Proportion.NEARLY_ALL]
    most: str = WORDS[Proportion.MOST]
    about_half: str = WORDS[Proportion.ABOUT_HALF]
    some: str = WORDS[Proportion.SOME]
    none: str = WORDS[Proportion.NONE]
    young_hello: str = N_("Tu as parlé. Voici ce qui a été dit.")
    young_count: str = N_("{count} jeunes ont répondu.")
    young_brief: str = N_("En bref")
    young_said: str = N_("Ce que vous avez dit")
    young_words: str = N_("Vos mots, sans vos noms")
    young_asked: str = N_("Ce que nous demandons")
    young_next: str = N_("Et maintenant ?")
    young_next_said: str = N_(
        "Les adultes qui décident doivent répondre. Leur réponse sera sur le site, dans « Résultats »."
    )
    young_safe: str = N_("Personne ne peut te retrouver ici. Les petits nombres sont cachés.")
    young_silent: str = N_("Tu n’as pas répondu ? La prochaine fois, ta parole comptera aussi.")
    young_help: str = N_("Tu es en danger, ou tu as peur ? Appelle le 119. C’est gratuit, jour et nuit.")
    young_thanks: str = N_("Merci.")
    note: str = N_("Note pour la séance plénière")
    note_said: str = N_("Ce que disent les jeunes, en trois minutes")
    note_asked: str = N_("Ce qui est demandé, et à qui")
    note_source: str = N_("{count} jeunes ont participé ({period}). Chiffres protégés : aucun ne désigne quelqu’un.")
    note_embargo: str = N_("À ne pas diffuser avant le {day}")
    note_nothing: str = N_("Aucune demande n’est jointe à cette synthèse.")

    @classmethod
    def translated(cls, gettext: Callable[[str], str]) -> "TellingWords":
        """Return the words through the caller's own gettext."""
        return cls(**{word.name: gettext(str(word.default)) for word in fields(cls)})


FRENCH = TellingWords()


def sentences(table: Table, threshold: int, words: TellingWords) -> Iterator[str]:
    """Say the largest answers in words, where words may replace numbers (D3); else the first, if it stands alone."""
    told, most_told = _patterns(table.kind, words)
    answers = [cell for cell in table.cells if cell.category.code != UNANSWERED]
    known = sorted((cell for cell in answers if cell.count), key=lambda cell: cell.count or 0, reverse=True)
    large = [(cell, word) for cell in known if (word := _word(cell, table, threshold)) in _LARGE]
    for cell, word in large:
        how_many = str(getattr(words, str(word)))
        yield told.format(how_many=how_many[:1].upper() + how_many[1:], answer=cell.category.label)
    is_alone = len(known) > 1 and known[0].count != known[1].count and not any(cell.is_hidden for cell in answers)
    if is_alone and not large:
        yield most_told.format(answer=known[0].category.label)


def key_sentences(release: Release, words: TellingWords, *, most: int) -> list[tuple[str, str]]:
    """Return (question, sentence) of the first questions that can be told, at most so many."""
    asked = [table for table in release.tables if table.question_code]
    told = ((table.title, next(sentences(table, release.threshold, words), None)) for table in asked)
    return [(title, sentence) for title, sentence in told if sentence is not None][:most]


def written_briefly(release: Release, *, most: int, longest: int) -> list[str]:
    """Return the first short lines that the observatory wrote, headings left out."""
    lines = (line for passage in release.text if passage.kind != "heading" for line in passage.plain_lines)
    return [line for line in lines if 0 < len(line) <= longest][:most]


def _patterns(kind: Kind, words: TellingWords) -> tuple[str, str]:
    if kind is Kind.MULTIPLE:
        return words.chose, words.most_chosen
    if kind is Kind.RANKING:
        return words.put_first, words.most_first
    return words.answered, words.most_answered


def _word(cell: Cell, table: Table, threshold: int) -> Proportion | None:
    return in_words(cell.count or 0, table.base, threshold=threshold, sensitive=table.sensitive)
