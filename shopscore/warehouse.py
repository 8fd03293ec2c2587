"""Opens DuckDB files the way this project needs them.

Every connection of the project is made here, so that the time zone, the limits and the place to spill are always set.
What is in the file is not known here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from shopscore.faults import FaultKind, find_fault
from shopscore.home import make_home, make_private
from shopscore.settings import TIME_ZONE, Settings

# As DuckDB takes settings.
Config = dict[str, str | bool | int | float | list[str]]


class WarehouseError(Exception):
    """The warehouse cannot be opened; the message says in one line why and what to do."""


class WarehouseBusyError(WarehouseError):
    """Another process has the warehouse open; it may be gone a little later.

    Attributes:
        holder: which process.
    """

    def __init__(self, message: str, holder: str | None) -> None:
        """Say what to do, and which process it is."""
        super().__init__(message)
        self.holder = holder


@contextmanager
def open_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for writing; the file is released when the block ends.

    Raises:
        WarehouseBusyError: another process has the warehouse open.
        WarehouseError: the disk is full, the file is damaged or may not be used.
        OSError: home cannot be used.
    """
    make_home(settings.home)
    make_private(settings.temporary)
    try:
        connection = duckdb.connect(str(settings.warehouse), config=settings.limits.settings(settings.temporary))
    except duckdb.Error as error:
        raise explain_opening(error, settings.warehouse) from error
    try:
        connection.execute(f"set TimeZone = '{TIME_ZONE}'")
        # Its bar would stand between the lines of the progress that steps report themselves.
        connection.execute("set enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def explain_opening(error: duckdb.Error, path: Path) -> WarehouseError:
    """Return what to tell a person when DuckDB does not open a file."""
    fault = find_fault(error, path)
    if fault is None:
        return WarehouseError(f"{path} cannot be opened: {' '.join(str(error).split())}")
    if fault.kind is FaultKind.LOCKED:
        return WarehouseBusyError(fault.text, fault.holder)
    return WarehouseError(fault.text)


@contextmanager
def open_published(path: Path, bounds: Config | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a published file for reading only, without access to any other file.

    Args:
        path: the file.
        bounds: settings of DuckDB that bound what a query may take.

    Raises:
        duckdb.Error: there is no such file, it is no DuckDB file, or another process has it open for writing.
    """
    connection = duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false", **(bounds or {})})
    try:
        connection.execute(f"set TimeZone = '{TIME_ZONE}'")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


def fetch(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """Return the rows of a query, with `?` or `$name` parameters, as dictionaries by column name."""
    connection.execute(query, parameters if isinstance(parameters, Mapping) else list(parameters))
    names = [column[0] for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
