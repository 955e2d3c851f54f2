"""`hcec protect` and `hcec attack`: disclosure control on anyone's tables, without the platform."""

import csv
import io
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # a light command stays light: the solver is loaded when it is needed
    from hcec.disclosure.linked_attacker import Attacked
    from hcec.disclosure.merging import Merge
    from hcec.disclosure.population import Population
    from hcec.disclosure.tables import LinkedTables

UNSAFE = 3
TOTAL = "total"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("table", type=FILE)
@click.option("--by", "crossings", multiple=True, required=True, help="Un croisement : a,b (autant de fois que voulu)")
@click.option("--threshold", type=click.IntRange(min=5), default=5, show_default=True, help="Le plus petit nombre dit")
@click.option("--merge", "order", type=FILE, help="Fusions permises, dans l’ordre : colonne,de,vers")
@click.option("--with", "folders", type=FOLDER, multiple=True, help="Tableaux déjà publiés sur les mêmes personnes")
@click.option("--sensitive", multiple=True, help="Une colonne dont on ne dit ni « personne » ni « tous »")
@click.option("--seconds", type=click.FloatRange(min=0), default=300, help="Temps par essai, avant de fusionner")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Dossier à écrire")
def protect(
    *,
    table: Path,
    crossings: tuple[str, ...],
    threshold: int,
    order: Path | None,
    folders: tuple[Path, ...],
    sensitive: tuple[str, ...],
    seconds: float,
    out: Path,
) -> None:
    """Protéger des tableaux croisés : un CSV d’une ligne par personne, des croisements, leurs marges."""
    from hcec.disclosure.blocks import TooEntangled
    from hcec.disclosure.linked import protect as protect_linked
    from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors

    asked = [tuple(dict.fromkeys(column.strip() for column in crossing.split(","))) for crossing in crossings]
    published = [_published(folder, threshold) for folder in folders]
    population = _population(table, {column for crossing in asked for column in crossing} | set(sensitive), published)
    try:
        release = protect_linked(
            population,
            asked,
            threshold=threshold,
            merges=_merges(order, population),
            published=published,
            sensitive=sensitive,
            watch=lambda: _watch(seconds),
        )
    except (CannotBeMadeSafe, TooEntangled, TooFewContributors) as refusal:
        click.echo(f"hcec : rien n’est écrit. Ne peut pas être rendu sûr : {_reason(refusal)}.", err=True)
        sys.exit(UNSAFE)
    _write(release, out)


@click.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@click.option("--threshold", type=click.IntRange(min=1), default=5, show_default=True, help="Le plus petit nombre dit")
@click.option("--seconds", type=click.FloatRange(min=0), default=60, help="Temps pour vérifier en nombres entiers")
def attack(*, folders: tuple[Path, ...], threshold: int, seconds: float) -> None:
    """Attaquer tous les tableaux de ces dossiers, lus ensemble : sortie 1 si un nombre caché est découvert."""
    from hcec.disclosure.blocks import TooEntangled
    from hcec.disclosure.linked_attacker import Unreadable, attack_linked, read_folder

    try:
        told = [table for folder in folders for table in read_folder(str(folder), _texts(folder))]
        found = attack_linked(told, threshold=threshold, out_of_time=_watch(seconds))
    except Unreadable as refusal:
        raise click.ClickException(f"{refusal}.csv n’est pas un tableau de nombres.") from refusal
    except TooEntangled as refusal:
        raise click.ClickException("ces tableaux lient trop de colonnes pour être attaqués ensemble.") from refusal
    click.echo(json.dumps(_report(found), ensure_ascii=False, indent=1))
    sys.exit(0 if found.passed else 1)


def _report(found: "Attacked") -> dict[str, object]:
    return {
        "hidden": found.hidden,
        "proved_below": list(found.proved_below),
        "exact": list(found.exact),
        "intervals": [{"cell": name, "low": i.low, "high": i.high} for name, i in found.intervals.items()],
        "undecided": list(found.undecided),
        "contradiction": found.contradiction,
    }


def _watch(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _population(file: Path, wanted: set[str], published: "Iterable[LinkedTables]") -> "Population":
    """Count the people of a CSV by the columns that are asked for or were published."""
    from hcec.disclosure.population import counted

    beside = {column for release in published for each in release.tables for column in each.columns}
    rows = _rows(file)
    header = next(rows, [])
    if missing := sorted(wanted - set(header)):
        raise click.ClickException(f"{file.name} n’a pas de colonne {', '.join(missing)}.")
    if wrong := sorted(column for column in wanted if column == TOTAL or set(column) & set("/\\")):
        raise click.ClickException(f"la colonne {', '.join(wrong)} ne peut pas donner son nom à un fichier.")
    columns = [column for column in header if column in wanted | beside]
    places = [header.index(column) for column in columns]
    try:
        return counted(columns, ([row[place] for place in places] for row in rows if row))
    except IndexError as refusal:
        raise click.ClickException(f"{file.name} a une ligne trop courte.") from refusal


def _rows(file: Path) -> Iterator[list[str]]:
    """Return the lines of a CSV, commas or semicolons, whichever its first line has more of."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as refusal:
        raise click.ClickException(f"{file.name} n’est pas en UTF-8.") from refusal
    first = text.partition("\n")[0]
    return csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")


def _merges(file: Path | None, population: "Population") -> "dict[str, list[Merge]]":
    """Return the declared steps by column, in their order."""
    from hcec.disclosure.merging import Merge

    found: dict[str, list[Merge]] = {}
    for row in _rows(file) if file else ():
        if row and row != ["column", "from", "to"]:
            if len(row) != 3:
                raise click.ClickException("une fusion s’écrit : colonne,de,vers")
            if row[0] in population.columns:
                found.setdefault(row[0], []).append(Merge((row[1],), row[2]))
    return found


def _published(folder: Path, threshold: int) -> "LinkedTables":
    from hcec.disclosure.linked_attacker import Unreadable, read_folder
    from hcec.disclosure.tables import CrossTable, LinkedTables

    try:
        told = read_folder(str(folder), _texts(folder))
    except Unreadable as refusal:
        raise click.ClickException(f"{refusal}.csv n’est pas un tableau de nombres.") from refusal
    tables = (
        CrossTable(table.columns, {line: read.low if read else None for line, read in table.lines.items()})
        for table in told
    )
    return LinkedTables(
        tuple(tables), threshold, {column: ends for each in told for column, ends in each.merged.items()}
    )


def _texts(folder: Path) -> dict[str, str]:
    from hcec.disclosure.linked_attacker import MERGED

    files = [*sorted(folder.glob("*.csv")), *folder.glob(MERGED)]
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _write(release: "LinkedTables", out: Path) -> None:
    """Write one CSV a table, and what was merged where something was."""
    from hcec.disclosure.linked_attacker import MERGED

    names = {table.columns: f"{'__'.join(table.columns) or TOTAL}.csv" for table in release.tables}
    if other := sorted({file.name for file in out.glob("*.csv")} - set(names.values())):
        raise click.ClickException(f"{out} contient d’autres tableaux ({other[0]}…) : choisissez un dossier vide.")
    out.mkdir(parents=True, exist_ok=True)
    for table in release.tables:
        file = io.StringIO(newline="")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*table.columns, "count", "status"])
        for key, count in table.counts.items():
            writer.writerow([*key, "" if count is None else count, "hidden" if count is None else "shown"])
        (out / names[table.columns]).write_text(file.getvalue(), encoding="utf-8")
    if release.ends:
        merged = json.dumps(release.ends, ensure_ascii=False, sort_keys=True, indent=1)
        (out / MERGED).write_text(merged, encoding="utf-8")
        click.echo(f"Catégories fusionnées : {', '.join(release.ends)} (voir {MERGED}).", err=True)
    if release.merged_for_want_of_time:
        click.echo("Le temps manquait : des catégories de plus ont été fusionnées.", err=True)
    click.echo(f"{len(release.tables)} tableaux, {release.hidden} cases masquées.", err=True)


def _reason(refusal: Exception) -> str:
    """Say why nothing can be published, and what would help."""
    from hcec.disclosure.blocks import TooEntangled
    from hcec.disclosure.complements import OutOfTime
    from hcec.disclosure.readers import OtherPeople
    from hcec.disclosure.thresholds import TooFewContributors

    match refusal:
        case OtherPeople():
            return "les tableaux déjà publiés ne comptent pas les mêmes personnes. Repartez des mêmes lignes"
        case OutOfTime():
            return "le temps donné est passé. Permettez des fusions (--merge), ou donnez plus de temps (--seconds)"
        case TooEntangled():
            return "ces croisements lient trop de colonnes. Déclarez-en moins, ou fusionnez des catégories"
        case TooFewContributors():
            return "trop peu de personnes en tout : moins que le plus petit nombre dit"
    return f"{refusal} serait deviné. Retirez un croisement qui le contient, ou permettez des fusions (--merge)"
