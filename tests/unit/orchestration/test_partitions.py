"""Which assessment dates there are, and what a run launched for some of them scores."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dagster import DagsterRun

from orchestration.jobs import REFRESH_JOB
from orchestration.partitions import ASSESSMENT_DATES, dates_asked_for
from orchestration.resources import settings_of
from shopscore.settings import ConfigurationError, Settings, load_settings

Day = tuple[int, int, int]
SETTINGS = Settings(home=Path("nowhere"), as_of=date(2026, 11, 22), history_days=120)


@pytest.mark.parametrize("hour", ["00:00:30", "11:59:00", "12:00:00", "23:59:00"])
@pytest.mark.parametrize("day", ["2028-02-29", "2027-12-31", "2028-01-01"])
def test_today_is_the_last_partition_at_every_hour(day: str, hour: str) -> None:
    moment = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    assert ASSESSMENT_DATES.get_partition_keys(current_time=moment)[-1] == day


def test_a_run_names_one_date_a_range_or_none() -> None:
    assert dates_asked_for({"dagster/partition": "2026-11-20"}) == (date(2026, 11, 20), date(2026, 11, 20))
    assert dates_asked_for(
        {"dagster/asset_partition_range_start": "2026-11-01", "dagster/asset_partition_range_end": "2026-11-03"}
    ) == (date(2026, 11, 1), date(2026, 11, 3))
    assert dates_asked_for({"dagster/schedule_name": "noon"}) is None


@pytest.mark.parametrize(
    ("first", "last", "published", "as_of", "history_days"),
    [
        # a range of the past reaches back from what is published: 1 January to 22 November are 326 days
        ((2026, 1, 1), (2026, 1, 31), ((2026, 7, 26), (2026, 11, 22)), (2026, 11, 22), 326),
        # the days between are published too: 22 to 30 November
        ((2026, 11, 29), (2026, 11, 30), ((2026, 11, 22), (2026, 11, 23)), (2026, 11, 30), 9),
        # those in the middle are there already
        ((2026, 11, 2), (2026, 11, 3), ((2026, 11, 1), (2026, 11, 5)), (2026, 11, 5), 5),
        # from the last of a leap February to the first of March
        ((2028, 2, 29), (2028, 2, 29), ((2028, 3, 1), (2028, 3, 1)), (2028, 3, 1), 2),
    ],
)
def test_dates_are_added_and_none_is_taken_away(
    first: Day, last: Day, published: tuple[Day, Day], as_of: Day, history_days: int
) -> None:
    asked = SETTINGS.exactly(date(*first), date(*last))
    kept = asked.keeping(*(date(*day) for day in published))
    assert (kept.as_of, kept.history_days) == (date(*as_of), history_days)


@pytest.mark.parametrize(
    ("tags", "as_of", "history_days", "adds"),
    [
        # the schedule of today: the usual history, and nothing after today
        ({"dagster/partition": "2026-11-22"}, date(2026, 11, 22), 120, False),
        ({"dagster/partition": "2026-11-21"}, date(2026, 11, 21), 1, True),
        ({}, date(2026, 11, 22), 120, False),
    ],
)
def test_a_launched_run_of_today_is_the_usual_one_and_one_of_the_past_adds(
    tags: dict[str, str], as_of: date, history_days: int, adds: bool
) -> None:
    settings, adds_dates = settings_of(DagsterRun(REFRESH_JOB, tags=tags), SETTINGS)
    assert (settings.as_of, settings.history_days, adds_dates) == (as_of, history_days, adds)


def test_the_command_line_reaches_back_to_a_first_date_and_never_forward() -> None:
    assert SETTINGS.reaching_back_to(date(2026, 1, 1)).history_days == 326
    assert SETTINGS.reaching_back_to(date(2026, 11, 20)).history_days == 120
    assert SETTINGS.reaching_back_to(None) is SETTINGS
    with pytest.raises(ConfigurationError, match="2026-11-23"):
        SETTINGS.reaching_back_to(date(2026, 11, 23))
    assert SETTINGS.exactly(date(2026, 11, 20), date(2026, 11, 22)).history_days == 3


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(3000, 1, 1), date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_that_is_a_slip_of_the_hand_is_wrong_usage(day: date) -> None:
    with pytest.raises(ConfigurationError, match="give a day from 1970-01-01 to 2999-12-31"):
        load_settings(day)


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2999, 12, 31)])
def test_the_first_and_the_last_day_that_can_be_scored(day: date) -> None:
    assert load_settings(day).as_of == day


def test_no_history_reaches_back_beyond_the_first_day() -> None:
    with pytest.raises(ConfigurationError, match="give a day from"):
        SETTINGS.reaching_back_to(date(1969, 12, 31))
