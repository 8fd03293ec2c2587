"""One shop of each platform with the reviews, appeals and moments of care that can be worked out by hand.

Assessment date 2022-03-01, a Tuesday; what happened by noon of it counts for the lists. Day 30 before is 2022-01-30.
The orders O0..O9 of S1 were signed for at 18:00, long before the window of the lists. First reviews of S1 that the
DSR of the day holds, 2021-12-31..2022-02-28 (description, service, logistics):

    R0 1 5 5   appeal pending           R4 1 5 5   written on 01-30, the last day to appeal is today
    R2 2 4 4   before the signature     R5 1 5 5   written on 01-29, a day too old
    R3 5 5 5   with a contact handle    R7 5 5 5
    R9 3 3 3   appeal rejected

    seven ratings: description 18, service 32, logistics 32
    R1 1 1 1 left with its appeal of 02-21; R6 1 5 5 was written this morning and counts from tomorrow
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间", "订单状态", "订单类型", "达人ID", "市", "收件人",
    "收件人手机号",
]  # fmt: skip
PARCEL_HEADER = [
    "运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态",
]  # fmt: skip
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
APPEAL_HEADER = ["申诉单号", "评价ID", "申诉理由", "申诉时间", "申诉状态", "结果时间"]
AFTER_SALE_HEADER = [
    "售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "商家退款时间", "售后完结时间",
]  # fmt: skip
PINDUODUO_HEADER = ["订单号", "商品id", "订单状态", "订单成交时间", "发货时间", "买家ID", "收货人", "手机"]
OLD_ORDERS = {4, 5, 9}  # paid and signed for in January
YESTERDAY_MORNING = clock("2022-02-28", "08:00:00")

REVIEWS = [
    ["R0", "O0", clock("2022-02-12"), "首评", 1, 5, 5, "坏了"],
    ["R1", "O1", clock("2022-02-12"), "首评", 1, 1, 1, "坏了"],
    ["R2", "O2", clock("2022-02-10", "17:59:59"), "首评", 2, 4, 4, "还没收到"],
    ["R3", "O3", clock("2022-02-12"), "首评", 5, 5, 5, "更便宜的加微信 shili_yangben"],
    ["R4", "O4", clock("2022-01-30"), "首评", 1, 5, 5, "坏了"],
    ["R5", "O5", clock("2022-01-29"), "首评", 1, 5, 5, "坏了"],
    ["R6", "O6", clock("2022-03-01", "11:00:00"), "首评", 1, 5, 5, "坏了"],
    ["R7", "O7", clock("2022-02-12"), "首评", 5, 5, 5, "好"],
    ["R9", "O9", clock("2022-01-28"), "首评", 3, 3, 3, "一般"],
    ["F7", "O7", clock("2022-02-20"), "追评", "", "", "", "坏了"],
    ["X8", "O8", clock("2022-02-20"), "默认评价", "", "", "", ""],
]
APPEALS = [
    ["A0", "R0", "无事实依据", clock("2022-02-21"), "处理中", ""],
    ["A1", "R1", "敲诈勒索", clock("2022-02-17"), "成功", clock("2022-02-21")],
    # a Saturday that was worked, the day before the Spring Festival's last working Sunday
    ["A9", "R9", "看不顺眼", clock("2022-01-29"), "失败", clock("2022-02-08")],
    ["A7", "R7", "泄露隐私", clock("2022-03-01", "12:00:01"), "处理中", ""],
]


def order(order_id: str, paid: str, shipped: str, order_type: str = "普通订单") -> list[str]:
    return [
        "M" + order_id, order_id, "G", paid, paid, shipped, "", "已发货", order_type, "0", "广州市", "张三", "13800000000",
    ]  # fmt: skip


def signed_order(number: int) -> list[str]:
    day = "2022-01-20" if number in OLD_ORDERS else "2022-02-09"
    return order(f"O{number}", clock(day, "08:00:00"), clock(day, "12:00:00"))


def signed_parcel(number: int) -> list[str]:
    shipped, signed = ("2022-01-20", "2022-01-22") if number in OLD_ORDERS else ("2022-02-09", "2022-02-10")
    handed_over, picked_up, at = clock(shipped, "12:00:00"), clock(shipped, "18:00:00"), clock(signed, "18:00:00")
    return [f"Y{number}", "顺丰", f"O{number}", handed_over, picked_up, at, at, "已签收"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("hand_worked_appeals")
    home = Home(path)
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "店铺一", "女装"], ["pinduoduo", "P1", "店铺二", "食品"]],
    )
    # four seconds of the message's day are left: 0.00 hours, and still time
    shipped = clock("2022-02-28", "12:00:04")
    home.write(
        "douyin/S1/orders/a.csv",
        ORDER_HEADER,
        [
            *[signed_order(number) for number in range(10)],
            order("W1", YESTERDAY_MORNING, shipped),
            order("W2", YESTERDAY_MORNING, ""),
            order("W3", YESTERDAY_MORNING, shipped, order_type="福袋订单"),
        ],
    )
    home.write(
        "douyin/S1/parcels/a.csv",
        PARCEL_HEADER,
        [
            *[signed_parcel(number) for number in range(10)],
            ["YS", "顺丰", "W1", shipped, shipped, "", clock("2022-03-01", "09:00:00"), "到达【广州】转运中心"],
        ],
    )
    home.write("douyin/S1/reviews/a.csv", REVIEW_HEADER, REVIEWS)
    home.write("douyin/S1/appeals/a.csv", APPEAL_HEADER, APPEALS)
    at = clock("2022-03-01", "09:30:00")
    home.write(
        "douyin/S1/after_sales/a.csv",
        AFTER_SALE_HEADER,
        [["T7", "O7", "仅退款", "退款成功", clock("2022-02-28"), "不想要了", at, at]],
    )
    home.write(
        "pinduoduo/P1/orders/a.csv",
        PINDUODUO_HEADER,
        [
            [order_id, "G", "已收货", clock(day), clock(day, "12:00:00"), buyer, "李四", "13900000000"]
            for order_id, day, buyer in [
                ("B1", "2022-01-30", "buyer-one"),
                ("C1", "2022-01-30", "buyer-two"),
                ("C2", "2022-02-01", "buyer-two"),
                ("D1", "2022-01-29", "buyer-three"),
            ]
        ],
    )
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def test_an_appeal_is_answered_by_the_fifth_working_day(published: Home) -> None:
    # after 02-21: 22, 23, 24, 25, 28; after 02-17: 18, 21, 22, 23, 24; after 01-29: 30 (a worked Sunday), then
    # 02-07, 08, 09, 10, because the Spring Festival lasts until 02-06. A7 was filed a second after noon.
    assert published.published(
        "select appeal_id, order_id, ground, regexp_replace(ground_word, '^unknown-[0-9a-f]{8}$', 'unknown'), "
        "appeal_status, answered_at, answer_due_on, is_overdue, is_calendar_known from marts.appeals order by 1"
    ) == [
        ("A0", "O0", "baseless", "无事实依据", "pending", None, date(2022, 2, 28), True, True),
        ("A1", "O1", "extortion", "敲诈勒索", "upheld", datetime(2022, 2, 21, 10), date(2022, 2, 24), False, True),
        # a word that the vocabulary does not know may be anything: it is published by its hash
        ("A9", "O9", None, "unknown", "rejected", datetime(2022, 2, 8, 10), date(2022, 2, 10), False, True),
    ]


def test_an_appeal_gives_back_what_its_review_took(published: Home) -> None:
    rows = published.published(
        "select appeal_id, indicator_id, state, value_now, value_if_rejected, value_if_upheld, gives_back, "
        "counts_from from marts.appeal_effects order by 1, 2"
    )
    tomorrow, day_after_the_answer = date(2022, 3, 2), date(2022, 2, 22)
    expected = [
        ("A0", "dsr_description", "possible", 18 / 7, 18 / 7, 17 / 6, 17 / 6 - 18 / 7, tomorrow),
        ("A0", "dsr_logistics", "possible", 32 / 7, 32 / 7, 27 / 6, 27 / 6 - 32 / 7, tomorrow),
        ("A0", "dsr_service", "possible", 32 / 7, 32 / 7, 27 / 6, 27 / 6 - 32 / 7, tomorrow),
        # of ten orders signed for, those of R0, R2, R4 and R5 are negative; R9 has three stars, R6 is of today
        ("A0", "negative_review_rate", "possible", 0.4, 0.4, 0.3, 0.1, tomorrow),
        ("A1", "dsr_description", "given_back", 18 / 7, 19 / 8, 18 / 7, 18 / 7 - 19 / 8, day_after_the_answer),
        ("A1", "dsr_logistics", "given_back", 32 / 7, 33 / 8, 32 / 7, 32 / 7 - 33 / 8, day_after_the_answer),
        ("A1", "dsr_service", "given_back", 32 / 7, 33 / 8, 32 / 7, 32 / 7 - 33 / 8, day_after_the_answer),
        ("A1", "negative_review_rate", "given_back", 0.4, 0.5, 0.4, 0.1, day_after_the_answer),
    ]
    assert [row[:3] + row[7:] for row in rows] == [row[:3] + row[7:] for row in expected]
    for row, hand_worked in zip(rows, expected, strict=True):
        assert row[3:7] == pytest.approx(hand_worked[3:7], abs=1e-8)


def test_the_reviews_that_cost_most_are_appealed_first(published: Home) -> None:
    rows = published.published(
        "select review_id, priority, ground, further_grounds, days_left, due_at, hours_left, score_cost "
        "from actions.reviews_to_appeal order by priority"
    )

    def cost(*means: tuple[float, float]) -> float:
        """A third of what each of the three means gains: without the review, less with it."""
        return sum(without - with_it for without, with_it in means) / 3

    # a shop without peers has no points for its negative reviews, so the three means are all that is known
    full, of_the_day = (27 / 6, 32 / 7), (32 / 7, 37 / 8)
    # R3 names a contact handle and gives five stars throughout: without it the mean would be lower
    expected = [
        ("R2", 1, "baseless", None, 11, datetime(2022, 3, 12, 23, 59, 59), 276, cost((16 / 6, 18 / 7), *[(28 / 6, 32 / 7)] * 2)),
        ("R4", 2, None, None, 0, datetime(2022, 3, 1, 23, 59, 59), 12, cost((17 / 6, 18 / 7), full, full)),
        ("R6", 3, None, None, 30, datetime(2022, 3, 31, 23, 59, 59), 732, cost((18 / 7, 19 / 8), of_the_day, of_the_day)),
    ]  # fmt: skip
    assert [row[:7] for row in rows] == [row[:7] for row in expected]
    assert [row[7] for row in rows] == pytest.approx([row[7] for row in expected], abs=1e-8)


def test_each_moment_of_care_is_on_the_list_of_its_day(published: Home) -> None:
    # without a promise an order is late after the first limit of the pickup, 24 hours
    assert published.published(
        "select shop_id, order_id, review_id, occasion, days, happened_at, due_at from actions.care_messages order by 1, 2, 4"
    ) == [
        ("P1", "B1", None, "days_since_last_purchase", 30, datetime(2022, 1, 30, 10), datetime(2022, 3, 1, 23, 59, 59)),
        ("S1", "O6", "R6", "negative_review", None, datetime(2022, 3, 1, 11), datetime(2022, 3, 2, 11)),
        ("S1", "O7", None, "refunded", None, datetime(2022, 3, 1, 9, 30), datetime(2022, 3, 2, 9, 30)),
        ("S1", "W1", None, "arrived_in_city", None, datetime(2022, 3, 1, 9), datetime(2022, 3, 2, 9)),
        ("S1", "W1", None, "shipped", None, datetime(2022, 2, 28, 12, 0, 4), datetime(2022, 3, 1, 12, 0, 4)),
        ("S1", "W2", None, "shipping_delayed", None, datetime(2022, 3, 1, 8), datetime(2022, 3, 2, 8)),
    ]


def test_the_lists_name_no_buyer(published: Home) -> None:
    [(hashes,)] = published.published(
        "select count(*) from duckdb_columns() where schema_name = 'actions' and column_name like '%buyer%'"
    )
    assert hashes == 0
    content = (published.path / "published" / "shopscore.duckdb").read_bytes()
    for secret in ("张三", "李四", "13800000000", "buyer-one", "shili_yangben"):
        assert secret.encode() not in content
