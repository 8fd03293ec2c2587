"""Opens one export file for landing, and lands or refuses one by itself: with its ledger row, both or neither.

Reading cells belongs in `cells.py`, finding headers in `headers.py`, what a column means in the export contract; which
files are landed, and which together, in `landing.py`. Nothing here knows a rule, an export or a column.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from shopscore.contracts import Export
from shopscore.landing import file_ledger, quarantine
from shopscore.landing.batches import land_members
from shopscore.landing.failures import is_of_machine
from shopscore.landing.file_ledger import LandedFile
from shopscore.landing.header_report import refusal_reason
from shopscore.landing.inserting import Member, MostlyBadError, UnprovenError, execute, forget
from shopscore.landing.lander import Lander, planned_quickly, scratch_folder, transaction
from shopscore.landing.layout import export_of
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.readers import readers, tolerant_reader
from shopscore.landing.statements import statements
from shopscore.landing.tables import Table, open_table
from shopscore.language import Message
from shopscore.sql_files import literal

# Reader of a report that says that it is empty.
NOTHING = "nothing"

OnTable = Callable[[Export, Table], None]


def land_file(lander: Lander, row: LandedFile, on_table: OnTable | None = None) -> LandedFile:
    """Land one file and write its ledger row.

    Args:
        lander: where to.
        row: the file.
        on_table: told of the table once its header is found, before any row is read.

    Raises:
        FileRefusedError: it cannot land.
    """
    with scratch_folder(lander.settings.temporary) as scratch:
        opened = _open(lander, row, scratch, on_table)
        if opened is None:
            return land_nothing(lander, [replace(row, reader=NOTHING)])[0]
        export, table = opened
        return _land_table(lander, row, export, table, scratch)


def prepare_file(lander: Lander, row: LandedFile, scratch: Path) -> Member | LandedFile:
    """Open a file and prepare its quickest reader, for being landed with others.

    Args:
        lander: where to.
        row: the file.
        scratch: folder for its temporary files, emptied by the caller.

    Returns:
        The file with its reader; the ledger row alone for a report that says in words that it is empty.

    Raises:
        FileRefusedError: it cannot land.
    """
    opened = _open(lander, row, scratch)
    if opened is None:
        return replace(row, reader=NOTHING)
    export, table = opened
    return Member(row, export, table, next(readers(table, scratch)))


def land_nothing(lander: Lander, rows: list[LandedFile]) -> list[LandedFile]:
    """Write the ledger rows of reports that say in words that they are empty: they cover their days like any other."""
    with transaction(lander.connection):
        for row in rows:
            if row.identity.file_id in lander.known:
                forget(lander, [row.identity.file_id], _export_of(lander, row))
        file_ledger.write_files(lander.connection, rows)
    return rows


def refuse_file(lander: Lander, row: LandedFile, reason: Message) -> LandedFile:
    """Write down why a file does not land, in the ledger and in quarantine; nothing of it stays in the raw tables."""
    refused = replace(row, status="refused", reason=reason.en, reason_zh=reason.zh)
    quarantine.write_reason(lander.settings.quarantine, row.label, row.name, row.identity, reason)
    with transaction(lander.connection):
        forget(lander, [row.identity.file_id], _export_of(lander, row))
        file_ledger.write_files(lander.connection, [refused])
    return refused


def _export_of(lander: Lander, row: LandedFile) -> Export | None:
    return lander.exports.get((row.label.platform or "", row.label.export_name or ""))


def _open(
    lander: Lander, row: LandedFile, scratch: Path, on_table: OnTable | None = None
) -> tuple[Export, Table] | None:
    """Find the contract and the header of a file; None when it says in words that there is nothing."""
    quarantine.release(lander.settings.quarantine, row.label, row.identity)
    export = export_of(row.place, lander.exports)
    if export.has_shop_folder and row.label.shop_id is None:
        raise FileRefusedError(
            Message("its shop's folder is not an id of letters and digits: name it by the shop's id")
        )
    table = open_table(row.place, export, lander.exports, scratch)
    if table is None:
        return None
    if on_table is not None:
        on_table(export, table)
    if not table.match.is_complete:
        _copy_masked(lander, row, export, table, scratch)
        raise FileRefusedError(refusal_reason(export, lander.exports, table.header.cells, table.match))
    return export, table


def _land_table(lander: Lander, row: LandedFile, export: Export, table: Table, scratch: Path) -> LandedFile:
    for reader in readers(table, scratch):
        try:
            return land_members(lander, [Member(row, export, table, reader)])[0]
        except UnprovenError:
            continue
        except MostlyBadError as error:
            _copy_masked(lander, row, export, table, scratch)
            raise FileRefusedError(error.reasons[row.identity.file_id]) from None
        except duckdb.Error as error:
            # A strict reader has many ways to say that a file is not what it takes.
            if not reader.is_strict or is_of_machine(error):
                raise
            continue
    raise FileRefusedError(
        Message("its rows cannot be told apart with certainty: save it again as CSV UTF-8 or as .xlsx")
    )


def _copy_masked(lander: Lander, row: LandedFile, export: Export, table: Table, scratch: Path) -> None:
    """Write what the contract knows of a refused table to quarantine, masked as landing would.

    A table that cannot be read has no copy: the reason of its refusal is its header.
    """
    if not table.match.positions:
        return
    try:
        reader = tolerant_reader(table, table.encoding, scratch)
    except FileRefusedError:
        return
    copy = scratch / "copy.csv"
    sql = statements(export, row.label.shop_id, reader.source, (reader.path,))
    with planned_quickly(lander.connection, row.identity.bytes):
        execute(
            lander,
            [Member(row, export, table, reader)],
            f"copy ({sql.copy}) to {literal(str(copy))} (format csv, header true)",
        )
    quarantine.keep_copy(copy, lander.settings.quarantine, row.label, row.name, row.identity)
