"""The published file for one page: one generation, and only the shops that the reader may see.

DuckDB gives a process that has a file open the same file again, replaced or not. So pages that are read at the same
time share one opening of it, and whoever comes after a new publication waits until the pages of the old one are read: a
page reads for a moment and never keeps the file.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Condition

import duckdb

from shopscore.console.made_up import is_made_up
from shopscore.console.published import Label, check_version, choose_date, open_current, read_label
from shopscore.pages.users import Viewer
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

VISIBLE_SHOPS = "from temp.visible_shops order by platform, shop_name, shop_id"


@dataclass(frozen=True)
class Shop:
    """A shop that the reader may see."""

    platform: str
    shop_id: str
    shop_name: str | None
    industry: str | None

    @property
    def key(self) -> str:
        """How the users file and an address name it."""
        return f"{self.platform}/{self.shop_id}"


@dataclass(frozen=True)
class Publication:
    """One generation, open.

    Attributes:
        connection: where `temp.visible_shops` holds the shops of the reader; every query on several shops joins it.
        label: which generation.
        day: the newest assessment date.
        shops: that the reader may see, by platform and name.
        is_made_up: it was made of the sample.
    """

    connection: duckdb.DuckDBPyConnection
    label: Label
    day: date
    shops: list[Shop]
    is_made_up: bool


class _SharedFile:
    """The file that the pages of this process read now, opened by the first and closed by the last of them."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._readers = 0
        self._file: tuple[Path, int, int] | None = None
        self._open = ExitStack()
        self._connection: duckdb.DuckDBPyConnection

    @contextmanager
    def reading(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a connection of one's own to a file; one that was replaced is waited for until nobody reads the old."""
        with self._changed:
            while self._readers and self._file != file_identity(path):
                self._changed.wait()
            if not self._readers:
                self._file = file_identity(path)
                self._connection = self._open.enter_context(open_current(path))
            cursor = self._connection.cursor()
            self._readers += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._changed:
                self._readers -= 1
                if not self._readers:
                    self._open.close()
                    del self._connection
                self._changed.notify_all()


_SHARED = _SharedFile()


@contextmanager
def open_publication(path: Path, viewer: Viewer) -> Iterator[Publication]:
    """Open the published file for one page of one reader.

    Raises:
        CommandError: there is none, it cannot be opened, it holds no scores, or an older version wrote it.
    """
    with _SHARED.reading(path) as connection:
        check_version(connection)
        day = choose_date(connection, None)
        seen = None if viewer.shops is None else sorted(viewer.shops)
        connection.execute(statement(__name__, "visible_shops"), {"assessment_date": day, "seen": seen})
        connection.execute(statement(__name__, "work_rows"))
        shops = [Shop(**row) for row in fetch(connection, VISIBLE_SHOPS)]
        yield Publication(connection, read_label(connection), day, shops, is_made_up(connection))


def file_identity(path: Path) -> tuple[Path, int, int] | None:
    """Return what tells a published file from the one before it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return path, found.st_ino, found.st_mtime_ns
