"""`shopscore explain` for a shop that has no peers: no score, and everything else."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.unit.console.conftest import run

# S1 loses its points, as it would without peers, and gets what the marts hold of values.
ALONE = """
update marts.scores set score = null, status = 'no_peers', peer_rank = null, peer_mean = null where subject_id = 'S1';
update marts.indicator_scores
set score = null, points_lost = null, percentile = null, missing_reason = 'too_few_peers'
where subject_id = 'S1' and value is not null;
delete from marts.score_drivers; delete from marts.score_forecast; delete from marts.threshold_alerts;
delete from marts.score_targets;
insert into marts.value_drivers
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('product', 'quality_return_rate', 7, 'ratio', 'down', 0.02, 0.025, 0.005, -0.0025, 0, 0.0075, 5, 100, 14, 120),
    ('product', 'quality_return_rate', 1, 'ratio', 'down', 0.024, 0.025, 0.001, 0, 0, 0.001, 0, 0, 2, 20),
    ('product', 'negative_review_rate', 7, 'ratio', 'down', 0.0125, 0.01252, 0.00002, 0, 0, 0.00002, 0, 0, 0, 0),
    ('logistics', 'delivery_hours', 7, 'hours', 'down', 30.5, 26.5, -4, -4.5, 0.5, 0, 500, 10, 0, 0)
);
insert into marts.indicator_forecast
select
    date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', 'product',
    'quality_return_rate', 'ratio', 'down', date '2026-11-22' + days_ahead, days_ahead, value
from (values (1, 0.025), (2, 0.024), (7, 0.02), (14, 0.0175), (30, null)) as ahead (days_ahead, value);
insert into marts.own_targets
select date '2026-11-22', 'douyin_merchant_experience', '2021-06-28', 'shop', 'S1', 'douyin', * from (values
    ('product', 'quality_return_rate', 'ratio', 'down', 0.025, 0.02, -0.005, 'short', date '2026-11-29', 'reached', 300,
        0, date '2026-11-29', 'order without a refund', '无品质退款的订单'),
    ('logistics', 'delivery_hours', 'hours', 'down', 26.5, 30, 3.5, 'reached', date '2026-12-02', 'short', null, null,
        null, null, null),
    (null, 'return_refund_handling_hours', 'hours', 'down', null, 24, null, 'no_value', null, null, null, null, null,
        null, null)
);
"""


@pytest.fixture
def alone(published: Path) -> Path:
    with duckdb.connect(str(published)) as connection:
        connection.execute(ALONE)
    return published


def said(*arguments: str) -> str:
    result = run("explain", "S1", "--system", "douyin_merchant_experience", *arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_a_lone_shop_learns_what_moved_its_values_and_where_they_go(alone: Path) -> None:
    text = said()
    assert "no score: too few peers" in text
    assert "shopscore calibrate --starter on" in text
    assert "+0.50% Quality return rate from 2.00% to 2.50%: new +0.75% (14/120), left the window -0.25% (5/100)" in text
    assert "-4.0 h Delivery hours from 30.5 h to 26.5 h: left the window -4.5 h (500/10), corrected +0.5 h" in text
    # two hundredths of a per mille are not a move
    assert "+0.00%" not in text
    assert "Values if nothing new happens 2026-11-23 2026-11-29 2026-12-06 2026-12-22" in text
    assert "2.50% 2.00% 1.75% –" in text


def test_a_lone_shop_sees_the_cases_of_the_indicator_with_most_of_them(alone: Path) -> None:
    text = said()
    assert "Behind Quality return rate" in text
    assert "A2" in text


def test_own_targets_say_how_far_how_many_and_when(alone: Path) -> None:
    text = said()
    assert (
        "Quality return rate: 2.50%, target 2.00%: short by 0.50%; 300 more order without a refund "
        "(0 by 2026-11-29); reached on 2026-11-29 if nothing new happens" in text
    )
    assert "Delivery hours: 26.5 h, target 30.0 h: reached; missed from 2026-12-02 on if nothing new happens" in text
    assert "no value yet, target 24.0 h" in text


def test_json_holds_the_values_too(alone: Path) -> None:
    result = run("explain", "S1", "--system", "douyin_merchant_experience", "--json")
    [system] = [one for one in json.loads(result.output)["systems"] if not one["is_what_if"]]
    assert [(one["indicator_id"], one["change"]) for one in system["values"]["movers"]] == [
        ("delivery_hours", -4),
        ("negative_review_rate", 0.00002),
        ("quality_return_rate", 0.005),
    ]
    assert [one["state"] for one in system["values"]["own_targets"]] == ["reached", "short", "no_value"]


def test_a_shop_with_a_score_shows_what_moved_the_score_and_its_targets(alone: Path) -> None:
    with duckdb.connect(str(alone)) as connection:
        connection.execute("update marts.scores set score = 4, status = 'scored' where subject_id = 'S1'")
    text = said()
    assert "What moved the values" not in text
    assert "Own targets" in text


def test_an_estimated_score_says_what_it_rests_on(alone: Path) -> None:
    with duckdb.connect(str(alone)) as connection:
        connection.execute("update marts.scores set score = 4, status = 'estimated' where subject_id = 'S1'")
    assert "estimated by curves made from assumptions, so it has no rank" in said()
    board = " ".join(run("scoreboard").output.split())
    assert "estimated by curves" in board
