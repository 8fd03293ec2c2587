"""Opens DuckDB files the way this project needs them.

Every connection of the project is made here, so that the time zone and the place to spill are always set.
What is in the file is nobody's business here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from shopscore.settings import TIME_ZONE, Settings

SPILL_LIMIT = "40GB"


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing; the file is released when the block ends.

    Raises:
        duckdb.IOException: another process has the warehouse open.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    settings.temporary.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = duckdb.connect(
        str(settings.warehouse),
        config={"temp_directory": str(settings.temporary), "max_temp_directory_size": SPILL_LIMIT},
    )
    try:
        connection.execute(f"set TimeZone = '{TIME_ZONE}'")
        yield connection
    finally:
        connection.close()


@contextmanager
def open_published(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file for reading only, without access to any other file.

    Raises:
        duckdb.IOException: there is no such file, or it is no DuckDB file.
    """
    connection = duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    try:
        connection.execute(f"set TimeZone = '{TIME_ZONE}'")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()
