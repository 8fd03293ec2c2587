"""Random numbers of the made-up data: seeded, one generator per purpose.

What is drawn and how likely it is belongs to the modules that draw.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from math import log
from random import Random
from typing import TypeVar

T = TypeVar("T")


def rng_of(*purpose: object) -> Random:
    """Return a generator that draws the same whenever the purpose (seed, shop, ...) is the same."""
    return Random("/".join(str(word) for word in purpose))  # noqa: S311 - made-up data, nothing secret


def happens(rng: Random, probability: float) -> bool:
    """Tell whether something of this probability (0..1) happens this time."""
    return rng.random() < probability


def around(rng: Random, median: float, sigma: float) -> float:
    """Draw a positive number around a median, log-normally: waiting times are never symmetric."""
    return rng.lognormvariate(log(median), sigma)


def weighted(*choices: tuple[T, int]) -> Sequence[T]:
    """Write a weighted choice out as a sequence for `Random.choice`, each item as often as its weight."""
    return tuple(item for item, weight in choices for _ in range(weight))


def moment(rng: Random, day: date, hours: Sequence[int]) -> datetime:
    """Draw a moment of a day, the hour from a weighted choice."""
    return datetime.combine(day, time(rng.choice(hours), rng.randrange(60), rng.randrange(60)))
