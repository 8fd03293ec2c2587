"""Writes and reads the ledger of landed files.

The tables' shape is in `shopscore/ledger.py`; when a row is written is decided in `batches.py` and `one_file.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

import duckdb

from shopscore.contracts import Exports, create_raw_tables
from shopscore.landing.identity import ExportTime, Identity
from shopscore.landing.layout import Place
from shopscore.landing.naming import Label, stored_name
from shopscore.sql_files import statement


@dataclass(frozen=True)
class SheetsNamed:
    """Which sheets of a workbook were read, and what the others are, as far as their names may be stored.

    Attributes:
        read: sheets with the header; None for a text file.
        of_notes: sheets without a table, blank ones too; None: there are none.
        of_tables: sheets with another table, or with a part of the header.
        hidden: sheets that are hidden; they are never read.
    """

    read: int | None = None
    of_notes: str | None = None
    of_tables: str | None = None
    hidden: str | None = None

    @property
    def left(self) -> str | None:
        """Names of all sheets that are not read; None: there are none."""
        return ", ".join(names for names in (self.of_notes, self.of_tables, self.hidden) if names) or None


NO_SHEETS = SheetsNamed()


@dataclass(frozen=True)
class LandedFile:
    """A ledger row: which file, from when, and what became of it.

    Attributes:
        identity: who the file is.
        place: where it lies.
        label: what of that may be stored.
        exported: when it was exported, by its best sighting.
        run_id: the run that landed or refused it.
        landed_at: local time of that.
        status: `landed` or `refused`.
        origin: `sample` for a file of the made-up sample, else `export`.
        reason: why it was refused, in English.
        reason_zh: the same in Chinese.
        reader: that read it, as the ledger calls it.
        encoding: of a text file.
        rows_landed: rows in the raw table.
        rows_rejected: rows in `raw.rejected_rows`.
        rows_skipped: total and average rows, headers that came again, rows above the header.
        unknown_columns: headers that are in no contract, as far as they may be stored.
        absent_columns: columns of the contract that the file has not, by our names.
        cells_dropped: bad cells that no rule needs, null in the raw table.
        sheets: of a workbook, how many were read, and the names of the others.
    """

    identity: Identity
    place: Place
    label: Label
    exported: ExportTime
    run_id: str
    landed_at: datetime
    status: str
    origin: str = "export"
    reason: str | None = None
    reason_zh: str | None = None
    reader: str | None = None
    encoding: str | None = None
    rows_landed: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    unknown_columns: str | None = None
    absent_columns: str | None = None
    cells_dropped: int = 0
    sheets: SheetsNamed = NO_SHEETS

    @property
    def name(self) -> str:
        """What the file is called outside landing."""
        return stored_name(self.label, self.exported.at.date(), self.identity.sha256, self.exported.suffix)


@dataclass(frozen=True)
class KnownFile:
    """What the ledger says of a file.

    Attributes:
        is_refused: whether it was refused.
        exported: when it was exported, by its best sighting.
        is_forgotten: it was taken back, and lands again only when that is asked for.
        landed_at: local time of its landing.
    """

    is_refused: bool
    exported: ExportTime
    is_forgotten: bool = False
    landed_at: datetime | None = None


def known_files(connection: duckdb.DuckDBPyConnection) -> dict[str, KnownFile]:
    """Return every file of the ledger by its file id."""
    rows = connection.execute(
        "select file_id, status, exported_at_source, exported_at, file_name, landed_at from log.landed_files"
    ).fetchall()
    return {
        file_id: KnownFile(
            status == "refused",
            ExportTime(source == "modification_time", at, PurePath(name).suffix),
            is_forgotten=status == "forgotten",
            landed_at=landed_at,
        )
        for file_id, status, source, at, name, landed_at in rows
    }


def with_forgotten_rows(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of the files of which the rows of some shops were taken back."""
    rows = connection.execute("select distinct file_id from log.forgotten_rows").fetchall()
    return frozenset(file_id for (file_id,) in rows)


def write_deletion(connection: duckdb.DuckDBPyConnection, file_id: str, deleted_at: datetime) -> None:
    """Write down that a file was deleted from landing."""
    connection.execute("update log.landed_files set deleted_at = ? where file_id = ?", [deleted_at, file_id])


def write_files(connection: duckdb.DuckDBPyConnection, files: Sequence[LandedFile]) -> None:
    """Write the ledger rows of files in place of older ones; the caller owns the transaction."""
    rows = [_row(file) for file in files]
    connection.execute(statement(__name__, "delete_files"), {"file_ids": [row["file_id"] for row in rows]})
    connection.execute(statement(__name__, "write_files"), {"files": json.dumps(rows, default=datetime.isoformat)})


def _row(file: LandedFile) -> dict[str, Any]:
    return {
        "file_id": file.identity.file_id,
        "platform": file.label.platform,
        "shop_id": file.label.shop_id,
        "export": file.label.export_name,
        "file_name": file.name,
        "sha256": file.identity.sha256,
        "bytes": file.identity.bytes,
        "exported_at": file.exported.at,
        "exported_at_source": file.exported.source,
        "landed_at": file.landed_at,
        "run_id": file.run_id,
        "status": file.status,
        "reason": file.reason,
        "reason_zh": file.reason_zh,
        "road": file.reader,
        "encoding": file.encoding,
        "rows_read": file.rows_landed + file.rows_rejected,
        "rows_landed": file.rows_landed,
        "rows_rejected": file.rows_rejected,
        "rows_skipped": file.rows_skipped,
        "unknown_columns": file.unknown_columns,
        "absent_columns": file.absent_columns,
        "cells_dropped": file.cells_dropped,
        "sheets_read": file.sheets.read,
        "sheets_of_notes": file.sheets.of_notes,
        "sheets_of_tables": file.sheets.of_tables,
        "sheets_hidden": file.sheets.hidden,
        "origin": file.origin,
    }


def write_export_time(connection: duckdb.DuckDBPyConnection, file_id: str, exported: ExportTime, name: str) -> None:
    """Correct the export time of a known file, seen again under a better name."""
    connection.execute(
        "update log.landed_files set exported_at = ?, exported_at_source = ?, file_name = ? where file_id = ?",
        [exported.at, exported.source, name, file_id],
    )


def ready_raw_tables(connection: duckdb.DuckDBPyConnection, exports: Exports) -> None:
    """Make the raw tables as the contracts have them; a column they gain is absent from the files that landed before.

    What such a file has in the column is not in the warehouse until the file lands anew, with --full.

    Args:
        connection: the warehouse, with its ledger.
        exports: the contracts.

    Raises:
        ContractError: a column of a table has another type than the contract now says.
    """
    for (platform, export), columns in create_raw_tables(connection, exports).items():
        connection.execute(
            "update log.landed_files set absent_columns = concat_ws(', ', absent_columns, ?) "
            "where platform = ? and export = ? and status = 'landed'",
            [", ".join(columns), platform, export],
        )
