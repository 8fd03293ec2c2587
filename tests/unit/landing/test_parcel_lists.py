"""The column 快递信息 of an order report: waybills and carriers of one child order, several parcels and goods in a cell."""

import duckdb
import pytest

from shopscore.landing.parcel_lists import known_carriers, quick_parcel_list_sql
from shopscore.landing.words import plain_words


def read(connection: duckdb.DuckDBPyConnection, cell: str) -> str | None:
    carriers = known_carriers(plain_words()).replace("'", "''")
    key = "cast('inner' as blob), cast('outer' as blob)"
    found = connection.execute(
        f"select {quick_parcel_list_sql('cell', plain_words())}, parcel_list(cell, '{carriers}', {key}) "
        "from (select $cell as cell)",
        {"cell": cell},
    ).fetchone()
    assert found is not None
    quick, slow = found
    # the quick way knows the ordinary list only, and says the same of it
    assert quick in (None, slow)
    return str(slow) if slow is not None else None


@pytest.mark.parametrize(
    ("cell", "parcels"),
    [
        ("YT8888000011112-圆通快递,3001,1", "YT8888000011112|圆通快递|3001"),
        ("YT8888000011112-圆通快递,3001,1;", "YT8888000011112|圆通快递|3001"),
        # two parcels of one order, and two goods in one parcel
        ("SF1000000000001-顺丰,3001,1;ZTO100000000002-中通快递,3001,1", "SF1000000000001|顺丰|3001;ZTO100000000002|中通快递|3001"),
        ("SF1000000000001-顺丰,3001,1;SF1000000000001-顺丰,3002,2", "SF1000000000001|顺丰|3001;SF1000000000001|顺丰|3002"),
        ("SF1000000000001-顺丰,3001,1;3002,2", "SF1000000000001|顺丰|3001"),
        # a waybill with dashes of its own
        ("JD0123456789-1-1-京东快递,3001,1", "JD0123456789-1-1|京东快递|3001"),
        ("JD0123456789-1-1-,3001,1", "JD0123456789-1-1||3001"),
        ("7312345678901234-韵达速递,3001,1", "7312345678901234|韵达速递|3001"),
        ("EA100000000001CN-EMS,3001,1", "EA100000000001CN|EMS|3001"),
        # full-width signs, blanks and a line of its own for each parcel
        ("SF1000000000001-顺丰，3001，1；\nZTO100000000002-中通快递 , 3002 , 2", "SF1000000000001|顺丰|3001;ZTO100000000002|中通快递|3002"),
        # no carrier, no goods
        ("SF1000000000001,3001,1", "SF1000000000001||3001"),
        ("SF1000000000001-顺丰", "SF1000000000001|顺丰|"),
        ("SF1000000000001", "SF1000000000001||"),
        (";", None),
        ("见备注", None),
    ],
)  # fmt: skip
def test_a_list_of_parcels_is_waybill_carrier_and_goods(
    connection: duckdb.DuckDBPyConnection, cell: str, parcels: str | None
) -> None:
    assert read(connection, cell) == parcels


def test_a_waybill_that_may_be_a_phone_and_a_carrier_that_may_be_a_name_are_hashed(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    stored = read(connection, "13812345678-张小红,3001,1")
    assert stored is not None
    waybill, carrier, goods = stored.split("|")
    assert waybill.startswith("hashed-")
    assert carrier.startswith("unknown-")
    assert goods == "3001"
