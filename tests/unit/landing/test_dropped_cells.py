"""A bad cell that no rule needs never costs its row: it is null, and counted."""

from decimal import Decimal

import pytest

from .conftest import Home

ORDERS = (
    "主订单编号,子订单编号,商品ID,商品数量,订单应付金额,订单提交时间,支付完成时间,订单完成时间,订单状态,订单类型,达人ID"
)
READ = "select order_id, quantity, payable_amount, _cells_dropped from raw.douyin_orders order by order_id"


def order(number: int, quantity: str = "1", amount: str = "9.90", paid: str = "2021-11-01 10:01:00") -> str:
    return f"P{number},O{number},77,{quantity},{amount},2021-11-01 10:00:00,{paid},,待发货,普通订单,0"


@pytest.mark.parametrize("newline", ["\n", "\r\n\r\n"])
def test_a_bad_cell_that_no_rule_needs_becomes_null_and_is_counted(home: Home, newline: str) -> None:
    rows = [order(1), order(2, quantity="张三", amount="13812345678"), order(3, amount="#REF!")]
    home.put("douyin/S1/orders/a.csv", newline.join([ORDERS, *rows]) + "\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (3, 0)
    assert home.rows(READ) == [("O1", 1, Decimal("9.90"), 0), ("O2", None, None, 2), ("O3", 1, None, 1)]
    assert home.rows("select rows_read, rows_landed, rows_rejected, cells_dropped from log.landed_files") == [
        (3, 3, 0, 3)
    ]


def test_a_bad_cell_that_a_rule_needs_rejects_its_row(home: Home) -> None:
    home.put("douyin/S1/orders/a.csv", "\n".join([ORDERS, order(1, paid="soon"), order(2, paid="")]) + "\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    assert home.rows("select column_name, value from raw.rejected_rows") == [
        ("支付完成时间", "a word in Latin letters")
    ]
    assert home.rows("select cells_dropped from log.landed_files") == [(0,)]


def test_a_rounded_id_that_no_rule_needs_is_dropped(home: Home) -> None:
    header = "会话ID,会话开始时间,转人工时间,首次人工回复时间,买家ID"
    home.put("douyin/S1/chats/a.csv", f"{header}\nC1,2021-11-01 10:00:00,,,4.71E+17\n")
    assert home.land_one().rows_landed == 1
    assert home.rows("select buyer_hash, _cells_dropped from raw.douyin_chats") == [(None, 1)]


@pytest.mark.parametrize("not_yet", ["1970-01-01 08:00:00", "0001-01-01 00:00:00", "1900-01-00", "-", "0", "未支付"])
def test_a_time_that_is_not_yet_is_null_and_no_bad_cell_whether_a_rule_needs_it_or_not(
    home: Home, not_yet: str
) -> None:
    home.put("douyin/S1/orders/a.csv", "\n".join([f"{ORDERS},发货时间", order(1, paid=not_yet) + f",{not_yet}"]) + "\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 0)
    assert home.rows("select paid_at, shipped_at, _cells_dropped from raw.douyin_orders") == [(None, None, 0)]


def test_a_bad_time_that_no_rule_needs_is_dropped_like_any_other_cell(home: Home) -> None:
    home.put(
        "pinduoduo/S1/parcels/a.csv",
        "运单号,快递单号,订单号,发货时间,揽收时间,签收时间,最新物流时间\n"
        "x,SF1234567890,A1,soon,2021-11-01 10:00:00,0,2021-13-01 10:00:00\n",
    )
    assert home.land_one().rows_landed == 1
    assert home.rows("select shipped_at, last_trace_at, _cells_dropped from raw.pinduoduo_parcels") == [(None, None, 2)]
