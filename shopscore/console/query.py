"""Runs one reading statement on the published file, within bounds, and hands its rows out.

How rows look on a terminal belongs in `query_view.py`.
"""

import csv
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import duckdb

from shopscore.console.errors import CommandError
from shopscore.console.json_text import plain, to_json
from shopscore.console.published import nothing_published, open_current
from shopscore.faults import FaultKind, find_fault
from shopscore.language import tr
from shopscore.settings import TIME_ZONE
from shopscore.sql_files import literal
from shopscore.warehouse import Config

BATCH = 2000

# DESCRIBE, SHOW, SUMMARIZE, WITH and VALUES are SELECT statements to DuckDB.
READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)

AMOUNT = re.compile(r"[1-9]\d*(\.\d+)? ?([MGT]i?B)", re.IGNORECASE)

Result = TypeVar("Result")


@dataclass(frozen=True)
class Bounds:
    """What one query may take of the machine.

    Attributes:
        seconds: that DuckDB works on it; waiting for whoever reads the rows does not count.
        memory: as DuckDB writes it, like `2GB`; it spills nothing to disk.

    Raises:
        CommandError: the memory is not an amount.
    """

    seconds: float
    memory: str

    def __post_init__(self) -> None:
        """Refuse what DuckDB would take for no bound at all."""
        if not AMOUNT.fullmatch(self.memory):
            raise CommandError(
                tr("--memory {memory} is not an amount of memory: give one like 500MB or 8GB", memory=self.memory)
            )


@dataclass(frozen=True)
class Answer:
    """The columns of a result, each name once, and its rows, which can be taken once."""

    columns: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def answer(published: Path, query: str, bounds: Bounds) -> Iterator[Answer]:
    """Run one reading statement; the answer lives as long as the block.

    Raises:
        CommandError: nothing is published, the statement does more than read, it takes more than the bounds, or DuckDB
            refuses it.
    """
    with _as_command_errors(bounds), open_current(published, _settings(bounds)) as connection:
        clock = _Clock(connection, bounds.seconds)
        statement = _check(connection, query)
        clock.run(lambda: connection.execute(statement))
        columns = name_once([column[0] for column in connection.description or ()])
        yield Answer(columns, _take(connection, clock))


def name_once(names: Sequence[str]) -> list[str]:
    """Give columns of the same name a number, so that a row can be an object: a, a -> a, a_2."""
    taken: list[str] = []
    for name in names:
        unique, copies = name, 1
        while unique in taken:
            copies += 1
            unique = f"{name}_{copies}"
        taken.append(unique)
    return taken


def csv_lines(found: Answer) -> Iterator[str]:
    """Write an answer as CSV, header first; nothing for null, JSON for lists and structs."""
    yield _csv_line(found.columns)
    for row in found.rows:
        yield _csv_line([_csv_cell(value) for value in row])


def json_lines(found: Answer) -> Iterator[str]:
    """Write an answer as one JSON array, an object per line."""
    yield "["
    separator = "\n"
    for row in found.rows:
        yield separator + to_json(dict(zip(found.columns, row, strict=True)), indent=None)
        separator = ",\n"
    yield "\n]\n"


@contextmanager
def parquet_file(published: Path, query: str, bounds: Bounds) -> Iterator[Path]:
    """Run one reading statement and write its rows to a Parquet file that lives as long as the block.

    The session that reads the published file may not write anything, so this one is its own: it may write into one
    folder made for it, and read nothing but the publication.

    Raises:
        CommandError: as `answer`, or the result has no Parquet form.
    """
    if not published.exists():
        raise nothing_published(published)
    with (
        tempfile.TemporaryDirectory() as folder,
        _as_command_errors(bounds),
        duckdb.connect(config=_settings(bounds)) as connection,
    ):
        written = Path(folder) / "answer.parquet"
        connection.execute(f"set TimeZone = '{TIME_ZONE}'")
        connection.execute(f"attach {literal(str(published))} as shopscore (read_only)")
        connection.execute("use shopscore")
        connection.execute(f"set allowed_directories = [{literal(folder)}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        statement = _check(connection, query).query
        _Clock(connection, bounds.seconds).run(lambda: connection.sql(statement).write_parquet(str(written)))
        yield written


class _Clock:
    """Counts the seconds that DuckDB works, and interrupts it when they are used up."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._connection = connection
        self._left = seconds

    def run(self, work: Callable[[], Result]) -> Result:
        alarm = Timer(self._left, self._connection.interrupt)
        alarm.daemon = True
        alarm.start()
        started = time.monotonic()
        try:
            return work()
        finally:
            alarm.cancel()
            # A last moment is left, so that every later call is interrupted and none is let go for ever.
            self._left = max(self._left - (time.monotonic() - started), 0.001)


def _settings(bounds: Bounds) -> Config:
    # Spilling needs a folder beside the published file, where only the owner may write, and fills a disk.
    return {"memory_limit": bounds.memory, "temp_directory": ""}


def _check(connection: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement:
    statements = connection.extract_statements(query)
    if not statements:
        raise CommandError(tr("the query is empty"))
    if len(statements) > 1:
        raise CommandError(tr("one statement at a time; these are {count}", count=len(statements)))
    if statements[0].type not in READING:
        raise CommandError(
            tr(
                "{statement} is refused: the published file is read-only; give one SELECT, WITH, DESCRIBE, SHOW, "
                "SUMMARIZE or EXPLAIN",
                statement=statements[0].type.name,
            )
        )
    return statements[0]


def _take(connection: duckdb.DuckDBPyConnection, clock: _Clock) -> Iterator[tuple[Any, ...]]:
    while rows := clock.run(lambda: connection.fetchmany(BATCH)):
        yield from rows


@contextmanager
def _as_command_errors(bounds: Bounds) -> Iterator[None]:
    try:
        yield
    except duckdb.InterruptException as error:
        raise CommandError(
            tr(
                "the query took longer than {seconds:g} s: ask for less, or allow more with --timeout SECONDS",
                seconds=bounds.seconds,
            )
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise CommandError(
            tr(
                "the query needs more memory than {memory}: ask for less, or allow more with --memory, like 8GB",
                memory=bounds.memory,
            )
        ) from error
    except duckdb.Error as error:
        fault = find_fault(error)
        if fault is not None and fault.kind in (FaultKind.FULL_DISK, FaultKind.LOCKED, FaultKind.DAMAGED):
            raise CommandError(fault.text) from error
        raise CommandError(str(error).strip()) from error


def _csv_line(cells: Sequence[Any]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        # str() would write a zero of nine places as 0E-9, which spreadsheets take for text
        return format(value, "f")
    if isinstance(value, dict | list | tuple):
        return json.dumps(plain(value), ensure_ascii=False)
    return value
