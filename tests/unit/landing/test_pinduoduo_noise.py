"""What real Pinduoduo files are like, and what of it lands."""

import hashlib
import hmac
from datetime import datetime
from decimal import Decimal

import pytest

from shopscore.landing import LandingSummary

from .conftest import Home

PLACE = "pinduoduo/S1/orders/orders.csv"
HEADER = "订单号,商品id,订单状态,支付时间,发货时间"
ORDER = "211105-123456789012345"
ROW = f"{ORDER},355,已收货,2021-11-05 10:00:00,2021-11-06 09:00:00"
PAID, SHIPPED = datetime(2021, 11, 5, 10), datetime(2021, 11, 6, 9)
TIMES = "select order_id, paid_at, shipped_at from raw.pinduoduo_orders order by _file_row"


def land_orders(home: Home, header: str, *rows: str) -> LandingSummary:
    home.put(PLACE, "\n".join([header, *rows]) + "\n")
    return home.land()


def test_the_chosen_fields_land_in_any_order_and_the_others_are_null(home: Home) -> None:
    home.put(
        PLACE,
        "发货时间,市,订单状态,商品id,支付时间,订单号\n2021-11-06 09:00:00,杭州市,已收货,355,2021-11-05 10:00:00,A1\n",
    )
    home.put("pinduoduo/S2/orders/b.csv", f"售后状态,{HEADER}\n退款成功,{ROW}\n")
    assert [file.rows_landed for file in home.land().files] == [1, 1]
    assert home.rows(
        "select shop_id, order_id, product_id, order_status, paid_at, shipped_at, city, after_sale_status, "
        "product_name, quantity, payable_amount, promised_ship_at, waybill_no, is_presale, buyer_hash "
        "from raw.pinduoduo_orders order by 1"
    ) == [
        ("S1", "A1", "355", "已收货", PAID, SHIPPED, "杭州市", *[None] * 8),
        ("S2", ORDER, "355", "已收货", PAID, SHIPPED, None, "退款成功", *[None] * 7),
    ]


@pytest.mark.parametrize("blank", [" ", "　", "\ufeff ", "\t"])
def test_a_header_with_a_leading_blank_is_known(home: Home, blank: str) -> None:
    (outcome,) = land_orders(home, blank + HEADER, ROW).files
    assert (outcome.status, outcome.rows_landed) == ("landed", 1)
    assert home.rows(TIMES) == [(ORDER, PAID, SHIPPED)]


@pytest.mark.parametrize("product_header", ["商品id", "商品ID", " 商品 ID"])
def test_the_product_id_is_known_in_small_and_large_letters(home: Home, product_header: str) -> None:
    land_orders(home, HEADER.replace("商品id", product_header), ROW)
    assert home.rows("select product_id from raw.pinduoduo_orders") == [("355",)]


@pytest.mark.parametrize(("gifts", "named"), [("赠品id", "赠品id"), ("赠品ID", "赠品ID"), ("赠品id,赠品ID", "赠品id")])
def test_the_id_of_a_gift_is_kept_out_and_named_in_the_ledger(home: Home, gifts: str, named: str) -> None:
    cells = ",".join("9001" for _ in gifts.split(","))
    (outcome,) = land_orders(home, f"{gifts},{HEADER}", f"{cells},{ROW}").files
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 0)
    assert home.rows("select unknown_columns from log.landed_files") == [(named,)]
    ((row,),) = home.rows("select cast(struct_pack(*columns(*)) as varchar) from raw.pinduoduo_orders")
    assert "355" in row
    assert "9001" not in row


@pytest.mark.parametrize(("left", "right"), [("(", ")"), ("（", "）"), (" （", ")")])
def test_full_width_brackets_are_half_width_ones(home: Home, left: str, right: str) -> None:
    headers = ",".join(
        f"{name}{left}{unit}{right}"
        for name, unit in (("商品数量", "件"), ("用户实付金额", "元"), ("商家实收金额", "元"))
    )
    land_orders(home, f"{HEADER},{headers}", f'{ROW},2,"1,299.50",￥1200')
    assert home.rows("select quantity, payable_amount, received_amount from raw.pinduoduo_orders") == [
        (2, Decimal("1299.50"), Decimal("1200.00"))
    ]
    assert home.rows("select unknown_columns from log.landed_files") == [(None,)]


def test_a_lone_tab_is_an_empty_cell_and_an_empty_required_cell_rejects_its_row(home: Home) -> None:
    header = f"{HEADER},承诺发货时间,商品,商品数量(件),用户实付金额(元),快递单号,是否预售,买家ID"
    tabs = ",\t" * 7
    (outcome,) = land_orders(home, header, f"A1,\t,\t,\t,\t{tabs}", f"\t,355,已收货,\t,\t{tabs}").files
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 1)
    assert home.rows(
        "select * exclude (shop_id, order_id, _file_id, _file_row, _cells_dropped) from raw.pinduoduo_orders"
    ) == [(None,) * 17]
    assert home.rows("select line_number, column_name from raw.rejected_rows") == [(3, "订单号")]


def test_a_note_line_above_the_header_and_the_total_below_are_not_rows(home: Home) -> None:
    home.put(PLACE, f"导出时间：2021-11-15 10:30:00，共1条\n{HEADER},用户实付金额(元)\n{ROW},39.90\n总计,,,,,39.90\n")
    outcome = home.land_one()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (1, 1, 0, 1)
    assert home.rows("select order_id, payable_amount from raw.pinduoduo_orders") == [(ORDER, Decimal("39.90"))]


def test_a_total_in_an_unknown_first_column_is_not_a_row(home: Home) -> None:
    (outcome,) = land_orders(home, f"样式ID,{HEADER}", f"66,{ROW}", "总计,,,,,").files
    assert (outcome.rows_landed, outcome.rows_rejected, outcome.rows_skipped) == (1, 0, 1)


# 2021-11-05 02:00:00 UTC is 10:00 in Shanghai: 18936 days and 7200 seconds; shipped 23 hours = 82800 seconds later.
@pytest.mark.parametrize(
    ("paid", "shipped"),
    [
        ("1636077600000", "1636160400000"),
        ("1636077600", "1636160400"),
        ("1636077600000\t", "1636160400.0"),
        ("2021/11/5 10:00:00", "2021-11-06 09:00"),
    ],
)
def test_epoch_milliseconds_and_seconds_are_local_times_of_shanghai(home: Home, paid: str, shipped: str) -> None:
    (outcome,) = land_orders(home, HEADER, f"{ORDER},355,已收货,{paid},{shipped}").files
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 0)
    assert home.rows(TIMES) == [(ORDER, PAID, SHIPPED)]


def test_an_order_number_of_another_day_and_the_time_are_both_kept_as_they_are(home: Home) -> None:
    land_orders(
        home,
        HEADER,
        "211031-123456789012345,355,已收货,2021-11-05 10:00:00,2021-11-06 09:00:00",
        "'211106-000000000000007,355,已收货,2021-11-05 10:00:00\t,2021-11-06 09:00:00",
        '"=""211105-000000000000008""",355,已收货,2021-11-05 10:00:00,2021-11-06 09:00:00',
    )
    assert home.rows(TIMES) == [
        ("211031-123456789012345", PAID, SHIPPED),
        ("211106-000000000000007", PAID, SHIPPED),
        ("211105-000000000000008", PAID, SHIPPED),
    ]


@pytest.mark.parametrize(
    ("headers", "cells", "paid"),
    [
        ("订单成交时间", "2021-11-05 10:00:00", PAID),
        ("支付时间", "2021-11-05 10:00:00", PAID),
        ("支付时间,订单成交时间", "2021-11-05 09:59:58,2021-11-05 10:00:00", PAID),
        ("订单成交时间,支付时间", "2021-11-05 10:00:00,2021-11-05 09:59:58", PAID),
        ("支付时间", "\t", None),
    ],
)
def test_the_payment_stands_in_either_field_and_the_deal_wins(
    home: Home, headers: str, cells: str, paid: datetime | None
) -> None:
    (outcome,) = land_orders(home, f"订单号,商品id,订单状态,发货时间,{headers}", f"A1,355,待发货,,{cells}").files
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 0)
    assert home.rows("select paid_at from raw.pinduoduo_orders") == [(paid,)]


def test_a_file_with_neither_field_of_the_payment_is_refused_and_told_both(home: Home) -> None:
    (outcome,) = land_orders(home, "订单号,商品id,订单状态,发货时间", "A1,355,待发货,").files
    assert outcome.status == "refused"
    assert "the required column 订单成交时间 or 支付时间 or 拼单成功时间 or 订单确认时间 is missing" in (
        outcome.reason or ""
    )
    assert home.rows("select count(*) from raw.pinduoduo_orders") == [(0,)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_the_buyer_is_stored_as_keyed_hash_only_and_is_the_same_in_all_exports(
    home: Home, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("SHOPSCORE_HASH_KEY", "a secret")
    orders = f"买家ID,收货人,身份证号码,{HEADER}\n'30000471147,张三,000000190001010001,{ROW}\n"
    reviews = (
        "评价ID,订单号,买家ID,评价时间,评价类型,描述相符评分,服务态度评分,物流服务评分\n"
        f"R1,{ORDER},30000471147\t,1636077600000,首评,5,4,3\n"
        f"R2,{ORDER},\t,1636077600000,首评,5,4,3\n"
    )
    home.put(PLACE, orders.encode(encoding))
    home.put("pinduoduo/S1/reviews/a.csv", reviews.encode(encoding))
    expected = hmac.new(b"a secret", b"30000471147", hashlib.sha256).hexdigest()
    assert [(file.rows_landed, file.rows_rejected) for file in home.land().files] == [(1, 0), (2, 0)]
    assert home.rows("select buyer_hash from raw.pinduoduo_orders") == [(expected,)]
    assert home.rows(
        "select buyer_hash, description_stars, service_stars, logistics_stars from raw.pinduoduo_reviews order by 1"
    ) == [(expected, 5, 4, 3), (None, 5, 4, 3)]
    stored = [path.read_bytes() for path in home.settings.home.glob("*.duckdb*")]
    assert stored
    for clear in ("30000471147", "张三", "000000190001010001"):
        assert not any(clear.encode() in content or clear.encode("gb18030") in content for content in stored)


def test_yes_and_no_are_true_and_false_and_other_words_are_rejected(home: Home) -> None:
    header = "求助单号,订单号,求助时间,求助渠道,问题分类,是否常规咨询,是否恶意用户"
    home.put(
        "pinduoduo/S1/help_requests/a.csv",
        f"{header}\n"
        f"H1,{ORDER},2021-11-06 10:00:00,平台热线,物流|商品,是,否\n"
        f"H2,{ORDER},2021-11-06 11:00:00,商家聊天,发货,否 ,\t是\n"
        f"H3,{ORDER},2021-11-06 12:00:00,售后,基础服务,也许,否\n"
        f"H4,{ORDER},2021-11-06 13:00:00,售后,\t,否,否\n",
    )
    outcome = home.land_one()
    assert (outcome.rows_landed, outcome.rows_rejected) == (2, 2)
    assert home.rows(
        "select help_id, channel, classes, is_routine, is_malicious from raw.pinduoduo_help_requests order by 1"
    ) == [("H1", "平台热线", "物流|商品", True, False), ("H2", "商家聊天", "发货", False, True)]
    assert home.rows("select line_number, column_name, value from raw.rejected_rows order by 1") == [
        (4, "是否常规咨询", "a Chinese word"),
        (5, "问题分类", None),
    ]


def test_presale_is_a_truth_value_and_empty_where_it_is_not_said(home: Home) -> None:
    land_orders(home, f"是否预售,{HEADER}", f"是,{ROW}", f"否,A2{ROW[len(ORDER) :]}", f"\t,A3{ROW[len(ORDER) :]}")
    assert home.rows("select is_presale from raw.pinduoduo_orders order by _file_row") == [(True,), (False,), (None,)]


def test_the_platform_joined_an_after_sale_or_did_not(home: Home) -> None:
    home.put(
        "pinduoduo/S1/after_sales/a.csv",
        "平台介入,售后编号,订单号,售后类型,售后状态,申请时间,完结时间\n"
        f"是,T1,{ORDER},仅退款,平台处理中,1636077600,\t\n否,T2,{ORDER},退货退款,退款成功,1636077600,1636160400\n",
    )
    home.land()
    assert home.rows(
        "select after_sale_id, is_platform_joined, applied_at, completed_at from raw.pinduoduo_after_sales order by 1"
    ) == [("T1", True, PAID, None), ("T2", False, PAID, SHIPPED)]


def test_a_bulk_file_of_chosen_fields_lands_for_each_of_its_shops(home: Home) -> None:
    header = "发货时间,店铺ID,订单状态,商品id,订单成交时间,订单号"
    home.put("pinduoduo/_all/orders/a.csv", f"{header}\n,60000007,待发货,355,,A1\n,60000009,待发货,356,,A1\n")
    home.land()
    assert home.rows("select shop_id, order_id, product_id from raw.pinduoduo_orders order by 1") == [
        ("60000007", "A1", "355"),
        ("60000009", "A1", "356"),
    ]
