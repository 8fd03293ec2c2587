from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore import ledger, needs
from shopscore.limits import Limits
from shopscore.needs import Needs, estimate, warnings
from shopscore.settings import Settings
from shopscore.warehouse import WarehouseError, open_warehouse


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path, date(2021, 11, 15), history_days=10, limits=Limits(4_000_000_000, 2, 1_000_000_000))


@pytest.fixture
def warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(settings) as connection:
        ledger.create_tables(connection)
        yield connection


def lies(settings: Settings, place: str, size: int) -> None:
    file = settings.landing / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * size)


def test_what_lies_in_landing_and_has_not_landed_is_counted_by_its_size(
    settings: Settings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert estimate(settings, warehouse).rows == 0
    lies(settings, "douyin/1/orders/a.csv", 10 * needs.FILE_BYTES_OF_ROW)
    lies(settings, "douyin/2/orders/b.csv", 3 * needs.FILE_BYTES_OF_ROW)
    found = estimate(settings, warehouse)
    assert found.rows == 13
    # two shops on ten days
    assert found.memory == 13 * needs.MEMORY_BYTES_OF_ROW + 20 * needs.MEMORY_BYTES_OF_DAY
    assert found.spilled == 0


def test_rows_that_stand_in_the_raw_tables_count_and_what_is_made_of_them_does_not(
    settings: Settings, warehouse: duckdb.DuckDBPyConnection
) -> None:
    warehouse.execute("create schema if not exists raw; create schema marts")
    warehouse.execute("create table raw.douyin_orders as from range(500)")
    warehouse.execute("create table raw.reference_shops as from range(7)")
    warehouse.execute("create table marts.scores as from range(900)")
    found = estimate(settings, warehouse)
    assert found.rows == 500
    # seven shops on ten days
    assert found.memory == 500 * needs.MEMORY_BYTES_OF_ROW + 70 * needs.MEMORY_BYTES_OF_DAY


def test_enough_of_everything_is_not_talked_about(settings: Settings) -> None:
    assert list(warnings(settings, Needs(1000, 1_000_000, 1_000_000, 0))) == []


def test_too_little_memory_names_the_setting_and_what_becomes_of_the_rest(settings: Settings) -> None:
    (said,) = warnings(settings, Needs(5_000_000, 4_500_000_000, 0, 750_000_000))
    assert said.startswith("warning: 5,000,000 rows may take 4.5 GB of memory, and 4.0 GB may be used: the rest")
    assert "SHOPSCORE_MEMORY allows more" in said


def test_too_little_temporary_space_names_both_ways_out(settings: Settings) -> None:
    _, said = warnings(settings, Needs(9_000_000, 8_000_000_000, 0, 6_000_000_000))
    assert "about 6.0 GB of temporary space may be needed, and 1.0 GB may be used" in said
    assert "SHOPSCORE_TEMPORARY_SPACE" in said
    assert "SHOPSCORE_MEMORY" in said


def test_a_disk_that_cannot_hold_it_stops_the_refresh_before_it_begins(settings: Settings) -> None:
    # more than any disk of today
    with pytest.raises(WarehouseError, match=r"cannot hold what this refresh writes: about 5,000,000\.0 GB"):
        warnings(settings, Needs(10**12, 0, 5 * 10**15, 0))


def test_less_memory_is_more_to_spill(settings: Settings, warehouse: duckdb.DuckDBPyConnection) -> None:
    lies(settings, "douyin/1/orders/a.csv", 2_000_000)
    little = replace(settings, limits=Limits(memory=1_000_000))
    found = estimate(little, warehouse)
    assert found.spilled == int((found.memory - 1_000_000) * needs.SPILLED_SHARE)
