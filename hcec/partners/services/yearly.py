"""The yearly count of immersions: a page, two tables, a sheet of one or two pages."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec.department.services import Department
from hcec.disclosure.values import Passage
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.partners.counting import QUESTIONS, Day, Stage, Year, count, is_told
from hcec.partners.enums import Outcome, Side
from hcec.partners.models import Immersion, ImmersionWish, Institution

HIDDEN = "*"
COUNTS, ANSWERS = "immersions", "retours"


def year_of(session: Session, year: int, *, threshold: int, today: date) -> Year:
    """Return what happened in a year; answers are protected, and all hidden until no more can come."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = session.scalars(select(Immersion).where(Immersion.day.between(first, last)))
    wishes = {
        side: session.scalar(
            select(func.count())
            .select_from(ImmersionWish)
            .where(ImmersionWish.side == side, ImmersionWish.from_on.between(first, last))
        )
        for side in Side
    }
    signed = select(func.count()).select_from(Institution).where(Institution.charter_signed_on <= last)
    return count(
        year,
        [_day(each, is_told(year, today)) for each in days],
        offers=wishes[Side.OFFER] or 0,
        requests=wishes[Side.REQUEST] or 0,
        signed=session.scalar(signed) or 0,
        threshold=threshold,
    )


def stage_of(immersion: Immersion) -> Stage:
    """Return how far a day went."""
    if immersion.is_declined:
        return Stage.DECLINED
    if immersion.outcome is not Outcome.COMING:
        return Stage.HELD if immersion.outcome is Outcome.HELD else Stage.CANCELLED
    return Stage.COMING if immersion.is_agreed else Stage.WAITING


def tables_of(year: Year) -> dict[str, list[list[str]]]:
    """Return the counts as tables, heads first."""
    counts = [[translate(head) for head in (N_("rubrique"), N_("détail"), N_("journées"), N_("personnes"))]]
    counts += [[*line] for line in _lines(year)]
    answers = [[translate(head) for head in (N_("question"), N_("réponse"), N_("nombre"))]]
    answers += [
        [_told("immersion_question", question), _told(f"immersion_{question}", code), shown(number)]
        for question in QUESTIONS
        for code, number in year.answers[question].items()
    ]
    return {COUNTS: counts, ANSWERS: answers}


def as_csv(year: Year, name: str) -> bytes:
    """Return one table as CSV. Raises KeyError for a table that there is not."""
    return csv_of(tables_of(year)[name])


def as_ods(year: Year) -> bytes:
    """Return both tables as a workbook."""
    return ods_of(tables_of(year), title=_title(year))


def sheet_of(year: Year, *, department: Department) -> Report:
    """Return the yearly sheet: the same data make the same document."""
    counts, answers = tables_of(year).values()
    return Report(
        title=_title(year),
        issuer=department.council_name,
        department=department.department_name,
        reference=translate(N_("Immersions {year}")).format(year=year.year),
        facts=(
            (translate(N_("Institutions signataires")), str(year.signed)),
            (translate(N_("Journées tenues")), str(year.stages[Stage.HELD])),
            (translate(N_("Personnes accueillies")), str(year.people)),
        ),
        audience=(translate(N_("Diffusion")), translate(N_("Institutions partenaires de l’observatoire"))),
        parts=(
            Part(translate(N_("Les journées")), tuple(_days(counts))),
            Part(translate(N_("Ce qu’en disent celles et ceux qui y étaient")), tuple(_answers(year, answers))),
        ),
    )


def shown(number: int | None) -> str:
    """Write a count; a hidden one is a star."""
    return HIDDEN if number is None else str(number)


def _day(row: Immersion, are_answers_in: bool) -> Day:
    return Day(
        stage=stage_of(row),
        theme=row.offer.theme,
        host=row.offer.institution.kind,
        guest=row.request.institution.kind,
        places=row.places,
        told=tuple({name: getattr(each, name) for name in QUESTIONS} for each in row.feedbacks if are_answers_in),
    )


def _lines(year: Year) -> Iterator[tuple[str, str, str, str]]:
    yield translate(N_("offres et demandes")), translate(N_("offres")), str(year.offers), ""
    yield translate(N_("offres et demandes")), translate(N_("demandes")), str(year.requests), ""
    for stage, number in year.stages.items():
        people = str(year.people) if stage is Stage.HELD else ""
        yield translate(N_("suite donnée")), _told("immersion_stage", stage), str(number), people
    for theme, (days, people_held) in year.by_theme.items():
        yield translate(N_("tenues, par thème")), _told("immersion_theme", theme), str(days), str(people_held)
    for (host, guest), (days, people_held) in year.by_pair.items():
        pair = f"{_told('institution_kind', host)} ← {_told('institution_kind', guest)}"
        yield translate(N_("tenues, par institutions")), pair, str(days), str(people_held)


def _days(table: list[list[str]]) -> Iterator[Block]:
    yield _grid(table)
    yield Note(translate(N_("La flèche va de qui vient vers qui accueille. Une journée non tenue ne compte personne.")))


def _answers(year: Year, table: list[list[str]]) -> Iterator[Block]:
    words = N_("Trois questions, posées à chaque institution après la journée. Les mots écrits restent entre elles.")
    yield Passage("paragraph", ((translate(words),),))
    yield _grid(table)
    yield Note(translate(N_("Les réponses d’une année se disent à partir du 1er février suivant.")))
    if any(number is None for answers in year.answers.values() for number in answers.values()):
        yield Note(translate(N_("Une étoile cache un nombre trop petit pour être dit sans montrer qui a répondu.")))


def _grid(table: Iterable[list[str]]) -> Grid:
    heads, *rows = table
    return Grid(tuple(head.capitalize() for head in heads), tuple(tuple(row) for row in rows))


def _told(kind: str, code: str) -> str:
    return translate(label(kind, code))


def _title(year: Year) -> str:
    return translate(N_("Immersions entre institutions : bilan {year}")).format(year=year.year)
