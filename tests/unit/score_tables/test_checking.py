"""What is wrong with limits that were filled in, each wrong thing by itself and one that is right."""

from datetime import date

import pytest

from shopscore.score_tables import LimitRow, Reading, find_problems
from shopscore.score_tables.checking import half_of_last_decimal, points_at

SCALE = (50.0, 100.0)
UP = (LimitRow(4.8, 100), LimitRow(4.6, 90), LimitRow(4.4, 80))
DOWN = (LimitRow(0.01, 100), LimitRow(0.02, 90), LimitRow(0.03, 80))


def page(day: int, value: float, points: float) -> Reading:
    return Reading("S1", date(2026, 7, day), value, points)


def problems(rows: tuple[LimitRow, ...], readings: tuple[Reading, ...] = (), sign: int = 1) -> list[str]:
    return [problem.text for problem in find_problems("whose", rows, readings, sign, SCALE)]


@pytest.mark.parametrize(("rows", "sign"), [(UP, 1), (DOWN, -1), (UP[::-1], 1), ((), 1)])
def test_limits_in_order_are_right(rows: tuple[LimitRow, ...], sign: int) -> None:
    assert problems(rows, sign=sign) == []


def test_points_off_the_scale() -> None:
    assert problems((LimitRow(4.8, 100), LimitRow(4.0, 50))) == []
    assert problems((LimitRow(4.8, 101), LimitRow(4.0, 49))) == [
        "101 points are off the scale of 50 to 100",
        "49 points are off the scale of 50 to 100",
    ]


def test_more_points_need_a_better_value() -> None:
    assert problems((LimitRow(4.5, 90), LimitRow(4.5, 80))) == [
        "90 points have the limit 4.5, which is no harder than 4.5 for 80: more points need a better value"
    ]
    assert len(problems((LimitRow(0.03, 90), LimitRow(0.02, 80)), sign=-1)) == 1
    assert problems((LimitRow(0.02, 90), LimitRow(0.03, 80)), sign=-1) == []


def test_a_page_with_other_points_is_named_with_its_day() -> None:
    assert problems(UP, (page(14, 4.6, 90), page(15, 4.59, 80))) == []
    assert problems(UP, (page(14, 4.61, 80),)) == [
        "the page of shop S1 on 2026-07-14 shows 80 points for 4.61; by these limits they are 90"
    ]


def test_a_value_that_the_page_rounds_over_a_limit_contradicts_nothing() -> None:
    # 4.60 may be 4.596, which is short of 4.6; two decimals are the most that the pages show
    assert problems(UP, (page(14, 4.6, 80), page(15, 4.75, 90))) == []
    # 4.61 is 4.605 at least
    assert len(problems(UP, (page(14, 4.61, 80),))) == 1
    assert len(problems(DOWN, (page(14, 0.0304, 80),), sign=-1)) == 1


def test_a_value_takes_the_best_row_that_it_reaches_and_below_all_the_floor() -> None:
    assert [points_at(DOWN, value, -1, 50) for value in (0.01, 0.010000001, 0.03, 0.0304)] == [100, 90, 80, 50]
    # a difference in the tenth decimal is none
    assert points_at(DOWN, 0.0100000000001, -1, 50) == 100


def test_the_last_decimal_is_that_of_the_longest_value() -> None:
    assert half_of_last_decimal([page(14, 4.5, 80), page(15, 4.25, 80)]) == pytest.approx(0.005)
    assert half_of_last_decimal([page(14, 40, 80)]) == pytest.approx(0.5)
    assert half_of_last_decimal([page(14, 120, 80)]) == pytest.approx(0.5)
    assert half_of_last_decimal([]) == pytest.approx(0.5)
