"""Which assessment dates there are, and what a run launched for some of them scores."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration.partitions import ASSESSMENT_DATES, cover, dates_asked_for
from shopscore.settings import ConfigurationError, Settings

SETTINGS = Settings(home=Path("nowhere"), as_of=date(2026, 11, 22), history_days=120)


@pytest.mark.parametrize(
    ("utc_hour", "utc_minute", "last"),
    # noon in Shanghai is 04:00 UTC
    [(3, 59, "2026-11-21"), (4, 0, "2026-11-22")],
)
def test_a_date_is_a_partition_from_its_noon_in_shanghai(utc_hour: int, utc_minute: int, last: str) -> None:
    moment = datetime(2026, 11, 22, utc_hour, utc_minute, 1, tzinfo=UTC)
    assert ASSESSMENT_DATES.get_partition_keys(current_time=moment)[-1] == last


def test_a_run_names_one_date_a_range_or_none() -> None:
    assert dates_asked_for({"dagster/partition": "2026-11-20"}) == (date(2026, 11, 20), date(2026, 11, 20))
    assert dates_asked_for(
        {"dagster/asset_partition_range_start": "2026-11-01", "dagster/asset_partition_range_end": "2026-11-03"}
    ) == (date(2026, 11, 1), date(2026, 11, 3))
    assert dates_asked_for({"dagster/schedule_name": "noon"}) is None


@pytest.mark.parametrize(
    ("first", "last", "newest_published", "as_of", "history_days"),
    [
        # today, as every day
        (date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 22), 120),
        # a range of the past reaches back from what is published: 1 January to 22 November are 326 days
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 11, 22), date(2026, 11, 22), 326),
        # nothing published yet: the range itself
        (date(2026, 1, 1), date(2026, 1, 31), None, date(2026, 1, 31), 120),
    ],
)
def test_a_backfill_holds_its_dates_and_takes_no_newer_one_away(
    first: date, last: date, newest_published: date | None, as_of: date, history_days: int
) -> None:
    covered = cover(SETTINGS, first, last, newest_published)
    assert (covered.as_of, covered.history_days) == (as_of, history_days)


def test_the_command_line_reaches_back_to_a_first_date_and_never_forward() -> None:
    assert SETTINGS.reaching_back_to(date(2026, 1, 1)).history_days == 326
    assert SETTINGS.reaching_back_to(date(2026, 11, 20)).history_days == 120
    assert SETTINGS.reaching_back_to(None) is SETTINGS
    with pytest.raises(ConfigurationError, match="2026-11-23"):
        SETTINGS.reaching_back_to(date(2026, 11, 23))
