"""Learns points as a sum of curves, one for each of several values, none of which ever falls.

Pure arithmetic: the larger a *rank value* the better (where less is better, it is the negative value). A curve is made
of straight lines between knots, starts at nothing and rises by amounts that are found by non-negative least squares
(`scipy.optimize.nnls`): so it cannot fall, and what was learned can be told as a table. Where pages come from, and
where curves are kept, belongs elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.optimize import nnls  # type: ignore[import-untyped]

MOST_KNOTS = 12
BLOCKS = 5

# How much a bend of a curve costs beside an error of a point: enough that pages between two knots decide, not one page.
SMOOTHNESS = 1e-4
# How much a rise costs beside a bend of the same size: what two values explain alike is shared between them.
SHARED = 0.3

# How much a sum off the scale costs beside an error of a point: so much that there is none.
ON_SCALE = 1e4

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """Straight lines between knots, level beyond the ends.

    Attributes:
        rank_values: of the knots, strictly rising; at least one.
        points: at the knots, never falling, the first 0.
    """

    rank_values: tuple[float, ...]
    points: tuple[float, ...]

    def read(self, rank_values: Numbers) -> Numbers:
        """Return the points at these values, in their order."""
        return np.interp(rank_values, self.rank_values, self.points)


@dataclass(frozen=True)
class Scale:
    """Between which points a page can lie.

    Attributes:
        floor: fewest.
        ceiling: most.
    """

    floor: float
    ceiling: float


@dataclass(frozen=True)
class SumOfCurves:
    """Points = constant + what each curve gives at its value.

    Attributes:
        constant: where every value is at its worst.
        curves: one a value, in the order of the columns.
    """

    constant: float
    curves: tuple[Curve, ...]

    def read(self, rank_values: Numbers) -> Numbers:
        """Return the points of rows of values, one column a curve."""
        given = [curve.read(rank_values[:, place]) for place, curve in enumerate(self.curves)]
        points: Numbers = self.constant + np.sum(given, axis=0)
        return points


@dataclass(frozen=True)
class BlockError:
    """How far what was learned lies from pages of days that it was not learned from, in points.

    Attributes:
        mean_absolute: over all pages.
        worst: of one page.
    """

    mean_absolute: float
    worst: float


def learn_sum(rank_values: Numbers, points: Numbers, scale: Scale) -> SumOfCurves:
    """Learn the sum of rising curves that lies closest to the points, by least squares with a light smoothing.

    Where every value is at its worst the sum is no less than the floor, where every one is at its best no more than the
    ceiling, so that nothing ever has to be cut.

    Args:
        rank_values: a row a page, a column a value; at least one row.
        points: of the same pages; beyond the scale they count as its end.
        scale: of the points.
    """
    knots = [_knots(column) for column in rank_values.T]
    shares = [_shares(column, at) for column, at in zip(rank_values.T, knots, strict=True)]
    design = np.hstack([np.ones((len(points), 1)), *shares])
    smoothing = np.sqrt(SMOOTHNESS * len(points)) * _smoothing(knots)
    rises = _fit(design, smoothing, np.clip(points, scale.floor, scale.ceiling) - scale.floor, scale)
    ends = np.cumsum([1, *(len(at) - 1 for at in knots)])
    curves = [
        Curve(tuple(at.tolist()), tuple(np.concatenate([[0.0], np.cumsum(rises[start:end])]).tolist()))
        for at, start, end in zip(knots, ends[:-1], ends[1:], strict=True)
    ]
    return SumOfCurves(scale.floor + float(rises[0]), tuple(curves))


def block_error(days: Sequence[date], rank_values: Numbers, points: Numbers, scale: Scale) -> BlockError:
    """Measure the error on days left out: each fifth of the days, one after the other, is read from the other days.

    A window of thirty days moves slowly: the day before tells almost what a day would. So the days that are left out
    lie together, as those lie ahead for which the curves are used.

    Args:
        days: of the pages, at least two different ones.
        rank_values: a row a page, a column a value.
        points: of the pages.
        scale: of the points.
    """
    errors = np.zeros(len(points))
    different = np.array(sorted(set(days)))
    for block in np.array_split(different, min(BLOCKS, len(different))):
        left_out = np.isin(np.array(days), block)
        learned = learn_sum(rank_values[~left_out], points[~left_out], scale)
        errors[left_out] = np.abs(learned.read(rank_values[left_out]) - points[left_out])
    return BlockError(float(errors.mean()), float(errors.max()))


def _knots(values: Numbers) -> Numbers:
    """Return values of pages between which lie about equally many pages, the ends among them, strictly rising."""
    return np.unique(np.quantile(values, np.linspace(0, 1, MOST_KNOTS), method="nearest"))


def _shares(values: Numbers, knots: Numbers) -> Numbers:
    """Return how much of each stretch between knots lies below a value, 0 to 1; a column a stretch."""
    return np.clip((values[:, None] - knots[:-1]) / np.diff(knots), 0.0, 1.0)


def _smoothing(knots: Sequence[Numbers]) -> Numbers:
    """Return rows that are nought where no curve bends or rises; a column a rise, the constant first."""
    width = 1 + sum(len(at) - 1 for at in knots)
    rows: list[Numbers] = []
    start = 1
    for at in knots:
        lengths = np.diff(at) / (at[-1] - at[0]) if len(at) > 1 else np.zeros(0)
        for place in range(len(lengths) - 1):
            row = np.zeros(width)
            between = np.sqrt((lengths[place] + lengths[place + 1]) / 2)
            row[start + place : start + place + 2] = -between / lengths[place], between / lengths[place + 1]
            rows.append(row)
        for place, length in enumerate(lengths):
            row = np.zeros(width)
            row[start + place] = SHARED / np.sqrt(length)
            rows.append(row)
        start += len(lengths)
    return np.array(rows).reshape(-1, width)


def _fit(design: Numbers, smoothing: Numbers, points: Numbers, scale: Scale) -> Numbers:
    """Return the rises, none negative, together no more than the scale is wide, with sums closest to the points.

    What is left of the width is one more unknown, which is not negative either.
    """
    most = scale.ceiling - scale.floor
    width = design.shape[1]
    whole = np.full((1, width + 1), ON_SCALE)
    wanted = np.concatenate([points, np.zeros(len(smoothing)), [ON_SCALE * most]])
    rows = np.vstack([design, smoothing])
    # The same least squares in as many rows as there are unknowns, however many pages there are.
    turned, left = np.linalg.qr(np.vstack([np.hstack([rows, np.zeros((len(rows), 1))]), whole]))
    rises: Numbers = nnls(left, turned.T @ wanted)[0][:width]
    return rises * min(1.0, most / max(float(rises.sum()), 1e-9))
