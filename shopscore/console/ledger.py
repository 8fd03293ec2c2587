"""The ledger as a reader finds it: last runs, what landed of each export, refused and forgotten files, failed checks.

Freshest first: the ledger of the warehouse while nothing writes to it, else its copy in the published file. Who writes
it belongs in `shopscore/ledger.py`.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import Timeout

from shopscore.console.errors import CommandError
from shopscore.console.published import nothing_published, open_current
from shopscore.console.warehouse import open_idle_warehouse
from shopscore.faults import FaultKind, find_fault
from shopscore.language import tr
from shopscore.settings import Settings
from shopscore.sql_files import statement
from shopscore.warehouse import WarehouseError, fetch

IN_WAREHOUSE, IN_PUBLICATION = "log", "ops"


@dataclass(frozen=True)
class Run:
    """One refresh; `finished_at` is null while it runs, or when it died."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    as_of: date
    status: str
    message: str | None
    rows_landed: int | None
    rows_published: int | None


@dataclass(frozen=True)
class ExportState:
    """What landed of one export, over all shops and files."""

    platform: str | None
    export: str | None
    files_landed: int
    files_refused: int
    rows_landed: int
    rows_rejected: int
    newest_landing: datetime | None
    newest_export: datetime | None


@dataclass(frozen=True)
class FailedCheck:
    """A check of the last run that did not pass."""

    check_name: str
    checked_table: str | None
    severity: str
    failing_rows: int | None
    message: str | None
    message_zh: str | None


@dataclass(frozen=True)
class Ledger:
    """An open connection, the schema that holds the ledger in it, and why it is not the newest one.

    Attributes:
        connection: to the warehouse or to the publication.
        schema: that holds the ledger.
        is_refreshing: a refresh writes a newer one.
        fault: why that of the warehouse cannot be read.
    """

    connection: duckdb.DuckDBPyConnection
    schema: str
    is_refreshing: bool
    fault: str | None = None

    def read_runs(self, runs_shown: int) -> list[Run]:
        """Read the last runs, newest first."""
        rows = fetch(self.connection, self._statement("ledger_runs", "runs"), {"runs_shown": runs_shown})
        # The refresh's lock is held while this ledger is read, so a run without an end has died.
        return [Run(**row | {"status": "died" if row["status"] == "running" else row["status"]}) for row in rows]

    def read_exports(self) -> list[ExportState]:
        """Read what landed of each export."""
        rows = fetch(self.connection, self._statement("ledger_exports", "landed_files"))
        return [ExportState(**row) for row in rows]

    def read_failed_checks(self) -> list[FailedCheck]:
        """Read the checks that did not pass, of the last run that had something to check."""
        tables = {name: f"{self.schema}.{name}" for name in ("quality_results", "runs")}
        rows = fetch(self.connection, statement(__name__, "ledger_failed_checks", **tables))
        return [FailedCheck(**pick_columns(row, FailedCheck)) for row in rows]

    def read_refused_files(self) -> list[dict[str, Any]]:
        """Read the files that were refused, newest first, with every column of the ledger."""
        return fetch(self.connection, self._statement("ledger_refused_files", "landed_files"))

    def read_forgotten_files(self) -> list[dict[str, Any]]:
        """Read name, bytes and SHA-256 of the files that were taken back, newest first."""
        return fetch(self.connection, self._statement("ledger_forgotten_files", "landed_files"))

    def read_file_ids(self) -> set[str]:
        """Read the ids of all files that the ledger knows."""
        rows = fetch(self.connection, f"select file_id from {self.schema}.landed_files")
        return {row["file_id"] for row in rows}

    def _statement(self, name: str, table: str) -> str:
        return statement(__name__, name, **{table: f"{self.schema}.{table}"})


def pick_columns(row: Mapping[str, Any], of: type[Any]) -> dict[str, Any]:
    """Return the columns of a row that a dataclass has; null where a ledger of an older version lacks one."""
    return {field.name: row.get(field.name) for field in fields(of)}


@contextmanager
def open_ledger(settings: Settings) -> Iterator[Ledger]:
    """Open the newest ledger that can be read now.

    Raises:
        CommandError: nothing was ever refreshed, or only the published file is left and cannot be opened.
        WarehouseError: the warehouse cannot be read and nothing is published.
    """
    with ExitStack() as stack:
        if not settings.warehouse.exists():
            yield Ledger(stack.enter_context(open_current(settings.published)), IN_PUBLICATION, is_refreshing=False)
            return
        try:
            connection = stack.enter_context(open_idle_warehouse(settings))
        except Timeout:
            yield stack.enter_context(_open_while_refreshing(settings.published))
            return
        except (duckdb.Error, OSError) as error:
            fault = find_fault(error, settings.warehouse)
            if fault is None:
                raise
            if fault.kind is FaultKind.LOCKED:
                yield stack.enter_context(_open_while_refreshing(settings.published))
                return
            if not settings.published.exists():
                raise WarehouseError(fault.text) from error
            publication = stack.enter_context(open_current(settings.published))
            yield Ledger(publication, IN_PUBLICATION, is_refreshing=False, fault=fault.text)
            return
        if not fetch(connection, "from duckdb_tables() where schema_name = 'log' and table_name = 'runs'"):
            raise nothing_published(settings.published)
        yield Ledger(connection, IN_WAREHOUSE, is_refreshing=False)


@contextmanager
def _open_while_refreshing(published: Path) -> Iterator[Ledger]:
    if not published.exists():
        raise CommandError(tr("a refresh is running and nothing is published yet: wait for it to finish"))
    with open_current(published) as connection:
        yield Ledger(connection, IN_PUBLICATION, is_refreshing=True)
