"""Invented people of each family, and the tables that they make: what agrees because it counts the same people."""

from random import Random

from hcec.yearbook.tables import FAMILIES, tables_in


def people_of(family, size, random):
    """Return so many people, a category an axis: some categories are rare, as they are in life."""
    axes = {axis.code: axis for table in tables_in(family) for axis in table.axes}
    weights = {code: [random.random() ** 2 + 0.02 for _ in axis.codes] for code, axis in axes.items()}
    drawn = [random.choices(axis.codes, weights[code], k=size) for code, axis in axes.items()]
    return [dict(zip(axes, person, strict=True)) for person in zip(*drawn, strict=True)]


def counted(family, people):
    """Return every table of a family over these people."""
    found = {table.code: dict.fromkeys(table.places, 0) for table in tables_in(family)}
    for person in people:
        for table in tables_in(family):
            column = person[table.columns.code] if table.columns else ""
            found[table.code][person[table.rows.code], column] += 1
    return found


def year_of(size, seed):
    """Return every table of a year, as many people in each family."""
    random = Random(seed)
    return {
        code: table for family in FAMILIES for code, table in counted(family, people_of(family, size, random)).items()
    }
