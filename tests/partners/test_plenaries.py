"""Plenaries of the observatory: agenda, minutes, attendance, decisions followed until they are done."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from hcec.department.services import load
from hcec.documents.outline import Grid
from hcec.documents.report import render_report_odt
from hcec.partners import queries
from hcec.partners.agenda import NotOurs, Point, checked, points
from hcec.partners.enums import PlenaryState, Presence
from hcec.partners.services import ChangedMeanwhile, plenaries, telling
from hcec.partners.services.plenaries import DecisionPlan, PlenaryPlan
from tests.platform import MONDAY

TODAY = MONDAY.date()
PLAN = PlenaryPlan(held_on=TODAY, place="Préfecture", agenda="Bilan\nSchéma | /observatoire/schema/")


@pytest.fixture
def acted(cast):
    return {"actor": cast.staff["odile"]}


@pytest.fixture
def plenary(session, acted):
    return plenaries.plan_plenary(session, row_id=uuid4(), plan=PLAN, **acted)


def write(session, acted, plenary, presences, typed="## Bilan\n\nTout va **bien**. <script>x</script>", version=None):
    told = {"typed": typed, "presences": presences, "today": TODAY, "version": version or plenary.version}
    plenaries.write_minutes(session, plenary=plenary, **told, **acted)


@given(st.lists(st.tuples(st.text(alphabet="ab |", max_size=8), st.sampled_from(["", " | /a", "|/b/c?d=e"]))))
def test_an_agenda_that_was_checked_is_read_again_the_same(lines):
    try:
        kept = checked("\n".join(map("".join, lines)), host="ici.example", is_page=bool)
    except NotOurs:
        reject()
    assert checked(kept, host="ici.example", is_page=bool) == kept
    assert all(point.words for point in points(kept))


@pytest.mark.parametrize(
    "address", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", "nulle-part", "/absente"]
)
def test_an_address_that_is_not_ours_is_refused(address):
    with pytest.raises(NotOurs):
        checked(f"Un point | {address}", host="ici.example", is_page=lambda path: path != "/absente")


def test_an_address_copied_from_the_browser_is_kept_as_a_path():
    kept = checked("Schéma | https://ici.example/observatoire/schema/?vue=1", host="ici.example", is_page=bool)
    assert points(kept) == [Point("Schéma", "/observatoire/schema/")]


def test_minutes_are_cleaned_and_make_it_held(session, acted, plenary, institution):
    court, school = institution(), institution("École")
    write(session, acted, plenary, {court.id: Presence.PRESENT, school.id: Presence.EXCUSED})
    assert plenary.state is PlenaryState.HELD
    assert "<script" not in plenary.minutes
    assert "<strong>bien</strong>" in plenary.minutes
    with pytest.raises(ChangedMeanwhile):
        write(session, acted, plenary, {}, version=1)
    write(session, acted, plenary, {court.id: Presence.ABSENT})
    session.expire_all()
    assert [(each.institution.name, each.presence) for each in plenary.attendances] == [("Tribunal", "absent")]
    with pytest.raises(plenaries.AlreadyHeld):
        plenaries.call_off(session, plenary=plenary, **acted)


def test_nothing_is_said_of_a_day_to_come_nor_of_what_was_called_off(session, acted):
    plan = replace(PLAN, held_on=TODAY + timedelta(days=1))
    coming = plenaries.plan_plenary(session, row_id=uuid4(), plan=plan, **acted)
    with pytest.raises(plenaries.NotHeldYet):
        write(session, acted, coming, {})
    with pytest.raises(plenaries.NotHeldYet):
        decide(session, acted, coming)
    plenaries.call_off(session, plenary=coming, **acted)
    plenaries.call_off(session, plenary=coming, **acted)
    with pytest.raises(plenaries.IsCalledOff):
        write(session, acted, coming, {})


def decide(session, acted, plenary, **plan):
    said = DecisionPlan(**({"words": "Écrire à l’agence."} | plan))
    return plenaries.decide(session, row_id=uuid4(), plenary=plenary, plan=said, today=TODAY, **acted)


def test_decisions_are_followed_until_done_and_late_is_said(session, acted, plenary):
    late = decide(session, acted, plenary, due_on=TODAY - timedelta(days=1), who="La secrétaire générale")
    later = decide(session, acted, plenary, words="Revoir la charte.")
    assert [late.position, later.position] == [1, 2]
    assert list(session.scalars(queries.decisions_to_follow())) == [late, later]
    assert late.is_late(TODAY)
    told = telling.minutes(plenary, department=load(session), today=TODAY)
    grid = next(block for part in told.parts for block in part.blocks if isinstance(block, Grid))
    assert grid.rows[0] == ("Écrire à l’agence.", "La secrétaire générale", "22/11/2026", "en retard.")
    done = DecisionPlan(words=late.words, done_on=TODAY, told="L’agence a répondu.")
    followed = {"decision": late, "plan": done, "today": TODAY}
    plenaries.follow(session, version=1, **followed, **acted)
    with pytest.raises(ChangedMeanwhile):
        plenaries.follow(session, version=1, **followed, **acted)
    tomorrow = {"plan": replace(done, done_on=TODAY + timedelta(days=1)), "version": 2}
    with pytest.raises(plenaries.DoneTomorrow):
        plenaries.follow(session, **(followed | tomorrow), **acted)
    assert list(session.scalars(queries.decisions_to_follow())) == [later]


def test_the_same_plenary_makes_the_same_documents(session, acted, plenary):
    department = load(session)
    note = telling.convening_note(plenary, department=department, open_decisions=[])
    assert render_report_odt(note) == render_report_odt(note)
    assert [part.title for part in note.parts] == ["Ordre du jour"]
    assert note.parts[0].blocks[0].plain_lines == ("Bilan", "Schéma")  # the words, not our addresses
