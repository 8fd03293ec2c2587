"""Takes wrongly landed files, or a whole shop, back out of the warehouse.

The rows leave the raw tables, so that the next refresh computes everything without them; the ledger keeps a line of
each file, by which it does not land again by itself. The files in landing are not touched: they are their owner's.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
from filelock import Timeout

from shopscore import ledger
from shopscore.contracts import SHOP_COLUMN, Export, Exports
from shopscore.home import home_lock
from shopscore.landing import file_ledger
from shopscore.landing.checking import day_column
from shopscore.landing.identity import FileChangedError, NoFileError, identify
from shopscore.landing.naming import SHOWN_DIGITS
from shopscore.landing.privacy import load_hash_key, safe_id
from shopscore.landing.search import find_files
from shopscore.language import Message, tr
from shopscore.settings import ConfigurationError, Settings
from shopscore.sql_files import statement
from shopscore.warehouse import WarehouseBusyError, open_warehouse

LOCK_SECONDS = 5.0
FORGOTTEN = Message("taken back by shopscore forget, with its {count} rows; shopscore forget --undo lets it land again")


class ForgettingError(ConfigurationError):
    """What is to be taken back is not there, or not told for certain; the message says what to do."""


class HomeBusyError(Exception):
    """A refresh is running, or another program has the warehouse open."""


@dataclass(frozen=True)
class Part:
    """A file, or the rows of one shop in it.

    Attributes:
        file_id: of the ledger.
        file_name: as it is called outside landing.
        export: its contract.
        shop_id: only the rows of this shop; None: the whole file.
        rows: how many rows.
        first_day: of them, by the column that dates the export's rows; None: there is none.
        last_day: of them.
    """

    file_id: str
    file_name: str
    export: Export
    shop_id: str | None
    rows: int
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True)
class _Line:
    file_id: str
    export: Export
    shop_id: str | None
    file_name: str
    sha256: str
    is_forgotten: bool


@contextmanager
def open_for_forgetting(settings: Settings, exports: Exports) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse as long as no refresh runs.

    Raises:
        ForgettingError: there is no warehouse.
        HomeBusyError: a refresh holds the lock, or another program the warehouse.
        WarehouseError: the warehouse cannot be opened for another reason.
    """
    if not settings.warehouse.exists():
        raise ForgettingError(tr("nothing has landed yet: there is nothing to take back"))
    try:
        with home_lock(settings, wait=LOCK_SECONDS), open_warehouse(settings) as connection:
            ledger.create_tables(connection)
            file_ledger.ready_raw_tables(connection, exports)
            yield connection
    except Timeout:
        raise HomeBusyError(tr("a refresh is running; wait for it to end")) from None
    except WarehouseBusyError as error:
        raise HomeBusyError(str(error)) from error


def find_file(
    connection: duckdb.DuckDBPyConnection, settings: Settings, exports: Exports, text: str, *, forgotten: bool = False
) -> list[Part]:
    """Find the file that a text names: its path or own name in landing, its stored name, or its SHA-256's first digits.

    Args:
        connection: the warehouse.
        settings: where landing is.
        exports: the contracts.
        text: from the user.
        forgotten: among the files that were taken back, instead of those that landed.

    Raises:
        ForgettingError: there is none, or more than one.
    """
    lines = [line for line in _lines(connection, exports) if line.is_forgotten == forgotten]
    is_digits = len(text) >= SHOWN_DIGITS and not set(text.lower()) - set("0123456789abcdef")
    found = [line for line in lines if line.file_name == text or (is_digits and line.sha256.startswith(text.lower()))]
    if not found:
        ids = _ids_in_landing(settings, text)
        found = [line for line in lines if line.file_id in ids]
    if not found:
        raise ForgettingError(
            tr(
                "no file that landed is called '{name}': give its path, its name in landing, or the first {digits} "
                "digits of its SHA-256, as they stand in the name that shopscore status and the quality page give it",
                name=text,
                digits=SHOWN_DIGITS,
            )
        )
    if len(found) > 1:
        names = ", ".join(line.file_name for line in found)
        raise ForgettingError(tr("'{name}' is more than one file: say which of {names}", name=text, names=names))
    return [_part(connection, line, None) for line in found]


def find_shop(
    connection: duckdb.DuckDBPyConnection, settings: Settings, exports: Exports, text: str, *, forgotten: bool = False
) -> list[Part]:
    """Find everything of a shop: the files of its folder, and its rows in files of many shops.

    Args:
        connection: the warehouse.
        settings: with the key that hashes ids that may be personal.
        exports: the contracts.
        text: `platform/id`, or the id alone where one platform only has it.
        forgotten: what was taken back, instead of what landed.

    Raises:
        ForgettingError: there is nothing, or the id is one of two platforms.
    """
    platform, slash, given = text.rpartition("/")
    shop_id = safe_id(load_hash_key(settings.home), given) or given
    of_shops = [export for export in exports.values() if export.has_shop_folder]
    of_platform = [export for export in of_shops if platform in ("", export.platform)]
    lines = _lines(connection, exports)
    if forgotten:
        parts = _forgotten_of_shop(connection, lines, shop_id)
        parts = [part for part in parts if part.export in of_platform]
    else:
        parts = [part for export in of_platform for part in _parts_of_shop(connection, export, lines, shop_id)]
    if not parts:
        raise ForgettingError(tr("nothing of shop {shop} is there: write platform/id, like douyin/12345678", shop=text))
    if not slash and len({part.export.platform for part in parts}) > 1:
        raise ForgettingError(tr("shop {shop} is on more than one platform: write platform/id", shop=text))
    return parts


def forget(connection: duckdb.DuckDBPyConnection, parts: Sequence[Part], at: datetime) -> None:
    """Take files, or rows of a shop in them, back: all of them or none."""
    connection.begin()
    try:
        for part in parts:
            _forget_rows(connection, part, at) if part.shop_id else _forget_file(connection, part, at)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def undo(connection: duckdb.DuckDBPyConnection, settings: Settings, parts: Sequence[Part]) -> None:
    """Let what was taken back land again with the next refresh: all of it, or nothing.

    Raises:
        ForgettingError: a file is no longer in landing; what is left of its rows would be lost.
    """
    present = _ids_in_landing(settings)
    gone = [part.file_name for part in parts if part.file_id not in present]
    if gone:
        raise ForgettingError(tr("put {names} back into landing first: it is no longer there", names=", ".join(gone)))
    connection.begin()
    try:
        for part in parts:
            connection.execute("delete from log.forgotten_rows where file_id = ?", [part.file_id])
            connection.execute("delete from log.landed_files where file_id = ?", [part.file_id])
            connection.execute(f"delete from {part.export.table} where _file_id = ?", [part.file_id])
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _lines(connection: duckdb.DuckDBPyConnection, exports: Exports) -> list[_Line]:
    return [
        _Line(file_id, exports[platform, export], shop_id, name, sha256, status == "forgotten")
        for file_id, platform, shop_id, export, name, sha256, status in connection.execute(
            statement(__name__, "files_to_forget")
        ).fetchall()
        if (platform, export) in exports
    ]


def _ids_in_landing(settings: Settings, text: str | None = None) -> set[str]:
    """Return the ids of the files in landing, where a text is given of those that it names or whose path it is."""
    path = None if text is None else Path(text).expanduser().absolute()
    ids = set()
    for place in find_files(settings.landing):
        is_meant = text is None or place.path == path or text in (place.relative.as_posix(), place.relative.name)
        if place.problem is None and is_meant:
            try:
                ids.add(identify(place).file_id)
            except (OSError, FileChangedError, NoFileError):
                continue
    return ids


def _parts_of_shop(
    connection: duckdb.DuckDBPyConnection, export: Export, lines: Sequence[_Line], shop_id: str
) -> Iterator[Part]:
    """Return the files of an export that hold the shop alone, and its part of those that hold others too."""
    found = connection.execute(
        f"select _file_id, count(*) filter ({SHOP_COLUMN} = ?), count(*) from {export.table} group by all", [shop_id]
    ).fetchall()
    counted: dict[str, tuple[int, int]] = {file_id: (own, rows) for file_id, own, rows in found}
    for line in lines:
        if line.export is not export or line.is_forgotten:
            continue
        own, rows = counted.get(line.file_id, (0, 0))
        is_of_folder = line.shop_id == shop_id
        if is_of_folder and own == rows:
            yield _part(connection, line, None)
        elif own:
            yield _part(connection, line, shop_id)


def _forgotten_of_shop(connection: duckdb.DuckDBPyConnection, lines: Sequence[_Line], shop_id: str) -> list[Part]:
    rows = connection.execute("select file_id from log.forgotten_rows where shop_id = ?", [shop_id]).fetchall()
    partly = {file_id for (file_id,) in rows}
    return [
        _part(connection, line, None)
        for line in lines
        if (line.is_forgotten and line.shop_id == shop_id) or line.file_id in partly
    ]


def _part(connection: duckdb.DuckDBPyConnection, line: _Line, shop_id: str | None) -> Part:
    column = day_column(line.export)
    days = f'min("{column.name}")::date, max("{column.name}")::date' if column else "null, null"
    of_shop = f"and {SHOP_COLUMN} = $2" if shop_id else ""
    found = connection.execute(
        f"select count(*), {days} from {line.export.table} where _file_id = $1 {of_shop}",
        [line.file_id, *([shop_id] if shop_id else [])],
    ).fetchone()
    rows, first_day, last_day = found or (0, None, None)
    return Part(line.file_id, line.file_name, line.export, shop_id, rows, first_day, last_day)


def _forget_file(connection: duckdb.DuckDBPyConnection, part: Part, at: datetime) -> None:
    connection.execute(f"delete from {part.export.table} where _file_id = ?", [part.file_id])
    connection.execute("delete from raw.rejected_rows where file_id = ?", [part.file_id])
    reason = Message(FORGOTTEN.template, count=part.rows)
    connection.execute(
        "update log.landed_files set status = 'forgotten', forgotten_at = ?, reason = ?, reason_zh = ?, rows_read = 0, "
        "rows_landed = 0, rows_rejected = 0 where file_id = ?",
        [at, reason.en, reason.zh, part.file_id],
    )


def _forget_rows(connection: duckdb.DuckDBPyConnection, part: Part, at: datetime) -> None:
    connection.execute(
        f"delete from {part.export.table} where _file_id = ? and {SHOP_COLUMN} = ?", [part.file_id, part.shop_id]
    )
    connection.execute(
        "insert into log.forgotten_rows (file_id, platform, shop_id, rows_forgotten, forgotten_at) "
        "values (?, ?, ?, ?, ?)",
        [part.file_id, part.export.platform, part.shop_id, part.rows, at],
    )
    connection.execute(
        "update log.landed_files set rows_read = rows_read - $2, rows_landed = rows_landed - $2, "
        "rows_skipped = rows_skipped + $2 where file_id = $1",
        [part.file_id, part.rows],
    )
