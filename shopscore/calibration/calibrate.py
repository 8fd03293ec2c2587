"""Learns a curve from every set of lessons that is long enough, and keeps it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import duckdb

from shopscore.calibration.curves import hold_out_error, learn_curve
from shopscore.calibration.lessons import Lessons, read_lessons
from shopscore.calibration.versions import Version, store_version
from shopscore.language import tr

FEWEST_LEVELS = 2
FEWEST_DAYS = 2


@dataclass(frozen=True)
class Outcome:
    """What became of the pages of one indicator of a system in an industry.

    Attributes:
        lessons: the pages.
        version: what was learned; None: nothing.
        reason: why nothing was; None: something was.
    """

    lessons: Lessons
    version: Version | None
    reason: str | None


def calibrate(
    connection: duckdb.DuckDBPyConnection, learned_at: datetime, *, min_days: int | None = None
) -> list[Outcome]:
    """Learn from the pages of the last refresh; what is learned counts for nothing until it is put to use.

    Args:
        connection: an open warehouse.
        learned_at: local time, naive.
        min_days: days with a page that learning needs; None: as many as the rules say.

    Returns:
        One outcome per system, industry and indicator that has a page with points.

    Raises:
        CalibrationError: the warehouse knows no score pages.
    """
    return [_learn(connection, lessons, learned_at, min_days) for lessons in read_lessons(connection)]


def _learn(
    connection: duckdb.DuckDBPyConnection, lessons: Lessons, learned_at: datetime, min_days: int | None
) -> Outcome:
    needed = max(FEWEST_DAYS, lessons.min_days if min_days is None else min_days)
    if lessons.day_count < needed:
        return Outcome(
            lessons, None, tr("{days} days with a page, {needed} are needed", days=lessons.day_count, needed=needed)
        )
    curve = learn_curve(lessons.goodness, lessons.shares)
    if len(set(curve.shares)) < FEWEST_LEVELS:
        return Outcome(lessons, None, "the points do not rise with the value")
    error = hold_out_error(lessons.days, lessons.goodness, lessons.shares, lessons.widths)
    version = Version(
        calibration_id=uuid4().hex[:8],
        system_id=lessons.system_id,
        industry=lessons.industry,
        indicator_id=lessons.indicator_id,
        learned_at=learned_at,
        from_date=min(lessons.days),
        to_date=max(lessons.days),
        days=lessons.day_count,
        pages=len(lessons.days),
        mean_absolute_error=error.mean_absolute,
        worst_error=error.worst,
    )
    sign = 1 if lessons.is_better_up else -1
    points = [(share, sign * good) for share, good in zip(curve.shares, curve.goodness, strict=True)]
    store_version(connection, version, points)
    return Outcome(lessons, version, None)
