"""Learns a curve from every training set that is long enough, and keeps it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import duckdb

from shopscore.calibration.curves import hold_out_error, learn_curve
from shopscore.calibration.training_data import TrainingSet, read_training_data
from shopscore.calibration.versions import Version, store_version
from shopscore.language import tr

FEWEST_LEVELS = 2
FEWEST_DAYS = 2


@dataclass(frozen=True)
class Outcome:
    """What became of the pages of one indicator of a system in an industry.

    Attributes:
        training_set: the pages.
        version: what was learned; None: nothing.
        reason: why nothing was; None: something was.
    """

    training_set: TrainingSet
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
    return [_learn(connection, training_set, learned_at, min_days) for training_set in read_training_data(connection)]


def _learn(
    connection: duckdb.DuckDBPyConnection, training_set: TrainingSet, learned_at: datetime, min_days: int | None
) -> Outcome:
    needed = max(FEWEST_DAYS, training_set.min_days if min_days is None else min_days)
    if training_set.day_count < needed:
        return Outcome(
            training_set,
            None,
            tr("{days} days with a page, {needed} are needed", days=training_set.day_count, needed=needed),
        )
    curve = learn_curve(training_set.rank_values, training_set.shares)
    if len(set(curve.shares)) < FEWEST_LEVELS:
        return Outcome(training_set, None, "the points do not rise with the value")
    error = hold_out_error(training_set.days, training_set.rank_values, training_set.shares, training_set.widths)
    version = Version(
        calibration_id=uuid4().hex[:8],
        system_id=training_set.system_id,
        industry=training_set.industry,
        indicator_id=training_set.indicator_id,
        learned_at=learned_at,
        from_date=min(training_set.days),
        to_date=max(training_set.days),
        days=training_set.day_count,
        pages=len(training_set.days),
        mean_absolute_error=error.mean_absolute,
        worst_error=error.worst,
    )
    sign = 1 if training_set.is_better_up else -1
    points = [(share, sign * value) for share, value in zip(curve.shares, curve.rank_values, strict=True)]
    store_version(connection, version, points)
    return Outcome(training_set, version, None)
