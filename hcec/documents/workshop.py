"""A workshop on paper: words to cut and sort, questions to hang, a guide for whoever speaks for the others.

The words are those of a release: approved, agreed to, attacked. Nothing else that a child wrote is ever printed here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from hcec.disclosure.values import Quotation, Release
from hcec.disclosure.wording import N_
from hcec.documents.pdf import printed
from hcec.documents.typesetting import typeset

# How much a card holds, in signs, a line counting for as many as it is wide: eight a sheet, two a sheet, or a page.
_SMALL, _LARGE, _A_LINE = 300, 900, 45
_PER_SHEET = {"small": 8, "large": 2, "whole": 1}


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked, with its choices."""

    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopWords:
    """The words of the three papers. Each part of the guide is a title, then lines parted by a bar."""

    language: str = "fr"
    cards: str = N_("Des paroles à découper et à trier")
    cards_how: str = N_("Coupez sur les pointillés. Chaque jeune cité est d’accord. Les noms sont cachés.")
    labels: str = N_("Pour trier")
    important: str = N_("C’est le plus important")
    can_change: str = N_("On peut le changer")
    ask: str = N_("À demander au département")
    good: str = N_("Ça va déjà bien")
    blank: str = N_("Et toi ? Écris ce qui manque, sans nom.")
    posters: str = N_("Les questions, à accrocher")
    guide: str = N_("Parler pour les autres")
    role: str = N_("Ton rôle")
    role_lines: str = N_(
        "Tu portes ce que beaucoup ont dit.|Tu ne dois pas raconter ta vie.|Tu peux dire « je » si tu en as envie."
        "|Tu peux dire non, même au dernier moment."
    )
    before: str = N_("Avant de parler")
    before_lines: str = N_(
        "Choisis trois cartes, pas plus.|Dis-les à voix haute, une fois.|Choisis un adulte qui vient avec toi."
        "|Demande qui sera dans la salle."
    )
    say: str = N_("Ce que tu peux dire")
    say_lines: str = N_(
        "Les mots des cartes et les nombres publiés.|« Des jeunes ont dit que… »"
        "|Ce que le conseil a décidé.|Ce que vous demandez, et pour quand."
    )
    silent: str = N_("Ce que tu gardes pour toi")
    silent_lines: str = N_(
        "Les noms, les lieux, les dates.|Qui a écrit une carte, même si tu crois le savoir."
        "|Ce qu’un jeune t’a confié.|Ce qui fait mal à raconter."
    )
    rights: str = N_("Tes droits")
    rights_lines: str = N_(
        "Tu peux ne pas répondre à une question.|Tu peux t’arrêter et sortir."
        "|Personne ne te filme ni ne te prend en photo sans ton accord."
        "|Parler ne change rien à ton lieu de vie ni à ton contrat.|Le département vous doit une réponse."
    )
    start: str = N_("Des phrases pour commencer")
    start_lines: str = N_(
        "« Je parle pour des jeunes que vous ne verrez pas. »|« Voici trois phrases. Écoutez-les. »"
        "|« Nous demandons… »|« Quand nous répondrez-vous ? »"
    )
    mine: str = N_("À toi d’écrire")
    my_cards: str = N_("Mes trois cartes")
    my_ask: str = N_("Ce que nous demandons")
    my_adult: str = N_("L’adulte qui vient avec moi")
    talk: str = N_("Si c’est trop dur, avant ou après")

    @classmethod
    def translated(cls, language: str, gettext: Callable[[str], str]) -> "WorkshopWords":
        """Return the words through the caller's own gettext."""
        words = {word.name: gettext(str(word.default)) for word in fields(cls) if word.name != "language"}
        return cls(language=language, **words)


def render_cards_to_sort(release: Release, words: WorkshopWords) -> bytes:
    """Return the PDF/UA-1 of a release's quotations as cards, then of labels and blank cards."""
    sheets: list[dict[str, object]] = []
    for size in _PER_SHEET:
        held = [_card(quotation) for quotation in release.quotations if _size(quotation) == size]
        while held:
            take = _PER_SHEET[size]
            title, how = (None, None) if sheets else (words.cards, words.cards_how)
            sheets.append({"what": "cards", "title": title, "how": how, "size": size, "cards": held[:take]})
            held = held[take:]
    labels = [words.important, words.can_change, words.ask, words.good]
    sheets.append({"what": "labels", "title": words.labels, "labels": labels, "blanks": [words.blank] * 4})
    return _typeset(words, words.cards, f"{release.council} · {release.consultation}", sheets)


def render_question_posters(
    title: str, council: str, questions: Sequence[AskedQuestion], words: WorkshopWords
) -> bytes:
    """Return the PDF/UA-1 of a consultation's questions, one a page, to hang in the room."""
    sheets: list[dict[str, object]] = [
        {"what": "poster", "over": title, "label": each.label, "hint": each.hint, "choices": each.choices}
        for each in questions
    ]
    return _typeset(words, f"{words.posters} · {title}", council, sheets)


def render_spokesperson_guide(council: str, numbers: Sequence[tuple[str, str]], words: WorkshopWords) -> bytes:
    """Return the PDF/UA-1 of the guide: what may be said, what is kept, which rights; room to write; whom to call."""
    told = ("role", "before", "say", "silent", "rights", "start")
    parts = [{"title": getattr(words, name), "lines": getattr(words, f"{name}_lines").split("|")} for name in told]
    sheet: dict[str, object] = {"what": "guide", "title": words.guide, "parts": parts, "mine": words.mine}
    sheet |= {"blanks": [words.my_cards, words.my_ask, words.my_adult], "talk": words.talk, "numbers": numbers}
    return _typeset(words, words.guide, council, [sheet])


def _typeset(words: WorkshopWords, title: str, footer: str, sheets: list[dict[str, object]]) -> bytes:
    data = {"language": words.language, "title": title, "footer": footer, "sheets": sheets}
    return typeset("workshop.typ", printed(data))


def _card(quotation: Quotation) -> dict[str, object]:
    """Return a card: the words and their theme, never the trait that a table may give them."""
    return {"theme": quotation.theme_label, "lines": quotation.text.splitlines() or [""]}


def _size(quotation: Quotation) -> str:
    signs = sum(max(len(line), _A_LINE) for line in quotation.text.splitlines())
    return "small" if signs <= _SMALL else "large" if signs <= _LARGE else "whole"
