"""Seats without names: given, renewed, left early, corrected."""

import pytest
from sqlalchemy import select

from hcec.council.models import Mandate
from hcec.permissions import Role

SEATS = "/observatoire/conseil/mandats/"
GIVEN = {"seat": "4", "from_month": "2026-09", "to_month": "2028-09", "age_band": "15_17"}


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def give(browser, **changes):
    return browser.send(browser.get(SEATS), SEATS, **(GIVEN | changes))


def kept(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Mandate).order_by(Mandate.from_month)).all()


def one(platform):
    return f"{SEATS}{kept(platform)[0].id.hex}"


def test_a_seat_is_given_for_some_months_and_to_nobody_by_name(odile, platform):
    assert "septembre 2026 – septembre 2028" in give(odile).text
    columns = {column.key for column in Mandate.__table__.c}
    assert columns == {"id", "seat", "age_band", "from_month", "to_month", "ended_month", "is_renewal"}
    assert kept(platform)[0].from_month.day == 1


@pytest.mark.parametrize("typed", ["09/2026", "2026-09-17"])
def test_a_month_is_read_as_people_type_it(odile, platform, typed):
    give(odile, from_month=typed)
    assert (kept(platform)[0].from_month.month, kept(platform)[0].from_month.day) == (9, 1)


def test_a_seat_is_held_once_at_a_time(odile, platform):
    give(odile)
    refused = give(odile, from_month="2027-01", to_month="2029-01")
    assert refused.status == 400
    assert "déjà occupé" in refused.text
    assert len(kept(platform)) == 1


def test_a_mandate_ends_after_it_starts(odile, platform):
    assert give(odile, to_month="2026-09").status == 400
    assert kept(platform) == []


def test_each_month_that_is_missing_is_asked_in_its_own_words(odile):
    said = [each.text for each in give(odile, from_month="", to_month="").soup.select("#errors li")]
    assert len(set(said)) == len(said) == 2


def test_a_mandate_is_renewed_from_its_end(odile, platform):
    give(odile)
    url = one(platform)
    odile.send(odile.get(url), f"{url}/renouveler", to_month="2030-09")
    first, second = kept(platform)
    assert (second.from_month, second.is_renewal, second.seat) == (first.to_month, True, 4)


def test_a_seat_left_early_can_be_given_again_and_then_not_resumed(odile, platform):
    give(odile)
    url = one(platform)
    assert odile.send(odile.get(url), f"{url}/finir", month="2031-01").status == 400
    odile.send(odile.get(url), f"{url}/finir", month="2026-10")
    assert "quitté en octobre 2026" in odile.get(SEATS).text
    page = odile.get(url)
    give(odile, from_month="2026-11", to_month="2027-11")
    assert odile.send(page, f"{url}/reprendre").status == 409


def test_an_early_end_is_undone_and_a_mistake_taken_out(odile, platform):
    give(odile)
    url = one(platform)
    odile.send(odile.get(url), f"{url}/finir", month="2026-10")
    odile.send(odile.get(url), f"{url}/reprendre")
    assert kept(platform)[0].ended_month is None
    odile.send(odile.get(url), f"{url}/effacer")
    assert kept(platform) == []


def test_the_public_page_counts_seats_only_when_they_are_many(odile, browser):
    for seat in range(1, 11):
        give(odile, seat=str(seat))
    assert "siègent" not in browser.get("/conseil/").text
    give(odile, seat="11")
    assert "11 jeunes y siègent" in browser.get("/conseil/").text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_sees_the_seats(browser_of, odile, platform, role):
    give(odile)
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(SEATS).status == expected
    assert browser_of(role).get(one(platform)).status == expected


def test_a_mandate_that_does_not_exist_is_not_found(odile):
    assert odile.get(f"{SEATS}{'0' * 32}").status == 404
