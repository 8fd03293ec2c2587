"""Five Douyin shops and one of Pinduoduo, few enough to work out every row of the action lists by hand.

Assessment date 2022-03-01, so the lists are as of 12:00 of that day, although the exports were made in its evening and
tell what came later. Each Douyin shop has 30 orders paid on 2022-02-09 at 08:00 and picked up 10 hours later, within
24 h of the payment, except:

    shop   picked up after 30 h (half a point each)   pickup timeliness     signed for after the pickup
    S1     4                                          28 / 30               24 h
    S2     3                                          28.5 / 30             24 h
    S3     2                                          29 / 30               24 h
    S4     1                                          29.5 / 30             24 h
    S5     0                                          30 / 30               48 h

The thirtieth order of S1 is X2, paid on 2022-02-20 and still under way. Worst and best lie 2/30 apart in pickup
timeliness and 24 h in delivery hours. Either is half of logistics, which is 15 % of a total of 3 to 5. So for S1

    one order not picked up    0.5 x 0.15 x 2 / (2/30) / 30 = 0.075 points
    one hour more of delivery  0.5 x 0.15 x 2 / 24 / 29     = 0.15 / 24 / 29 points
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
LATE = {"S1": 4, "S2": 3, "S3": 2, "S4": 1, "S5": 0}
PER_ORDER = 0.075
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间", "订单状态", "订单类型", "达人ID",
]  # fmt: skip
PARCEL_HEADER = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态"]
AFTER_SALE_HEADER = [
    "售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "同意售后申请时间", "退货签收时间", "商家退款时间", "售后完结时间",
]  # fmt: skip
CHAT_HEADER = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "客服账号"]
PINDUODUO_HEADER = ["订单号", "商品id", "订单状态", "支付时间", "承诺发货时间", "发货时间"]


def at(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day} {time}")


def order(order_id: str, paid: str, shipped: str = "", order_type: str = "普通订单") -> list[str]:
    return ["M" + order_id, order_id, "P1", paid, paid, shipped, "", "已发货", order_type, "0"]


def parcel(order_id: str, shipped: str, picked_up: str, signed: str, traced: str = "", trace: str = "") -> list[str]:
    return ["Y" + order_id, "顺丰", order_id, shipped, picked_up, signed, traced, trace]


def delivered(shop: str) -> tuple[list[list[str]], list[list[str]]]:
    """Return the orders and parcels of a shop that were signed for long ago."""
    numbers = range(29 if shop == "S1" else 30)
    orders = [order(f"{shop}-{n}", clock("2022-02-09", "08:00:00"), clock("2022-02-09", "12:00:00")) for n in numbers]
    parcels = []
    for n in numbers:
        day, time = ("2022-02-10", "14:00:00") if n < LATE[shop] else ("2022-02-09", "18:00:00")
        signed_on = date.fromisoformat(day).replace(day=int(day[-2:]) + (2 if shop == "S5" else 1)).isoformat()
        parcels.append(parcel(f"{shop}-{n}", clock("2022-02-09", "12:00:00"), clock(day, time), clock(signed_on, time)))
    return orders, parcels


OPEN_ORDERS = [
    order("W1", clock("2022-02-28", "13:00:00")),
    # its 24 hours end at noon, which is too late for a pickup
    order("W2", clock("2022-02-28", "12:00:00")),
    order("W3", clock("2022-02-26", "12:00:00"), clock("2022-02-27")),
    # shipped and picked up in the afternoon
    order("W4", clock("2022-02-28", "14:00:00"), clock("2022-03-01", "12:30:00")),
    order("W5", clock("2022-02-28", "14:00:00"), order_type="预售订单"),
    order("W6", clock("2022-02-28", "14:00:00"), order_type="赠品订单"),
    order("W7", clock("2022-02-28", "20:00:00")),
    order("W8", clock("2022-02-28", "20:00:00")),
    order("W9", clock("2022-02-28", "20:00:00"), order_type="虚拟订单"),
    order("W10", clock("2022-03-01", "11:00:00")),
    order("W11", clock("2022-03-01", "12:00:01")),
    order("X1", clock("2022-02-20", "08:00:00"), clock("2022-02-20", "18:00:00")),
    order("X2", clock("2022-02-20", "08:00:00"), clock("2022-02-20", "12:00:00")),
]
OPEN_PARCELS = [
    parcel("W4", clock("2022-03-01", "12:30:00"), clock("2022-03-01", "13:00:00"), ""),
    parcel("X1", clock("2022-02-20", "18:00:00"), "", ""),
    # signed for in the afternoon, 72 hours after its last trace
    parcel(
        "X2",
        clock("2022-02-20", "12:00:00"),
        clock("2022-02-20", "18:00:00"),
        clock("2022-03-01", "13:00:00"),
        clock("2022-02-26", "12:00:00"),
        "到达【武汉市】转运中心",
    ),
]
AFTER_SALES = [
    ["T1", "S1-5", "仅退款", "", clock("2022-02-28", "12:00:00"), "拍错了", "", "", "", ""],
    ["T2", "S1-6", "换货", "", clock("2022-02-20"), "", clock("2022-02-21"), clock("2022-02-27", "12:00:00"), "", ""],
    ["T3", "S1-7", "仅退款", "", clock("2022-02-28"), "", clock("2022-03-01", "12:00:00"), "", "", ""],
    ["T4", "W7", "仅退款", "", clock("2022-03-01", "09:00:00"), "", "", "", clock("2022-03-01", "11:00:00"), ""],
    # refunded in the afternoon: at noon the ticket waits and so does the order
    ["T5", "W8", "仅退款", "", clock("2022-03-01", "09:00:00"), "", "", "", clock("2022-03-01", "13:00:00"), ""],
]
CHATS = [
    ["C1", clock("2022-03-01", "11:58:00"), clock("2022-03-01", "11:59:24"), clock("2022-03-01", "12:01:00"), "kefu-1"],
    ["C2", clock("2022-02-27", "22:59:59"), clock("2022-02-27", "23:00:00"), "", "kefu-1"],
    ["C3", clock("2022-02-27", "23:00:00"), clock("2022-02-27", "23:00:00"), "", "kefu-1"],
    ["C4", clock("2022-02-25", "10:00:00"), clock("2022-02-25", "10:00:00"), "", "kefu-2"],
]
PINDUODUO_ORDERS = [
    ["Q1", "P", "待发货", clock("2022-02-27", "12:00:00"), "", ""],
    ["Q2", "P", "待发货", clock("2022-02-27", "11:00:00"), "", ""],
    ["Q3", "P", "待发货", clock("2022-02-20", "08:00:00"), clock("2022-03-05", "10:00:00"), ""],
    ["Q4", "P", "已发货，待收货", clock("2022-02-28", "12:00:00"), "", clock("2022-03-01", "12:30:00")],
    ["Q5", "P", "已取消", clock("2022-02-28", "12:00:00"), "", ""],
    ["Q6", "P", "已发货，待收货", clock("2022-02-28", "12:00:00"), "", clock("2022-03-01", "11:00:00")],
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    path: Path = tmp_path_factory.mktemp("hand_worked_lists")
    home = Home(path)
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", shop, f"店铺{shop}", "女装"] for shop in LATE] + [["pinduoduo", "Q", "店铺Q", "食品"]],
    )
    for shop in LATE:
        orders, parcels = delivered(shop)
        is_first = shop == "S1"
        home.write(f"douyin/{shop}/orders/a.csv", ORDER_HEADER, orders + (OPEN_ORDERS if is_first else []))
        home.write(f"douyin/{shop}/parcels/a.csv", PARCEL_HEADER, parcels + (OPEN_PARCELS if is_first else []))
    home.write("douyin/S1/after_sales/a.csv", AFTER_SALE_HEADER, AFTER_SALES)
    home.write("douyin/S1/chats/a.csv", CHAT_HEADER, CHATS)
    home.write("pinduoduo/Q/orders/a.csv", PINDUODUO_HEADER, PINDUODUO_ORDERS)
    home.nothing_else("douyin", *LATE)
    home.nothing_else("pinduoduo", "Q")
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def points(cost: float) -> object:
    return pytest.approx(cost, abs=1e-9)


def test_pickups_come_by_what_the_next_limit_costs_and_then_by_when_it_is(published: Home) -> None:
    rows = published.published(
        "select order_id, bucket, due_at, hours_left, score_cost, priority from actions.pickups_to_chase "
        "where shop_id = 'S1' order by priority"
    )
    first, second = "pickup_within_24h", "pickup_within_24_36h"
    assert rows == [
        ("W1", first, at("2022-03-01", "13:00:00"), Decimal("1.00"), points(0.5 * PER_ORDER), 1),
        ("W4", first, at("2022-03-01", "14:00:00"), Decimal("2.00"), points(0.5 * PER_ORDER), 2),
        ("W8", first, at("2022-03-01", "20:00:00"), Decimal("8.00"), points(0.5 * PER_ORDER), 3),
        ("W10", first, at("2022-03-02", "11:00:00"), Decimal("23.00"), points(0.5 * PER_ORDER), 4),
        ("W2", second, at("2022-03-02", "00:00:00"), Decimal("12.00"), points(0.25 * PER_ORDER), 5),
        # seven days and four hours
        ("X1", None, at("2022-02-22", "08:00:00"), Decimal("-172.00"), points(0), 6),
        ("W3", None, at("2022-02-28", "12:00:00"), Decimal("-24.00"), points(0), 7),
    ]


def test_what_is_shipped_after_noon_is_not_shipped_at_noon(published: Home) -> None:
    rows = published.published(
        "select order_id, shipped_at, reason from actions.pickups_to_chase where order_id in ('W3', 'W4') order by 1"
    )
    assert rows == [
        (
            "W3",
            at("2022-02-27", "10:00:00"),
            'Paid 2022-02-26 12:00, shipped, not picked up; the last limit of "Pickup timeliness" passed 24.00 h ago.',
        ),
        ("W4", None, 'Paid 2022-02-28 14:00, not shipped; 2.00 h left for "Picked up within 24 h".'),
    ]


def test_where_shipping_counts_the_list_is_of_orders_not_shipped(published: Home) -> None:
    assert published.published(
        "select order_id, indicator_id, due_at, hours_left, score_cost, priority from actions.pickups_to_chase "
        "where platform = 'pinduoduo' order by priority"
    ) == [
        ("Q2", "ship_within_48h_rate", at("2022-03-01", "11:00:00"), Decimal("-1.00"), None, 1),
        ("Q1", "ship_within_48h_rate", at("2022-03-01", "12:00:00"), Decimal("0.00"), None, 2),
        ("Q4", "ship_within_48h_rate", at("2022-03-02", "12:00:00"), Decimal("24.00"), None, 3),
        # three days and 22 hours
        ("Q3", "ship_within_48h_rate", at("2022-03-05", "10:00:00"), Decimal("94.00"), None, 4),
    ]


def test_a_stuck_parcel_costs_the_hours_past_its_limit(published: Home) -> None:
    assert published.published(
        "select waybill_no, order_id, state, indicator_id, due_at, hours_left, score_cost, priority "
        "from actions.parcels_stuck order by priority"
    ) == [
        (
            "YX2",
            "X2",
            "stuck",
            "delivery_hours",
            at("2022-02-28", "12:00:00"),
            Decimal("-24.00"),
            points(24 * 0.15 / 24 / 29),
            1,
        ),
        # nobody has picked it up, so no hour of delivery runs; seven days and 18 hours past the limit
        ("YX1", "X1", "no_trace", None, at("2022-02-21", "18:00:00"), Decimal("-186.00"), None, 2),
    ]


def test_tickets_wait_in_the_leg_they_are_in_at_noon(published: Home) -> None:
    # no shop has a completed ticket, so nobody knows what an hour costs
    assert published.published(
        "select after_sale_id, leg, indicator_id, due_at, hours_left, score_cost, priority "
        "from actions.after_sales_waiting order by priority"
    ) == [
        ("T2", "second_leg", "return_refund_handling_hours", at("2022-03-01", "12:00:00"), Decimal("0.00"), None, 1),
        ("T1", "first_leg", "refund_only_handling_hours", at("2022-03-02", "12:00:00"), Decimal("24.00"), None, 2),
        ("T5", "first_leg", "refund_only_handling_hours", at("2022-03-03", "09:00:00"), Decimal("45.00"), None, 3),
    ]


def test_sessions_of_the_last_days_wait_for_a_human(published: Home) -> None:
    assert published.published(
        "select session_id, due_at, hours_left, priority from actions.sessions_unanswered order by priority"
    ) == [
        # a day, 12 hours and 57 minutes ago
        ("C2", at("2022-02-27", "23:03:00"), Decimal("-36.95"), 1),
        # 144 seconds
        ("C1", at("2022-03-01", "12:02:24"), Decimal("0.04"), 2),
    ]


def test_a_shop_sees_what_threatens_its_promotion(published: Home) -> None:
    assert published.published(
        "select item_kind, item, state, cases, share, score_cost from actions.promotion_readiness "
        "where shop_id = 'S1' and state = 'threat' order by priority"
    ) == [
        # four pickups after 30 h lack half each; no delivery took longer than the peers' mean of 28.8 h
        ("carrier", "顺丰", "threat", 4, 1.0, points(4 * 0.5 * PER_ORDER)),
        # all but W10 are past their first limit or reach it by midnight
        ("late_shipments", "late_shipments", "threat", 6, 6 / 7, points((3 * 0.5 + 0.25) * PER_ORDER)),
        ("agent", "kefu-1", "threat", 1, 0.5, None),
        ("agent", "kefu-2", "threat", 1, 0.5, None),
    ]


def test_a_shop_sees_the_lines_its_scores_hold(published: Home) -> None:
    # Product and service are ties at zero, lost to nobody and won against nobody: 3 points. In logistics S5 is the best in
    # pickups, 5 points, and the worst at delivery, 3. 0.5 x 3 + 0.15 x 4 + 0.35 x 3 = 3.15
    assert published.published(
        "select item, state, value, limit_value from actions.promotion_readiness "
        "where shop_id = 'S5' and item_kind = 'threshold' order by priority"
    ) == [
        ("douyin_experience_exit", "misses", points(3.15), 3.2),
        ("douyin_experience_promotions", "misses", points(3.15), 4.4),
        # of the DSR it has no rating: said once, not for each of its lines
        ("no_score", "no_score", None, None),
    ]


def test_a_part_of_a_total_holds_no_line(published: Home) -> None:
    # S1 alone has conversations: too few peers for its replies, so its total is a part of one
    assert published.published(
        "select item, state, value, limit_value, reason from actions.promotion_readiness "
        "where shop_id = 'S1' and item_kind = 'threshold' order by priority"
    ) == [
        ("no_score", "no_score", None, None, "No score today: Douyin DSR, Merchant experience score (partial)."),
    ]
