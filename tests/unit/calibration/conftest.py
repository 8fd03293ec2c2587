"""A warehouse that holds nothing but the training data of score pages."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

FIRST_DAY = date(2021, 10, 1)
TRAINING_DATA = """
    create schema if not exists events;
    create schema if not exists insights;
    create schema if not exists raw;
    create table if not exists raw.reference_benchmarks (system_id varchar, industry varchar, indicator_id varchar);
    create table insights.int_calibration_training_data (
        system_id varchar, industry varchar, indicator_id varchar, assessment_date date, subject_id varchar,
        better varchar, decayed_value double, score double, floor double, ceiling double, min_days integer
    );
    create table insights.int_dimension_training_data (
        system_id varchar, rule_version varchar, industry varchar, dimension_id varchar, assessment_date date,
        shop_id varchar, indicator_id varchar, better varchar, value double, points double, floor double,
        ceiling double, min_days integer, step_days integer
    );
"""

Page = tuple[str, str, int, float, float]
Teach = Callable[[list[Page]], Settings]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, as_of=date(2021, 11, 15))


@pytest.fixture
def teach(settings: Settings) -> Teach:
    """Make the warehouse hold pages: indicator, better, day of the sample, decayed value, points from 3 to 5."""

    def write(pages: list[Page]) -> Settings:
        with open_warehouse(settings) as connection:
            connection.execute(TRAINING_DATA)
            for number, (indicator, better, day, value, points) in enumerate(pages):
                connection.execute(
                    "insert into insights.int_calibration_training_data values ('y', '女装', ?, ?, ?, ?, ?, ?, 3, 5, 3)",
                    [indicator, FIRST_DAY + timedelta(days=day), f"S{number}", better, value, points],
                )
        return settings

    return write
