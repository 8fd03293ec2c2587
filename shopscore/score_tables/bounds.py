"""What pages say of the limits of an indicator: value and points of a day bound every limit from both sides.

Pure arithmetic. A page whose value got the points of a step, or more, says that the limit is no stricter than its
value; a page that got less says that it is stricter. Where pages come from, and what is done with a bound, belongs
elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reading:
    """What a page showed of an indicator.

    Attributes:
        shop_id: shop of the page.
        day: of the page.
        value: as shown, in the indicator's unit.
        points: as shown.
    """

    shop_id: str
    day: date
    value: float
    points: float


@dataclass(frozen=True)
class Bound:
    """Between which values the limit of a step lies.

    Attributes:
        points: of the step.
        reached: the page with the worst value that got the points or more: the limit is this value or easier; None:
            no page got them.
        missed: the page with the best value that got less: the limit is harder than this value; None: every page got
            the points.
    """

    points: float
    reached: Reading | None
    missed: Reading | None

    def is_contradicted(self, sign: int) -> bool:
        """Tell whether a worse value got the points that a better one did not get."""
        if self.reached is None or self.missed is None:
            return False
        return sign * self.reached.value < sign * self.missed.value


def bounds_of(readings: Sequence[Reading], sign: int, steps: Sequence[float]) -> list[Bound]:
    """Return the bounds of the limit of every step, in the order of the steps.

    Args:
        readings: of one indicator, of pages to which the same limits apply.
        sign: 1 where more is better, -1 where less is.
        steps: points of the steps.
    """

    def rank(reading: Reading) -> tuple[float, date, str]:
        return sign * reading.value, reading.day, reading.shop_id

    return [
        Bound(
            points,
            min((one for one in readings if one.points >= points), key=rank, default=None),
            max((one for one in readings if one.points < points), key=rank, default=None),
        )
        for points in steps
    ]
