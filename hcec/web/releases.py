"""Showing a release on a page, and sending its files: from the frozen value only, never from a model."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, make_response
from flask_babel import gettext as _

from hcec import labels
from hcec.disclosure.values import Cell, Check, Kind, Release, Table
from hcec.documents.registry import FORMATS
from hcec.documents.telling import TellingWords, sentences
from hcec.documents.words import share
from hcec.labels import N_
from hcec.syntheses.models import ReleaseFile
from hcec.web.headers import SANDBOXED

SCOPES = {
    "together": N_("Avec tout ce qui est déjà sorti sur cette consultation"),
    "public": N_("Entre versions publiques"),
    "crossings": N_("Les croisements, avec tout ce qui est déjà sorti"),
    "snapshot": N_("Les réponses, figées à la fermeture"),
    "quotations": N_("Les phrases citées, jointes aux tableaux"),
}
FINDINGS = {
    "exact": N_("un nombre masqué peut être retrouvé"),
    "proved_below": N_("on peut prouver qu’un groupe est trop petit"),
    "inconsistent": N_("des nombres contredisent une version déjà publiée"),
    "not_nested": N_("ce tableau découpe autrement une version déjà publiée"),
    "snapshot_changed": N_("elles ne sont plus ce qu’elles étaient : aucune version ne peut sortir"),
    "too_few": N_("trop peu de jeunes ont répondu"),
    "percent_of_few": N_("un pourcentage est donné sur trop peu de jeunes"),
    "all_or_nobody": N_("« tous » ou « aucun » sur une question sensible"),
    "answers_as_one": N_("tout un groupe a répondu la même chose"),
    "crossing_of_few": N_("trop peu de jeunes pour croiser deux réponses"),
    "undecided": N_("l’attaque n’a pas pu finir : moins de croisements, ou moins de catégories"),
    "too_entangled": N_("trop de tableaux croisés pour être attaqués"),
    "trait_of_few": N_("une phrase porte un trait trop rare"),
    "too_few_contributors": N_("trop peu de jeunes ont répondu"),
}
COUNTED = N_("Jeunes comptés : %(base)s")
TRAITS = frozenset({"age_band", "placement_type"})

Row = tuple[str, str, float | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A table as the bars component draws it."""

    code: str
    title: str
    note: str
    is_about_who: bool
    """Whether it counts who answered, and not what they answered."""
    rows: list[Row]
    sentences: list[str]
    hidden: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """One attack, in words."""

    title: str
    threshold: int
    passed: bool
    found: list[str]


def figures(release: Release, counted: str = COUNTED) -> list[Figure]:
    """Return the tables of a release as they are read on a page; `counted` says of whom."""
    return [_figure(table, release, counted) for table in release.tables]


def merged(release: Release) -> list[tuple[str, list[str]]]:
    """Return (merged line, what it is made of) for ages and places."""
    return [
        (cell.category.label, [_(labels.label(table.code, part)) for part in cell.category.members])
        for table in release.tables
        if table.code in TRAITS
        for cell in table.cells
        if len(cell.category.members) > 1
    ]


def verdicts(release: Release, checks: tuple[Check, ...]) -> list[Verdict]:
    """Return what each attack said, in words."""
    titles = {table.code: table.title for table in release.tables}
    titles |= {crossing.code: crossing.title for crossing in release.crossings}
    return [
        Verdict(_(SCOPES[check.scope]), check.threshold, check.passed, list(dict.fromkeys(_found(check, titles))))
        for check in checks
    ]


def download(file: ReleaseFile, reference: str) -> Response:
    """Return a stored file, to be saved and never opened in the page: neutral name, sandboxed."""
    known = FORMATS[file.format]
    return attachment(file.content, known.mime, f"synthese-{reference[:8]}{known.ending}")


def attachment(content: bytes, mime: str, filename: str) -> Response:
    """Return bytes to be saved, under a name that holds no quote, and never opened in the page."""
    answer = make_response(content)
    answer.headers["Content-Type"] = mime
    answer.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer.headers["Content-Security-Policy"] = SANDBOXED
    return answer


def _figure(table: Table, release: Release, counted_as: str) -> Figure:
    several = _("Plusieurs réponses possibles") if table.kind is Kind.MULTIPLE else ""
    counted = _(counted_as, base=table.base)
    return Figure(
        code=f"t-{release.reference}-{table.code}",
        title=table.title,
        note=" · ".join(filter(None, (table.note, several, counted))),
        is_about_who=table.code in TRAITS,
        rows=[(cell.category.label, _value(cell), _fraction(cell, table)) for cell in table.cells],
        sentences=list(sentences(table, release.threshold, TellingWords.translated(_))),
        hidden=sum(cell.is_hidden for cell in table.cells),
    )


def _value(cell: Cell) -> str:
    return "" if cell.count is None else f"{cell.count} · {share(cell.percent)}" if cell.percent else str(cell.count)


def _fraction(cell: Cell, table: Table) -> float | None:
    return None if cell.count is None else cell.count / table.base


def _found(check: Check, titles: dict[str, str]) -> Iterator[str]:
    names = [*(f"exact:{name}" for name in check.exact), *(f"proved_below:{name}" for name in check.proved_below)]
    for name in (*names, *check.findings):
        kind, _colon, cell = name.partition(":")
        title = titles.get(cell.partition("/")[0].partition(".")[0])
        words = _(FINDINGS[kind])
        yield f"{title} — {words}" if title else words
