"""The yearly evaluation sheet of the contract, from its data and the words written beside them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from hcec.department.services import Department
from hcec.documents.outline import Block, Grid, Note, Part
from hcec.documents.report import Report
from hcec.i18n import translate
from hcec.labels import N_
from hcec.scheme.amounts import told_amount
from hcec.scheme.enums import Criterion, FundingSource
from hcec.scheme.models import Contract, Funding
from hcec.scheme.services.contracts import evaluation_of
from hcec.scheme.services.reporting import (
    UNKNOWN,
    actions_of,
    bullets,
    engagements_grid,
    indicators_grid,
    number,
    paragraphs,
    state_in,
    told,
)
from hcec.scheme.totals import Sums, total, totals_by


def evaluation_sheet(contract: Contract, *, year: int, department: Department) -> Report:
    """Return the sheet of a year: the same data make the same document."""
    every = [
        Part(translate(N_("Ce qui a été fait")), tuple(_words(contract, year))),
        Part(translate(N_("Les actions par engagement")), tuple(_engagements(contract, year))),
        Part(translate(N_("Les financements de l’année")), tuple(_money(contract, year))),
        Part(translate(N_("Depuis le début du contrat")), (_years(contract, year),)),
        Part(translate(N_("Les indicateurs du contrat")), tuple(_agreed(contract, year))),
        Part(translate(N_("Les indicateurs des actions")), tuple(_indicators(contract, year))),
        Part(translate(N_("Les échéances")), tuple(_deadlines(contract))),
        Part(translate(N_("Les critères de la candidature")), (_criteria(contract),)),
    ]
    signed = [f"{told('signatory', each.signatory)} : {_day(each.signed_on)}" for each in contract.signatures]
    return Report(
        title=translate(N_("{title} : évaluation de l’année {year}")).format(title=contract.title, year=year),
        issuer=department.council_name,
        department=department.department_name,
        reference=translate(N_("Évaluation {year}")).format(year=year),
        facts=(
            (translate(N_("Période")), f"{contract.from_year}-{contract.to_year}"),
            (translate(N_("Année évaluée")), str(year)),
            (translate(N_("Signatures")), " · ".join(sorted(signed))),
        ),
        audience=(translate(N_("Diffusion")), translate(N_("Signataires du contrat"))),
        parts=tuple(part for part in every if part.blocks),
    )


def ordered(lines: Iterable[Funding]) -> list[Funding]:
    """Return lines of money by action, then year, then source."""
    sources = list(FundingSource)
    return sorted(
        lines,
        key=lambda line: (line.action.axis.number, line.action.number, line.year, sources.index(line.source)),
    )


def money_grid(lines: Iterable[Funding], first: str, name: Callable[[Funding], str]) -> Grid:
    """Return what is planned, committed and paid by something, and the total under it."""
    lines = list(lines)
    rows = [(named, *_sums(sums)) for named, sums in totals_by(lines, name).items()]
    heads = (first, translate(N_("Prévu")), translate(N_("Engagé")), translate(N_("Payé")))
    return Grid(heads, (*rows, (translate(N_("Total")), *_sums(total(lines)))))


def _words(contract: Contract, year: int) -> Iterator[Block]:
    held = evaluation_of(contract, year)
    if held is None:
        yield Note(translate(N_("Rien n’est encore écrit pour cette année.")))
        return
    yield from paragraphs(held.achieved)
    if held.difficulties:
        yield Note(translate(N_("Difficultés")))
        yield from paragraphs(held.difficulties)
    if held.next_steps:
        yield Note(translate(N_("Suites prévues")))
        yield from paragraphs(held.next_steps)


def _engagements(contract: Contract, year: int) -> Iterator[Block]:
    actions = actions_of(contract.scheme)
    yield engagements_grid(actions, year)
    yield from bullets(
        f"{action.code} {action.title} : {told('action_state', state_in(action, year))}"
        for action in actions
        if action.engagements
    )


def _money(contract: Contract, year: int) -> Iterator[Block]:
    lines = [line for line in ordered(contract.fundings) if line.year == year]
    if not lines:
        yield Note(translate(N_("Aucun financement n’est noté pour cette année.")))
        return
    by_source = sorted(lines, key=lambda line: list(FundingSource).index(line.source))
    yield money_grid(by_source, translate(N_("Source")), lambda line: told("funding_source", line.source))
    yield money_grid(lines, translate(N_("Action")), lambda line: f"{line.action.code} {line.action.title}")


def _years(contract: Contract, year: int) -> Grid:
    lines = sorted((line for line in contract.fundings if line.year <= year), key=lambda line: line.year)
    return money_grid(lines, translate(N_("Année")), lambda line: str(line.year))


def _indicators(contract: Contract, year: int) -> Iterator[Block]:
    shown = [one for action in actions_of(contract.scheme) if action.engagements for one in action.indicators]
    if shown:
        yield indicators_grid(shown, [each for each in contract.years if each <= year])


def _agreed(contract: Contract, year: int) -> Iterator[Block]:
    """Where each agreed indicator stood, should come and came, year by year."""
    if not contract.indicators:
        return
    years = [each for each in contract.years if each <= year]
    rows = [
        (
            f"{one.name} ({one.unit})" if one.unit else one.name,
            number(one.baseline),
            *(f"{number(one.values.get(each))} ({number(one.targets.get(each))})" for each in years),
        )
        for one in contract.indicators
    ]
    heads = (translate(N_("Indicateur")), translate(N_("Départ")), *map(str, years))
    yield Note(translate(N_("Chaque année : la valeur et, entre parenthèses, la cible.")))
    yield Grid(heads, tuple(rows))


def _deadlines(contract: Contract) -> Iterator[Block]:
    rows = tuple((each.what, _day(each.due_on), _day(each.done_on)) for each in contract.deadlines)
    if rows:
        yield Grid((translate(N_("Ce qui est dû")), translate(N_("Pour le")), translate(N_("Fait le"))), rows)


def _criteria(contract: Contract) -> Grid:
    held = {each.criterion: each for each in contract.evidence}
    rows = []
    for criterion in Criterion:
        one = held.get(criterion)
        is_met = translate(N_("oui")) if one and one.is_met else translate(N_("pas encore"))
        rows.append((told("criterion", criterion), is_met, one.evidence if one and one.evidence else UNKNOWN))
    return Grid((translate(N_("Critère")), translate(N_("Rempli")), translate(N_("Ce qui le montre"))), tuple(rows))


def _sums(sums: Sums) -> tuple[str, str, str]:
    planned, committed, paid = (told_amount(amount, "€") for amount in (sums.planned, sums.committed, sums.paid))
    return planned, committed, paid


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else UNKNOWN
