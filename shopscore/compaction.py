"""Keeps the warehouse file close to its data: where it holds too much that is free, it is written anew.

A refresh makes every table anew beside the old one, and what the old one filled stays in the file as free room. DuckDB
gives back only what lies at the file's end, so the file is copied into a new one that takes its place whole.
"""

import os
from pathlib import Path

import duckdb

from shopscore.home import remove
from shopscore.publishing.archive import sync_folder
from shopscore.settings import Settings
from shopscore.sql_files import literal
from shopscore.warehouse import WarehouseError, open_warehouse

# Of blocks to those in use: a copy has a few less, so that the file is never larger than 1.3 times its data.
MOST_BLOCKS_TO_USED = 1.28
# Found and removed by the next command where a process died over it.
WRITING = ".writing-warehouse.duckdb"
_COPY = "compacted"
_MOST_DESCRIPTORS = 4096


def compact(settings: Settings) -> bool:
    """Write the warehouse anew when its file has grown too far beyond its data; tell whether it was.

    Readers have the published file and notice nothing. What goes wrong leaves the warehouse as it was, and the next
    refresh tries again: no refresh fails over the size of a file.

    Args:
        settings: where the warehouse is; the caller holds the refresh's lock and has no connection open.
    """
    target = settings.home / WRITING
    try:
        if _is_open_here(settings.warehouse):
            return False
        with open_warehouse(settings) as connection:
            connection.execute("checkpoint")
            if not _is_too_large(connection):
                return False
            _remove_copy(target)
            _copy(connection, target)
        # A log that was left beside it would be taken for the new file's.
        if _is_open_here(settings.warehouse) or settings.warehouse.with_name(f"{settings.warehouse.name}.wal").exists():
            return False
        _sync(target)
        target.replace(settings.warehouse)
        sync_folder(settings.home)
    except (duckdb.Error, WarehouseError, OSError):
        return False
    finally:
        _remove_copy(target)
    return True


def _is_too_large(connection: duckdb.DuckDBPyConnection) -> bool:
    row = connection.execute(
        "select total_blocks, used_blocks from pragma_database_size() where database_name = current_database()"
    ).fetchone()
    assert row is not None  # noqa: S101 - every database has a size
    total, used = row
    return bool(total > MOST_BLOCKS_TO_USED * used)


def _copy(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    (name,) = connection.execute("select current_database()").fetchone() or ("",)
    connection.execute(f"attach {literal(str(target))} as {_COPY}")
    try:
        target.chmod(0o600)
        connection.execute(f'copy from database "{name}" to {_COPY}')
        connection.execute(f"checkpoint {_COPY}")
    finally:
        connection.execute(f"detach {_COPY}")


def _is_open_here(path: Path) -> bool:
    """Tell whether this process still has a file open: a connection that outlives it would write into the old one."""
    status = path.stat()
    for descriptor in range(_MOST_DESCRIPTORS):
        try:
            found = os.fstat(descriptor)
        except OSError:
            continue
        if (found.st_dev, found.st_ino) == (status.st_dev, status.st_ino):
            return True
    return False


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_copy(target: Path) -> None:
    for path in (target, target.with_name(f"{target.name}.wal")):
        remove(path)
