"""Sections, asks and coverage of a synthesis, as the frozen values that a release holds."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from hcec import i18n
from hcec.consultations.models import Consultation
from hcec.department.enums import PopulationTrait
from hcec.department.services.population import Population, categories, population_at
from hcec.disclosure.values import Ask, Passage, Section, Table
from hcec.labels import N_, label
from hcec.syntheses.coverage import Line, coverage
from hcec.syntheses.models import Synthesis, SynthesisSection
from hcec.text.sanitise import blocks


def passages(clean: str) -> tuple[Passage, ...]:
    """Return the blocks of the observatory's own text."""
    return tuple(Passage(block.kind, block.lines) for block in blocks(clean))


def sections_of(
    session: Session, synthesis: Synthesis, *, tables: Sequence[Table], threshold: int
) -> tuple[Section, ...]:
    """Return the sections in order. Coverage is told from these protected tables, and from nothing else."""
    told: tuple[Passage, ...] = ()
    if any(section.shows_coverage for section in synthesis.sections):
        told = coverage_passages(session, synthesis.consultation, tables=tables, threshold=threshold)
    return tuple(_section(each, told if each.shows_coverage else ()) for each in synthesis.sections)


def asks_of(synthesis: Synthesis) -> tuple[Ask, ...]:
    """Return what is asked, in order."""
    return tuple(
        Ask(ask.what, ask.of_whom, i18n.translate(label("engagement", ask.engagement))) for ask in synthesis.asks
    )


def lacks_population(session: Session, synthesis: Synthesis, *, tables: Sequence[Table], threshold: int) -> bool:
    """Return whether a section would compare with who is in care, and nothing can be compared."""
    wanted = any(section.shows_coverage for section in synthesis.sections)
    return wanted and not coverage_passages(session, synthesis.consultation, tables=tables, threshold=threshold)


def coverage_passages(
    session: Session, consultation: Consultation, *, tables: Iterable[Table], threshold: int
) -> tuple[Passage, ...]:
    """Return who took part beside who is in care, by age and by place, as far as both may be told."""
    population = consultation.closed_on and population_at(session, consultation.closed_on.year)
    if not population:
        return ()
    made = []
    for table in tables:
        if table.code in set(PopulationTrait):
            lines = _lines(table, population, threshold)
            if lines:
                made += [_paragraph(f"{table.title} :"), Passage("bullets", tuple((_told(line),) for line in lines))]
    if not made:
        return ()
    source = i18n.translate(
        N_("Jeunes confiés au 31 décembre %(year)s. Source : %(source)s."),
        year=population.year,
        source=population.source.rstrip("."),
    )
    unsaid = i18n.translate(N_("Qui n’a dit ni son âge ni son lieu n’est pas dans ces parts : elles sont au plus bas."))
    return (*made, _paragraph(f"{source} {unsaid}"))


def _lines(table: Table, population: Population, threshold: int) -> tuple[Line, ...]:
    trait = PopulationTrait(table.code)
    return coverage(
        table,
        threshold=threshold,
        children=population.children,
        registered=categories(trait),
        population_of=lambda codes: population.of(trait, *codes),
    )


def _told(line: Line) -> str:
    said: dict[str, object] = {"group": line.label, "count": line.count, "population": line.population}
    if line.population is None:
        return i18n.translate(N_("%(group)s : plus de 90 %% ont participé"), **said)
    if not line.count:
        return i18n.translate(N_("%(group)s : personne parmi %(population)s jeunes confiés"), **said)
    if line.percent is None:
        return i18n.translate(N_("%(group)s : %(count)s sur %(population)s jeunes confiés"), **said)
    return i18n.translate(
        N_("%(group)s : %(count)s sur %(population)s jeunes confiés, soit %(percent)s %%"), percent=line.percent, **said
    )


def _section(section: SynthesisSection, told: tuple[Passage, ...]) -> Section:
    return Section(section.title, (*passages(section.text), *told), tuple(section.tables), tuple(section.themes))


def _paragraph(words: str) -> Passage:
    return Passage("paragraph", ((words,),))
