"""What the score of 2026 is made of lands: exports of its own, columns, and the tables that a person keeps."""

from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from shopscore.contracts import Exports
from shopscore.landing import FileOutcome
from shopscore.landing.file_ledger import ready_raw_tables
from shopscore.warehouse import open_warehouse
from tests.unit.landing.conftest import Home, read_cell

VERSION = "2021-06-28"


def rejections(home: Home) -> list[tuple[object, ...]]:
    return home.rows("select line_number, column_name, reason from raw.rejected_rows order by all")


def test_a_request_for_help_lands_without_classes(home: Home) -> None:
    home.put(
        "douyin/S1/help_requests/a.csv",
        "求助单号,子订单编号,求助时间,求助渠道\n701,4001,2026-11-02 10:00:00,平台客服\n702,4002,2026/11/3 9:05,平台投诉\n",
    )
    assert home.land_one().status == "landed"
    assert home.rows("select shop_id, help_id, order_id, requested_at, channel from raw.douyin_help_requests") == [
        ("S1", "701", "4001", datetime(2026, 11, 2, 10), "平台客服"),
        ("S1", "702", "4002", datetime(2026, 11, 3, 9, 5), "平台投诉"),
    ]


def test_misconduct_lands_with_its_kind_and_the_status_where_there_is_one(home: Home) -> None:
    home.put(
        "douyin/S1/violations/a.csv",
        "违规单号,违规类型,违规时间,状态\n801,拒开发票,2026-11-02 10:00:00,\n802,刷单炒信,2026-11-03,已撤销\n",
    )
    home.put("douyin/S2/violations/b.csv", "违规编号,违规类型,违规时间\n803,欺诈发货,2026-11-04 00:00:01\n")
    assert [file.status for file in home.land().files] == ["landed", "landed"]
    assert home.rows("select violation_id, violation_kind, violation_status from raw.douyin_violations order by 1") == [
        ("801", "拒开发票", None),
        ("802", "刷单炒信", "已撤销"),
        ("803", "欺诈发货", None),
    ]


def test_misconduct_without_a_readable_day_is_a_rejected_row_that_says_where(home: Home) -> None:
    home.put("douyin/S1/violations/a.csv", "违规单号,违规类型,违规时间\n801,拒开发票,上周\n802,拒开发票,2026-11-03\n")
    assert home.land_one().status == "landed"
    assert rejections(home) == [(2, "违规时间", "the cell is not a time between 2000 and 2100")]


def test_the_routes_limit_and_the_compensations_land_beside_what_was_there(home: Home) -> None:
    home.put(
        "douyin/S1/parcels/a.csv",
        "运单号,子订单编号,揽收时间,签收时间,预计送达时间,轨迹异常赔付\n"
        "901,4001,2026-11-01 10:00:00,2026-11-03 10:00:00,2026-11-03 10:00:00,是\n"
        "902,4002,2026-11-01 10:00:00,,,否\n903,4003,2026-11-01 10:00:00,,很快,\n",
    )
    assert home.land_one().status == "landed"
    assert home.rows("select waybill_no, due_at, is_trace_compensated from raw.douyin_parcels order by 1") == [
        ("901", datetime(2026, 11, 3, 10), True),
        ("902", None, False),
    ]
    assert rejections(home) == [(4, "预计送达时间", "the cell is not a time between 2000 and 2100")]


def test_a_table_of_shops_says_their_type_in_english_or_in_chinese(home: Home) -> None:
    home.put(
        "reference/shops/shops.csv",
        "platform,shop_id,industry,shop_type,score_industry,goods_on_sale\n"
        "douyin,1001,女装,旗舰店,服饰内衣,true\ndouyin,1002,女装,Personal,,否\ndouyin,1003,女装,,,\ndouyin,1004,女装,大店,,\n",
    )
    assert home.land_one().status == "landed"
    assert home.rows(
        "select shop_id, shop_type, score_industry, goods_on_sale from raw.reference_shops order by shop_id"
    ) == [("1001", "旗舰店", "服饰内衣", True), ("1002", "personal", None, False), ("1003", None, None, None)]
    [(line, column, reason)] = rejections(home)
    assert (line, column) == (5, "shop_type")
    assert all(word in str(reason) for word in ("flagship", "非旗舰店", "personal"))


LIMITS = "platform,system_id,rule_version,industry,shop_type,indicator_id,limit,points\n"


def test_the_limits_of_a_page_land_with_shares_as_the_page_writes_them(home: Home) -> None:
    row = f"douyin,douyin_merchant_experience,{VERSION},女装,%s,quality_return_rate,%s\n"
    home.put(
        "reference/score_limits/limits.csv",
        LIMITS + row % ("flagship", "3.04%,80") + row % ("", "0.0304,90") + row % ("", "三,90") + row % ("", ",100"),
    )
    assert home.land_one().status == "landed"
    assert home.rows("select shop_type, limit_value, points from raw.reference_score_limits order by points") == [
        ("flagship", 0.0304, 80.0),
        (None, 0.0304, 90.0),
    ]
    assert [(line, column) for line, column, _ in rejections(home)] == [(4, "limit"), (5, "limit")]


def test_a_version_that_no_rule_has_is_told_by_its_line(home: Home) -> None:
    row = "douyin,douyin_merchant_experience,%s,女装,,quality_return_rate,0.03,80\n"
    home.put("reference/score_limits/limits.csv", LIMITS + row % VERSION + row % "2019-01-01")
    assert home.land_one().rows_landed == 1
    assert [(line, column) for line, column, _ in rejections(home)] == [(3, "rule_version")]


def test_weights_are_of_dimensions_and_of_indicators_and_of_nothing_else(home: Home) -> None:
    row = f"douyin,douyin_merchant_experience,{VERSION},女装,%s,%s\n"
    home.put(
        "reference/score_weights/weights.csv",
        "platform,system_id,rule_version,industry,item,weight\n"
        + row % ("product", "50%")
        + row % ("quality_return_rate", "0.4")
        + row % ("客服", "0.1"),
    )
    assert home.land_one().status == "landed"
    assert home.rows("select item, weight, shop_type from raw.reference_score_weights order by 1") == [
        ("product", 0.5, None),
        ("quality_return_rate", 0.4, None),
    ]
    assert [(line, column) for line, column, _ in rejections(home)] == [(4, "item")]


@pytest.mark.parametrize("written", ["2021-06-28", "2021/6/28", "2021-06-28 00:00:00", "44375", " 2021-06-28"])
def test_a_version_that_excel_took_for_a_day_is_the_version(
    connection: duckdb.DuckDBPyConnection, exports: Exports, written: str
) -> None:
    version = replace(exports["reference", "score_limits"].column("rule_version"), name="x")
    assert read_cell(connection, version, written) == ("2021-06-28", False)


@pytest.mark.parametrize("written", ["2021/6/29", "soon", "28"])
def test_a_day_on_which_no_version_begins_is_none(
    connection: duckdb.DuckDBPyConnection, exports: Exports, written: str
) -> None:
    version = replace(exports["reference", "score_limits"].column("rule_version"), name="x")
    assert read_cell(connection, version, written) == (None, True)


def test_the_other_tables_that_a_person_keeps_land(home: Home) -> None:
    home.put("reference/pickup_points/a.csv", f"rule_version,from_hours,points\n{VERSION},0,100\n{VERSION},12小时,90\n")
    home.put(
        "reference/shop_services/a.csv",
        "platform,shop_id,service,from,to\ndouyin,1001,退货运费险,2026-09-01,\ndouyin,1001,remote_area,2026-05-07,2026-09-07\n",
    )
    home.put("reference/small_shop_industries/a.csv", "industry\n珠宝文玩\n")
    home.put("reference/after_sale_limits/a.csv", "platform,category,limit_hours\ndouyin,连衣裙,48\n")
    assert {file.status for file in home.land().files} == {"landed"}
    assert home.rows("select from_hours, points from raw.reference_pickup_points order by 1") == [(0, 100), (12, 90)]
    assert home.rows("select service, from_date, to_date from raw.reference_shop_services order by from_date") == [
        ("remote_area", date(2026, 5, 7), date(2026, 9, 7)),
        ("退货运费险", date(2026, 9, 1), None),
    ]
    assert home.rows("select industry from raw.reference_small_shop_industries") == [("珠宝文玩",)]
    assert home.rows("select category, limit_hours from raw.reference_after_sale_limits") == [("连衣裙", 48)]


def absent(home: Home) -> list[tuple[str | None]]:
    return home.rows("select absent_columns from log.landed_files")


def test_a_column_that_a_contract_gained_is_absent_from_what_landed_before_until_it_lands_anew(home: Home) -> None:
    home.put(
        "douyin/S1/help_requests/a.csv",
        "求助单号,子订单编号,求助时间,求助渠道\n701,4001,2026-11-02 10:00:00,平台客服\n",
    )
    assert home.land_one().status == "landed"
    with open_warehouse(home.settings) as warehouse:
        warehouse.execute("alter table raw.douyin_help_requests drop column channel")
        ready_raw_tables(warehouse, home.exports)
    assert absent(home) == [("channel",)]
    outcome: FileOutcome = home.land_one(full=True)
    assert (outcome.status, absent(home)) == ("landed", [(None,)])
