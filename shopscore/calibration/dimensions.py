"""Learns dimensions whose points the platform does not explain, from the pages that show them beside their indicators.

Which pages those are is decided by the model `int_dimension_training_data`, what a curve is in `additive.py`, what is
in use in the ledger. The same pages teach the same, whenever and in whatever order they came.
"""

import hashlib
import math
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import duckdb
import numpy as np

from shopscore.calibration.additive import Numbers, Scale, SumOfCurves, block_error, learn_sum
from shopscore.calibration.learned import CurvePoint, LearnedDimension, replace_in_use
from shopscore.calibration.ledger import CalibrationError
from shopscore.direction import sign_of
from shopscore.language import tr
from shopscore.sql_files import statement

FEWEST_DAYS = 2
DECIMALS = 6


@dataclass(frozen=True)
class DimensionPages:
    """The pages of one dimension of a rule version in an industry, in the order of their days and shops.

    Attributes:
        system_id: score system.
        rule_version: its version.
        industry: of the shops.
        dimension_id: dimension.
        indicator_ids: of the dimension, sorted.
        signs: 1 where more is better, -1 where less is, in the order of the indicators.
        days: of the pages.
        shops: of the pages.
        values: a row a page, a column an indicator, in the unit of the indicator.
        points: of the dimension on the pages.
        scale: of the dimension's points.
        min_days: days with a page that the rules ask for.
        step_days: so many further days let it be learned anew.
    """

    system_id: str
    rule_version: str
    industry: str
    dimension_id: str
    indicator_ids: tuple[str, ...]
    signs: tuple[int, ...]
    days: tuple[date, ...]
    shops: tuple[str, ...]
    values: Numbers
    points: Numbers
    scale: Scale
    min_days: int
    step_days: int

    @property
    def rank_values(self) -> Numbers:
        """Values, the larger the better."""
        ranked: Numbers = self.values * np.array(self.signs, dtype=np.float64)
        return ranked

    @property
    def day_count(self) -> int:
        """How many different days have a page."""
        return len(set(self.days))

    @property
    def name(self) -> str:
        """What it is of, in one line."""
        return f"{self.system_id}, {self.rule_version}, {self.industry}, {self.dimension_id}"

    def first_days(self, count: int) -> "DimensionPages":
        """Return the pages of the first so many days."""
        last = sorted(set(self.days))[count - 1]
        kept = [place for place, day in enumerate(self.days) if day <= last]
        return replace(
            self,
            days=tuple(self.days[place] for place in kept),
            shops=tuple(self.shops[place] for place in kept),
            values=self.values[kept],
            points=self.points[kept],
        )


@dataclass(frozen=True)
class LearningOutcome:
    """What became of the pages of one dimension.

    Attributes:
        pages: the pages.
        learned: what is in use; None: nothing.
        reason: why nothing is; None: something is.
    """

    pages: DimensionPages
    learned: LearnedDimension | None
    reason: str | None


def learn_dimensions(connection: duckdb.DuckDBPyConnection, learned_at: datetime) -> list[LearningOutcome]:
    """Learn every dimension that has days enough, and put what was learned to use instead of all before.

    Args:
        connection: an open warehouse, in which the training data have been built.
        learned_at: local time, naive.

    Returns:
        One outcome per rule version, industry and dimension that has a page.

    Raises:
        CalibrationError: no refresh of this version of the project has been built in the warehouse.
    """
    outcomes, kept = [], []
    for pages in read_dimension_pages(connection):
        count = days_to_learn_from(pages.day_count, pages.min_days, pages.step_days)
        if count == 0:
            outcomes.append(LearningOutcome(pages, None, _too_few(pages)))
            continue
        taught = pages.first_days(count)
        learned, points = _learn(taught, learned_at)
        kept.append((learned, points))
        outcomes.append(LearningOutcome(taught, learned, None))
    replace_in_use(connection, kept)
    return outcomes


def days_to_learn_from(day_count: int, min_days: int, step_days: int) -> int:
    """Return from how many of the days with a page, the first ones, a dimension is learned; 0: they are too few.

    The number grows in steps: a curve that moves with every new page would move every score of the version with it.
    """
    needed = max(FEWEST_DAYS, min_days)
    return 0 if day_count < needed else needed + (day_count - needed) // step_days * step_days


def read_dimension_pages(connection: duckdb.DuckDBPyConnection) -> list[DimensionPages]:
    """Read the pages of all learned dimensions, by rule version, industry and dimension.

    Raises:
        CalibrationError: no refresh of this version of the project has been built in the warehouse.
    """
    try:
        rows = connection.execute(statement(__name__, "dimension_pages")).fetchall()
    except duckdb.CatalogException as error:
        raise CalibrationError(
            tr("there are no score pages in the warehouse yet: run shopscore refresh first")
        ) from error
    return [_dimension_pages(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:4])]


def _dimension_pages(key: tuple[str, str, str, str], rows: list[tuple[Any, ...]]) -> DimensionPages:
    pages = [list(group) for _, group in groupby(rows, key=lambda row: row[4:6])]
    *_, floor, ceiling, min_days, step_days = rows[-1]
    return DimensionPages(
        *key,
        indicator_ids=tuple(row[6] for row in pages[-1]),
        signs=tuple(sign_of(row[7]) for row in pages[-1]),
        days=tuple(page[0][4] for page in pages),
        shops=tuple(page[0][5] for page in pages),
        values=np.array([[row[8] for row in page] for page in pages], dtype=np.float64),
        points=np.array([page[0][9] for page in pages], dtype=np.float64),
        scale=Scale(floor, ceiling),
        min_days=min_days,
        step_days=step_days,
    )


def _learn(pages: DimensionPages, learned_at: datetime) -> tuple[LearnedDimension, list[CurvePoint]]:
    error = block_error(pages.days, pages.rank_values, pages.points, pages.scale)
    points = points_of(learn_sum(pages.rank_values, pages.points, pages.scale), pages)
    learned = LearnedDimension(
        learned_id=_digest(pages, points),
        system_id=pages.system_id,
        rule_version=pages.rule_version,
        industry=pages.industry,
        dimension_id=pages.dimension_id,
        learned_at=learned_at,
        from_date=min(pages.days),
        to_date=max(pages.days),
        days=pages.day_count,
        pages=len(pages.days),
        mean_absolute_error=round(error.mean_absolute, DECIMALS),
        worst_error=round(error.worst, DECIMALS),
        is_in_use=True,
    )
    return learned, points


def _digest(pages: DimensionPages, points: list[CurvePoint]) -> str:
    """Return eight hexadecimal digits of what was learned, and from which pages: the same again is the same."""
    told = repr((pages.name, pages.days, pages.shops, pages.values.tolist(), pages.points.tolist(), points))
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def points_of(learned: SumOfCurves, pages: DimensionPages) -> list[CurvePoint]:
    """Return the constant and the knots of every curve as rows: indicator (None: the constant), value, points.

    Points are cut, not rounded: together they may fall short of the scale by some millionths, never exceed it.
    """
    rows: list[CurvePoint] = [(None, None, _cut(learned.constant))]
    for indicator_id, sign, curve in zip(pages.indicator_ids, pages.signs, learned.curves, strict=True):
        rows += [
            (indicator_id, sign * value, _cut(points))
            for value, points in zip(curve.rank_values, curve.points, strict=True)
        ]
    return rows


def _cut(points: float) -> float:
    whole: int = math.floor(points * 10**DECIMALS)
    return whole / 10.0**DECIMALS


def _too_few(pages: DimensionPages) -> str:
    needed = max(FEWEST_DAYS, pages.min_days)
    return tr("{days} days with a page, {needed} are needed", days=pages.day_count, needed=needed)
