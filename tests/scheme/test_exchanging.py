"""A scheme goes to a spreadsheet and comes back the same; errors say the line and the column and keep the rest."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hcec.audit.models import JournalEntry
from hcec.documents.tabular import csv_of, ods_of, read_tables
from hcec.followup.enums import Engagement
from hcec.scheme.amounts import NotAnAmount, plain_amount, read_amount, told_amount
from hcec.scheme.enums import ActionState, FundingSource
from hcec.scheme.interchange import ACTIONS, INDICATORS, MONEY, REVIEWS, read, written
from hcec.scheme.services import exchanging, planning
from hcec.scheme.services.planning import SchemePlan
from hcec.text.normalise import plain, printable
from tests.scheme.conftest import FICHE
from tests.scheme.test_planning import review

YEARS = range(2025, 2030)
RAW = st.lists(
    st.sampled_from(["=", "-", "@", "'", "é", " ", "1", "|", ";", '"', "\n"]) | st.text(max_size=4), max_size=9
)
TEXT = RAW.map("".join).map(plain).map(printable).map(str.strip)
LINE = TEXT.map(lambda words: " ".join(words.split())[:120].strip())
TITLE = LINE.filter(bool)
AMOUNT = st.none() | st.integers(-(10**13), 10**13)
DAY = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
NUMBER = st.integers(1, 99)
ACTION = st.fixed_dictionaries(
    {
        "axis": NUMBER,
        "axis_title": TITLE,
        "number": NUMBER,
        "title": TITLE,
        "aim": TEXT,
        "audience": LINE,
        "pilot": LINE,
        "partners": TEXT,
        "starts_on": DAY,
        "ends_on": st.none(),
        "state": st.sampled_from([str(each) for each in ActionState]),
        "engagements": st.lists(st.sampled_from([str(each) for each in Engagement]), unique=True),
    }
)
INDICATOR = st.fixed_dictionaries(
    {
        "action": st.just("1.2"),
        "name": TITLE,
        "unit": LINE,
        "baseline": AMOUNT,
        "target": AMOUNT,
        "by_year": st.dictionaries(st.sampled_from(YEARS), st.integers(-(10**13), 10**13)),
    }
)
REVIEW = st.fixed_dictionaries(
    {"action": st.just("3.4"), "year": st.sampled_from(YEARS), "state": st.just("late"), "words": TEXT.filter(bool)}
)
SUMS = st.fixed_dictionaries(
    {
        "action": st.just("3.4"),
        "year": st.sampled_from(YEARS),
        "source": st.sampled_from([str(each) for each in FundingSource]),
        **{name: st.integers(0, 10**13) for name in ("planned", "committed", "paid")},
    }
)


def there_and_back(shape, lines, through):
    (rows,) = read_tables(through(written(shape, lines, YEARS)))
    found, faults = read(rows, [shape])
    assert faults == []
    return [each.values | ({"by_year": each.by_year} if shape.has_years else {}) for each in found]


@pytest.mark.parametrize("through", [csv_of, lambda rows: ods_of({"t": rows}, title="T")], ids=["csv", "ods"])
@pytest.mark.parametrize(
    ("shape", "line"), [(ACTIONS, ACTION), (INDICATORS, INDICATOR), (REVIEWS, REVIEW), (MONEY, SUMS)]
)
def test_every_table_comes_back_the_same(shape, line, through):
    @given(st.lists(line, max_size=3))
    def holds(lines):
        assert there_and_back(shape, lines, through) == lines

    holds()


@given(st.integers(-(10**13), 10**13))
def test_a_number_written_is_the_number_read(amount):
    assert read_amount(plain_amount(amount)) == amount
    assert read_amount(told_amount(amount, "€")) == amount


@pytest.mark.parametrize("words", ["", "beaucoup", "1,234", "1.2.3", "--1", "1e5", "٣", "9" * 13])
def test_what_is_no_number_is_refused(words):
    with pytest.raises(NotAnAmount):
        read_amount(words)


def copied(session, odile, data):
    copy = planning.start_scheme(session, row_id=uuid4(), actor=odile, plan=SchemePlan("Copie", 2025, 2029))
    return copy, exchanging.load(session, actor=odile, scheme=copy, given=read_tables(data))


def test_a_scheme_exported_and_imported_is_the_same_scheme(session, odile, scheme, action, indicator):
    review(session, odile, action, 2025, ActionState.UNDER_WAY, "=1+1\n- deux ateliers")
    copy, loaded = copied(session, odile, exchanging.as_ods(scheme))
    assert (loaded.added, loaded.changed, loaded.faults) == (3, 0, [])
    assert exchanging.tables_of(copy) == exchanging.tables_of(scheme)
    again = exchanging.load(session, actor=odile, scheme=copy, given=read_tables(exchanging.as_csv(scheme, "actions")))
    assert (again.added, again.changed, again.same, again.faults) == (0, 0, 1, [])


def test_what_is_wrong_is_said_by_line_and_column_and_the_rest_is_kept(session, odile):
    table = (
        "axe;titre de l’axe;numéro;action;début;fin;état;engagements;couleur\r\n"
        "1;Départs;1;Préparer;2025-01-01;2026-12-31;en cours;Vie d’adulte;bleu\r\n"
        "1;Départs;zéro;Suivre;;;;;\r\n"
        "\r\n"
        "1;Départs;3;;31/12/2026;01/01/2026;bientôt;Agir vite;\r\n"
        "2;Santé;1;Bilans;;;;;\r\n"
    )
    copy, loaded = copied(session, odile, table.encode())
    assert [(each.line, each.column) for each in loaded.faults] == [
        *((1, "couleur"), (3, "numéro")),
        *((5, "action"), (5, "état"), (5, "engagements"), (5, "fin")),
    ]
    assert [action.title for axis in copy.axes for action in axis.actions] == ["Préparer", "Bilans"]


def test_numbers_of_other_years_and_of_no_action_are_said_and_nothing_is_taken_away(session, odile, scheme, indicator):
    table = (
        "numéro d’action;indicateur;unité;départ;cible;2025;2031\r\n"
        "1.1;Jeunes partis avec un logement;%;40;90;60;\r\n"
        "1.1;Autre;%;;;;12\r\n"
        "7.7;Perdu;;;;;\r\n"
        "1.1;Délai;jours;beaucoup;;;\r\n"
    )
    loaded = exchanging.load(session, actor=odile, scheme=scheme, given=read_tables(table.encode()))
    assert [(each.line, each.column) for each in loaded.faults] == [(3, "2031"), (4, "numéro d’action"), (5, "départ")]
    assert (loaded.added, loaded.changed, indicator.by_year) == (0, 1, {2025: 6000})
    assert session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq.desc())).first() == "scheme:load"


def test_a_table_of_something_else_is_left_alone(session, odile, scheme):
    loaded = exchanging.load(session, actor=odile, scheme=scheme, given=read_tables(b"nom;prenom\r\na;b\r\n"))
    assert (loaded.added, len(loaded.faults), scheme.axes) == (0, 1, [])


def test_a_column_that_is_not_there_takes_nothing_away(session, odile, scheme, action):
    review(session, odile, action, 2025, ActionState.LATE, "Deux départs manqués.")
    table = (
        "axe;titre de l’axe;numéro;action\r\n1;Mieux préparer les 18 ans;1;Départs préparés\r\n",
        "numéro d’action;année;bilan\r\n1.1;2025;Trois départs manqués.\r\n1.1;2026;\r\n",
        "numéro d’action;année\r\n1.1;2025\r\n",
    )
    tables = [read_tables(each.encode()) for each in table]
    loaded = [exchanging.load(session, actor=odile, scheme=scheme, given=each) for each in tables]
    assert [len(each.faults) for each in loaded] == [0, 1, 1]
    assert (action.title, action.aim, action.state) == ("Départs préparés", FICHE.aim, ActionState.LATE)
    assert [(each.state, each.words) for each in action.reviews] == [(ActionState.LATE, "Trois départs manqués.")]
