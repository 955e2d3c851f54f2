"""A scheme as tables that people open in a spreadsheet: fiches, indicators, yearly reviews.

What is written is read back the same. What cannot be read is said by its line and its column, and the rest is kept.
"""

from hcec.scheme.amounts import plain_amount
from hcec.scheme.cells import (
    read_code,
    read_day,
    read_engagements,
    read_kind,
    read_known_amount,
    read_line_of_words,
    read_number,
    read_source,
    read_standing,
    read_state,
    read_sum,
    read_text,
    read_title,
    read_words,
    read_year,
    write_amount,
    write_day,
    write_engagements,
    write_kind,
    write_source,
    write_standing,
    write_state,
)
from hcec.tables.shapes import Column as Column
from hcec.tables.shapes import Fault as Fault
from hcec.tables.shapes import Line as Line
from hcec.tables.shapes import Shape as Shape
from hcec.tables.shapes import read as read
from hcec.tables.shapes import written as written

ACTIONS = Shape(
    "actions",
    (
        Column("axe", "axis", read_number, str),
        Column("titre de l’axe", "axis_title", read_title, str),
        Column("numéro", "number", read_number, str),
        Column("action", "title", read_title, str),
        Column("objet", "aim", read_text, str),
        Column("public", "audience", read_line_of_words, str),
        Column("pilote", "pilot", read_line_of_words, str),
        Column("partenaires", "partners", read_text, str),
        Column("début", "starts_on", read_day, write_day),
        Column("fin", "ends_on", read_day, write_day),
        Column("état", "state", read_state, write_state),
        Column("engagements", "engagements", read_engagements, write_engagements),
    ),
)
INDICATORS = Shape(
    "indicateurs",
    (
        Column("numéro d’action", "action", read_code, str, is_needed=True),
        Column("indicateur", "name", read_title, str),
        Column("unité", "unit", read_line_of_words, str),
        Column("départ", "baseline", read_known_amount, write_amount),
        Column("cible", "target", read_known_amount, write_amount),
    ),
    has_years=True,
)
REVIEWS = Shape(
    "bilans",
    (
        Column("numéro d’action", "action", read_code, str, is_needed=True),
        Column("année", "year", read_year, str),
        Column("état", "state", read_state, write_state),
        Column("bilan", "words", read_words, str),
    ),
)
SHAPES = (ACTIONS, INDICATORS, REVIEWS)
MONEY = Shape(
    "financements",
    (
        Column("numéro d’action", "action", read_code, str, is_needed=True),
        Column("année", "year", read_year, str),
        Column("source", "source", read_source, write_source, is_needed=True),
        Column("prévu", "planned", read_sum, plain_amount),
        Column("engagé", "committed", read_sum, plain_amount),
        Column("payé", "paid", read_sum, plain_amount),
    ),
)
COMMITMENTS = Shape(
    "chartes",
    (
        Column("titre", "title", read_title, str),
        Column("nature", "kind", read_kind, write_kind, is_needed=True),
        Column("ce qu’il règle", "about", read_text, str),
        Column("parties", "parties", read_text, str),
        Column("état", "state", read_standing, write_standing),
        Column("signé le", "signed_on", read_day, write_day),
        Column("à revoir avant le", "review_due_on", read_day, write_day),
    ),
)
