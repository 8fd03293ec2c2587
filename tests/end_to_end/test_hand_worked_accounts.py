"""One shop with so few cases that each can be followed by hand from day to day.

Assessment date D = 2022-03-01. Every order is paid at 08:30, and its first review, if it has one, is of 2022-02-12.

    order  type     paid        signed      carrier  first review, stars             creator
    O1     normal   2022-02-09  2022-02-10  顺丰     1 5 5                           K1
    O2     normal   2022-02-09  2022-02-10  圆通     5 5 5, a follow-up               K1
    O3     normal   2022-02-09  2022-02-10  圆通     2 5 5, appeal upheld 2022-02-20
    O4     福袋     2022-02-09  2022-02-10  顺丰     1 1 1: abnormal
    O5     normal   2022-02-26  2022-02-28  顺丰     a default review
    O6     normal   2022-02-27  2022-03-01  顺丰     none: signed for on D, not known until the day after
    O7     normal   2021-11-28  2021-11-30  顺丰     none: D-90 on 2022-02-28, out on D
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDER_HEADER = [
    "主订单编号", "子订单编号", "商品ID", "订单提交时间", "支付完成时间", "订单完成时间", "订单状态", "订单类型", "达人ID", "省", "收件人",
]  # fmt: skip
PARCEL_HEADER = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间"]
REVIEW_HEADER = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
APPEAL_HEADER = ["申诉单号", "评价ID", "申诉理由", "申诉时间", "申诉状态", "结果时间"]
CHAT_HEADER = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "客服账号", "买家ID", "达人ID"]
ORDERS = {
    # paid, signed, carrier, type, creator, product
    "O1": ("2022-02-09", "2022-02-10", "顺丰", "普通订单", "K1", "P1"),
    "O2": ("2022-02-09", "2022-02-10", "圆通", "普通订单", "K1", "P1"),
    "O3": ("2022-02-09", "2022-02-10", "圆通", "普通订单", "0", "P2"),
    "O4": ("2022-02-09", "2022-02-10", "顺丰", "福袋订单", "0", "P2"),
    "O5": ("2022-02-26", "2022-02-28", "顺丰", "普通订单", "0", "P2"),
    "O6": ("2022-02-27", "2022-03-01", "顺丰", "普通订单", "0", "P2"),
    "O7": ("2021-11-28", "2021-11-30", "顺丰", "普通订单", "0", "P2"),
}
STATES = "cases, counted_for, counted_against, excluded, not_yet_known, out_of_window"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("accounts"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", "S1", "一号店", "女装"]],
    )
    home.write(
        "douyin/S1/orders/a.csv",
        ORDER_HEADER,
        [
            ["M" + order, order, product, clock(paid, "08:30:00"), clock(paid, "08:30:00"), "", "已完成", kind, creator, "浙江", "张三"]
            for order, (paid, _, _, kind, creator, product) in ORDERS.items()
        ],
    )  # fmt: skip
    home.write(
        "douyin/S1/parcels/a.csv",
        PARCEL_HEADER,
        [
            ["Y" + order, carrier, order, clock(paid, "12:00:00"), clock(paid, "18:00:00"), clock(signed, "18:00:00")]
            for order, (paid, signed, carrier, _, _, _) in ORDERS.items()
        ],
    )
    home.write(
        "douyin/S1/reviews/a.csv",
        REVIEW_HEADER,
        [
            ["R1", "O1", clock("2022-02-12"), "首评", 1, 5, 5, ""],
            ["R2", "O2", clock("2022-02-12"), "首评", 5, 5, 5, ""],
            ["R3", "O3", clock("2022-02-12"), "首评", 2, 5, 5, ""],
            ["R4", "O4", clock("2022-02-12"), "首评", 1, 1, 1, ""],
            ["F2", "O2", clock("2022-02-13"), "追评", "", "", "", ""],
            ["X5", "O5", clock("2022-02-28", "20:00:00"), "默认评价", "", "", "", ""],
        ],
    )
    home.write(
        "douyin/S1/appeals/a.csv",
        APPEAL_HEADER,
        [["A3", "R3", "恶意敲诈", clock("2022-02-15"), "成功", clock("2022-02-20")]],
    )
    day = "2022-02-20"
    home.write(
        "douyin/S1/chats/a.csv",
        CHAT_HEADER,
        [
            ["C1", clock(day, "08:00:00"), clock(day, "08:00:00"), clock(day, "08:03:00"), "kf1", "B1", ""],
            ["C2", clock(day, "22:59:59"), clock(day, "22:59:59"), clock(day, "23:03:00"), "kf2", "B2", ""],
            ["C3", clock(day, "07:59:59"), clock(day, "08:00:00"), clock(day, "08:01:00"), "kf2", "B3", ""],
            ["C4", clock(day, "12:00:00"), "", "", "", "B4", ""],
        ],
    )
    outcome = home.refresh(D, history_days=20)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def account(home: Home, indicator_id: str, day: date, subject: str = "S1") -> tuple[object, ...]:
    [row] = home.published(
        f"select {STATES} from marts.indicator_accounting where subject_id = '{subject}' "
        f"and indicator_id = '{indicator_id}' and assessment_date = '{day}'"
    )
    return row


@pytest.mark.parametrize(
    ("day", "states"),
    [
        # O1 to O4 were signed for on that day, O5 and O6 are later: only O7 is known
        (date(2022, 2, 10), (7, 1, 0, 0, 6, 0)),
        # the reviews are of that day
        (date(2022, 2, 12), (7, 4, 0, 1, 2, 0)),
        # O1 and O3 are bad, O2 and O7 good
        (date(2022, 2, 13), (7, 2, 2, 1, 2, 0)),
        # the answer to the appeal is of that day, and works from the next
        (date(2022, 2, 20), (7, 2, 2, 1, 2, 0)),
        (date(2022, 2, 21), (7, 3, 1, 1, 2, 0)),
        # the last day of O7; O5 is signed for
        (date(2022, 2, 28), (7, 3, 1, 1, 2, 0)),
        # O2, O3 and O5; O1; O4; O6; O7
        (D, (7, 3, 1, 1, 1, 1)),
    ],
)
def test_every_order_is_in_one_state_of_the_negative_review_rate(
    published: Home, day: date, states: tuple[int, ...]
) -> None:
    assert account(published, "negative_review_rate", day) == states


def test_a_rating_whose_appeal_is_upheld_is_excluded_from_the_day_after(published: Home) -> None:
    # R2; R1 and R3; R4 and F2; X5 is not written yet
    assert account(published, "dsr_description", date(2022, 2, 20)) == (6, 1, 2, 2, 1, 0)
    # R2; R1; R3, R4, F2 and X5
    assert account(published, "dsr_description", D) == (6, 1, 1, 4, 0, 0)


def test_the_excluded_cases_stand_by_their_reasons(published: Home) -> None:
    rows = published.published(
        "select indicator_id, reason, cases from marts.indicator_exclusions where subject_id = 'S1' "
        "and indicator_id in ('dsr_description', 'im_reply_3min_rate', 'negative_review_rate') "
        f"and assessment_date = '{D}' order by all"
    )
    assert rows == [
        ("dsr_description", "abnormal", 1),
        ("dsr_description", "default_review", 1),
        ("dsr_description", "not_first_review", 1),
        ("dsr_description", "withdrawn", 1),
        ("im_reply_3min_rate", "not_handed_to_human", 1),
        ("im_reply_3min_rate", "outside_hours", 1),
        ("negative_review_rate", "abnormal", 1),
    ]


def test_an_order_is_out_of_the_complaint_window_until_the_fifteenth_day(published: Home) -> None:
    # D-15 is 2022-02-14, D-104 is 2021-11-17: O1 to O3 and O7 are in, O4 is abnormal, O5 and O6 too new
    assert account(published, "complaint_rate", D) == (7, 4, 0, 1, 0, 2)


def test_a_creator_has_the_cases_of_its_shared_goods(published: Home) -> None:
    assert account(published, "negative_review_rate", D, "K1") == (2, 1, 1, 0, 0, 0)


def breakdown(home: Home, indicator_id: str, name: str) -> list[tuple[object, ...]]:
    return home.published(
        "select item, cases, numerator, denominator, damage, share_of_damage, value, value_without "
        f"from marts.indicator_breakdown where subject_id = 'S1' and indicator_id = '{indicator_id}' "
        f"and breakdown = '{name}' order by item"
    )


def test_the_bad_review_is_broken_down_to_its_product_carrier_hour_and_province(published: Home) -> None:
    # O1 is bad, O2, O3 and O5 are good: 1 of 4
    assert breakdown(published, "negative_review_rate", "carrier") == [
        ("圆通", 2, 0, 2, 0, 0.0, 0.0, 0.5),
        ("顺丰", 2, 1, 2, 1, 1.0, 0.5, 0.0),
    ]
    assert breakdown(published, "negative_review_rate", "product") == [
        ("P1", 2, 1, 2, 1, 1.0, 0.5, 0.0),
        ("P2", 2, 0, 2, 0, 0.0, 0.0, 0.5),
    ]
    assert breakdown(published, "negative_review_rate", "reason") == [("1 star", 1, 1, 1, 1, 1.0, 1.0, 0.0)]
    assert breakdown(published, "negative_review_rate", "hour") == [("08", 4, 1, 4, 1, 1.0, 0.25, None)]
    assert breakdown(published, "negative_review_rate", "province") == [("浙江", 4, 1, 4, 1, 1.0, 0.25, None)]
    assert breakdown(published, "negative_review_rate", "agent") == []


def test_the_late_answer_is_broken_down_to_its_agent_and_hour(published: Home) -> None:
    # C1 was answered within 180 s, C2 after 181 s
    assert breakdown(published, "im_reply_3min_rate", "agent") == [
        ("kf1", 1, 1, 1, 0, 0.0, 1.0, 0.0),
        ("kf2", 1, 0, 1, 1, 1.0, 0.0, 1.0),
    ]
    assert [row[0] for row in breakdown(published, "im_reply_3min_rate", "hour")] == ["08", "22"]
    assert breakdown(published, "im_reply_3min_rate", "carrier") == []


def test_missing_stars_are_the_damage_of_a_rating(published: Home) -> None:
    # R1 has one star and R2 five; a rating has the hour in which it was written
    assert breakdown(published, "dsr_description", "hour") == [("10", 2, 6, 2, 4, 1.0, 3.0, None)]


def trend(home: Home, item: str, day: date, columns: str) -> tuple[object, ...]:
    [row] = home.published(
        f"select {columns} from marts.score_trend where subject_id = 'S1' and item = '{item}' "
        f"and assessment_date = '{day}'"
    )
    return row


def test_the_trend_of_a_rating_follows_the_upheld_appeal(published: Home) -> None:
    # (1 + 5 + 2) / 3 until 2022-02-20, (1 + 5) / 2 from the day after
    gain = round(3 - 8 / 3, 9)
    assert trend(published, "dsr_description", date(2022, 2, 21), "value, change_1d") == (3.0, gain)
    assert trend(published, "dsr_description", D, "change_1d, change_7d, change_14d") == (0.0, 0.0, gain)
    assert trend(published, "dsr_description", D, "best_7d, worst_7d, best_14d, worst_14d") == (3.0, 3.0, 3.0, 8 / 3)
    # 30 days before D nothing was rated
    assert trend(published, "dsr_description", D, "change_30d, unit, better") == (None, "stars", "up")


def test_the_best_of_a_rate_of_bad_things_is_the_lowest(published: Home) -> None:
    # O7 alone until 2022-02-10; 2 of 4 from 2022-02-13 to 2022-02-20, then 1 of 4
    columns = "value, change_14d, best_7d, worst_7d, worst_14d, best_30d, worst_30d"
    assert trend(published, "negative_review_rate", D, columns) == (0.25, -0.25, 0.25, 0.25, 0.5, 0.0, 0.5)


def test_the_total_is_followed_beside_its_dimensions(published: Home) -> None:
    # description 3, service and logistics 5
    assert trend(published, "douyin_dsr", D, "item_kind, unit, value") == (
        "total",
        "points",
        pytest.approx(13 / 3, abs=1e-9),
    )
    # a shop alone has no peers to be far from
    assert trend(published, "description", D, "item_kind, unit, value, peer_mean, distance") == (
        "dimension",
        "points",
        3.0,
        None,
        None,
    )
