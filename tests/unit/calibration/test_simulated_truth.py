"""From 60 pages of five shops the total is known within a point on days that no page was seen of.

The truth is made up, so that it is known. Sixty pages are few: either twelve days on which all five shops copy their
page, or sixty days on each of which one of them does. Both are proven; each shop is judged on all the days that taught
nothing. `make proof-learned` asks it of many more worlds.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from shopscore.calibration.additive import Numbers, Scale, block_error, learn_sum
from tests.unit.calibration.worlds import DAYS, SHOPS, WEIGHTS, World, make_world

SCALE = Scale(50, 100)
WORLDS = int(os.environ.get("PROOF_WORLDS", "8"))
Taught = npt.NDArray[np.bool_]


def twelve_days_of_every_shop() -> Taught:
    taught = np.zeros((SHOPS, DAYS), dtype=bool)
    taught[:, 3 : DAYS - 3 : 10] = True
    return taught


def sixty_days_of_one_shop_each() -> Taught:
    taught = np.zeros((SHOPS, DAYS), dtype=bool)
    for day in range(0, DAYS, 2):
        taught[day // 2 % SHOPS, day] = True
    return taught


def total_errors(world: World, taught: Taught) -> Numbers:
    """Return how far the total lies from the truth, on the days of which nothing taught anything."""
    learned: Numbers = np.zeros((SHOPS, DAYS))
    for weight, values, points in zip(WEIGHTS, world.rank_values, world.points, strict=True):
        curves = learn_sum(values[taught], np.round(points[taught]), SCALE)
        learned += weight * curves.read(values.reshape(SHOPS * DAYS, -1)).reshape(SHOPS, DAYS)
    return np.abs(learned - world.total)[:, ~taught.any(axis=0)]


def mean_errors(world: World, taught: Taught) -> Numbers:
    """Return how far the mean of a shop's pages lies from the truth, on the same days."""
    means = np.array([total[days].mean() for total, days in zip(world.total, taught, strict=True)])
    errors: Numbers = np.abs(world.total - means[:, None])[:, ~taught.any(axis=0)]
    return errors


@pytest.mark.parametrize("seed", range(WORLDS))
@pytest.mark.parametrize("pages", [twelve_days_of_every_shop, sixty_days_of_one_shop_each])
def test_the_total_is_known_within_a_point_on_days_left_out(pages: Callable[[], Taught], seed: int) -> None:
    taught = pages()
    assert taught.sum() == 60
    errors = total_errors(make_world(seed), taught)
    assert errors.size >= SHOPS * DAYS / 2
    assert errors.mean() < 0.5
    # of a hundred such days ninety-five
    assert np.quantile(errors, 0.95) < 1
    # a shop's own mean over its pages, by which no indicator is asked, would do far worse
    assert errors.mean() < mean_errors(make_world(seed), taught).mean() / 2


def test_what_is_said_of_the_error_is_no_less_than_it_is() -> None:
    # The error told of a dimension is of pages, whose points are rounded, and of blocks of days: rather more than on
    # the days between. A total errs by no more than its dimensions do by their weights.
    said, true = [], []
    days = [date(2026, 9, 8) + timedelta(days=day) for day in range(DAYS)]
    for seed in range(WORLDS):
        world, taught = make_world(seed), twelve_days_of_every_shop()
        of_pages = [days[day] for _, day in np.argwhere(taught)]
        errors = [
            weight * block_error(of_pages, values[taught], np.round(points[taught]), SCALE).mean_absolute
            for weight, values, points in zip(WEIGHTS, world.rank_values, world.points, strict=True)
        ]
        said.append(sum(errors))
        true.append(total_errors(world, taught).mean())
    assert all(told > was for told, was in zip(said, true, strict=True))
    # and it is no less of use for that
    assert max(said) < 1.5
