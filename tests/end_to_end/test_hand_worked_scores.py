"""Five shops of one industry, few enough to work out every published figure by hand.

Assessment date 2022-03-01. Orders are paid on 2022-02-09, which is D-20: inside 1..90 and inside 15..104. Each is
picked up 10 hours later and signed for 24 hours after that, on 2022-02-10. All facts of one indicator share one cohort
day, so decay scales numerator and denominator alike and changes no value.

    shop   paid valid orders   negative first reviews   complaints about the shop
    S1     34                  4                        0
    S2     33                  3                        0
    S3     32                  2                        0
    S4     31                  1                        0
    S5     30                  0                        1
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDERS = {"S1": 34, "S2": 33, "S3": 32, "S4": 31, "S5": 30}
NEGATIVE = {"S1": 4, "S2": 3, "S3": 2, "S4": 1, "S5": 0}
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间", "订单状态", "订单类型", "达人ID", "收件人",
]  # fmt: skip
PARCEL_HEADER = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间"]
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
COMPLAINT_HEADER = ["投诉单号", "子订单编号", "投诉时间", "投诉类型", "投诉状态"]
PAID, SHIPPED, PICKED_UP, SIGNED = (
    clock("2022-02-09", "08:00:00"),
    clock("2022-02-09", "12:00:00"),
    clock("2022-02-09", "18:00:00"),
    clock("2022-02-10", "18:00:00"),
)


def order(order_id: str, paid: str = PAID, order_type: str = "普通订单") -> list[str]:
    return ["M" + order_id, order_id, "P1", paid or PAID, paid, SHIPPED, "", "已完成", order_type, "0", "张三"]


def parcel(order_id: str, picked_up: str = PICKED_UP, signed: str = SIGNED) -> list[str]:
    return ["Y" + order_id, "顺丰", order_id, SHIPPED, picked_up, signed]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("hand_worked")
    home = Home(path)
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", shop, f"店铺{shop}", "女装"] for shop in ORDERS] + [["douyin", "S6", "独此一家", "家电"]],
    )
    for shop, count in ORDERS.items():
        good = [order(f"{shop}-{n}") for n in range(count)]
        # none of these is a valid order: two abnormal, one never paid although it was shipped
        others = [
            order(f"{shop}-9001", order_type="福袋订单"),
            order(f"{shop}-gift", order_type="赠品订单"),
            order(f"{shop}-unpaid", paid=""),
        ]
        home.write(f"douyin/{shop}/orders/a.csv", ORDER_HEADER, good + others)
        parcels = [parcel(f"{shop}-{n}") for n in range(count)]
        home.write(
            f"douyin/{shop}/parcels/a.csv",
            PARCEL_HEADER,
            [*parcels, parcel(f"{shop}-9001"), parcel(f"{shop}-unpaid"), parcel("no-such-order")],
        )
    # S1 has 20 ratings: 4 with a description of one star, 16 of fives; a follow-up and a default review say nothing
    reviews = [[f"R{n}", f"S1-{n}", clock("2022-02-12"), "首评", 1, 5, 4, "坏了"] for n in range(4)]
    reviews += [[f"R{n}", f"S1-{n}", clock("2022-02-12"), "首评", 5, 5, 5, "好"] for n in range(4, 20)]
    reviews += [["F1", "S1-5", clock("2022-02-13"), "追评", "", "", "", "一周后坏了"]]
    reviews += [["X1", "S1-21", clock("2022-02-25"), "默认评价", "", "", "", ""]]
    home.write("douyin/S1/reviews/a.csv", REVIEW_HEADER, reviews)
    for shop in ("S2", "S3", "S4"):
        home.write(
            f"douyin/{shop}/reviews/a.csv",
            REVIEW_HEADER,
            [[f"R{n}", f"{shop}-{n}", clock("2022-02-12"), "首评", 2, 3, 3, ""] for n in range(NEGATIVE[shop])],
        )
    home.write(
        "douyin/S5/complaints/a.csv",
        COMPLAINT_HEADER,
        [
            ["C1", "S5-0", clock("2022-02-11"), "店铺问题", "处理中"],
            ["C2", "S5-0", clock("2022-02-12"), "店铺问题", "处理中"],
            ["C3", "S5-1", clock("2022-02-12"), "店铺问题", "已撤销"],
            ["C4", "S5-2", clock("2022-02-12"), "物流问题", "处理中"],
        ],
    )
    home.nothing_else("douyin", *ORDERS)
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def indicator(home: Home, shop: str, indicator_id: str, columns: str, day: date = D) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.indicator_scores where subject_id = '{shop}' "
        f"and indicator_id = '{indicator_id}' and assessment_date = '{day}'"
    )
    return row


def test_valid_orders_leave_abnormal_and_unpaid_ones_out(published: Home) -> None:
    rows = published.published(
        "select subject_id, valid_orders from marts.scores where system_id = 'douyin_merchant_experience' "
        f"and assessment_date = '{D}' order by 1"
    )
    assert rows == [("S1", 34), ("S2", 33), ("S3", 32), ("S4", 31), ("S5", 30), ("S6", 0)]


@pytest.mark.parametrize(
    ("shop", "numerator", "denominator", "percentile", "score"),
    [
        # rates 4/34 = .118, 3/33 = .091, 2/32 = .063, 1/31 = .032, 0/30: the fewer the better, one step is 1/4
        ("S1", 4, 34, 0.0, 3.0),
        ("S2", 3, 33, 0.25, 3.5),
        ("S3", 2, 32, 0.5, 4.0),
        ("S4", 1, 31, 0.75, 4.5),
        ("S5", 0, 30, 1.0, 5.0),
    ],
)
def test_negative_reviews_rank_the_shops(
    published: Home, shop: str, numerator: int, denominator: int, percentile: float, score: float
) -> None:
    row = indicator(published, shop, "negative_review_rate", "numerator, denominator, value, percentile, score")
    assert row == (numerator, denominator, numerator / denominator, percentile, score)


@pytest.mark.parametrize(
    ("shop", "score"),
    # nobody has a quality return: the tie goes to the shop with more valid orders
    [("S1", 5.0), ("S2", 4.5), ("S3", 4.0), ("S4", 3.5), ("S5", 3.0)],
)
def test_a_tie_goes_to_the_shop_with_more_valid_orders(published: Home, shop: str, score: float) -> None:
    assert indicator(published, shop, "quality_return_rate", "value, score") == (0.0, score)


def test_delivery_and_pickup_are_measured_from_the_parcels(published: Home) -> None:
    # 18:00 to 18:00 of the next day, 34 orders
    assert indicator(published, "S1", "delivery_hours", "numerator, denominator, value") == (34 * 24, 34, 24.0)
    # picked up 10 h after payment: first bucket, weight 1
    assert indicator(published, "S1", "pickup_timeliness", "numerator, denominator, value") == (34, 34, 1.0)
    assert indicator(published, "S1", "pickup_within_24h", "numerator, denominator, score") == (34, 34, None)
    assert indicator(published, "S1", "pickup_within_24_36h", "numerator, value") == (0, 0.0)


def test_one_complained_order_counts_once_and_only_shop_problems_do(published: Home) -> None:
    assert indicator(published, "S5", "complaint_rate", "numerator, denominator, percentile") == (1, 30, 0.0)
    assert indicator(published, "S4", "complaint_rate", "numerator, percentile") == (0, 0.25)


def test_what_nobody_has_is_missing_and_the_rest_carries_its_weight(published: Home) -> None:
    columns = "value, weight, score, is_missing"
    assert indicator(published, "S1", "im_reply_3min_rate", columns) == (None, 0.0, None, True)
    assert indicator(published, "S1", "dispute_liability_rate", columns) == (None, 0.0, None, True)
    assert indicator(published, "S1", "complaint_rate", "weight, is_missing") == (1.0, False)
    assert indicator(published, "S1", "delivery_hours", "weight") == (0.5,)


@pytest.mark.parametrize(
    ("shop", "total", "rank"),
    [
        # product = (negative + quality) / 2: 4 for everyone, e.g. S2 (3.5 + 4.5) / 2
        # logistics: two ties by orders: 5, 4.5, 4, 3.5, 3; service = complaints: S5 worst, the others by orders
        ("S1", 0.50 * 4 + 0.15 * 5.0 + 0.35 * 5.0, 1),
        ("S2", 0.50 * 4 + 0.15 * 4.5 + 0.35 * 4.5, 2),
        ("S3", 0.50 * 4 + 0.15 * 4.0 + 0.35 * 4.0, 3),
        ("S4", 0.50 * 4 + 0.15 * 3.5 + 0.35 * 3.5, 4),
        ("S5", 0.50 * 4 + 0.15 * 3.0 + 0.35 * 3.0, 5),
    ],
)
def test_the_total_is_fifty_fifteen_thirty_five(published: Home, shop: str, total: float, rank: int) -> None:
    [(score, status, peer_rank, peer_count, peer_mean)] = published.published(
        "select score, status, peer_rank, peer_count, peer_mean from marts.scores where subject_id = "
        f"'{shop}' and system_id = 'douyin_merchant_experience' and assessment_date = '{D}'"
    )
    assert (score, status, peer_rank, peer_count) == (pytest.approx(total, abs=1e-9), "scored", rank, 5)
    # 4.5 + 4.25 + 4.0 + 3.75 + 3.5 = 20
    assert peer_mean == pytest.approx(4.0, abs=1e-9)


def test_dsr_is_the_mean_of_first_ratings(published: Home) -> None:
    # description (4 x 1 + 16 x 5) / 20 = 4.2, service 5, logistics (4 x 4 + 16 x 5) / 20 = 4.8
    rows = published.published(
        "select dimension_id, score, weight from marts.dimension_scores where subject_id = 'S1' "
        f"and system_id = 'douyin_dsr' and assessment_date = '{D}' order by 1"
    )
    third = pytest.approx(1 / 3)
    assert rows == [("description", 4.2, third), ("logistics", 4.8, third), ("service", 5.0, third)]
    [(total, official)] = published.published(
        "select score, is_official from marts.scores where subject_id = 'S1' "
        f"and system_id = 'douyin_dsr' and assessment_date = '{D}'"
    )
    assert (total, official) == (pytest.approx(14 / 3, abs=1e-9), False)


def test_a_review_counts_from_the_day_after_it_was_written(published: Home) -> None:
    # reviews are of 2022-02-12, the orders were signed for on 2022-02-10
    assert indicator(published, "S1", "negative_review_rate", "numerator, denominator", date(2022, 2, 12)) == (0, 34)
    assert indicator(published, "S1", "negative_review_rate", "numerator, denominator", date(2022, 2, 13)) == (4, 34)
    assert indicator(published, "S1", "negative_review_rate", "denominator", date(2022, 2, 10)) == (0,)


def test_an_order_enters_the_complaint_window_after_fifteen_days(published: Home) -> None:
    # paid on 2022-02-09: D-15 on 2022-02-24
    assert indicator(published, "S5", "complaint_rate", "denominator", date(2022, 2, 23)) == (0,)
    assert indicator(published, "S5", "complaint_rate", "numerator, denominator", date(2022, 2, 24)) == (1, 30)


def test_absence_is_a_status(published: Home) -> None:
    rows = published.published(
        "select system_id, status, score from marts.scores where subject_id = 'S6' "
        f"and assessment_date = '{D}' order by 1"
    )
    assert rows == [("douyin_dsr", "no_data", None), ("douyin_merchant_experience", "below_minimum_orders", None)]


def test_the_facts_of_a_window_add_up_to_the_indicator(published: Home) -> None:
    rows = published.published(
        "select cohort_date, known_date, numerator, denominator from marts.indicator_daily "
        "where subject_id = 'S1' and indicator_id = 'negative_review_rate' order by 2"
    )
    assert rows == [
        (date(2022, 2, 10), date(2022, 2, 10), 0, 34),
        (date(2022, 2, 10), date(2022, 2, 12), 4, 0),
    ]


def test_every_case_against_and_every_excluded_one_is_evidence(published: Home) -> None:
    rows = published.published(
        "select case_id, state, reason, effect, cohort_date, known_date, enters_on, leaves_on "
        "from marts.indicator_evidence where subject_id = 'S1' and indicator_id = 'negative_review_rate' order by 1"
    )
    signed, known = date(2022, 2, 10), date(2022, 2, 12)
    # signed on c: in the scores up to c + 90 = 2022-05-11, gone on the day after
    against = [
        (f"S1-{n}", "against", "1 star", 1, signed, known, date(2022, 2, 13), date(2022, 5, 12)) for n in range(4)
    ]
    bag = ("S1-9001", "excluded", "abnormal", 0, signed, signed, date(2022, 2, 11), date(2022, 5, 12))
    assert rows == [*against, bag]


def test_no_name_of_a_buyer_is_published(published: Home) -> None:
    assert "张三".encode() not in (published.path / "published" / "shopscore.duckdb").read_bytes()
    assert "张三".encode() not in (published.path / "warehouse.duckdb").read_bytes()


def test_every_published_table_has_its_generation_and_comments(published: Home) -> None:
    uncommented = published.published(
        "select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''"
    )
    assert uncommented == []
    generations = published.published("select distinct generation_id from marts.scores")
    assert len(generations) == 1
