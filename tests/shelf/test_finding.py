"""The shelf is searched alike on both databases, whatever is asked, and holds nothing that a child wrote."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from hcec.shelf.enums import FileFormat, ItemKind
from hcec.shelf.formats import Examined
from hcec.shelf.services import giving, keeping
from hcec.shelf.services.finding import Looked, find
from hcec.shelf.services.giving import NewVersion
from hcec.shelf.services.keeping import ItemPlan
from hcec.text.searching import index_of, terms
from tests import factories

TODAY = date(2026, 11, 23)
ON_ONE_SESSION = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)
SYNTAX = st.sampled_from(
    ['"', "'", "*", ":", "&", "|", "!", "(", ")", "-", "^", "NEAR", "AND", "\\", "\0", "\ud800", "é"]
)
ANYTHING = st.lists(SYNTAX | st.text(max_size=8), max_size=12).map(" ".join)
WORD = st.text(st.sampled_from("aeéèœçilmnprstuxz'’ -2٣日本"), min_size=1, max_size=8)
TEXT = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def put(session, odile):
    def put(title, *tags, **plan):
        plan = ItemPlan(**{"kind": ItemKind.DOCUMENT, "title": title, **plan})
        return keeping.shelve(session, row_id=uuid4(), actor=odile, plan=plan, tags=tags, today=TODAY)

    return put


@pytest.fixture
def shelf(put):
    return [
        put("Protocole de repérage des violences", "violences", summary="Qui appeler, et quand.", source="Préfecture"),
        put("Réseaux régionaux d’éducatrices", "métiers", kind=ItemKind.PRACTICE, dated_on=date(2025, 3, 1)),
        put("L’œuvre d’une année", summary="Repérer tôt les troubles de l’enfant."),
        put("Loi du 7 février 2022", "droit", kind=ItemKind.LEGAL_WATCH, link="https://exemple.example/loi"),
    ]


def titles(session, query, **looked):
    return [hit.item.title for hit in find(session, Looked(query, **looked)).hits]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("REPERAGE", ["Protocole de repérage des violences"]),
        ("repér", ["Protocole de repérage des violences", "L’œuvre d’une année"]),
        ("violence", ["Protocole de repérage des violences"]),
        ("éducateur régional", ["Réseaux régionaux d’éducatrices"]),
        ("oeuvres", ["L’œuvre d’une année"]),
        ("enfants", ["L’œuvre d’une année"]),
        ("lois 2022", ["Loi du 7 février 2022"]),
        ("préfecture", ["Protocole de repérage des violences"]),
        ("repérage NOT violences", []),
        ("introuvable", []),
    ],
)
def test_words_are_found_whatever_their_case_accents_number_or_end(session, shelf, query, found):
    assert titles(session, query) == found


def test_a_title_comes_before_a_summary_and_the_latest_first_among_equals(session, put):
    for title, summary, day in (("Fratries", "", 1), ("Visites", "Les fratries.", 3), ("Les fratries", "", 2)):
        put(title, summary=summary, dated_on=date(2026, 1, day))
    assert titles(session, "fratries") == ["Les fratries", "Fratries", "Visites"]


def test_words_are_marked_where_they_stand(session, shelf, odile):
    [hit] = find(session, Looked("appel")).hits
    assert [piece.words for piece in hit.pieces if piece.is_marked] == ["appeler"]
    assert "".join(piece.words for piece in hit.pieces) == "Qui appeler, et quand."
    file = Examined(
        FileFormat.TXT, b"x", "Un long début. " * 40 + "Le référent parcours est nommé en un mois. " + "Fin. " * 90
    )
    giving.give(session, row_id=uuid4(), actor=odile, item=shelf[1], new=NewVersion(file), today=TODAY)
    [hit] = find(session, Looked("référents")).hits
    assert [piece.words for piece in hit.pieces if piece.is_marked] == ["référent"]
    assert (hit.pieces[0].words, hit.pieces[-1].words) == ("… ", " …")


def test_only_the_newest_file_and_what_is_on_the_shelf_are_found(session, shelf, odile):
    for words in ("ancienne", "nouvelle"):
        file = Examined(FileFormat.TXT, words.encode(), f"La version {words}.")
        giving.give(session, row_id=uuid4(), actor=odile, item=shelf[0], new=NewVersion(file), today=TODAY)
    assert (titles(session, "ancienne"), len(titles(session, "nouvelle"))) == ([], 1)
    giving.drop_version(session, actor=odile, item=shelf[0], version_id=shelf[0].versions[0].id)
    assert (titles(session, "nouvelle"), len(titles(session, "ancienne"))) == ([], 1)
    keeping.withdraw(session, actor=odile, item=shelf[0], version=shelf[0].version, reason="Périmé.", today=TODAY)
    assert titles(session, "ancienne") == []
    keeping.take_away(session, actor=odile, item=shelf[0])
    assert not any("ancienne" in words for words in indexed(session))


def test_kinds_and_tags_narrow_and_common_words_look_for_nothing(session, shelf):
    assert titles(session, "", kind=ItemKind.LEGAL_WATCH) == ["Loi du 7 février 2022"]
    assert titles(session, "repér", tag="violences") == ["Protocole de repérage des violences"]
    found = find(session, Looked("de la"))
    assert (found.is_too_common, found.count) == (True, 4)


def test_no_text_whatever_is_syntax(session, shelf):
    @ON_ONE_SESSION
    @given(ANYTHING)
    def ask(query):
        found = find(session, Looked(query, page=len(query)))
        assert found.count <= 4

    ask()


def test_both_databases_find_exactly_what_our_own_rules_find(session, put):
    item = put("x")

    @ON_ONE_SESSION
    @given(TEXT, st.lists(WORD, max_size=3), st.integers(0, 3), st.integers(3, 8))
    def agree(title, asked, place, cut):
        item.title = title
        keeping.index(session, item)
        held, words = index_of([title]).split(), [*title.split(), ""]
        query = " ".join([*asked, words[place % len(words)][:cut]])
        wanted = terms(query)
        expected = all(any(term.fits(word) for word in held) for term in wanted)
        assert bool(find(session, Looked(query)).hits) is expected

    agree()


@given(st.text(st.characters(categories=["L"]), min_size=3, max_size=20), st.integers(3, 20))
def test_every_beginning_of_three_letters_finds_its_word(word, cut):
    held = index_of([word]).split()
    assert all(any(term.fits(each) for each in held) for term in terms(word[:cut]) if held)


def indexed(session):
    """Every text that the database's own index holds."""
    table = "shelf_index" if session.get_bind().dialect.name == "sqlite" else "shelf_item"
    return session.scalars(text(f"SELECT words FROM {table}")).all()


def test_words_that_went_stay_in_no_page_of_the_index(session, put, odile):
    item = put("Zzyxcanari")
    put("Autre document")
    plan = ItemPlan(kind=ItemKind.DOCUMENT, title="Xxyzmerle")
    keeping.change_item(session, actor=odile, item=item, version=item.version, plan=plan, tags=())
    keeping.withdraw(session, actor=odile, item=item, version=item.version, reason="Erreur.", today=TODAY)
    keeping.take_away(session, actor=odile, item=item)
    session.flush()
    if session.get_bind().dialect.name == "sqlite":  # PostgreSQL writes its tables anew at night (hcec/storage.py)
        pages = b"".join(session.scalars(text("SELECT block FROM shelf_index_data")))
        assert b"document" in pages
        assert b"yxcanari" not in pages
        assert b"yzmerle" not in pages


def test_the_index_holds_rows_of_the_shelf_and_nothing_that_a_child_wrote(platform, session, cast, put):
    factories.message(session, cast.ines, words="Le zébrulon me fait peur la nuit.")
    put("Le sommeil des enfants")
    session.flush()
    assert indexed(session) == [index_of(["Le sommeil des enfants"])]
    assert titles(session, "zébrulon") == []
    if session.get_bind().dialect.name == "sqlite":
        made = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' OR (type = 'table' AND sql LIKE '%VIRTUAL%')"
        assert set(session.scalars(text(made))) == {"shelf_item", "shelf_index"}
    else:
        made = "SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%tsvector%' OR indexdef LIKE '%USING gi%'"
        assert session.scalars(text(made)).all() == ["shelf_item"]
