"""Opens the published file for a command and reads what every answer starts with: which publication, which day.

Questions about scores belong in the modules that ask them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from shopscore.console.errors import CommandError
from shopscore.warehouse import open_published

NOTHING_PUBLISHED = "nothing published yet: run shopscore refresh"


@dataclass(frozen=True)
class Label:
    """Which publication a file is."""

    generation_id: str
    published_at: datetime


@contextmanager
def open_current(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file, read-only and without access to other files.

    Raises:
        CommandError: there is none, or it cannot be opened.
    """
    if not path.exists():
        raise CommandError(NOTHING_PUBLISHED)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(open_published(path))
        except duckdb.Error as error:
            raise CommandError(f"{path} cannot be opened: run shopscore refresh ({error})") from error
        yield connection


def fetch(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """Return the rows of a query, with `?` or `$name` parameters, as dictionaries by column name."""
    connection.execute(query, parameters if isinstance(parameters, Mapping) else list(parameters))
    names = [column[0] for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def read_label(connection: duckdb.DuckDBPyConnection) -> Label:
    """Return which publication the open file is."""
    (row,) = fetch(connection, "select generation_id, published_at from ops.publication")
    return Label(**row)


def choose_date(connection: duckdb.DuckDBPyConnection, wanted: date | None) -> date:
    """Return the assessment date to show: the wanted one, or the newest.

    Raises:
        CommandError: no score of that date is published; the message says which dates are.
    """
    (dates,) = fetch(
        connection,
        "select min(assessment_date) as first, max(assessment_date) as last, "
        "coalesce(bool_or(assessment_date = ?), false) as found from marts.scores",
        [wanted],
    )
    if dates["last"] is None:
        raise CommandError("the publication holds no scores: land exports and run shopscore refresh")
    if wanted is not None and not dates["found"]:
        raise CommandError(f"no scores of {wanted}: published are {dates['first']} to {dates['last']}")
    return wanted or dates["last"]
