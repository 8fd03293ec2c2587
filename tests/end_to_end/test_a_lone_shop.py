"""One shop and no peers: no score, and all the rest; a score from the starter curves once they are switched on.

Douyin, assessment date 2022-03-01. 40 orders paid on 02-09 at 08:00, picked up ten hours later, signed 62 hours after
that; no review, no ticket, no complaint, no session.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.end_to_end.conftest import Home, clock
from tests.end_to_end.test_a_missing_export_is_no_zero import DOUYIN_ORDER_HEADER, PARCEL_HEADER

D = date(2022, 3, 1)
SHOP = "500001"
SCORE = (
    "select score, status, weight_covered, peer_rank, peer_count from marts.scores "
    f"where assessment_date = '{D}' and system_id = 'douyin_merchant_experience'"
)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("alone"))
    ids = [f"{SHOP}{n:03}" for n in range(40)]
    paid, picked_up, signed = (
        clock("2022-02-09", "08:00:00"),
        clock("2022-02-09", "18:00:00"),
        clock("2022-02-12", "08:00:00"),
    )
    home.write(
        f"douyin/{SHOP}/orders/a.csv",
        DOUYIN_ORDER_HEADER,
        [["7" + one, one, "1", paid, paid, "", "已发货", "普通订单", "0"] for one in ids],
    )
    home.write(
        f"douyin/{SHOP}/parcels/a.csv",
        PARCEL_HEADER,
        [["8" + one, "中通快递", one, picked_up, picked_up, signed, signed, "已签收"] for one in ids],
    )
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", SHOP, "独家小店", "女装"]],
    )
    home.write(
        "reference/targets/targets.csv",
        ["platform", "shop_id", "indicator_id", "value"],
        [["douyin", SHOP, "delivery_hours", "60"], ["douyin", SHOP, "negative_review_rate", "1%"]],
    )
    home.nothing_else("douyin", SHOP)
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def test_without_peers_there_is_no_score_and_the_values_are_there(alone: Home) -> None:
    assert alone.published(SCORE) == [(None, "no_peers", None, None, 0)]
    assert alone.published(
        "select indicator_id, value, state, distance from marts.own_targets order by indicator_id"
    ) == [("delivery_hours", 62, "short", -2), ("negative_review_rate", 0, "reached", 0.01)]
    assert alone.published(
        "select value from marts.indicator_forecast where indicator_id = 'delivery_hours' "
        "and system_id = 'douyin_merchant_experience' and days_ahead = 30"
    ) == [(62,)]
    # a week before it was the same 62 hours of the same 40 orders
    assert alone.published(
        "select change, entered, left_window from marts.value_drivers where indicator_id = 'delivery_hours' "
        "and system_id = 'douyin_merchant_experience' and days = 7"
    ) == [(0, 0, 0)]
    said = " ".join(alone.command("explain", SHOP, "--lang", "zh").stdout.split())
    assert "自设目标" in said
    assert "shopscore calibrate --starter on" in said


def test_switched_on_the_starter_curves_give_a_score_that_is_marked(alone: Home) -> None:
    assert alone.command("calibrate", "--starter", "on").returncode == 0
    outcome = alone.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    # 62 hours are the middle of the general curve: 4 points; no bad case is the best of the others: 5.
    # logistics (5 + 4) / 2, total 0.5 x 5 + 0.15 x 4.5 + 0.35 x 5; of service one of five has cases: 0.5 + 0.15 + 0.07
    assert alone.published(SCORE) == [(4.925, "estimated", 0.72, None, 0)]
    assert alone.published(
        "select indicator_id, score, score_basis from marts.indicator_scores "
        f"where assessment_date = '{D}' and system_id = 'douyin_merchant_experience' and score is not null order by 1"
    ) == [
        ("complaint_rate", 5, "starter"),
        ("delivery_hours", 4, "starter"),
        ("negative_review_rate", 5, "starter"),
        ("pickup_timeliness", 5, "starter"),
        ("quality_return_rate", 5, "starter"),
    ]
