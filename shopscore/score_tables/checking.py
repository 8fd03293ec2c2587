"""Whether limits that were filled in agree with themselves and with the pages.

Pure arithmetic on the limits of one indicator, for the shops of one industry and type. Where they come from, and how it
is told, belongs elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from shopscore.language import tr
from shopscore.score_tables.bounds import Reading

# As the models round a value before they compare it with a limit.
DECIMALS = 9


@dataclass(frozen=True)
class LimitRow:
    """A row of the table of limits.

    Attributes:
        limit: from which value on the points are given, in the indicator's unit.
        points: that are given.
    """

    limit: float
    points: float


@dataclass(frozen=True)
class Problem:
    """What is wrong with the limits of an indicator.

    Attributes:
        subject: whose limits, in one line.
        text: what is wrong with them, and what to look at.
    """

    subject: str
    text: str


def find_problems(
    subject: str, rows: Sequence[LimitRow], readings: Sequence[Reading], sign: int, scale: tuple[float, float]
) -> list[Problem]:
    """Return what is wrong with the limits of an indicator: points off the scale, wrong order, other points on pages.

    Args:
        subject: whose limits, in one line.
        rows: all limits of the indicator for these shops; none: nothing was filled in, which is no problem here.
        readings: pages of these shops that count, those apart that small shops may have got for few cases.
        sign: 1 where more is better, -1 where less is.
        scale: fewest and most points of an indicator.
    """
    if not rows:
        return []
    floor, ceiling = scale
    found = [
        tr(
            "{points:g} points are off the scale of {floor:g} to {ceiling:g}",
            points=row.points,
            floor=floor,
            ceiling=ceiling,
        )
        for row in rows
        if not floor <= row.points <= ceiling
    ]
    found += [
        tr(
            "{points:g} points have the limit {limit:g}, which is no harder than {easier:g} for {fewer:g}: "
            "more points need a better value",
            points=more.points,
            limit=more.limit,
            easier=less.limit,
            fewer=less.points,
        )
        for less, more in pairwise(sorted(rows, key=lambda row: row.points))
        if sign * more.limit <= sign * less.limit
    ]
    half = half_of_last_decimal(readings)
    for reading in sorted(readings, key=lambda one: (one.day, one.shop_id)):
        lowest = points_at(rows, reading.value - sign * half, sign, floor)
        highest = points_at(rows, reading.value + sign * half, sign, floor)
        if not lowest <= reading.points <= highest:
            found.append(
                tr(
                    "the page of shop {shop} on {day} shows {points:g} points for {value:g}; by these limits they are "
                    "{ours:g}",
                    shop=reading.shop_id,
                    day=reading.day,
                    points=reading.points,
                    value=reading.value,
                    ours=points_at(rows, reading.value, sign, floor),
                )
            )
    return [Problem(subject, text) for text in found]


def points_at(rows: Sequence[LimitRow], value: float, sign: int, floor: float) -> float:
    """Return the points of a value: those of the best row that it reaches, below all rows the floor."""
    reached = [row.points for row in rows if round(sign * value, DECIMALS) >= round(sign * row.limit, DECIMALS)]
    return max(reached, default=floor)


def half_of_last_decimal(readings: Sequence[Reading]) -> float:
    """Return by how much a value may differ from what pages show of it: half of the last decimal of any of them."""
    exponents = [Decimal(repr(reading.value)).normalize().as_tuple().exponent for reading in readings]
    decimals = max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)
    return 0.5 * 10.0 ** -max(decimals, 0)
