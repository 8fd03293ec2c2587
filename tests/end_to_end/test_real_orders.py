"""A Douyin shop with the files that its console really gives: order report, after-sale tickets, staff report.

Assessment date 2022-03-01. 40 orders are paid on 2022-02-09, which is D-20: inside the 15..104 of quality returns. Each
names its parcel in 快递信息; no parcel file ever came. Of 33 tickets 15 are refunds for quality, breakage or logistics:

    6 退货退款 with the goods' faults, 4 已发货退款 never delivered, 3 未发货退款 not shipped as agreed, and
    2 已发货仅退款 whose refund has no time but the status 退款成功

The staff report has two agents on one day: 92.50 % of 40 sessions are 37, and 75.00 % of 10 are 7.5, so 8: 45 of 50. Its
sheet 整体数据 says the same again and counts for nothing.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Home, clock
from tests.end_to_end.real_douyin import (
    AFTER_SALE_HEADER,
    MAIN_ORDER_HEADER,
    ORDER_HEADER,
    STAFF_HEADER,
    STAFF_TOTAL_HEADER,
    row,
    save_book,
)

D = date(2022, 3, 1)
SHOP = "10000001"
PAID, APPLIED, ANSWERED, DONE = (
    clock("2022-02-09", "08:00:00"),
    clock("2022-02-12", "10:00:00"),
    clock("2022-02-12", "12:00:00"),
    clock("2022-02-12", "16:00:00"),
)
WORN = "做工粗糙 / 有瑕疵 / 破损或污渍"
# type, status, reason, has it a refund time, is it completed, how many
TICKETS = [
    ("退货退款", "退款成功", WORN, True, True, 4),
    ("退货退款", "退款成功", "包装／商品破损", True, True, 1),
    ("退货退款", "退款成功", "尺码与描述不符（商品品质原因）", True, True, 1),
    ("已发货退款", "退款成功", "快递一直未送达", True, True, 4),
    ("未发货退款", "退款成功", "未按约定时间发货", True, True, 3),
    ("已发货仅退款", "退款成功", WORN, False, True, 2),
    # none of these is a refund for such a reason
    ("换货", "换货成功", WORN, False, True, 2),
    ("退货退款", "售后关闭", WORN, False, True, 2),
    ("退货退款", "待买家退货", WORN, False, False, 2),
    ("补寄", "补寄成功", WORN, False, True, 1),
    ("价保", "退款成功", WORN, True, True, 1),
    ("维修", "维修成功", WORN, False, True, 1),
    ("退货退款", "退款成功", "7天无理由退货", True, True, 4),
    ("未发货仅退款", "退款成功", "多拍 / 错拍 / 不想要", True, True, 3),
    ("已发货退款", "退款成功", "退运费", True, True, 2),
]


def order_id(number: int) -> str:
    return f"69212345678{number:08}"


def order_row(number: int) -> list[str]:
    carrier = "圆通快递" if number < 20 else "顺丰速运"
    return row(
        ORDER_HEADER,
        {
            "主订单编号": f"'{order_id(number)}",
            "子订单编号": f"'{order_id(number)}",
            "选购商品": "加绒卫衣",
            "商品数量": "1",
            "商品ID": "3456789012345678901",
            "订单应付金额": "￥1,059.00",
            "订单提交时间": PAID,
            "支付完成时间": PAID,
            "发货时间": clock("2022-02-09", "18:00:00"),
            "订单状态": "已发货",
            "订单类型": "普通订单",
            "达人ID": "0",
            "省": "浙江省",
            "市": "杭州市",
            "快递信息": f"YT{number + 1000000000000}-{carrier},3456789012345678901,1;",
        },
    )


def ticket_rows() -> list[list[str]]:
    rows = []
    for kind, status, reason, is_dated, is_completed, count in TICKETS:
        for _ in range(count):
            number = len(rows)
            cells = {
                "售后单号": f"71{number:017}",
                "订单号": order_id(number),
                "商品单号": order_id(number),
                "售后类型": kind,
                "售后状态": status,
                "售后申请时间": APPLIED,
                "售后原因": reason,
                "用户售后说明": "有点小问题，打13812345678",
                "同意售后申请时间": ANSWERED if is_dated else "",
                "商家退款时间": ANSWERED if is_dated else "",
                "售后完结时间": DONE if is_completed else "",
                "自动处理截止时间": "" if is_completed else clock("2022-02-14"),
                "仲裁状态": "无",
            }
            rows.append(row(AFTER_SALE_HEADER, cells))
    return rows


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Home]:
    home = Home(tmp_path_factory.mktemp("real_orders"))
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", SHOP, "小店", "女装"]],
    )
    home.write(f"douyin/{SHOP}/orders/订单.csv", ORDER_HEADER, [order_row(number) for number in range(40)])
    home.write(f"douyin/{SHOP}/orders/主订单.csv", MAIN_ORDER_HEADER, [])
    home.write(f"douyin/{SHOP}/after_sales/售后单.csv", AFTER_SALE_HEADER, ticket_rows())
    save_book(
        home.path / "landing" / "douyin" / SHOP / "chat_staff_days" / "客服数据.xlsx",
        整体数据=[STAFF_TOTAL_HEADER, ["2022-02-20", 50, "90.00%", 13.893, "88.00%"]],
        客服数据=[
            STAFF_HEADER,
            ["2022-02-20", "kf01", 40, "92.50%", 12.5, "90.00%"],
            ["2022-02-20", "kf02", 10, "75.00%", 19.0, "80.00%"],
        ],
    )
    outcome = home.refresh(D, history_days=10)
    assert outcome.exit_code == 0, outcome.lines
    yield home


def indicator(home: Home, indicator_id: str, columns: str) -> tuple[object, ...]:
    [found] = home.published(
        f"select {columns} from marts.indicator_scores where subject_id = '{SHOP}' and assessment_date = '{D}' "
        f"and indicator_id = '{indicator_id}' and system_id = 'douyin_merchant_experience'"
    )
    return found


def test_the_fixtures_have_the_columns_of_real_files() -> None:
    assert len(set(ORDER_HEADER)) == len(ORDER_HEADER) == 75
    assert len(set(AFTER_SALE_HEADER)) == len(AFTER_SALE_HEADER) == 50
    assert sum(count for *_, count in TICKETS) == 33
    assert sum(count for *_, count in TICKETS[:6]) == 15


def test_fifteen_of_forty_orders_are_quality_returns(published: Home) -> None:
    # a shop without peers has its value all the same
    columns = "numerator, denominator, round(value, 9), missing_reason"
    assert indicator(published, "quality_return_rate", columns) == (15, 40, 0.375, "too_few_peers")


def test_the_types_say_what_was_refunded_without_goods_and_how_long_it_waited(published: Home) -> None:
    # approved after 2 hours: 4 + 3 + 3 + 2 tickets; the 2 without an approval after the 6 hours to their completion
    columns = "numerator, denominator, round(value, 9)"
    assert indicator(published, "refund_only_handling_hours", columns) == (36, 14, round(36 / 14, 9))
    # 6 + 4 returns approved after 2 hours, 2 exchanges and 2 closed tickets completed after 6
    assert indicator(published, "return_refund_handling_hours", columns) == (44, 14, round(44 / 14, 9))


def test_without_a_parcel_file_the_carriers_are_those_of_the_orders_and_no_pickup_is_known(published: Home) -> None:
    assert indicator(published, "pickup_timeliness", "value, missing_reason, missing_export") == (
        None,
        "no_export",
        "parcels",
    )
    # the tickets are of the first orders: all 15 returns came by the first carrier
    assert published.published(
        "select item, numerator, denominator from marts.indicator_breakdown where breakdown = 'carrier' "
        f"and subject_id = '{SHOP}' and indicator_id = 'quality_return_rate' order by item"
    ) == [("圆通快递", 15, 20), ("顺丰速运", 0, 20)]


def test_a_staff_report_is_as_many_sessions_as_its_agents_had(published: Home) -> None:
    columns = "numerator, denominator, round(value, 9), missing_reason"
    assert indicator(published, "im_reply_3min_rate", columns) == (45, 50, 0.9, "too_few_peers")
    assert published.published(
        "select agent_id, case_kind, count(*) from marts.indicator_evidence where state = 'against' "
        f"and subject_id = '{SHOP}' and indicator_id = 'im_reply_3min_rate' group by all order by all"
    ) == [("kf01", "staff_session", 3), ("kf02", "staff_session", 2)]
    assert published.published(
        "select counted_for, counted_against from marts.indicator_accounting "
        f"where subject_id = '{SHOP}' and indicator_id = 'im_reply_3min_rate' and assessment_date = '{D}' "
        "and system_id = 'douyin_merchant_experience'"
    ) == [(45, 5)]


def test_a_report_by_main_orders_is_refused_and_named(published: Home) -> None:
    [(reason, reason_zh)] = published.published(
        "select reason, reason_zh from ops.landed_files where status = 'refused' and export = 'orders'"
    )
    assert "子订单编号" in str(reason)
    assert "by main order (订单维度)" in str(reason)
    assert "请改为导出商品维度报表" in str(reason_zh)


def test_no_text_of_a_buyer_leaves_landing_with_a_phone(published: Home) -> None:
    assert not [path for path in Path(published.path).rglob("*.duckdb") if b"13812345678" in path.read_bytes()]
