"""Curves worked out by hand."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopscore.calibration.curves import MOST_KNOTS, Curve, hold_out_error, learn_curve


def learned(rank_values: list[float], shares: list[float]) -> Curve:
    return learn_curve(np.array(rank_values, dtype=float), np.array(shares, dtype=float))


def test_rising_pages_are_the_knots_in_whatever_order_they_come() -> None:
    assert learned([2, 1, 4], [0.5, 0.25, 1]) == Curve((1, 2, 4), (0.25, 0.5, 1))


def test_pages_of_one_value_count_as_one_with_their_mean() -> None:
    # at 1 the mean of 0.2 and 0.4
    curve = learned([1, 1, 2], [0.2, 0.4, 0.5])
    assert curve.rank_values == (1, 2)
    assert curve.shares == pytest.approx((0.3, 0.5))


def test_a_stretch_that_falls_becomes_one_knot_at_its_weighted_middle() -> None:
    # at 2 stand two pages of 0.8, at 3 one of 0.5: mean (0.8 + 0.8 + 0.5) / 3 = 0.7 at (2 + 2 + 3) / 3
    curve = learned([1, 2, 2, 3, 4], [0.1, 0.8, 0.8, 0.5, 0.9])
    assert curve.rank_values == pytest.approx((1, 7 / 3, 4))
    assert curve.shares == pytest.approx((0.1, 0.7, 0.9))


def test_shares_beyond_the_scale_stand_at_its_ends() -> None:
    assert learned([1, 2, 3], [-0.2, 0.5, 1.2]) == Curve((1, 2, 3), (0, 0.5, 1))


def test_between_knots_the_curve_is_straight_and_beyond_them_level() -> None:
    curve = Curve((1, 3), (0.2, 0.6))
    assert curve.read(np.array([0, 1, 2, 3, 9.0])) == pytest.approx([0.2, 0.2, 0.4, 0.6, 0.6])


def test_pages_that_only_fall_teach_one_level() -> None:
    assert learned([1, 2, 3], [0.9, 0.6, 0.3]) == Curve((2,), (pytest.approx(0.6),))


def test_of_many_knots_fifty_stay_and_the_ends_are_among_them() -> None:
    many = [float(n) for n in range(200)]
    curve = learned(many, [n / 199 for n in range(200)])
    assert len(curve.rank_values) == MOST_KNOTS == 50
    assert (curve.rank_values[0], curve.rank_values[-1]) == (0, 199)
    assert (curve.shares[0], curve.shares[-1]) == (0, 1)


@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(-20, 120).map(lambda percent: percent / 100)),
        min_size=1,
        max_size=80,
    )
)
def test_a_curve_never_falls_and_stays_on_the_scale(pages: list[tuple[int, float]]) -> None:
    curve = learned([float(good) for good, _ in pages], [share for _, share in pages])
    assert all(a < b for a, b in zip(curve.rank_values, curve.rank_values[1:], strict=False))
    assert all(a <= b for a, b in zip(curve.shares, curve.shares[1:], strict=False))
    assert 0 <= curve.shares[0] <= curve.shares[-1] <= 1


def test_the_error_of_a_day_is_read_from_a_curve_that_never_saw_it() -> None:
    # Two days are two folds. Without the first, the curve is level at 0.8: its page of 0.3 is off by 0.5 of a scale of
    # 2 points, 1.0; without the second it is level at 0.3: its two pages of 0.8 are off by the same.
    error = hold_out_error(
        [date(2021, 11, 1), date(2021, 11, 2), date(2021, 11, 2)],
        np.array([1.0, 2.0, 3.0]),
        np.array([0.3, 0.8, 0.8]),
        np.array([2.0, 2.0, 2.0]),
    )
    assert error.mean_absolute == pytest.approx(1.0)
    assert error.worst == pytest.approx(1.0)


def test_every_page_of_a_day_is_left_out_together() -> None:
    # Ten days, each with the same page twice; the share of day n is n / 10. Were only one of the twins left out, every
    # error inside the curve would be 0. So it is on the straight line too, but not at its ends: the first and the last
    # day are read from the level beyond the next day, 0.1 off.
    days = [date(2021, 11, 1 + n) for n in range(10) for _ in range(2)]
    rank_values = np.array([float(n) for n in range(10) for _ in range(2)])
    error = hold_out_error(days, rank_values, rank_values / 10, np.ones(20))
    assert error.worst == pytest.approx(0.1)
    # 2 of 10 days are off by 0.1
    assert error.mean_absolute == pytest.approx(0.02)


def test_an_error_counts_in_the_points_of_its_own_scale() -> None:
    error = hold_out_error(
        [date(2021, 11, 1), date(2021, 11, 2)],
        np.array([1.0, 2.0]),
        np.array([0.3, 0.8]),
        np.array([2.0, 100.0]),
    )
    assert error.worst == pytest.approx(50.0)
    assert error.mean_absolute == pytest.approx((1.0 + 50.0) / 2)
