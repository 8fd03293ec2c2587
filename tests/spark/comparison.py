"""Compares what two engines made of one model.

Columns are compared in the type that DuckDB gave them, and rows as a bag, since a table has no order. Everything is
compared exactly but fractions: engines add in another order and round a half that no binary fraction hits to either
side. Decimals may differ by one unit of their last place, floating-point numbers by two units of the ninth place, which
is where the marts round, or of the ninth digit. A fraction that is there on one side only is a difference.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

NEAR_DOUBLES = "abs(ours.{0} - theirs.{0}) <= 2e-9 * greatest(1, abs(ours.{0}))"
NEAR_DECIMALS = "abs(ours.{0} - theirs.{0}) <= {1}"


@dataclass(frozen=True)
class Column:
    """A column of a model and its type in DuckDB."""

    name: str
    type: str

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'

    @property
    def nearness(self) -> str | None:
        """When two values that are there count as equal; None: when they are equal."""
        if self.type in ("DOUBLE", "FLOAT"):
            return NEAR_DOUBLES.format(self.quoted)
        if self.type.startswith("DECIMAL"):
            scale = int(self.type.removesuffix(")").split(",")[1])
            return NEAR_DECIMALS.format(self.quoted, f"1e-{scale}::{self.type}") if scale else None
        return None


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> list[Column]:
    """Return the columns of a relation, in their order."""
    return [Column(name, type_) for name, type_, *_ in connection.execute(f"describe from {relation}").fetchall()]


def find_difference(connection: duckdb.DuckDBPyConnection, ours: str, files: Path) -> str | None:
    """Return in which way the Parquet files below `files` differ from the relation `ours`, None if they do not."""
    columns = columns_of(connection, ours)
    written = f"read_parquet('{files}/*.parquet')"
    if (names := [column.name for column in columns_of(connection, written)]) != [column.name for column in columns]:
        return f"other columns: {names}"
    same_types = ", ".join(f"cast({column.quoted} as {column.type}) as {column.quoted}" for column in columns)
    connection.execute(f"create or replace temp table ours as select {same_types} from {ours}")
    connection.execute(f"create or replace temp table theirs as select {same_types} from {written}")
    for one, other in (("ours", "theirs"), ("theirs", "ours")):
        connection.execute(f"create or replace temp table only_{one} as from {one} except all from {other}")
    exact = [column for column in columns if column.nearness is None]
    rounded = [column for column in columns if column.nearness is not None]
    # what is exact pairs the rows; among those that are alike in it the smallest goes with the smallest
    number = (
        f"row_number() over (partition by {', '.join(column.quoted for column in exact) or '1'}"
        f" order by {', '.join(column.quoted for column in rounded) or '1'})"
    )
    alike = [f"ours.{column.quoted} is not distinct from theirs.{column.quoted}" for column in exact]
    near = [
        f"(coalesce({column.nearness}, false) or (ours.{column.quoted} is null and theirs.{column.quoted} is null))"
        for column in rounded
    ]
    pairs = " and ".join(["ours._number = theirs._number", *alike, *near])
    (unpaired,) = connection.execute(
        f"""
        with ours as (select *, {number} as _number from only_ours), theirs as (select *, {number} as _number from only_theirs)
        select count(*) from ours full join theirs on {pairs} where ours._number is null or theirs._number is null
        """
    ).fetchall()
    if unpaired == (0,):
        return None
    rows = {
        side: connection.execute(f"from only_{side} order by all limit 1").fetchall() for side in ("ours", "theirs")
    }
    return f"{unpaired[0]} rows have no equal, such as {rows}"
