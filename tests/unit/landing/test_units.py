"""Numbers as tools write them: with units in the cell or in the header, with signs of money and commas."""

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from shopscore.contracts import Column
from shopscore.landing.headers import header_unit

from .conftest import read_cell


def read(
    connection: duckdb.DuckDBPyConnection, cell: str, kind: str, unit: str | None = None, written_in: str | None = None
) -> tuple[Any, bool]:
    column = Column("x", kind, "x", unit=unit, written_in=written_in)
    return read_cell(connection, column, cell)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("number", "50.00小时", 50.0),
        ("number", "13.893秒", 13.893),
        ("number", "1.34%", 0.0134),
        ("number", "1.34 ％", 0.0134),
        ("number", "2‰", 0.002),
        ("number", "4.9分", 4.9),
        ("number", "4.9 分", 4.9),
        ("number", "1.2万", 12000.0),
        ("number", "-3.5", -3.5),
        ("number", "+3.5", 3.5),
        ("number", "１２.５", 12.5),
        ("fraction", "100%", 1.0),
        ("integer", "1,204次", 1204),
        ("integer", "0.3万", 3000),
        ("integer", "５", 5),
        ("stars", "5星", 5),
        ("decimal", "12.50元", Decimal("12.50")),
        ("decimal", "¥ 1,299.00元", Decimal("1299.00")),
        ("decimal", "-￥3.10", Decimal("-3.10")),
        ("decimal", "RMB 8", Decimal("8.00")),
        ("decimal", "`9.90", Decimal("9.90")),
        ("decimal", "9.90\t", Decimal("9.90")),
        ("decimal", "1.5万元", Decimal("15000.00")),
    ],
)
def test_the_unit_behind_a_number_is_read(
    connection: duckdb.DuckDBPyConnection, kind: str, cell: str, value: Any
) -> None:
    assert read(connection, cell, kind) == (value, False)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("number", "13.893光年"),
        ("number", "小时"),
        ("number", "1小时30分"),
        ("number", "98%%"),
        ("integer", "50%"),
        ("integer", "0.00005万"),
        ("fraction", "101%"),
        ("decimal", "1,2345.00"),
    ],
)
def test_what_is_not_a_number_with_a_unit_is_bad(connection: duckdb.DuckDBPyConnection, kind: str, cell: str) -> None:
    assert read(connection, cell, kind) == (None, True)


@pytest.mark.parametrize("cell", ["--", "—", "-%", "--小时", "无", "暂无", "null", "NaN", "N/A", "\\N"])
def test_a_number_that_is_not_there_is_null(connection: duckdb.DuckDBPyConnection, cell: str) -> None:
    assert read(connection, cell, "number") == (None, False)


# In hours: 90 minutes are 1.5, 5400 seconds too, 2 days and 3 hours 51.
@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("1.5", 1.5),
        ("1.5小时", 1.5),
        ("90分钟", 1.5),
        ("5400秒", 1.5),
        ("1小时30分", 1.5),
        ("1 小时 30 分钟", 1.5),
        ("1h30m", None),
        ("2天3小时", 51.0),
        ("1:30:00", 1.5),
        ("2 days, 3:00:00", 51.0),
    ],
)
def test_a_duration_is_kept_in_the_unit_of_its_column(
    connection: duckdb.DuckDBPyConnection, cell: str, hours: float | None
) -> None:
    assert read(connection, cell, "number", unit="小时") == (hours, hours is None)


def test_a_number_without_unit_counts_what_its_header_says(connection: duckdb.DuckDBPyConnection) -> None:
    assert read(connection, "90", "number", unit="小时", written_in="分钟") == (1.5, False)
    assert read(connection, "2小时", "number", unit="小时", written_in="分钟") == (2.0, False)
    assert read(connection, "95.2", "number", written_in="%") == (0.952, False)
    assert read(connection, "95.2%", "number", written_in="%") == (0.952, False)
    assert read(connection, "'95.2", "fraction", written_in="%") == (0.952, False)
    assert read(connection, "13.5", "number", written_in="秒") == (13.5, False)
    assert read(connection, "1.5", "decimal", written_in="万元") == (Decimal("15000.00"), False)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("用户实付金额(元)", "元"),
        ("平均响应时长（秒）", "秒"),
        ("回复率【%】", "%"),
        ("时长(单位：小时)", "小时"),
        ("3分钟人工回复率(8-23点)", None),
        ("商品", None),
    ],
)
def test_the_unit_of_a_header_stands_in_brackets_at_its_end(header: str, unit: str | None) -> None:
    assert header_unit(header) == unit
