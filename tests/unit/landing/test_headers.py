"""What a header may look like and still be the contract's: suffixes, units, patterns, several headers of one column."""

from dataclasses import replace
from datetime import datetime

import pytest

from shopscore.contracts import Exports
from shopscore.landing.headers import match

from .conftest import REVIEW_HEADER, Home, review

PAID, LATER = datetime(2021, 11, 5, 10), datetime(2021, 11, 5, 10, 0, 2)
HEADER = "订单号,商品id,订单状态,发货时间"


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("用户实付金额", "payable_amount"),
        ("用户实付金额（元）", "payable_amount"),
        ("用户实付金额 [元]", "payable_amount"),
        ("*用户实付金额(单位：元)", "payable_amount"),
        ("商品数量", "quantity"),
        ("发货时间(滞后)", "shipped_at"),
        ("发货时间（必填）：", "shipped_at"),
        ("承诺发货时间【北京时间】", "promised_ship_at"),
    ],
)
def test_a_header_is_known_with_and_without_what_hangs_on_it(exports: Exports, written: str, column: str) -> None:
    assert match(exports["pinduoduo", "orders"], "S1", [written]).positions == {column: 0}


@pytest.mark.parametrize("written", ["发货时间(预计)", "用户实付金额(不含税)", "(元)", "发货"])
def test_another_remark_makes_another_column(exports: Exports, written: str) -> None:
    matched = match(exports["pinduoduo", "orders"], "S1", [written])
    assert (matched.positions, matched.unknown) == ({}, (written,))


def test_the_header_as_it_is_written_goes_before_one_with_a_suffix(exports: Exports) -> None:
    matched = match(exports["pinduoduo", "orders"], "S1", ["发货时间(滞后)", "发货时间"])
    assert (matched.positions, matched.others) == ({"shipped_at": 1}, {"shipped_at": (0,)})
    assert matched.repeated == ()


def test_an_alias_between_slashes_is_a_pattern(exports: Exports) -> None:
    export = exports["pinduoduo", "orders"]
    columns = tuple(
        replace(column, aliases=("/.*出库时间(\\(.+\\))?/",)) if column.name == "shipped_at" else column
        for column in export.columns
    )
    matched = match(replace(export, columns=columns), "S1", ["首次出库时间 （仓库）", "出库", "承诺发货时间"])
    assert matched.positions == {"shipped_at": 0, "promised_ship_at": 2}
    assert matched.unknown == ("出库",)


@pytest.mark.parametrize(
    ("headers", "cells", "paid"),
    [
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,2021-11-05 10:00:02", LATER),
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,", PAID),
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,\t", PAID),
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,-", PAID),
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,1970-01-01 08:00:00", PAID),
        ("支付时间,订单成交时间", "2021-11-05 10:00:00,0", PAID),
        ("订单成交时间,支付时间", ",2021-11-05 10:00:00", PAID),
        ("订单成交时间,支付时间", ",", None),
        ("订单确认时间,拼单成功时间", "2021-11-05 10:00:02,2021-11-05 10:00:00", PAID),
        ("订单确认时间,拼单成功时间,支付时间,订单成交时间", "2021-11-05 10:00:00,,,", PAID),
        ("拼单成功时间", "2021-11-05 10:00:00", PAID),
        ("订单确认时间", "2021-11-05 10:00:00", PAID),
    ],
)
# A lone quote in a cell sends the file to the tolerant reader; the value never depends on the reader.
@pytest.mark.parametrize("product", ["衣", '4"屏'])
def test_of_several_payment_columns_the_first_filled_cell_of_the_row_counts(
    home: Home, headers: str, cells: str, paid: datetime | None, product: str
) -> None:
    home.put("pinduoduo/S1/orders/a.csv", f"商品,{HEADER},{headers}\n{product},A1,355,待发货,,{cells}\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 0)
    assert home.rows("select paid_at from raw.pinduoduo_orders") == [(paid,)]


def test_a_bad_first_cell_is_said_and_not_passed_over(home: Home) -> None:
    home.put("pinduoduo/S1/orders/a.csv", f"{HEADER},订单成交时间,支付时间\nA1,355,待发货,,soon,2021-11-05 10:00:00\n")
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (0, 1)
    assert home.rows("select column_name from raw.rejected_rows") == [("订单成交时间",)]


def test_a_header_that_comes_again_may_have_other_payment_columns(home: Home) -> None:
    home.put(
        "pinduoduo/S1/orders/a.csv",
        f"{HEADER},支付时间\nA1,355,待发货,,2021-11-05 10:00:00\n"
        f"{HEADER},支付时间,订单成交时间\nA2,355,待发货,,2021-11-05 10:00:00,2021-11-05 10:00:02\n"
        "A3,355,待发货,,2021-11-05 10:00:00,\n",
    )
    assert home.land_one().rows_landed == 3
    assert home.rows("select paid_at from raw.pinduoduo_orders order by order_id") == [(PAID,), (LATER,), (PAID,)]


def test_a_column_that_no_rule_needs_may_appear_twice_and_the_first_filled_cell_counts(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", f"商品ID,{REVIEW_HEADER},商品ID\n,{review(1)},77\n78,{review(2)},77\n")
    assert home.land_one().rows_landed == 2
    assert home.rows("select product_id from raw.douyin_reviews order by review_id") == [("77",), ("78",)]
