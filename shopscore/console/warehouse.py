"""Opens the warehouse for a question that the published file cannot answer, while no refresh is at work."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from shopscore.home import home_lock
from shopscore.settings import Settings
from shopscore.warehouse import open_published


@contextmanager
def open_idle_warehouse(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse for reading only, and keep a refresh from starting meanwhile: its reader would make it fail.

    Raises:
        filelock.Timeout: a refresh is at work.
        duckdb.Error: the file cannot be opened.
        OSError: the lock cannot be taken.
    """
    with home_lock(settings), open_published(settings.warehouse) as connection:
        yield connection
