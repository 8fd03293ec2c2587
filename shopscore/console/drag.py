"""Which indicator costs a score most.

The figures come from the marts; only what is lost to the best possible score is worked out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Part:
    """An indicator that a score is made of.

    Attributes:
        indicator_id: the indicator.
        dimension_id: its dimension.
        weight: within the dimension, on any scale.
        score: its score, on the system's scale.
    """

    indicator_id: str
    dimension_id: str
    weight: float | Decimal
    score: float | Decimal


@dataclass(frozen=True)
class Drag:
    """What an indicator takes off the best possible total.

    Attributes:
        indicator_id: the indicator.
        effective_weight: its share of the total, 0 to 1.
        points: (ceiling - its score) * effective weight.
    """

    indicator_id: str
    effective_weight: float
    points: float


def weigh_drag(
    parts: Sequence[Part], dimension_weights: dict[str, float | Decimal], ceiling: float | Decimal
) -> list[Drag]:
    """Return the drag of each indicator, the costliest first; the points add up to ceiling - total.

    Args:
        parts: the indicators with a score.
        dimension_weights: weight of each dimension, on any scale; dimensions without parts do not count.
        ceiling: best possible score of the system.
    """
    within: dict[str, float] = {}
    for part in parts:
        within[part.dimension_id] = within.get(part.dimension_id, 0.0) + float(part.weight)
    whole = sum(float(weight) for dimension, weight in dimension_weights.items() if within.get(dimension))
    drags = []
    for part in parts:
        if not whole or not within[part.dimension_id]:
            continue
        share = float(part.weight) / within[part.dimension_id]
        effective = share * float(dimension_weights.get(part.dimension_id, 0)) / whole
        drags.append(Drag(part.indicator_id, effective, (float(ceiling) - float(part.score)) * effective))
    return sorted(drags, key=lambda drag: (-drag.points, drag.indicator_id))
