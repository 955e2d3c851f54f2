"""Sections and asks: written, ordered, taken out; frozen into the release as they will be read."""

from datetime import date
from uuid import uuid4

import pytest

from hcec.department.enums import PopulationTrait
from hcec.department.services.population import Population, enter_population
from hcec.disclosure.values import from_bytes
from hcec.documents.outline import Figure, Grid, parts
from hcec.documents.words import FRENCH
from hcec.syntheses.enums import Engagement, Level
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.composing import (
    MOST_PARTS,
    AskWords,
    NoSuchPart,
    SectionWords,
    TooManyParts,
    drop_part,
    move_part,
    put_ask,
    put_section,
)
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import SynthesisChanged, SynthesisFrozen, create_synthesis
from tests.syntheses import snapshots

ASK = AskWords(
    what="Une photo de la maison avant d’arriver.", of_whom="Chef de service", engagement=Engagement.ACT_EARLY
)


@pytest.fixture
def draft(session, cast):
    consultation = snapshots.closed(session, cast.staff["cyril"])
    return create_synthesis(
        session, author=cast.staff["odile"], consultation=consultation, level=Level.PUBLIC, title="Titre"
    )


@pytest.fixture
def act(session, cast, draft):
    """Call a service on the draft at its present version."""

    def call(service, **more):
        more.setdefault("version", draft.version)
        return service(session, synthesis=draft, actor=cast.staff["odile"], **more)

    return call


def section(act, title, **more):
    return act(put_section, part_id=uuid4(), words=SectionWords(title=title, **more))


def titles(draft):
    return [each.title for each in draft.sections]


def test_a_section_holds_text_tables_and_themes_and_is_printed_so(session, draft, act):
    section(act, "Les liens", text="Un **mot**.\n\n- un\n- deux", tables=["q1", "age_band"])
    release = build_release(session, synthesis=draft).release
    assert [(each.title, [one.kind for one in each.text]) for each in release.sections] == [
        ("Les liens", ["paragraph", "bullets"])
    ]
    printed = {part.title: part.blocks for part in parts(release, FRENCH)}
    inside = [block.title for block in printed["Les liens"] if isinstance(block, Figure)]
    assert len(inside) == 2
    assert not [block for block in printed["Les réponses en nombres"] if getattr(block, "title", "") in inside]


def test_what_is_typed_is_cleaned(session, draft, act):
    made = section(act, "Titre", text="<script>alert(1)</script><p onclick=x>Bonjour</p>")
    assert "<script" not in made.text
    assert "onclick" not in made.text


def test_a_table_stands_in_one_section_only(draft, act):
    first = section(act, "Un", tables=["q1", "q2"], themes=["LIEU"], shows_coverage=True)
    section(act, "Deux", tables=["q2"], themes=["LIEU"], shows_coverage=True)
    assert (first.tables, first.themes, first.shows_coverage) == (["q1"], [], False)


def test_parts_move_and_leave_without_a_hole(session, draft, act):
    made = [section(act, title) for title in ("Un", "Deux", "Trois")]
    act(move_part, part_id=made[2].id, up=True)
    assert titles(draft) == ["Un", "Trois", "Deux"]
    act(move_part, part_id=made[0].id, up=True)
    act(move_part, part_id=made[0].id, up=False)
    assert titles(draft) == ["Trois", "Un", "Deux"]
    act(drop_part, part_id=made[0].id)
    session.expire_all()
    assert [(each.title, each.position) for each in draft.sections] == [("Trois", 1), ("Deux", 2)]


def test_the_same_form_sent_twice_makes_one_section_and_a_changed_one_stays_in_its_place(draft, act):
    first = section(act, "Un")
    section(act, "Deux")
    act(put_section, part_id=first.id, words=SectionWords(title="Premier"))
    assert titles(draft) == ["Premier", "Deux"]


def test_f3_an_ask_says_what_of_whom_and_for_which_engagement(session, draft, act):
    ask = act(put_ask, part_id=uuid4(), words=ASK)
    act(put_ask, part_id=uuid4(), words=AskWords(what="Une valise.", of_whom="Département", engagement="secure_path"))
    act(move_part, part_id=ask.id, up=False)
    release = build_release(session, synthesis=draft).release
    assert [(each.what, each.of_whom, each.engagement) for each in release.asks] == [
        ("Une valise.", "Département", "Sécuriser le parcours"),
        (ASK.what, "Chef de service", "Agir tôt"),
    ]
    (grid,) = (block for part in parts(release, FRENCH) for block in part.blocks if isinstance(block, Grid))
    assert len(grid.rows) == 2


def test_nobody_changes_what_they_did_not_see(draft, act):
    made = section(act, "Un")
    for service, more in (
        (put_section, {"part_id": uuid4(), "words": SectionWords(title="X")}),
        (put_ask, {"part_id": uuid4(), "words": ASK}),
        (move_part, {"part_id": made.id, "up": True}),
        (drop_part, {"part_id": made.id}),
    ):
        with pytest.raises(SynthesisChanged):
            act(service, version=1, **more)


@pytest.mark.parametrize(("service", "more"), [(move_part, {"up": True}), (drop_part, {})])
def test_a_part_of_nowhere_is_not_found(act, service, more):
    with pytest.raises(NoSuchPart):
        act(service, part_id=uuid4(), **more)


def test_a_document_has_an_end(act):
    for number in range(MOST_PARTS):
        section(act, f"Partie {number}")
    with pytest.raises(TooManyParts):
        section(act, "De trop")


def test_under_the_threshold_no_section_and_no_ask_leaves(session, cast):
    consultation = snapshots.closed(session, cast.staff["cyril"], sheets=7)
    odile = cast.staff["odile"]
    made = create_synthesis(session, author=odile, consultation=consultation, level=Level.PUBLIC, title="Titre")
    put_section(session, synthesis=made, actor=odile, version=1, part_id=uuid4(), words=SectionWords(title="Un"))
    put_ask(session, synthesis=made, actor=odile, version=2, part_id=uuid4(), words=ASK)
    release = build_release(session, synthesis=made).release
    assert (release.sections, release.asks) == ((), ())


def test_a_published_document_never_changes(session, cast, draft, act):
    section(act, "Un", shows_coverage=True)
    act(put_ask, part_id=uuid4(), words=ASK)
    made = act(publish_synthesis, today=date(2026, 11, 23))
    kept = from_bytes(made.content)
    assert (len(kept.sections), len(kept.asks)) == (1, 1)
    with pytest.raises(SynthesisFrozen):
        section(act, "Deux")


def test_what_is_missing_is_told_from_the_released_table_alone(session, draft, act):
    by = {PopulationTrait.AGE_BAND: {"under_11": 300, "11_14": 300, "15_17": 200, "18_21": 100}}
    where = {"actor": "0" * 32, "role": "observatory"}
    population = Population(draft.consultation.closed_on.year, 900, "Tableau de bord.", by)
    enter_population(session, population=population, **where)
    section(act, "Ce qui manque", text="Peu de plus petits.", shows_coverage=True)
    release = build_release(session, synthesis=draft).release
    (ages,) = (table for table in release.tables if table.code == "age_band")
    (told,) = release.sections
    (bullets,) = (passage for passage in told.text if passage.kind == "bullets")
    for cell in ages.cells:
        lines = [line for line in bullets.plain_lines if line.startswith(f"{cell.category.label} :")]
        assert len(lines) == (cell.category.code != "unanswered")
        assert all(f" {cell.count} sur " in line and "\u202f%" in line for line in lines)
    assert "Source : Tableau de bord. Qui n’a dit" in told.text[-1].plain_lines[0]


def test_without_figures_what_is_missing_is_the_observatory_s_own_words(session, draft, act):
    section(act, "Ce qui manque", text="Peu de plus petits.", shows_coverage=True)
    (told,) = build_release(session, synthesis=draft).release.sections
    assert [passage.plain_lines for passage in told.text] == [("Peu de plus petits.",)]
