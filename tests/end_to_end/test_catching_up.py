"""Three days without a run, then one; an export that comes late; a range of the past.

One shop, ratings of five stars until a late export brings one of one star. A rating is in the DSR from the day after
it was written, for 60 days, and the DSR is the mean of the ratings.

    written on    stars    lands with
    2022-02-20    5 5 5    the first refresh, of 2022-03-01
    2022-02-25    1        the second refresh: late
    2022-03-02    1        the second refresh, of 2022-03-04
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from shopscore.settings import load_settings
from tests.end_to_end.conftest import Home, clock

FIRST, SECOND = date(2022, 3, 1), date(2022, 3, 4)
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID",
]  # fmt: skip
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
RESTATED, AS_BEFORE = 4.0, 5.0


@dataclass(frozen=True)
class CaughtUp:
    """The home after both refreshes, and the generations they published."""

    home: Home
    first: str
    second: str


def order(order_id: str) -> list[str]:
    paid = clock("2022-02-09")
    return ["M" + order_id, order_id, "P1", paid, paid, "", "已完成", "普通订单", "0"]


def review(review_id: str, day: str, stars: int) -> list[object]:
    return [review_id, "A" + review_id[1:], clock(day), "首评", stars, stars, stars, ""]


def generation(home: Home) -> str:
    [(name,)] = home.published("select generation_id from ops.publication")
    return str(name)


def dsr(home: Home, column: str = "score") -> dict[object, object]:
    rows = home.published(
        f"select assessment_date, {column} from marts.scores where system_id = 'douyin_dsr' and subject_id = 'S1'"
    )
    return dict(rows)  # type: ignore[arg-type] # rows have two columns


@pytest.fixture(scope="module")
def caught_up(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[CaughtUp]:
    home = Home(tmp_path_factory.mktemp("catching_up"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "一号店", "女装"]],
    )
    home.write("douyin/S1/orders/a.csv", ORDER_HEADER, [order(f"A{n}") for n in range(5)])
    home.write("douyin/S1/reviews/a.csv", REVIEW_HEADER, [review(f"R{n}", "2022-02-20", 5) for n in range(3)])
    first = home.refresh(FIRST, history_days=3)
    assert first.exit_code == 0, first.lines
    assert dsr(home) == {date(2022, 2, 27): 5.0, date(2022, 2, 28): 5.0, FIRST: 5.0}
    first_generation = generation(home)

    home.write("douyin/S1/reviews/late.csv", REVIEW_HEADER, [review("R3", "2022-02-25", 1)])
    home.write("douyin/S1/reviews/new.csv", REVIEW_HEADER, [review("R4", "2022-03-02", 1)])
    second = home.refresh(SECOND, history_days=6)
    assert second.exit_code == 0, second.lines
    yield CaughtUp(home, first_generation, generation(home))


def test_the_days_without_a_run_are_there_each_as_of_its_own_time(caught_up: CaughtUp) -> None:
    scores = dsr(caught_up.home)
    # (5 + 5 + 5 + 1) / 4; the rating of 2022-03-02 is in from 2022-03-03: 17 / 5
    assert scores[date(2022, 3, 2)] == pytest.approx(4.0, abs=1e-9)
    assert scores[date(2022, 3, 3)] == pytest.approx(3.4, abs=1e-9)
    assert scores[SECOND] == pytest.approx(3.4, abs=1e-9)


def test_a_late_export_restates_the_days_it_belongs_to(caught_up: CaughtUp) -> None:
    scores = dsr(caught_up.home)
    assert [scores[day] for day in (date(2022, 2, 27), date(2022, 2, 28), FIRST)] == [RESTATED] * 3


def test_the_history_tells_a_restated_score_from_a_changed_one(caught_up: CaughtUp) -> None:
    history = caught_up.home.published(
        "select assessment_date, score, generation_id, published_at from marts.score_history "
        "where system_id = 'douyin_dsr' and subject_id = 'S1' order by assessment_date, published_at"
    )
    of_day = {
        day: [(score, name) for found, score, name, _ in history if found == day] for day in (FIRST, date(2022, 3, 2))
    }
    # published twice and restated in between
    assert of_day[FIRST] == [(AS_BEFORE, caught_up.first), (RESTATED, caught_up.second)]
    # published once: nothing was ever said otherwise
    assert of_day[date(2022, 3, 2)] == [(RESTATED, caught_up.second)]
    times = [at for day, _, _, at in history if day == FIRST]
    assert len(set(times)) == 2


def test_what_was_published_again_unchanged_is_written_down_once(caught_up: CaughtUp) -> None:
    # too few orders for the other system, on every day and in both publications
    rows = caught_up.home.published(
        "select assessment_date, status, generation_id from marts.score_history "
        "where system_id = 'douyin_merchant_experience' and subject_id = 'S1' order by all"
    )
    assert (FIRST, "below_minimum_orders", caught_up.first) in rows
    assert (FIRST, "below_minimum_orders", caught_up.second) not in rows
    assert (SECOND, "below_minimum_orders", caught_up.second) in rows


def test_a_backfill_from_dagster_adds_its_dates_and_keeps_the_newer_ones(
    caught_up: CaughtUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dagster import AssetKey, DagsterInstance  # noqa: PLC0415

    from orchestration.definitions import assemble  # noqa: PLC0415

    monkeypatch.setenv("SHOPSCORE_HOME", str(caught_up.home.path))
    monkeypatch.setenv("SHOPSCORE_HISTORY_DAYS", "2")
    with DagsterInstance.ephemeral() as instance:
        job = assemble(load_settings()).definitions.resolve_job_def("daily_refresh")
        result = job.execute_in_process(
            instance=instance,
            tags={
                "dagster/asset_partition_range_start": "2022-02-25",
                "dagster/asset_partition_range_end": "2022-02-26",
            },
        )
        assert result.success
        assert instance.get_materialized_partitions(AssetKey("publication")) == {"2022-02-25", "2022-02-26"}
    # the rating of 2022-02-25 is in from the 26th; the newest date is still the one published before
    scores = dsr(caught_up.home)
    assert (scores[date(2022, 2, 25)], scores[date(2022, 2, 26)]) == (5.0, RESTATED)
    assert max(scores) == SECOND  # type: ignore[type-var] # the keys are dates
    assert len(scores) == 8
