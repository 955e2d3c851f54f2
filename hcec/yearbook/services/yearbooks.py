"""The yearbook and the other files of a version, made from its frozen bytes alone: the same bytes each time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hcec import i18n
from hcec.disclosure.values import Passage, Release
from hcec.documents.delimited import render_csv
from hcec.documents.ods import render_ods
from hcec.documents.outline import Block, Figure, Grid, Note, Part, attack_lines, licence_line, method_lines, parts
from hcec.documents.package import render_zip
from hcec.documents.report import Report, render_report_odt, render_report_pdf
from hcec.documents.words import DocumentWords
from hcec.i18n import translate
from hcec.labels import N_
from hcec.yearbook.trends import ABSENT, Trend, change, figure, follows, told, trends
from hcec.yearbook.wording import words_of_figures

MOST_BARS = 18


@dataclass(frozen=True, slots=True)
class Format:
    """A file that a version is made into."""

    mime: str
    render: Callable[[Release, Sequence[Release], DocumentWords], bytes]


def words() -> DocumentWords:
    """Return the words of files in the reader's language."""
    return words_of_figures(i18n.current_locale().language, translate)


def made(release: Release, earlier: Sequence[Release], kind: str) -> bytes:
    """Return one file of a version, `earlier` being what its yearbook compares with. Raises KeyError."""
    return FORMATS[kind].render(release, earlier, words())


def yearbook(release: Release, earlier: Sequence[Release], said: DocumentWords) -> Report:
    """Return the yearbook: the year in short, each family with its tables and charts, how it was counted."""
    seen = trends([*earlier, release])
    apart = (said.method, said.attack, said.licence)
    every = [
        Part(said.message, tuple(_summary(seen))),
        *(_plainly(part) for part in parts(release, said) if part.title not in apart),
        Part(translate(N_("D’une année à l’autre")), tuple(_years(seen, said))),
        Part(said.method, (Passage("bullets", tuple((line,) for line in method_lines(release, said))),)),
        Part(said.attack, (Passage("bullets", tuple((line,) for line in attack_lines(release, said))),)),
        Part(said.licence, (Passage("paragraph", ((licence_line(release, said),),)),)),
    ]
    return Report(
        title=translate(N_("Annuaire de la protection de l’enfance {year}")).format(year=release.period),
        issuer=release.council,
        department=release.department,
        reference=f"{said.reference} {release.reference}",
        facts=(
            (said.period, release.period),
            (translate(N_("Seuil")), said.threshold.format(threshold=release.threshold)),
        ),
        audience=(
            translate(N_("Pour")),
            translate(N_("l’assemblée départementale, l’État, l’autorité judiciaire, l’ONPE, et chacun")),
        ),
        parts=tuple(part for part in every if part.blocks),
    )


def _plainly(part: Part) -> Part:
    """Return a part whose largest crossings are tables alone: their bars would fill a page and say less."""
    blocks: list[Block] = []
    for block in part.blocks:
        if isinstance(block, Figure) and sum(len(group.bars) for group in block.chart.groups) > MOST_BARS:
            blocks += [Passage("heading", ((block.title,),)), Note(block.note), Grid(block.heads, block.rows)]
        else:
            blocks.append(block)
    return Part(part.title, tuple(blocks))


def _summary(seen: Sequence[Trend]) -> Iterator[Block]:
    heads = (N_("Ce qui est compté"), N_("Nombre"), N_("Année d’avant"), N_("Évolution"))
    rows = tuple(
        (
            trend.title,
            told(trend.totals, -1),
            _year_before(trend),
            change(trend, trend.totals),
        )
        for trend in seen
    )
    yield Grid(tuple(map(translate, heads)), rows)


def _year_before(trend: Trend) -> str:
    """Return the total of the year just before: another one is told under its own number, further on."""
    if len(trend.years) == 1:
        return ""
    return told(trend.totals, -2) if follows(trend) else ABSENT


def _years(seen: Sequence[Trend], said: DocumentWords) -> Iterator[Block]:
    if not seen or len(seen[0].years) == 1:
        yield Note(translate(N_("C’est la première année publiée : il n’y a rien à comparer.")))
        return
    for trend in seen:
        yield figure(trend, said, (translate(N_("Année")), said.count))
        heads = (said.category, *map(str, trend.years), translate(N_("Évolution")))
        places = range(len(trend.years))
        yield Grid(
            heads,
            tuple((line.label, *(told(line, place) for place in places), change(trend, line)) for line in trend.lines),
        )


FORMATS: dict[str, Format] = {
    "odt": Format(
        "application/vnd.oasis.opendocument.text",
        lambda release, earlier, said: render_report_odt(yearbook(release, earlier, said), said),
    ),
    "pdf": Format(
        "application/pdf", lambda release, earlier, said: render_report_pdf(yearbook(release, earlier, said), said)
    ),
    "ods": Format(
        "application/vnd.oasis.opendocument.spreadsheet", lambda release, earlier, said: render_ods(release, said)
    ),
    "csv": Format("text/csv; charset=utf-8", lambda release, earlier, said: render_csv(release, said)),
    "zip": Format("application/zip", lambda release, earlier, said: render_zip(release, said)),
}
