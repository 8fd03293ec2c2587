"""The same command at every hour of every day, and what it publishes for a day of the past, today and the future.

One shop with ratings of its orders of November 2027. The clock of the console script is set by libfaketime:

    clock in Shanghai       command                                  published days
    2027-12-31 23:59:00     refresh                                  the usual history up to 2027-12-31
    2028-01-01 11:59:00     refresh --as-of 2019-12-31               2019-12-31 and before it are added
    2028-02-29 00:00:30     refresh --as-of 2028-03-01               2028-03-01 is added
    2028-02-29 12:00:00     refresh                                  the usual history up to 2028-02-29
    2028-02-29 12:30:00     refresh --as-of 2028-02-29 --since 2028-02-28 --replace --rebuild      these two days
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import Home, clock

FAKETIME = shutil.which("faketime")
pytestmark = pytest.mark.skipif(FAKETIME is None, reason="faketime is not installed (Debian: faketime)")

HISTORY_DAYS = 3
SLEEPING_UNDER_FAKETIME = PROJECT_DIR / "tests" / "fixtures" / "faketime"
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID",
]  # fmt: skip
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]


@dataclass(frozen=True)
class Told:
    """What one refresh said and what was published after it."""

    exit_code: int
    output: str
    errors: str
    days: Sequence[date]
    scores: dict[date, object]
    figures: dict[date, list[tuple[object, ...]]]
    lists_as_of: date | None


def at(home: Home, moment: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the console script with the clock in Shanghai set to a moment."""
    assert FAKETIME is not None
    return subprocess.run(
        [FAKETIME, "-f", f"@{moment}", Path(sys.executable).parent / "shopscore", *arguments],
        cwd=PROJECT_DIR,
        env={
            **os.environ,
            "SHOPSCORE_HOME": str(home.path),
            "SHOPSCORE_HISTORY_DAYS": str(HISTORY_DAYS),
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": str(SLEEPING_UNDER_FAKETIME),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Else every wait for another thread times out at once, and a refresh takes ten times as long.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
            "NO_FAKE_STAT": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def refresh_at(home: Home, moment: str, *arguments: str) -> Told:
    run = at(home, moment, "refresh", *arguments)
    days = [day for (day,) in home.published("select assessment_date from dims.dates order by 1")]
    scores = home.published(
        "select assessment_date, score from marts.scores where system_id = 'douyin_dsr' and subject_id = 'S1'"
    )
    figures: dict[date, list[tuple[object, ...]]] = {}
    for day, *row in home.published("select * exclude (generation_id) from marts.indicator_scores order by all"):
        figures.setdefault(day, []).append(tuple(row))  # type: ignore[arg-type] # the first column is a date
    [(latest,)] = home.published("select max(assessment_date) from dims.dates where is_latest")
    return Told(run.returncode, run.stdout, run.stderr, days, dict(scores), figures, latest)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Home:
    home = Home(tmp_path_factory.mktemp("every_hour"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "一号店", "女装"]],
    )
    paid = clock("2027-11-20")
    home.write(
        "douyin/S1/orders/20271231.csv",
        ORDER_HEADER,
        [[f"M{n}", f"A{n}", "P1", paid, paid, "", "已完成", "普通订单", "0"] for n in range(4)],
    )
    home.write(
        "douyin/S1/reviews/20271231.csv",
        REVIEW_HEADER,
        [[f"R{n}", f"A{n}", clock("2027-12-30"), "首评", star, star, star, ""] for n, star in enumerate((5, 5, 5, 1))],
    )
    home.write("douyin/S1/reviews/refused.csv", REVIEW_HEADER[:3], [])
    # a name that is ahead of the disk would be the end of a range that is not over
    for file in home.path.rglob("2027*.csv"):
        written = datetime(2027, 12, 31, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
        os.utime(file, (written, written))
    return home


@pytest.fixture(scope="module")
def last_minute_of_the_year(home: Home) -> Told:
    return refresh_at(home, "2027-12-31 23:59:00")


@pytest.fixture(scope="module")
def past_before_noon(home: Home, last_minute_of_the_year: Told) -> Told:
    return refresh_at(home, "2028-01-01 11:59:00", "--as-of", "2019-12-31")


@pytest.fixture(scope="module")
def future_after_midnight(home: Home, past_before_noon: Told) -> Told:
    return refresh_at(home, "2028-02-29 00:00:30", "--as-of", "2028-03-01")


@pytest.fixture(scope="module")
def leap_day_at_noon(home: Home, future_after_midnight: Told) -> Told:
    return refresh_at(home, "2028-02-29 12:00:00")


@pytest.fixture(scope="module")
def replaced(home: Home, leap_day_at_noon: Told) -> Told:
    with duckdb.connect(str(home.path / "warehouse.duckdb")) as warehouse:
        warehouse.execute("create schema of_an_older_version")
        warehouse.execute("create table of_an_older_version.scores as select 1 as score")
    dates = ("--as-of", "2028-02-29", "--since", "2028-02-28")
    return refresh_at(home, "2028-02-29 12:30:00", *dates, "--replace", "--rebuild")


def test_in_the_last_minute_of_the_year_its_last_day_is_scored(last_minute_of_the_year: Told) -> None:
    told = last_minute_of_the_year
    assert told.exit_code == 0, told.output + told.errors
    assert told.days == [date(2027, 12, 29), date(2027, 12, 30), date(2027, 12, 31)]
    # written on the 30th, known on the 31st: (5 + 5 + 5 + 1) / 4
    assert told.scores[date(2027, 12, 31)] == pytest.approx(4.0, abs=1e-9)


def test_a_refused_file_is_named_and_fails_nobody(last_minute_of_the_year: Told, leap_day_at_noon: Told) -> None:
    assert "refused: douyin/S1/reviews/refused.csv: " in last_minute_of_the_year.output
    assert "refused: " not in leap_day_at_noon.output


def test_a_past_day_is_added_before_noon_and_takes_none_away(
    last_minute_of_the_year: Told, past_before_noon: Told
) -> None:
    told = past_before_noon
    assert told.exit_code == 0, told.output + told.errors
    assert (told.days[0], told.days[-1]) == (date(2019, 12, 29), date(2027, 12, 31))
    assert date(2019, 12, 31) in told.days
    assert told.lists_as_of == date(2027, 12, 31)
    assert "for 2019-12-31" in told.output
    assert "the newest day stays 2027-12-31" in told.output
    # the figures of a day do not depend on the day that was asked for
    for day in last_minute_of_the_year.days:
        assert told.figures[day] == last_minute_of_the_year.figures[day]
        assert told.scores.get(day) == last_minute_of_the_year.scores.get(day)


def test_a_future_day_is_published_half_a_minute_after_midnight(future_after_midnight: Told) -> None:
    told = future_after_midnight
    assert told.exit_code == 0, told.output + told.errors
    assert told.days[-2:] == [date(2028, 2, 29), date(2028, 3, 1)]
    assert told.lists_as_of == date(2028, 3, 1)


def test_the_next_refresh_without_a_day_drops_those_after_today(
    future_after_midnight: Told, leap_day_at_noon: Told
) -> None:
    told = leap_day_at_noon
    assert told.exit_code == 0, told.output + told.errors
    assert told.days == [date(2028, 2, 27), date(2028, 2, 28), date(2028, 2, 29)]
    assert told.lists_as_of == date(2028, 2, 29)
    for day in told.days:
        assert told.figures[day] == future_after_midnight.figures[day]


def test_replacing_publishes_only_the_days_asked_for(replaced: Told, leap_day_at_noon: Told) -> None:
    assert replaced.exit_code == 0, replaced.output + replaced.errors
    assert replaced.days == [date(2028, 2, 28), date(2028, 2, 29)]
    for day in replaced.days:
        assert replaced.figures[day] == leap_day_at_noon.figures[day]


def test_rebuilding_leaves_nothing_that_this_project_does_not_build(home: Home, replaced: Told) -> None:
    with duckdb.connect(str(home.path / "warehouse.duckdb"), read_only=True) as warehouse:
        schemas = {
            name
            for (name,) in warehouse.execute("select schema_name from duckdb_schemas() where not internal").fetchall()
        }
        landed = warehouse.execute("select count(*) from raw.douyin_orders").fetchone()
    assert "of_an_older_version" not in schemas
    assert {"raw", "log", "staging", "marts"} <= schemas
    assert landed == (4,)


def test_every_run_is_in_the_books_with_the_day_asked_for(home: Home, replaced: Told) -> None:
    assert home.published("select status, as_of from ops.runs order by started_at") == [
        ("published", date(2027, 12, 31)),
        ("published", date(2019, 12, 31)),
        ("published", date(2028, 3, 1)),
        ("published", date(2028, 2, 29)),
        ("published", date(2028, 2, 29)),
    ]


def test_every_run_is_in_the_history_of_dagster_with_its_checks(home: Home, replaced: Told) -> None:
    from dagster import AssetKey, DagsterInstance, DagsterRunStatus  # noqa: PLC0415

    recorded = [run_id for (run_id,) in home.published("select run_id from ops.runs order by started_at")]
    with DagsterInstance.from_config(str(home.path / "dagster")) as instance:
        runs = instance.get_runs(ascending=True)
        assert [run.tags["shopscore/run_id"] for run in runs] == recorded
        assert {run.status for run in runs} == {DagsterRunStatus.SUCCESS}
        # the days before the first partition and after today are none
        assert instance.get_materialized_partitions(AssetKey("publication")) == {"2027-12-31", "2028-02-29"}
        assert instance.get_latest_materialization_event(AssetKey(["marts", "scores"])) is not None
        checks = [
            event
            for event in instance.all_logs(runs[-1].run_id)
            if event.dagster_event and event.dagster_event.event_type_value == "ASSET_CHECK_EVALUATION"
        ]
    # of every layer, of every kind of mart and of every export
    assert len(checks) > 30
