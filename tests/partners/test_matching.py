"""Offers and requests of immersion meet whichever is read first, never within one institution, never beyond places."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hcec.partners.enums import ImmersionTheme, Side
from hcec.partners.matching import SMALL, Obstacle, Wish, compare, compared

TODAY = date(2026, 11, 23)
DAYS = st.integers(min_value=-20, max_value=40).map(lambda number: TODAY + timedelta(days=number))


@st.composite
def wishes(draw, number):
    first = draw(DAYS)
    return Wish(
        id=UUID(int=number),
        institution=UUID(int=draw(st.integers(1, 3))),
        side=draw(st.sampled_from(Side)),
        theme=draw(st.sampled_from([ImmersionTheme.SCHOOL, ImmersionTheme.HEALTH])),
        place=draw(st.sampled_from(["", "Valcourt", "valcourt ", "Saint-Aubin", "saint aubin"])),
        from_on=first,
        to_on=first + timedelta(days=draw(st.integers(0, 20))),
        left=draw(st.integers(-1, 4)),
    )


@given(wishes(10), wishes(11))
def test_the_order_never_matters(one, other):
    assert compare(one, other, today=TODAY) == compare(other, one, today=TODAY)


@given(wishes(10), wishes(11))
def test_a_match_keeps_to_both(one, other):
    fit = compare(one, other, today=TODAY)
    if fit.is_match:
        assert {one.side, other.side} == set(Side)
        assert one.institution != other.institution
        assert one.theme == other.theme
        assert 1 <= fit.places <= min(one.left, other.left)
        assert TODAY <= fit.from_on <= fit.to_on
        assert max(one.from_on, other.from_on) <= fit.from_on
        assert fit.to_on <= min(one.to_on, other.to_on)
    else:
        assert fit.obstacles  # it says why


@given(wishes(10), st.lists(st.integers(11, 15), unique=True).flatmap(lambda ids: st.tuples(*map(wishes, ids))))
def test_matches_come_first_and_what_is_left_out_has_a_reason(one, others):
    found = compared(one, others, today=TODAY)
    assert [fit.is_match for fit in found] == sorted((fit.is_match for fit in found), reverse=True)
    shown = {fit.other(one.id) for fit in found}
    for other in others:
        fit = compare(one, other, today=TODAY)
        assert (other.id in shown) == (not fit.obstacles or (len(fit.obstacles) == 1 and fit.obstacles <= SMALL))


def test_each_obstacle_is_named():
    offer = Wish(
        id=UUID(int=1),
        institution=UUID(int=1),
        side=Side.OFFER,
        theme=ImmersionTheme.SCHOOL,
        place="Valcourt",
        from_on=TODAY,
        to_on=TODAY,
        left=1,
    )
    same = {"theme": ImmersionTheme.SCHOOL, "place": "", "from_on": TODAY, "to_on": TODAY, "left": 1}

    def against(**changed):
        values = {"id": UUID(int=2), "institution": UUID(int=2), "side": Side.REQUEST, **same, **changed}
        return compare(offer, Wish(**values), today=TODAY).obstacles

    assert against() == frozenset()
    assert against(side=Side.OFFER) == {Obstacle.SAME_SIDE}
    assert against(institution=UUID(int=1)) == {Obstacle.SAME_INSTITUTION}
    assert against(theme=ImmersionTheme.HEALTH) == {Obstacle.OTHER_THEME}
    assert against(place="Brévanne") == {Obstacle.OTHER_PLACE}
    assert against(place="VALCOURT") == frozenset()
    assert against(from_on=TODAY + timedelta(days=1), to_on=TODAY + timedelta(days=2)) == {Obstacle.NO_COMMON_DAY}
    assert against(left=0) == {Obstacle.NO_PLACE_LEFT}
