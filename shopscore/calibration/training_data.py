"""Reads the training data that score pages give, one set per system, industry and indicator.

Which pages belong to it is decided by the model `int_calibration_training_data`.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import duckdb
import numpy as np

from shopscore.calibration.curves import Numbers
from shopscore.calibration.ledger import CalibrationError
from shopscore.direction import sign_of
from shopscore.language import tr
from shopscore.sql_files import statement


@dataclass(frozen=True)
class TrainingSet:
    """The pages of one indicator of a system in an industry, in the order of their days.

    Attributes:
        system_id: score system.
        industry: of the subjects.
        indicator_id: indicator.
        is_better_up: more is better.
        min_days: days with a page that the rules ask for.
        days: of the pages.
        values: decayed values, in the indicator's unit.
        shares: where the page's points lie on the scale, 0 floor to 1 ceiling.
        widths: points from floor to ceiling.
    """

    system_id: str
    industry: str
    indicator_id: str
    is_better_up: bool
    min_days: int
    days: tuple[date, ...]
    values: Numbers
    shares: Numbers
    widths: Numbers

    @property
    def rank_values(self) -> Numbers:
        """Values, the larger the better."""
        return self.values if self.is_better_up else -self.values

    @property
    def day_count(self) -> int:
        """How many different days have a page."""
        return len(set(self.days))


def read_training_data(connection: duckdb.DuckDBPyConnection) -> list[TrainingSet]:
    """Read all training sets of the last refresh, by system, industry and indicator.

    Raises:
        CalibrationError: no refresh of this version of the project has been built in the warehouse.
    """
    try:
        rows = connection.execute(statement(__name__, "training_data")).fetchall()
    except duckdb.CatalogException as error:
        raise CalibrationError(
            tr("there are no score pages in the warehouse yet: run shopscore refresh first")
        ) from error
    return [_training_set(key, list(group)) for key, group in groupby(rows, key=lambda row: row[:3])]


def _training_set(key: tuple[str, str, str], rows: list[tuple[Any, ...]]) -> TrainingSet:
    _, _, _, days, better, values, scores, floors, ceilings, min_days = zip(*rows, strict=True)
    floor, width = np.array(floors), np.array(ceilings) - np.array(floors)
    return TrainingSet(
        *key,
        is_better_up=sign_of(better[-1]) > 0,
        min_days=min_days[-1],
        days=days,
        values=np.array(values),
        shares=(np.array(scores) - floor) / width,
        widths=width,
    )
