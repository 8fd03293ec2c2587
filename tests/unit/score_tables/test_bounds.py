"""Bounds of limits by hand: what a page with its value and points says of every step."""

from datetime import date

from shopscore.score_tables import Bound, Reading, bounds_of

STEPS = (100.0, 90.0, 80.0)


def page(day: int, value: float, points: float, shop: str = "S1") -> Reading:
    return Reading(shop, date(2026, 7, day), value, points)


def test_where_more_is_better_the_worst_value_that_got_the_points_and_the_best_that_did_not_bound_the_limit() -> None:
    low, middle, high = page(14, 4.1, 70), page(15, 4.5, 90), page(16, 4.8, 100)
    other_middle = page(17, 4.6, 90)
    bounds = bounds_of([high, low, other_middle, middle], 1, STEPS)
    # 100: 4.8 got it, 4.6 did not; 90: 4.5 got it, 4.1 did not; 80: no page shows it, 4.5 got more and 4.1 less
    assert bounds == [Bound(100, high, other_middle), Bound(90, middle, low), Bound(80, middle, low)]


def test_where_less_is_better_it_is_the_other_way_round() -> None:
    good, bad = page(14, 0.01, 90), page(15, 0.03, 80)
    assert bounds_of([good, bad], -1, STEPS) == [Bound(100, None, good), Bound(90, good, bad), Bound(80, bad, None)]


def test_without_a_page_nothing_is_bounded() -> None:
    assert bounds_of([], 1, STEPS) == [Bound(100, None, None), Bound(90, None, None), Bound(80, None, None)]


def test_pages_contradict_each_other_when_a_worse_value_got_the_points_that_a_better_one_did_not() -> None:
    worse, better = page(14, 4.4, 90), page(15, 4.5, 80)
    [bound] = bounds_of([worse, better], 1, [90])
    assert bound == Bound(90, worse, better)
    assert bound.is_contradicted(1)
    # the same value with other points: what the page leaves off decides, so nothing is contradicted
    [bound] = bounds_of([page(14, 4.5, 90), page(15, 4.5, 80)], 1, [90])
    assert not bound.is_contradicted(1)
    assert not bounds_of([worse], 1, [90])[0].is_contradicted(1)
