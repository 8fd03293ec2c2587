"""Learns a monotone curve from values to shares of a scale, and says how far off it is.

Pure arithmetic: the larger a *rank value* the better (where less is better, it is the negative value), shares run
from 0 (the floor of the scale) to 1 (its ceiling). Where the numbers come from, and where a curve is kept, belongs
elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression  # type: ignore[import-untyped]

MOST_KNOTS = 50
FOLDS = 5

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Straight lines between knots, level beyond the ends.

    Attributes:
        rank_values: of the knots, strictly rising; at least one.
        shares: of the knots, strictly rising, 0..1.
    """

    rank_values: tuple[float, ...]
    shares: tuple[float, ...]

    def read(self, rank_values: Numbers) -> Numbers:
        """Return the shares at these values, in their order."""
        return np.interp(rank_values, self.rank_values, self.shares)


@dataclass(frozen=True)
class HeldOutError:
    """How far curves lie from pages of days that they were not learned from, in the unit of the widths.

    Attributes:
        mean_absolute: over all pages.
        worst: of one page.
    """

    mean_absolute: float
    worst: float


def learn_curve(rank_values: Numbers, shares: Numbers) -> Curve:
    """Learn the curve that never falls and lies closest to the shares, by least squares.

    Pages with the same value count as one with their mean. A stretch that would fall is one knot at its middle, so
    that between knots the curve rises; of many knots an even selection stays, the ends always.

    Args:
        rank_values: values, at least one, in any order.
        shares: of the same pages; beyond 0..1 they count as the end of the scale.
    """
    values, pooled, counts = _pool(rank_values, np.clip(shares, 0.0, 1.0))
    fitted = isotonic_regression(pooled, weights=counts)
    starts = fitted.blocks[:-1]
    middles = np.add.reduceat(values * counts, starts) / np.add.reduceat(counts, starts)
    levels = np.clip(fitted.x[starts], 0.0, 1.0)
    kept = np.unique(np.linspace(0, len(levels) - 1, min(MOST_KNOTS, len(levels))).round().astype(int))
    return Curve(tuple(middles[kept].tolist()), tuple(levels[kept].tolist()))


def hold_out_error(days: Sequence[date], rank_values: Numbers, shares: Numbers, widths: Numbers) -> HeldOutError:
    """Measure the error on whole days left out: each fifth of the days is read from a curve learned on the others.

    Pages of one day are alike, so a page of the same day would tell the answer.

    Args:
        days: of the pages, at least two different ones.
        rank_values: of the pages.
        shares: of the pages.
        widths: points from floor to ceiling of the pages' scale.
    """
    place_of = {day: place for place, day in enumerate(sorted(set(days)))}
    folds = np.array([place_of[day] % FOLDS for day in days])
    errors = np.zeros(len(days))
    for fold in set(folds.tolist()):
        held_out = folds == fold
        curve = learn_curve(rank_values[~held_out], shares[~held_out])
        errors[held_out] = np.abs(curve.read(rank_values[held_out]) - shares[held_out]) * widths[held_out]
    return HeldOutError(float(errors.mean()), float(errors.max()))


def _pool(rank_values: Numbers, shares: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the different values, rising, with the mean share and the number of pages of each."""
    values, place = np.unique(rank_values, return_inverse=True)
    counts = np.bincount(place).astype(float)
    return values, np.bincount(place, weights=shares) / counts, counts
