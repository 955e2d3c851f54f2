"""A data package (Frictionless, versions 1 and 2): what programs read, and beside it what people must read.

Each table is a CSV with its schema; its categories are in one list, to which foreign keys lead. `release.json` is the
release itself, as it was frozen: from it another program makes the same files, or adds several départements up.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

from hcec.disclosure.values import Category, Count, CrossTable, Kind, Release, Table, to_bytes
from hcec.documents.delimited import as_text
from hcec.documents.licences import licence_of
from hcec.documents.odf import zipped
from hcec.documents.outline import attack_lines, facts, level, licence_line, method_lines
from hcec.documents.words import DocumentWords

RELEASE = "release.json"
_MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json", "md": "text/markdown; charset=utf-8"}
TOTAL = "_total"
"""The category of a margin, on both sides of a crossing."""
Field = dict[str, object]
_SCHEMA = "https://datapackage.org/profiles/2.0"
_STATUS: Field = {"name": "status", "type": "string", "constraints": {"required": True, "enum": ["shown", "hidden"]}}
_COUNT: Field = {"name": "count", "type": "integer", "constraints": {"minimum": 0}}
_PERCENT: Field = {"name": "percent", "type": "integer", "constraints": {"minimum": 0, "maximum": 100}}

Row = Sequence[str | int | None]


@dataclass(frozen=True, slots=True)
class Resource:
    """One CSV of the package and what its schema says of it."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    key: tuple[str, ...]
    foreign: tuple[Field, ...] = field(default=())

    @property
    def path(self) -> str:
        """Where it lies in the package."""
        return f"data/{self.name}.csv"

    def described(self) -> Field:
        """Return it as `datapackage.json` tells it."""
        schema: Field = {"fields": list(self.fields), "primaryKey": list(self.key), "missingValues": [""]}
        if self.foreign:
            schema["foreignKeys"] = list(self.foreign)
        return {
            "name": self.name,
            "title": self.title,
            "type": "table",
            "profile": "tabular-data-resource",
            "path": self.path,
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": schema,
        }

    def written(self) -> bytes:
        """Return it as CSV: commas, UTF-8, and no cell that a spreadsheet would run."""
        file = io.StringIO(newline="")
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([str(each["name"]) for each in self.fields])
        for row in self.rows:
            writer.writerow(["" if value is None else as_text(str(value)) for value in row])
        return file.getvalue().encode()


def render_zip(release: Release, words: DocumentWords) -> bytes:
    """Return the data package of a release, its files dated from nowhere."""
    made = resources(release, words)
    descriptor = json.dumps(describe(release, made, words), ensure_ascii=False, indent=2, sort_keys=True)
    report = asdict(release.checked) if release.checked else {}
    return zipped(
        {
            "datapackage.json": f"{descriptor}\n".encode("utf-8", "replace"),
            "README.md": _read_first(release, made, words).encode("utf-8", "replace"),
            "METHODE.md": _listed(words.method, method_lines(release, words)).encode("utf-8", "replace"),
            "ATTAQUE.md": _listed(words.attack, attack_lines(release, words)).encode("utf-8", "replace"),
            "attack.json": f"{json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode(),
            RELEASE: to_bytes(release),
            **{resource.path: resource.written() for resource in made},
        }
    )


def part_of(package: bytes, name: str) -> tuple[bytes, str] | None:
    """Return a file of a data package and what a browser is told of it, or nothing when it has none of that name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        if name not in archive.namelist():
            return None
        return archive.read(name), _MEDIA[name.rpartition(".")[2]]


def describe(release: Release, made: Sequence[Resource], words: DocumentWords) -> Field:
    """Return the descriptor of a release's data package."""
    licence = licence_of(release)
    threshold = words.threshold.format(threshold=release.threshold)
    open_to_all = [{"name": licence.name, "title": licence.title, "path": licence.address}] if licence.code else []
    told: Field = {
        "$schema": f"{_SCHEMA}/datapackage.json",
        "profile": "tabular-data-package",
        "name": _name(f"{release.slug}-{release.level}-{release.reference}"),
        "title": release.title,
        "description": f"{release.consultation}, {release.period}. {threshold}",
        "version": release.reference,
        "contributors": [{"title": release.council, "roles": ["publisher"]}, {"title": release.department}],
        "keywords": ["protection de l’enfance", "parole des enfants", "participation"],
        "resources": [resource.described() for resource in made],
    }
    if open_to_all:
        told["licenses"] = open_to_all
    return told


def resources(release: Release, words: DocumentWords) -> list[Resource]:
    """Return the CSV files of a release: the list of tables, of their categories, each table, and the quotations."""
    names = _names([*release.tables, *release.crossings])
    tables = [_table(name, table) for name, table in zip(names, release.tables, strict=False)]
    crossed = names[len(release.tables) :]
    crossings = [_crossing(name, table, words) for name, table in zip(crossed, release.crossings, strict=True)]
    listed = [
        (name, table.title, table.kind, table.base, table.note)
        for name, table in zip(names, release.tables, strict=False)
    ]
    listed += [
        (name, table.title, Kind.EXCLUSIVE, table.base, table.note)
        for name, table in zip(crossed, release.crossings, strict=True)
    ]
    quotations = [_quotations(release, words)] if release.quotations else []
    return [_tables(listed, words), _categories(release, names, words), *tables, *crossings, *quotations]


def _tables(listed: Iterable[Row], words: DocumentWords) -> Resource:
    fields = (*_texts("table", "title"), _text("kind", enum=[*Kind]), {**_COUNT, "name": "base"}, *_texts("note"))
    return Resource("tables", words.every_table, fields, tuple(listed), ("table",))


def _categories(release: Release, names: Sequence[str], words: DocumentWords) -> Resource:
    rows = list[Row]()
    for name, table in zip(names, release.tables, strict=False):
        rows += [(name, *_category(cell.category)) for cell in table.cells]
    for name, crossing in zip(names[len(release.tables) :], release.crossings, strict=True):
        for side, axis in (("rows", crossing.rows), ("columns", crossing.columns)):
            rows += [(f"{name}.{side}", *_category(each)) for each in axis.categories]
            rows.append((f"{name}.{side}", TOTAL, words.all_lines, ""))
    return Resource(
        "categories", words.every_category, _texts("list", "code", "label", "members"), tuple(rows), ("list", "code")
    )


def _category(category: Category) -> tuple[str, str, str]:
    return category.code, category.label, " ".join(category.members)


def _table(name: str, table: Table) -> Resource:
    rows = tuple((name, cell.category.code, cell.count, cell.percent, _status(cell.count)) for cell in table.cells)
    fields = (*_texts("table", "category"), _COUNT, _PERCENT, _STATUS)
    foreign = (
        _foreign(("table",), "tables", ("table",)),
        _foreign(("table", "category"), "categories", ("list", "code")),
    )
    return Resource(name, table.title, fields, rows, ("table", "category"), foreign)


def _crossing(name: str, table: CrossTable, words: DocumentWords) -> Resource:
    lists = (name, f"{name}.rows", f"{name}.columns")
    rows, columns = ([each.code for each in axis.categories] for axis in (table.rows, table.columns))
    lines = [*zip(rows, table.counts, table.row_totals, strict=True), (TOTAL, table.column_totals, table.base)]
    cells = tuple(
        (*lists, row, column, count, _status(count))
        for row, counts, total in lines
        for column, count in zip([*columns, TOTAL], [*counts, total], strict=True)
    )
    fields = (*_texts("table", "row_list", "column_list", "row", "column"), _COUNT, _STATUS)
    foreign = (
        _foreign(("table",), "tables", ("table",)),
        _foreign(("row_list", "row"), "categories", ("list", "code")),
        _foreign(("column_list", "column"), "categories", ("list", "code")),
    )
    return Resource(name, table.title, fields, cells, ("row", "column"), foreign)


def _quotations(release: Release, words: DocumentWords) -> Resource:
    rows = tuple(
        (place, each.theme_code, each.theme_label, each.text, each.attribute.label if each.attribute else None)
        for place, each in enumerate(release.quotations, 1)
    )
    number: Field = {"name": "number", "type": "integer"}
    fields = (number, *_texts("theme", "theme_label", "text", "trait"))
    return Resource("quotations", words.quotations, fields, rows, ("number",))


def _names(tables: Sequence[Table | CrossTable]) -> list[str]:
    """Return a name for each table that a package takes, and no other table has."""
    taken, names = {"tables", "categories", "quotations"}, list[str]()
    for place, table in enumerate(tables, 1):
        name = _name(table.code)
        names.append(name if name not in taken else f"{name}-{place}")
        taken.add(names[-1])
    return names


def _name(words: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", words.lower()).strip("-.") or "table"


def _texts(*names: str) -> tuple[Field, ...]:
    return tuple({"name": name, "type": "string"} for name in names)


def _text(name: str, *, enum: Sequence[str]) -> Field:
    return {"name": name, "type": "string", "constraints": {"required": True, "enum": list(enum)}}


def _foreign(fields: Sequence[str], resource: str, to: Sequence[str]) -> Field:
    return {"fields": list(fields), "reference": {"resource": resource, "fields": list(to)}}


def _status(count: Count) -> str:
    return "hidden" if count is None else "shown"


def _read_first(release: Release, made: Sequence[Resource], words: DocumentWords) -> str:
    told = [*facts(release, words), (words.audience, level(release, words))]
    blocks = [
        f"# {_line(release.title)}",
        f"{_line(release.council)} · {_line(release.department)}",
        "\n".join(f"- {label} : {_line(said)}" for label, said in told),
        words.too_few if release.contributors is None else "",
        words.hidden_note,
        f"{words.licence} : {licence_line(release, words)}",
        f"## {words.contents}",
        "\n".join(
            [
                *(f"- `{resource.path}` : {_line(resource.title)}" for resource in made),
                f"- `METHODE.md` : {words.method}",
                f"- `ATTAQUE.md`, `attack.json` : {words.attack}",
                f"- `{RELEASE}` : {words.frozen}",
            ]
        ),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _listed(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"# {title}", "", *(f"- {_line(line)}" for line in lines)]) + "\n"


def _line(words: str) -> str:
    return " ".join(words.split())
