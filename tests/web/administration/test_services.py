"""Territories and services: at least twenty children, and whoever works for a service is kept from where it goes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Circle, Service, Staff
from hcec.moderation.services import claim
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories

INDEX = "/administration/services/"
NEW_CIRCLE, NEW = f"{INDEX}territoires/nouveau", f"{INDEX}nouveau"


@pytest.fixture
def north(cast):
    """Return the address of the northern service's move."""
    return f"{INDEX}{cast.services['north'].id.hex}/deplacer"


def stored(platform, model, **values):
    with platform.database.reading() as session:
        return session.scalars(select(model).filter_by(**values)).one_or_none()


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_nobody_else_opens_or_changes_a_service(browser_of, cast, north, role):
    expected = {None: 401, Role.ADMINISTRATOR: 200}.get(role, 403)
    browser, one = browser_of(role), f"{INDEX}{cast.services['north'].id.hex}"
    circle = f"{INDEX}territoires/{cast.circles['north'].id.hex}"
    for page in (INDEX, NEW_CIRCLE, NEW, one, circle, north):
        assert browser.get(page).status == expected
        if page != INDEX:
            assert browser.post(page, {"name": "Autre"}).status == (400 if expected == 200 else expected)


def test_a_territory_then_a_service_are_made_once_however_often_the_button_is_pressed(agnes, platform, journalled):
    page = agnes.get(NEW_CIRCLE)
    small = agnes.send(page, NEW_CIRCLE, name="Bocage", children="19")
    assert (small.status, stored(platform, Circle, name="Bocage")) == (400, None)
    assert "Au moins 20" in small.text
    for _ in range(2):
        assert agnes.send(small, NEW_CIRCLE, children="20").url.endswith(INDEX)
    page = agnes.get(f"{NEW}?territoire={stored(platform, Circle, name='Bocage').id.hex}")
    for _ in range(2):
        made = agnes.send(page, NEW, name="Maison des Aulnes", short_name="Aulnes")
    assert "Maison des Aulnes" in made.text
    assert stored(platform, Service, name="Maison des Aulnes").circle_id == stored(platform, Circle, name="Bocage").id
    assert [line[0] for line in journalled()] == ["circle:create", "service:create"]


def test_a_name_already_taken_is_said_and_what_changed_meanwhile_is_shown(agnes, platform, cast):
    url = f"{INDEX}{cast.services['north'].id.hex}"
    page = agnes.get(url)
    assert "déjà pris" in agnes.send(page, url, name="Maison Sud").text
    with platform.database.transaction() as session:
        session.get(Service, cast.services["north"].id).short_name = "Norois"
    stale = agnes.send(page, url, name="Maison du Nord")
    assert stale.status == 409
    assert "Norois" in stale.text
    agnes.send(stale, url)
    assert stored(platform, Service, name="Maison du Nord").short_name == "Nord"


def test_moving_a_service_takes_a_code_and_keeps_who_works_for_it_from_the_new_territory(
    agnes, code, platform, cast, north, journalled
):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.tom)  # of the south: Karine, of the north, may read it
        claim(session, actor=cast.staff["karine"], testimony=message, today=clock.today())
        kept = factories.message(session, factories.youth(cast.services["west"], "5555-6666"))
        claim(session, actor=cast.staff["karine"], testimony=kept, today=clock.today())
        ids = message.id, kept.id
    page = agnes.get(north)
    assert "Karine Essai" in page.text
    south = cast.circles["south"].id
    assert agnes.send(page, north, circle=south.hex, otp="000000").status == 400
    assert stored(platform, Service, name="Maison Nord").circle_id == cast.circles["north"].id
    assert agnes.send(page, north, circle=south.hex, otp=code()).url.endswith(INDEX)
    with platform.database.reading() as session:
        karine = session.get(Staff, cast.staff["karine"].id)
        assert {each.circle_id for each in karine.ties} == {south, cast.circles["north"].id}
        freed, still = (session.get(Testimony, each) for each in ids)
        assert (freed.state, freed.claimed_by) == (TestimonyState.SUBMITTED, None)
        assert still.claimed_by == karine.id
    assert journalled()[-1] == ("service:move", f"service:{cast.services['north'].id.hex}", "")


def test_a_move_that_would_leave_a_message_to_nobody_is_refused_whole(agnes, code, platform, cast, north):
    with platform.database.transaction() as session:
        factories.message(session, cast.tom)
        for name in ("malik", "naima", "olga", "cyril", "claire"):  # Karine alone is left to read the south
            session.get(Staff, cast.staff[name].id).left_on = clock.today() - timedelta(days=1)
    refused = agnes.send(agnes.get(north), north, circle=cast.circles["south"].id.hex, otp=code())
    assert refused.status == 400
    assert "plus personne pour le lire" in refused.text
    assert stored(platform, Service, name="Maison Nord").circle_id == cast.circles["north"].id
    with platform.database.reading() as session:
        assert len(session.get(Staff, cast.staff["karine"].id).ties) == 1


def test_cards_that_served_are_told_by_steps(agnes, platform, cast):
    with platform.database.transaction() as session:
        for name, used in (("north", 4), ("south", 7)):
            service = session.get(Service, cast.services[name].id)
            service.cards_made, service.cards_used = 30, used
    rows = {row.th.get_text(): row.get_text(" ") for row in agnes.get(INDEX).soup.select("tbody tr")}
    assert "moins de 5" in rows["Maison Nord"]
    assert "au moins 5" in rows["Maison Sud"]
