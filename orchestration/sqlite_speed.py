"""Lets Dagster write its events to SQLite without waiting for the disk twice at every one.

Dagster opens and closes a connection per event: each commit waits for the disk, and the last connection to go folds the
log into the database. Neither is needed for a history: what a killed process has committed is there all the same, and
a power cut may cost the last events.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

FILE = "select file from pragma_database_list where name = 'main'"


@contextmanager
def writing_events_fast() -> Iterator[None]:
    """Keep every SQLite database that is opened in the block open to its end, and have no commit wait for the disk."""
    kept: dict[str, sqlite3.Connection] = {}

    def on_connect(connection: object, _: object) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("pragma synchronous = normal")
        (file,) = connection.execute(FILE).fetchone()
        if file and file not in kept:
            kept[file] = sqlite3.connect(file, check_same_thread=False)
            kept[file].execute("select count(*) from sqlite_master").fetchone()

    event.listen(Engine, "connect", on_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)
        for connection in kept.values():
            connection.close()
