"""Training as tables that people open in a spreadsheet: lines and their years, sessions and who came.

What people thought is in none of them: it leaves only added up and protected.
"""

from hcec.labels import N_
from hcec.scheme.amounts import plain_amount
from hcec.scheme.cells import read_line_of_words, read_number, read_sum, read_title, read_year, write_day
from hcec.scheme.interchange import Column, Shape
from hcec.training.cells import (
    all_in_words,
    in_words,
    one_of,
    read_hours,
    read_line_number,
    read_needed_day,
    read_people,
    read_some_people,
    several_of,
    write_line_number,
)

_UNKNOWN_INSTITUTION = N_("Cette sorte d’institution n’est pas connue. Reprenez les mots de l’export.")
_UNKNOWN_PROFESSION = N_("Ce métier n’est pas connu. Reprenez les mots de l’export.")

LINES = Shape(
    "lignes",
    (
        Column("numéro", "number", read_number, str),
        Column("titre", "title", read_title, str),
        Column(
            "thème",
            "theme",
            one_of("theme", N_("Ce thème n’est pas connu. Reprenez les mots de l’export."), ""),
            in_words("theme"),
        ),
        Column("publics", "audiences", several_of("profession", _UNKNOWN_PROFESSION), all_in_words("profession")),
        Column(
            "priorité",
            "priority",
            one_of("training_priority", N_("La priorité est haute, moyenne ou basse."), "medium"),
            in_words("training_priority"),
        ),
        Column("heures", "hours", read_hours, plain_amount),
        Column("organisme", "body", read_line_of_words, str),
        Column("pilote", "pilot", read_line_of_words, str),
    ),
)
YEARS = Shape(
    "années",
    (
        Column("numéro", "number", read_number, str),
        Column("année", "year", read_year, str),
        Column("places", "places", read_people, str),
        Column("budget", "budget", read_sum, plain_amount),
    ),
)
PROGRAMME = (LINES, YEARS)
ATTENDANCE = Shape(
    "présents",
    (
        Column("session", "title", read_title, str),
        Column("début", "starts_on", read_needed_day, write_day, is_needed=True),
        Column(
            "métier",
            "profession",
            one_of("profession", _UNKNOWN_PROFESSION),
            in_words("profession"),
            is_needed=True,
        ),
        Column(
            "institution",
            "employer",
            one_of(
                "institution_kind", N_("Cette sorte d’institution n’est pas connue. Reprenez les mots de l’export.")
            ),
            in_words("institution_kind"),
            is_needed=True,
        ),
        Column("nombre", "people", read_some_people, str, is_needed=True),
    ),
)
SESSIONS = Shape(
    "sessions",
    (
        Column("session", "title", read_title, str),
        Column("début", "starts_on", read_needed_day, write_day, is_needed=True),
        Column("fin", "ends_on", read_needed_day, write_day, is_needed=True),
        Column("ligne", "line", read_line_number, write_line_number),
        Column("organisme", "body", read_line_of_words, str),
        Column("lieu", "place", read_line_of_words, str),
        Column("heures", "hours", read_hours, plain_amount),
        Column("coût", "cost", read_sum, plain_amount),
        Column(
            "état",
            "state",
            one_of("training_state", N_("Une session est prévue, tenue ou annulée."), "planned"),
            in_words("training_state"),
        ),
    ),
)
HELD = (SESSIONS, ATTENDANCE)
