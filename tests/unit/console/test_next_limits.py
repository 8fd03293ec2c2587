"""What a shop that is scored by limits is told: the next limit, how many, what it gives, by when."""

from pathlib import Path

import duckdb
import pytest

from .conftest import run

LIMITS = """
update marts.threshold_alerts set threshold_id = 'exit', days_to_cross = 3, crosses_to = 'below',
    crosses_on = date '2026-11-25', statistic = 'mean_7d' where threshold_id = 'exit';
insert into marts.score_targets
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('quality_return_rate', 'next_limit', null, 'ratio', 0.025, 0.02, 'orders without a refund', 20, 0,
        date '2026-12-01', date '2026-11-23', '未退款的订单', 80, 90, 5, 2, false, 'promotions', 7, 0.01, date '2026-11-29'),
    ('delivery_hours', 'next_limit', null, 'hours', 30, 24, 'orders delivered at once', 1500, 900,
        date '2026-12-02', date '2026-11-23', '即时送达的订单', 60, 80, 10, 3.5, false, null, 140, 12.5, date '2026-11-29'),
    ('negative_review_rate', 'next_limit', null, 'ratio', 0.01, 0, 'orders without a negative review', null, null,
        null, date '2026-11-23', '未收到差评的订单', 80, 100, null, null, false, null, null, null, null),
    ('pickup_timeliness', 'next_limit', null, 'ratio', 1, 0.9, 'orders picked up', 0, null,
        null, date '2026-11-23', '按时揽收的订单', 80, null, null, null, false, null, null, null, null),
    ('quality_return_rate', 'peer_mean', null, 'ratio', 0.025, 0.01, 'orders without a refund', 150, null,
        null, date '2026-11-23', '未退款的订单', 80, 92.5, 6.25, 2.5, true, 'promotions', 7, 0.01, date '2026-11-29')
);
"""


@pytest.fixture
def by_limits(published: Path) -> Path:
    with duckdb.connect(str(published)) as connection:
        connection.execute(LIMITS)
    return published


def said(*arguments: str) -> str:
    result = run("explain", "S1", "--system", "douyin_merchant_experience", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_a_limit_says_how_many_what_it_gives_what_it_crosses_and_from_when_none_is_needed(by_limits: Path) -> None:
    assert (
        "Quality return rate: 20 more orders without a refund reach 2.00%: +10 points of the indicator, +2.00 of the "
        "total, crosses Promotions, 4.40 (none from 2026-12-01 on, if nothing new happens)"
    ) in said()


def test_hours_also_say_the_mean_of_the_usual_cases(by_limits: Path) -> None:
    assert (
        "Delivery hours: 1,500 more orders delivered at once reach 24.0 h: +20 points of the indicator, +3.50 of the "
        "total; or a mean of 12.5 h over the usual 140 cases of 7 days, by 2026-11-29 (900 if you wait until 2026-12-02)"
    ) in said()


def test_a_limit_out_of_reach_says_so_and_one_that_is_reached_nothing(by_limits: Path) -> None:
    text = said()
    assert "Negative review rate: 0.00% is out of reach of good cases: +20 points of the indicator" in text
    assert "orders picked up" not in text


def test_what_gives_most_stands_first(by_limits: Path) -> None:
    limits = said().split("The next limits")[1]
    assert limits.index("Delivery hours") < limits.index("Quality return rate") < limits.index("Negative review rate")


def test_what_a_learned_curve_gives_is_about_so_much(by_limits: Path) -> None:
    assert (
        "to 1.00% (the peers' mean): 150 more orders without a refund, about +2.50 of the total, crosses Promotions, 4.40"
    ) in said()


def test_a_mean_of_7_days_says_the_day_on_which_it_falls_below(by_limits: Path) -> None:
    assert "crosses below in 3 days, on 2026-11-25 if nothing new happens" in said()


def test_in_chinese(by_limits: Path) -> None:
    text = said("--lang", "zh")
    assert "还需 20 个未退款的订单即达 2.00%：该指标 +10 分，总分 +2.00，越过" in text
    assert "（若无新增，2026-12-01 起无需）" in text
    assert "；或 7 天通常的 140 个案例平均为 12.5小时，2026-11-29 达到" in text.replace("12.5 小时", "12.5小时")
