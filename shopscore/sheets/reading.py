"""Reads what stands on the sheets from one publication."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from shopscore.sql_files import identifier, statement
from shopscore.warehouse import fetch

BATCH = 2_000
Row = tuple[Any, ...]


@dataclass(frozen=True)
class WorkList:
    """A list of the publication.

    Attributes:
        name: of its table in the schema `actions`.
        types: DuckDB's type of each column, in order.
        rows: of the shops that were asked for.
        overdue: of those, rows whose time has passed.
        first_due_at: when the first row that is still in time is due; None where there is none.
    """

    name: str
    types: Mapping[str, str]
    rows: int
    overdue: int
    first_due_at: datetime | None


@dataclass(frozen=True)
class Publication:
    """Which publication it is, and the moment its lists speak of, local time."""

    generation_id: str
    published_at: datetime
    assessment_date: date
    noon_at: datetime | None


def read_publication(connection: duckdb.DuckDBPyConnection) -> Publication:
    """Read which publication a file is."""
    (row,) = fetch(connection, statement(__name__, "publication"))
    return Publication(**row)


def read_lists(connection: duckdb.DuckDBPyConnection, shops: Sequence[str], noon_at: datetime) -> list[WorkList]:
    """Read the lists by name, in which order they stand on the cover.

    Args:
        connection: an open published file.
        shops: keys `platform/shop_id`; none for all shops.
        noon_at: the moment at which a row is late.
    """
    found = []
    for table in fetch(connection, statement(__name__, "lists")):
        asked = {"shops": list(shops), "noon_at": noon_at}
        (counts,) = fetch(connection, statement(__name__, "counts", table=f"actions.{table['name']}"), asked)
        found.append(WorkList(table["name"], dict(zip(table["columns"], table["types"], strict=True)), **counts))
    return found


def read_rows(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], shops: Sequence[str]
) -> Iterator[Row]:
    """Yield the rows of a list: shop by shop, each by its priority.

    Args:
        connection: an open published file.
        name: of the list.
        columns: of its table.
        shops: keys `platform/shop_id`; none for all shops.
    """
    listed = ", ".join(map(identifier, columns))
    text = statement(__name__, "rows", table=f"actions.{name}")
    yield from _in_batches(connection.execute(f"select {listed} from ({text})", {"shops": list(shops)}))


def read_scores(connection: duckdb.DuckDBPyConnection, shops: Sequence[str]) -> list[dict[str, Any]]:
    """Read the score of each shop under the system that matters most on its platform, the lowest first."""
    return fetch(connection, statement(__name__, "scores"), {"shops": list(shops)})


def read_gaps(connection: duckdb.DuckDBPyConnection, shops: Sequence[str]) -> list[dict[str, Any]]:
    """Read which lists of which shops are not complete, and why."""
    return fetch(connection, statement(__name__, "gaps"), {"shops": list(shops)})


def _in_batches(found: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    while batch := found.fetchmany(BATCH):
        yield from batch
