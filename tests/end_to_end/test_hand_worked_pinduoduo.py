"""Seven shops of Pinduoduo, few enough to work out every published figure by hand.

Assessment date 2022-03-01: D-1..D-30 is 2022-01-30..2022-02-28, D-1..D-90 begins on 2021-12-01. Orders are paid on
2022-02-20 and help is asked for on 2022-02-25. Orders helped, of the counted requests, by class:

    shop   paid orders   shipping   logistics   product   basic service
    P1     40            1          1           3         1
    P2     36            2          0           0         0
    P3     34            0          2           0         0
    P4     32            1          3           0         0
    P5     30            0          0           1         3
    P6     29            0          0           0         0      one order short of the minimum
    P7     30            0          0           0         0      alone in its industry
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDERS = {"P1": 40, "P2": 36, "P3": 34, "P4": 32, "P5": 30, "P6": 29, "P7": 30}
ORDER_HEADER = ["订单号", "商品id", "订单状态", "订单成交时间", "承诺发货时间", "发货时间", "收货人", "手机"]
PARCEL_HEADER = ["快递单号", "快递公司", "订单号", "发货时间", "揽收时间", "签收时间"]
REVIEW_HEADER = [
    "评价ID", "订单号", "买家ID", "评价时间", "评价类型", "描述相符评分", "服务态度评分", "物流服务评分", "评价内容",
]  # fmt: skip
AFTER_SALE_HEADER = ["售后编号", "订单号", "售后类型", "售后状态", "售后原因", "申请时间", "退款时间", "完结时间"]
HELP_HEADER = ["求助单号", "订单号", "求助时间", "求助渠道", "问题分类", "是否常规咨询", "是否恶意用户"]
CHAT_HEADER = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "客服账号"]
APPEAL_HEADER = ["申诉单号", "评价ID", "申诉理由", "申诉时间", "申诉状态", "结果时间"]
PAID, SHIPPED = clock("2022-02-20", "08:00:00"), clock("2022-02-20", "12:00:00")
ASKED = clock("2022-02-25")
# What is told of some orders of P1; every other order was shipped four hours after the payment.
TOLD: dict[int, dict[str, str]] = {
    10: {"shipped": clock("2022-02-22", "08:00:00")},  # exactly 48 hours
    11: {"shipped": clock("2022-02-22", "08:00:01")},  # a second more
    12: {"shipped": "", "status": "待发货"},  # never
    13: {"shipped": "", "status": "已取消"},  # cancelled, so out
    14: {"shipped": "", "status": "未发货，退款成功"},  # refunded on 02-21, within the limit, so out
    15: {"shipped": "", "status": "待发货", "promised": clock("2022-03-05")},  # still has time
    16: {"shipped": "", "status": "未发货，退款成功"},  # refunded on 02-25, after the limit, so in until then
    17: {"shipped": ""},  # its parcel was shipped on 02-21
    18: {"shipped": clock("2022-02-20", "07:59:59")},  # before the payment, so no measurement
}


def order(shop: str, number: int) -> list[str]:
    told = TOLD.get(number, {}) if shop == "P1" else {}
    status, promised = told.get("status", "已收货"), told.get("promised", "")
    return [f"{shop}-{number}", "P", status, PAID, promised, told.get("shipped", SHIPPED), "李四", "13800000000"]


CLASS_WORDS = ["发货", "物流", "商品", "基础服务"]


def requests(shop: str, orders: int, word: str) -> list[list[str]]:
    """Return one request for each of the first orders of a shop; an id has no Chinese in it."""
    return [
        [f"{shop}-{CLASS_WORDS.index(word)}-{n}", f"{shop}-{n}", ASKED, "商家聊天", word, "否", "否"]
        for n in range(orders)
    ]


HELP = {
    "P1": [
        # three orders asked for help with six labels, one of them twice for the same class
        ["H1", "P1-0", ASKED, "商家聊天", "发货|物流|商品", "否", "否"],
        ["H2", "P1-0", clock("2022-02-26"), "平台热线", "商品", "否", "否"],
        ["H3", "P1-1", ASKED, "售后", "商品", "否", "否"],
        ["H4", "P1-2", ASKED, "投诉", "基础服务|商品", "否", "否"],
        ["H5", "P1-3", ASKED, "商家聊天", "发货", "是", "否"],
        ["H6", "P1-4", ASKED, "平台热线", "物流", "否", "是"],
        ["H7", "no-such-order", ASKED, "平台热线", "物流", "否", "否"],
    ],
    "P2": requests("P2", 2, "发货"),
    "P3": requests("P3", 2, "物流"),
    "P4": requests("P4", 1, "发货") + requests("P4", 3, "物流"),
    "P5": requests("P5", 1, "商品") + requests("P5", 3, "基础服务"),
}
REVIEWS = [
    # the buyer B rates once in January and four times in February, P1-0 twice; C and E around midnight before D
    ["R1", "P1-0", "B", clock("2022-01-31", "23:59:59"), "首评", 5, 5, 5, ""],
    ["R2", "P1-0", "B", clock("2022-02-01", "00:00:00"), "首评", 5, 5, 5, ""],
    ["R3", "P1-1", "B", clock("2022-02-05"), "首评", 5, 5, 5, ""],
    ["X1", "P1-2", "B", clock("2022-02-06"), "默认评价", 5, 5, 5, ""],
    ["R4", "P1-3", "B", clock("2022-02-10"), "首评", 2, 4, 5, "差"],
    ["R5", "P1-4", "B", clock("2022-02-15"), "首评", 1, 1, 1, "差"],
    ["F1", "P1-1", "B", clock("2022-02-16"), "追评", "", "", "", "一周后坏了"],
    ["R6", "P1-5", "C", clock("2022-02-28", "23:59:59"), "首评", 3, 5, 4, ""],
    ["R7", "P1-6", "E", clock("2022-03-01", "00:00:00"), "首评", 1, 1, 1, ""],
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("hand_worked_pinduoduo")
    home = Home(path)
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["pinduoduo", shop, f"店铺{shop}", "家电" if shop == "P7" else "食品"] for shop in ORDERS],
    )
    for shop, count in ORDERS.items():
        home.write(f"pinduoduo/{shop}/orders/a.csv", ORDER_HEADER, [order(shop, n) for n in range(count)])
    for shop, rows in HELP.items():
        home.write(f"pinduoduo/{shop}/help_requests/a.csv", HELP_HEADER, rows)
    home.write("pinduoduo/P1/reviews/a.csv", REVIEW_HEADER, REVIEWS)
    home.write(
        "pinduoduo/P1/appeals/a.csv",
        APPEAL_HEADER,
        [["A1", "R4", "恶意评价", clock("2022-02-20"), "成功", clock("2022-02-28")]],
    )
    home.write(
        "pinduoduo/P1/parcels/a.csv",
        PARCEL_HEADER,
        [["Y17", "极兔", "P1-17", clock("2022-02-21"), clock("2022-02-21", "20:00:00"), ""]],
    )
    home.write(
        "pinduoduo/P1/after_sales/a.csv",
        AFTER_SALE_HEADER,
        [
            ["S14", "P1-14", "仅退款", "退款成功", "不想要了", clock("2022-02-21"), clock("2022-02-21"), ""],
            ["S16", "P1-16", "仅退款", "退款成功", "不想要了", clock("2022-02-24"), clock("2022-02-25"), ""],
            # sent long before the refund, so the shipping stands
            ["S20", "P1-20", "退货退款", "退款成功", "质量问题", clock("2022-02-24"), clock("2022-02-26"), ""],
        ],
    )
    evening = "2022-02-20"
    home.write(
        "pinduoduo/P1/chats/a.csv",
        CHAT_HEADER,
        [
            ["C1", clock(evening, "22:59:59"), clock(evening, "23:00:00"), clock(evening, "23:03:00"), "客服1"],
            ["C2", clock(evening, "08:00:00"), clock(evening, "08:00:00"), clock(evening, "08:03:01"), "客服1"],
            ["C3", clock(evening, "23:00:00"), clock(evening, "23:00:00"), clock(evening, "23:00:09"), "客服1"],
        ],
    )
    home.nothing_else("pinduoduo", *ORDERS)
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def indicator(home: Home, shop: str, indicator_id: str, columns: str, day: date = D) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.indicator_scores where subject_id = '{shop}' "
        f"and indicator_id = '{indicator_id}' and assessment_date = '{day}'"
    )
    return row


def dsr(home: Home, day: date) -> list[tuple[object, ...]]:
    return home.published(
        "select indicator_id, numerator, denominator, score from marts.indicator_scores where subject_id = 'P1' "
        f"and system_id = 'pinduoduo_dsr' and assessment_date = '{day}' order by 1"
    )


def test_the_dsr_leaves_the_fourth_rating_of_a_buyer_in_a_month_out(published: Home) -> None:
    # On 02-28 known: R1 of January, R2, R3 and R4 of February; R5 is the fourth, X1 and F1 are no ratings.
    assert dsr(published, date(2022, 2, 28)) == [
        ("dsr_description", 5 + 5 + 5 + 2, 4, 4.25),
        ("dsr_logistics", 5 + 5 + 5 + 5, 4, 5.0),
        ("dsr_service", 5 + 5 + 5 + 4, 4, 4.75),
    ]


def test_an_upheld_appeal_takes_a_rating_out_and_lets_no_other_in(published: Home) -> None:
    # R4 left on 02-28 and R5 stays the fourth; R6 of 23:59:59 is in and R7 of 00:00:00 is not.
    assert dsr(published, D) == [
        ("dsr_description", 5 + 5 + 5 + 3, 4, 4.5),
        ("dsr_logistics", 5 + 5 + 5 + 4, 4, 4.75),
        ("dsr_service", 5 + 5 + 5 + 5, 4, 5.0),
    ]
    [(score, status, official)] = published.published(
        "select score, status, is_official from marts.scores where subject_id = 'P1' "
        f"and system_id = 'pinduoduo_dsr' and assessment_date = '{D}'"
    )
    assert (score, status, official) == (pytest.approx((4.5 + 4.75 + 5.0) / 3, abs=1e-9), "scored", True)


def test_each_rating_left_out_says_why(published: Home) -> None:
    assert published.published(
        "select case_id, reason from marts.indicator_evidence where subject_id = 'P1' "
        "and indicator_id = 'dsr_description' and state = 'excluded' order by 1"
    ) == [
        ("F1", "not_first_review"),
        # its appeal was upheld: it counted until then
        ("R4", "withdrawn"),
        ("R5", "over_three_a_month"),
        ("X1", "default_review"),
    ]


@pytest.mark.parametrize(
    ("day", "numerator", "denominator"),
    [
        # known on 02-21: of 40 not 10 to 18, and 17 by its parcel
        (date(2022, 2, 22), 32, 32),
        # the limit of 02-22 came: 10 in time, 11 a second late, 12 and 16 not shipped
        (date(2022, 2, 23), 33, 36),
        (date(2022, 2, 25), 33, 36),
        # 16 was refunded on 02-25
        (date(2022, 2, 26), 33, 35),
        (D, 33, 35),
    ],
)
def test_an_order_counts_for_shipping_when_it_was_shipped_or_its_limit_came(
    published: Home, day: date, numerator: int, denominator: int
) -> None:
    row = indicator(published, "P1", "ship_within_48h_rate", "numerator, denominator, value, score, weight", day)
    assert row == (numerator, denominator, numerator / denominator, None, None)


def test_each_order_left_out_of_the_shipping_rate_says_why(published: Home) -> None:
    assert published.published(
        "select case_id, state, reason from marts.indicator_evidence where subject_id = 'P1' "
        "and indicator_id = 'ship_within_48h_rate' and leaves_on > '2022-03-01' order by 1"
    ) == [
        ("P1-11", "against", "shipped_late"),
        ("P1-12", "against", "not_shipped"),
        ("P1-13", "excluded", "cancelled_before_shipping"),
        ("P1-14", "excluded", "refunded_before_shipping"),
        # refunded after its limit had come: it counted until then
        ("P1-16", "excluded", "withdrawn"),
        ("P1-18", "excluded", "times_out_of_order"),
    ]


def test_replies_count_within_180_seconds_and_before_eleven(published: Home) -> None:
    assert indicator(published, "P1", "im_reply_3min_rate", "numerator, denominator, score") == (1, 2, None)


def test_labels_add_up_to_more_than_the_orders_and_numerators_never_do(published: Home) -> None:
    rows = published.published(
        "select indicator_id, numerator, denominator, dimension_id from marts.indicator_scores "
        f"where subject_id = 'P1' and indicator_id like '%help_rate%' and assessment_date = '{D}' order by 1"
    )
    assert rows == [
        ("help_rate", 3, 40, None),
        ("help_rate_basic_service", 1, 40, "basic_service"),
        ("help_rate_logistics", 1, 40, "logistics"),
        ("help_rate_product", 3, 40, "product"),
        ("help_rate_shipping", 1, 40, "shipping"),
        ("platform_help_rate", 2, 40, None),
    ]
    # 1 + 1 + 3 + 1 labels on three orders
    assert sum(float(str(row[1])) for row in rows if row[3]) == 6


@pytest.mark.parametrize(
    ("day", "orders", "of_the_platform"),
    # asked on 02-25, so in the score of 02-26; H2 of 02-26 asked the platform about an order that had asked before
    [(date(2022, 2, 25), 0, 0), (date(2022, 2, 26), 3, 1), (date(2022, 2, 27), 3, 2)],
)
def test_a_request_counts_from_the_day_after_it(published: Home, day: date, orders: int, of_the_platform: int) -> None:
    assert indicator(published, "P1", "help_rate", "numerator, denominator", day) == (orders, 40)
    assert indicator(published, "P1", "platform_help_rate", "numerator, denominator", day) == (of_the_platform, 40)


@pytest.mark.parametrize(
    ("shop", "shipping", "logistics", "product", "basic_service"),
    [
        # 0..5 in steps of 5/4, the fewer the better; of the shops without any, the one with more orders is ahead:
        # shipping P2 2/36, P4 1/32, P1 1/40, P5 0/30, P3 0/34; logistics P4 3/32, P3 2/34, P1 1/40, P5 0/30, P2 0/36;
        # product P1 3/40, P5 1/30, P4, P3, P2; basic service P5 3/30, P1 1/40, P4, P3, P2
        ("P1", 2.5, 2.5, 0.0, 1.25),
        ("P2", 0.0, 5.0, 5.0, 5.0),
        ("P3", 5.0, 1.25, 3.75, 3.75),
        ("P4", 1.25, 0.0, 2.5, 2.5),
        ("P5", 3.75, 3.75, 1.25, 0.0),
    ],
)
def test_the_help_rates_rank_the_shops_in_each_dimension(
    published: Home, shop: str, shipping: float, logistics: float, product: float, basic_service: float
) -> None:
    rows = published.published(
        "select dimension_id, score, weight from marts.dimension_scores where subject_id = "
        f"'{shop}' and system_id = 'pinduoduo_service_experience' and assessment_date = '{D}' order by 1"
    )
    assert rows == [
        ("basic_service", basic_service, 0.25),
        ("logistics", logistics, 0.25),
        ("product", product, 0.25),
        ("shipping", shipping, 0.25),
    ]


def test_the_service_experience_is_the_mean_of_four_dimensions(published: Home) -> None:
    rows = published.published(
        "select subject_id, status, score, peer_rank, peer_count, peer_mean, valid_orders from marts.scores "
        f"where system_id = 'pinduoduo_service_experience' and assessment_date = '{D}' order by 1"
    )
    assert rows == [
        # P1 and P4 tie; P1 has more orders. The five add up to 12.5.
        ("P1", "scored", 6.25 / 4, 4, 5, 2.5, 40),
        ("P2", "scored", 15 / 4, 1, 5, 2.5, 36),
        ("P3", "scored", 13.75 / 4, 2, 5, 2.5, 34),
        ("P4", "scored", 6.25 / 4, 5, 5, 2.5, 32),
        ("P5", "scored", 8.75 / 4, 3, 5, 2.5, 30),
        ("P6", "below_minimum_orders", None, None, 5, 2.5, 29),
        ("P7", "no_peers", None, None, 0, None, 30),
    ]


def test_no_buyer_is_published(published: Home) -> None:
    for file in ("published/shopscore.duckdb", "warehouse.duckdb"):
        content = (published.path / file).read_bytes()
        assert "李四".encode() not in content
        assert b"13800000000" not in content
