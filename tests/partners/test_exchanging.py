"""Institutions and mandates come back from a spreadsheet the same; a bad line is told and the others are kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec.documents.tabular import csv_of, read_tables
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, ObservatoryMandate
from hcec.partners.services import exchanging, mandating
from hcec.partners.services.mandating import MandatePlan
from tests.platform import MONDAY

TODAY = MONDAY.date()
HEADS = ["institution", "nature", "charte signée le"]
SEATS = ["institution", "fonction", "siège", "depuis le", "jusqu’au"]


@pytest.fixture
def acted(cast):
    return {"actor": cast.staff["odile"]}


@pytest.fixture
def held(session, acted, institution):
    court = institution(charter_signed_on=TODAY)
    institution("=École ; « 2 »", InstitutionKind.EDUCATION)
    for plan in (
        MandatePlan(function="Juge", from_on=TODAY, is_deputy=True),
        MandatePlan(function="Greffe", from_on=TODAY, to_on=TODAY + timedelta(days=3)),
    ):
        mandating.give(session, row_id=uuid4(), institution=court, plan=plan, **acted)


def load(session, acted, *tables):
    given = [rows for table in tables for rows in read_tables(table)]
    return exchanging.load(session, given=given, today=TODAY, **acted)


def test_what_went_out_comes_back_the_same(session, acted, held):
    before = exchanging.tables_of(session)
    for tables in ([exchanging.as_ods(session)], [exchanging.as_csv(session, name) for name in before]):
        loaded = load(session, acted, *tables)
        assert (loaded.added, loaded.changed, loaded.same, loaded.faults) == (0, 0, 4, [])
    assert exchanging.tables_of(session) == before


def test_a_file_builds_it_all_again(session, acted, held):
    out, before = exchanging.as_ods(session), exchanging.tables_of(session)
    for row in (*session.scalars(select(ObservatoryMandate)), *session.scalars(select(Institution))):
        session.delete(row)
        session.flush()
    assert load(session, acted, out).added == 4
    assert exchanging.tables_of(session) == before


def test_a_bad_line_says_its_column_and_the_rest_is_kept(session, acted):
    institutions = csv_of(
        [
            HEADS,
            ["Barreau", "barreau", "05/01/2026"],
            ["", "justice", ""],
            ["École", "lycée agricole", ""],
            ["Police", "police", "2027-01-01"],
        ]
    )
    mandates = csv_of(
        [
            SEATS,
            ["Barreau", "Bâtonnière", "titulaire", "2026-01-05", ""],
            ["Inconnue", "Juge", "", "2026-01-05", ""],
            ["Barreau", "Avocate", "remplaçante", "2026-01-05", ""],
            ["Barreau", "Avocate", "suppléance", "", ""],
            ["Barreau", "Avocate", "suppléance", "2026-01-05", "2025-01-05"],
        ]
    )
    loaded = load(session, acted, institutions, mandates)
    assert loaded.added == 2
    assert [(fault.table, fault.line, fault.column) for fault in loaded.faults] == [
        ("institutions", 3, "institution"),
        ("institutions", 4, "nature"),
        ("institutions", 5, "charte signée le"),
        ("mandats", 3, "institution"),
        ("mandats", 4, "siège"),
        ("mandats", 5, "depuis le"),
        ("mandats", 6, "jusqu’au"),
    ]
    assert [row.name for row in session.scalars(select(Institution))] == ["Barreau"]


def test_a_column_that_is_not_there_changes_nothing(session, acted, held):
    loaded = load(session, acted, csv_of([HEADS[:2], ["Tribunal", "police"]]))
    court = session.scalars(select(Institution).where(Institution.name == "Tribunal")).one()
    assert (loaded.changed, court.kind, court.charter_signed_on, court.version) == (1, "police", TODAY, 2)
