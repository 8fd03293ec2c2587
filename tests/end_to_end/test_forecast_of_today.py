"""What happened this morning is in the forecast of tomorrow when a file of this morning tells it, and only then.

Assessment date 2022-03-01. Shop S1 of Douyin has 40 orders of 2022-02-20, all signed for on the 23rd, and four first
reviews: three of 5 stars written in February, one of 1 star written on the assessment date at 09:00.

    exported 03-01 11:00    orders, parcels and the four reviews
    exported 03-01 13:00    the same reviews and a fifth: 1 star, written at 10:00
    exported 03-02 08:00    a sixth: 1 star, written on 03-01 at 08:00, of which no file of before noon knew

The score of 03-01 holds the three of February: 15 / 3. Tomorrow's will hold the morning's too: 16 / 4.
"""

from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
TOMORROW = date(2022, 3, 2)
ORDERS = [
    "主订单编号",
    "子订单编号",
    "商品ID",
    "订单提交时间",
    "支付完成时间",
    "发货时间",
    "订单完成时间",
    "订单状态",
    "订单类型",
    "达人ID",
]
PARCELS = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态"]
REVIEWS = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]


def review(number: int, written: str, stars: int) -> list[object]:
    return [f"R{number}", f"O{number}", written, "首评", stars, stars, stars, "一般"]


BEFORE_NOON = [
    review(1, clock("2022-02-24"), 5),
    review(2, clock("2022-02-25"), 5),
    review(3, clock("2022-02-28", "23:59:59"), 5),
    review(4, clock("2022-03-01", "09:00:00"), 1),
]


def fill(home: Home) -> Home:
    paid, shipped, signed = clock("2022-02-20"), clock("2022-02-20", "18:00:00"), clock("2022-02-23")
    home.write(
        "douyin/S1/orders/orders_20220301110000.csv",
        ORDERS,
        [
            [f"M{n}", f"O{n}", "G", paid, paid, shipped, "", "已发货", "普通订单", "0"]
            for n in range(1, 41)
        ],
    )  # fmt: skip
    home.write(
        "douyin/S1/parcels/parcels_20220301110000.csv",
        PARCELS,
        [[f"Y{n}", "顺丰", f"O{n}", shipped, shipped, signed, signed, "已签收"] for n in range(1, 41)],
    )
    home.write("douyin/S1/reviews/reviews_20220301110000.csv", REVIEWS, BEFORE_NOON)
    return home


def forecast(home: Home) -> list[tuple[object, ...]]:
    return home.published(
        "select system_id, indicator_id, target_date, numerator, denominator from marts.indicator_forecast order by all"
    )


@pytest.fixture(scope="module")
def at_noon(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Home:
    home = fill(Home(tmp_path_factory.mktemp("at_noon")))
    outcome = home.refresh(D, history_days=5)
    assert outcome.exit_code == 0, outcome.lines
    return home


def test_the_score_of_a_day_holds_what_was_known_the_day_before_and_its_forecast_the_morning_too(at_noon: Home) -> None:
    today = at_noon.published(
        "select numerator, denominator from marts.indicator_scores "
        f"where assessment_date = '{D}' and indicator_id = 'dsr_service'"
    )
    ahead = at_noon.published(
        "select numerator, denominator, value from marts.indicator_forecast "
        f"where target_date = '{TOMORROW}' and indicator_id = 'dsr_service'"
    )
    assert [(float(str(numerator)), denominator) for numerator, denominator in today] == [(15.0, 3)]
    assert [(float(str(row[0])), row[1], row[2]) for row in ahead] == [(16.0, 4, 4.0)]
    # the order of the 23rd is negative since this morning: of 40 that were signed for one
    negative = at_noon.published(
        "select numerator, denominator from marts.indicator_forecast "
        f"where target_date = '{TOMORROW}' and indicator_id = 'negative_review_rate' and system_id like '%merchant%'"
    )
    assert [(float(str(numerator)), denominator) for numerator, denominator in negative] == [(1.0, 40)]


def test_files_of_after_noon_change_nothing_in_the_forecast_of_that_day(at_noon: Home, tmp_path: Path) -> None:
    later = fill(Home(tmp_path))
    of_the_afternoon = [*BEFORE_NOON, review(5, clock("2022-03-01", "10:00:00"), 1)]
    later.write("douyin/S1/reviews/reviews_20220301130000.csv", REVIEWS, of_the_afternoon)
    later.write(
        "douyin/S1/reviews/reviews_20220302080000.csv",
        REVIEWS,
        [*of_the_afternoon, review(6, clock("2022-03-01", "08:00:00"), 1)],
    )
    outcome = later.refresh(D, history_days=5)
    assert outcome.exit_code == 0, outcome.lines
    assert forecast(later) == forecast(at_noon)


def test_the_forecast_of_tomorrow_comes_true_when_nothing_new_lands(at_noon: Home) -> None:
    promised = [row[:2] + row[3:] for row in forecast(at_noon) if row[2] == TOMORROW]
    outcome = at_noon.refresh(TOMORROW, history_days=5)
    assert outcome.exit_code == 0, outcome.lines
    found = at_noon.published(
        "select system_id, indicator_id, numerator, denominator from marts.indicator_scores "
        f"where assessment_date = '{TOMORROW}' order by all"
    )
    assert promised
    assert found == promised
