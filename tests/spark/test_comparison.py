"""What counts as equal between the engines, and what does not."""

from pathlib import Path

import duckdb
import pytest

from tests.spark.comparison import find_difference

OURS = "select 'a' as name, 2.44::decimal(10, 2) as hours, 97.543684210::double as value, 3 as orders"


def difference(tmp_path: Path, theirs: str, ours: str = OURS) -> str | None:
    with duckdb.connect() as connection:
        connection.execute(f"create table model as {ours}")
        connection.execute(f"copy ({theirs}) to '{tmp_path}/part.parquet' (format parquet)")
        return find_difference(connection, "model", tmp_path)


@pytest.mark.parametrize(
    "theirs",
    [
        "select 'a' as name, 2.44 as hours, 97.543684210 as value, 3 as orders",
        # a half rounded to the other side, and a sum in another order
        "select 'a' as name, 2.45 as hours, 97.543684211 as value, 3 as orders",
    ],
)
def test_what_is_equal(tmp_path: Path, theirs: str) -> None:
    assert difference(tmp_path, theirs) is None


@pytest.mark.parametrize(
    "theirs",
    [
        "select 'b' as name, 2.44 as hours, 97.54368421 as value, 3 as orders",
        "select 'a' as name, 2.46 as hours, 97.54368421 as value, 3 as orders",
        "select 'a' as name, 2.44 as hours, 97.543685 as value, 3 as orders",
        "select 'a' as name, 2.44 as hours, null as value, 3 as orders",
        "select 'a' as name, 2.44 as hours, 97.54368421 as value, 4 as orders",
        "select 'a' as name, 2.44 as hours, 97.54368421 as value",
        "from (select 'a' as name, 2.44 as hours, 97.54368421 as value, 3 as orders), range(2) as twice (n) where n >= 0",
        "select 'a' as name, 2.44 as hours, 97.54368421 as value, 3 as orders where false",
    ],
    ids=["text", "two units", "sixth place", "nothing", "whole number", "a column less", "a column more", "a row less"],
)
def test_what_is_not(tmp_path: Path, theirs: str) -> None:
    assert difference(tmp_path, theirs) is not None


def test_a_row_that_stands_twice_is_not_one(tmp_path: Path) -> None:
    assert difference(tmp_path, OURS, f"{OURS} union all {OURS}") is not None
