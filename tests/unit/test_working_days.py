"""The seed of working days says of every day what the published calendar says, and only what it must."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest

from shopscore.settings import PROJECT_DIR

SEED = PROJECT_DIR / "seeds" / "calendar" / "working_days.csv"
FIRST_YEAR, LAST_YEAR = 2020, 2026
SATURDAY = 5


def exceptions() -> dict[date, bool]:
    """Return the days of the seed and whether each is worked."""
    with SEED.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["day"]): row["is_working_day"] == "true" for row in csv.DictReader(file)}


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_day_is_worked_as_the_published_calendar_says(year: int) -> None:
    seed = exceptions()
    wrong = [
        day for day in days_of(year) if seed.get(day, day.weekday() < SATURDAY) != chinese_calendar.is_workday(day)
    ]
    assert wrong == []


def test_the_seed_holds_only_days_that_differ_from_monday_to_friday() -> None:
    assert [day for day, is_worked in exceptions().items() if is_worked == (day.weekday() < SATURDAY)] == []


def test_the_seed_covers_exactly_the_years_of_the_published_calendar_it_was_checked_against() -> None:
    # a year without a row is one whose calendar nobody knows
    assert {day.year for day in exceptions()} == set(range(FIRST_YEAR, LAST_YEAR + 1))


def test_no_day_stands_twice() -> None:
    assert len(SEED.read_text(encoding="utf-8").splitlines()) == len(exceptions()) + 1
