"""Sums of curves worked out by hand."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopscore.calibration.additive import MOST_KNOTS, Curve, Numbers, Scale, SumOfCurves, block_error, learn_sum

SCALE = Scale(50, 100)
FIRST_DAY = date(2026, 9, 8)


def rows(*columns: list[float]) -> Numbers:
    return np.array(columns, dtype=float).T


def days(count: int) -> list[date]:
    return [FIRST_DAY + timedelta(days=day) for day in range(count)]


def test_points_are_the_constant_and_what_each_curve_gives() -> None:
    learned = SumOfCurves(60, (Curve((0, 10), (0, 20)), Curve((1, 2, 4), (0, 5, 15))))
    # 60 + 10 + 5; 60 + 20 + 10; level beyond the ends: 60 + 0 + 0, and 60 + 20 + 15
    assert learned.read(rows([5, 10, -3, 99], [2, 3, 0, 9])) == pytest.approx([75, 90, 60, 95])


def test_two_straight_lines_are_found_again() -> None:
    # points = 55 + 2 a + 10 b
    a = [float(place % 7) for place in range(42)]
    b = [float(place // 7) / 2 for place in range(42)]
    points = np.array([55 + 2 * x + 10 * y for x, y in zip(a, b, strict=True)])
    learned = learn_sum(rows(a, b), points, SCALE)
    assert learned.read(rows(a, b)) == pytest.approx(points, abs=0.05)
    # of a between 0 and 6 come 12 points, of b between 0 and 2.5 come 25
    assert [curve.points[-1] for curve in learned.curves] == pytest.approx([12, 25], abs=0.1)


def test_a_value_that_makes_points_fall_gives_none() -> None:
    a = [float(place) for place in range(20)]
    learned = learn_sum(rows(a), np.array([90.0 - place for place in range(20)]), SCALE)
    assert learned.curves[0].points[-1] == pytest.approx(0, abs=1e-9)
    # the mean of 71 to 90
    assert learned.constant == pytest.approx(80.5, abs=0.1)


def test_a_value_that_never_differs_has_one_knot_and_gives_nothing() -> None:
    learned = learn_sum(rows([3.0, 3.0, 3.0], [1.0, 2.0, 3.0]), np.array([60.0, 70.0, 80.0]), SCALE)
    assert learned.curves[0] == Curve((3.0,), (0.0,))
    assert learned.read(rows([3.0], [2.0])) == pytest.approx([70], abs=0.5)


def test_the_worst_of_all_is_no_less_than_the_floor_and_the_best_of_all_no_more_than_the_ceiling() -> None:
    # Pages of a good first value have a bad second one: 50 to 95 and 55 to 100 would add up to 145 where both are good.
    a = [float(place) for place in range(20)]
    learned = learn_sum(rows(a, a[::-1]), np.array([75 + abs(10 - place) * 2.5 for place in a]), SCALE)
    spans = [curve.points[-1] for curve in learned.curves]
    assert learned.constant >= 50
    assert learned.constant + sum(spans) <= 100 + 1e-9


def test_of_many_values_twelve_knots_stay_and_the_ends_are_among_them() -> None:
    a = [float(place) for place in range(100)]
    [curve] = learn_sum(rows(a), 50 + np.array(a) / 2, SCALE).curves
    assert len(curve.rank_values) == MOST_KNOTS == 12
    assert (curve.rank_values[0], curve.rank_values[-1]) == (0, 99)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(-20, 20), st.integers(0, 5), st.integers(40, 110)),
        min_size=1,
        max_size=60,
    )
)
def test_no_curve_ever_falls_and_points_stay_on_the_scale(pages: list[tuple[int, int, int]]) -> None:
    a, b, points = (list(map(float, column)) for column in zip(*pages, strict=True))
    learned = learn_sum(rows(a, b), np.array(points), SCALE)
    for curve in learned.curves:
        assert all(x < y for x, y in zip(curve.rank_values, curve.rank_values[1:], strict=False))
        assert all(x <= y for x, y in zip(curve.points, curve.points[1:], strict=False))
        assert curve.points[0] == 0
    read = learned.read(rows(a, b))
    # Sums of floating-point numbers; test_dimensions says that what is kept, cut to decimals, is exactly on the scale.
    assert 50 <= read.min() <= read.max() <= 100 + 1e-9


def test_the_same_pages_teach_the_same() -> None:
    rng = np.random.default_rng(1)
    values, points = rng.normal(size=(60, 3)), rng.uniform(50, 100, 60)
    assert learn_sum(values, points, SCALE) == learn_sum(values.copy(), points.copy(), SCALE)


def test_the_error_is_of_days_that_were_left_out_together() -> None:
    # Ten days on a line of 2 points a day. Blocks of two days: the first two are read from the level of the third day,
    # 4 and 2 points off; the last two from that of the eighth, 2 and 4 off; those between from the line.
    points = np.array([60.0 + 2 * day for day in range(10)])
    error = block_error(days(10), rows([float(day) for day in range(10)]), points, SCALE)
    assert error.worst == pytest.approx(4, abs=0.1)
    assert error.mean_absolute == pytest.approx(12 / 10, abs=0.1)


def test_every_page_of_a_day_is_left_out() -> None:
    # Two days with two pages each: whatever is left out is read from the other day, 10 points off.
    two = [FIRST_DAY, FIRST_DAY, FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=1)]
    error = block_error(two, rows([1.0, 1.0, 2.0, 2.0]), np.array([60.0, 60.0, 70.0, 70.0]), SCALE)
    assert error.mean_absolute == pytest.approx(10, abs=0.1)
