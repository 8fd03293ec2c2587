"""Made-up worlds in which the truth is known: shops of one industry, and a platform whose functions nobody sees.

A dimension is a weighted mean of one function for each indicator, each rising from 50 to 100 in a shape of its own:
smooth, straight between two corners, or steep first and level later. The values of a shop wander as means of thirty days
do, around a level of its own. A page shows values and points rounded as the platform's page does: points whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shopscore.calibration.additive import Numbers

WINDOW = 30
SHOPS = 5
DAYS = 120
# The weights of the dimensions by which a total is made: product, logistics, service.
WEIGHTS = (0.47, 0.2, 0.33)

# Of each indicator: 1 where more is better, a usual value, how far shops differ, the decimals that a page shows.
DIMENSIONS: tuple[tuple[tuple[int, float, float, int], ...], ...] = (
    ((1, 4.5, 0.15, 2), (-1, 0.02, 0.008, 4)),
    ((-1, 14.0, 5.0, 1), (1, 0.93, 0.03, 4), (-1, 0.004, 0.002, 4)),
    ((-1, 5.0, 3.0, 1), (-1, 40.0, 18.0, 0), (-1, 0.08, 0.035, 4), (-1, 0.01, 0.005, 4)),
)

Function = Callable[[Numbers], Numbers]


@dataclass(frozen=True)
class World:
    """What the platform knows and what its pages show, by dimension.

    Attributes:
        rank_values: as pages show them, the larger the better; a shop, a day, an indicator.
        points: before they are rounded; a shop, a day.
    """

    rank_values: tuple[Numbers, ...]
    points: tuple[Numbers, ...]

    @property
    def total(self) -> Numbers:
        """The total before it is rounded; a shop, a day."""
        total: Numbers = sum(weight * points for weight, points in zip(WEIGHTS, self.points, strict=True))  # type: ignore[assignment]
        return total


def make_world(seed: int) -> World:
    """Make a world; the same seed, the same world."""
    rng = np.random.default_rng(seed)
    values, points = [], []
    for indicators in DIMENSIONS:
        weights = rng.dirichlet(np.full(len(indicators), 4.0))
        shown, given = [], np.zeros((SHOPS, DAYS))
        for weight, (sign, usual, spread, decimals) in zip(weights, indicators, strict=True):
            value = _wander(rng, usual, spread)
            given += weight * _function(rng, sign * usual, spread)(sign * value)
            shown.append(sign * np.round(value, decimals))
        values.append(np.stack(shown, axis=-1))
        points.append(np.clip(given, 50, 100))
    return World(tuple(values), tuple(points))


def _wander(rng: np.random.Generator, usual: float, spread: float) -> Numbers:
    level = usual + spread * rng.normal(size=(SHOPS, 1))
    steps = np.cumsum(rng.normal(size=(SHOPS, DAYS + WINDOW)), axis=1)
    means = (steps[:, WINDOW:] - steps[:, :-WINDOW]) / np.sqrt(WINDOW)
    highest = 1.0 if 0.5 < usual < 1 else 5.0 if 3 < usual < 5 and spread < 1 else np.inf
    value: Numbers = np.clip(level + spread * rng.uniform(0.2, 0.5, size=(SHOPS, 1)) * means, 0, highest)
    return value


def _function(rng: np.random.Generator, usual: float, spread: float) -> Function:
    middle, width = usual + spread * rng.normal() / 2, spread * rng.uniform(0.5, 1.5)
    shapes: tuple[Function, ...] = (
        lambda value: 1 / (1 + np.exp((middle - value) / width)),
        lambda value: np.clip((value - middle) / (3 * width) + 0.5, 0, 1),
        lambda value: 1 - np.exp(-np.clip(value - middle + 2 * width, 0, None) / (2 * width)),
    )
    shape = shapes[rng.integers(len(shapes))]
    return lambda value: 50 + 50 * shape(value)
