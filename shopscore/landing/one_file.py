"""Lands one export file: one transaction, with its ledger row, both or neither.

Reading cells belongs in `cells.py`, finding headers in `headers.py`, what a column means in the export contract; which
files are landed in `landing.py`. Nothing here knows a rule, an export or a column.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from shopscore.contracts import SHOP_COLUMN, Export, Exports
from shopscore.landing import file_ledger, quarantine
from shopscore.landing.failures import is_of_machine
from shopscore.landing.file_ledger import KnownFile, LandedFile
from shopscore.landing.header_report import absent_columns, refusal_reason, unknown_headers
from shopscore.landing.identity import FileChangedError, Identity, size_and_time
from shopscore.landing.layout import Place, export_of
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.privacy import HashKey
from shopscore.landing.readers import Reader, readers, tolerant_reader
from shopscore.landing.statements import parameters_of, statements
from shopscore.landing.tables import Table, open_table
from shopscore.landing.text_files import records_by_quotes
from shopscore.landing.unknown_words import name_words, with_words_that_landed
from shopscore.language import Message, Told
from shopscore.quality.limits import Limits
from shopscore.settings import Settings
from shopscore.sql_files import literal, statement

# Each of these goes over hundreds of expressions, and compiles their patterns to see what they can match.
LEFT_OUT_OF_PLANS = "statistics_propagation,expression_rewriter,common_subexpressions,filter_pushdown,common_subplan"
SMALL_FILE = 1 << 21
# Reader of a report that says that it is empty.
NOTHING = "nothing"


class _MostlyBadError(FileRefusedError):
    """More rows are bad than a file may have and still be what it says."""


class _UnprovenReaderError(Exception):
    """The strict reader cannot prove that it missed nothing."""


@dataclass(frozen=True)
class _Counts:
    landed: int
    rejected: int = 0
    skipped: int = 0


@dataclass
class Lander:
    """What landing one file after the other needs.

    Attributes:
        connection: the warehouse, or one in memory that is thrown away.
        settings: where landing, quarantine and temporary files are.
        exports: the contracts.
        run_id: for the ledger.
        key: of the hashes.
        known: files of the ledger.
        full: land every file anew that is not forgotten.
        limits: on the share of bad rows.
        made_up: SHA-256 of the sample's files.
        with_forgotten_rows: files of which rows were taken back.
        done: files that landed or were refused now.
        present: files that lie in landing and could be read.
        with_words: raw table → contract with the words that landed.
    """

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    exports: Exports
    run_id: str
    key: HashKey
    known: dict[str, KnownFile]
    full: bool
    limits: Limits
    made_up: frozenset[str] = frozenset()
    with_forgotten_rows: frozenset[str] = frozenset()
    done: set[str] = field(default_factory=set)
    present: list[tuple[Place, Identity]] = field(default_factory=list)
    with_words: dict[str, Export] = field(default_factory=dict)


def land_file(lander: Lander, row: LandedFile, on_table: Callable[[Export, Table], None] | None = None) -> LandedFile:
    """Land one file and write its ledger row.

    Args:
        lander: where to.
        row: the file.
        on_table: told of the table once its header is found, before any row is read.

    Raises:
        FileRefusedError: it cannot land.
    """
    quarantine.release(lander.settings.quarantine, row.label, row.identity)
    with _scratch(lander.settings.temporary) as scratch:
        export = export_of(row.place, lander.exports)
        if export.has_shop_folder and row.label.shop_id is None:
            raise FileRefusedError(
                Message("its shop's folder is not an id of letters and digits: name it by the shop's id")
            )
        table = open_table(row.place, export, lander.exports, scratch)
        if table is None:
            return _land_nothing(lander, row, export)
        if on_table is not None:
            on_table(export, table)
        if not table.match.is_complete:
            _copy_masked(lander, row, export, table, scratch)
            raise FileRefusedError(refusal_reason(export, lander.exports, table.header.cells, table.match))
        with _planned_quickly(lander.connection, row.identity.bytes):
            return _land_table(lander, row, export, table, scratch)


def _land_nothing(lander: Lander, row: LandedFile, export: Export) -> LandedFile:
    """Write the ledger row of a report that says in words that it is empty: it covers its days like any other."""
    landed = replace(row, reader=NOTHING)
    with _transaction(lander.connection):
        _forget(lander.connection, row.identity.file_id, export)
        file_ledger.write_file(lander.connection, landed)
    return landed


def _land_table(lander: Lander, row: LandedFile, export: Export, table: Table, scratch: Path) -> LandedFile:
    for reader in readers(table, scratch):
        try:
            with _transaction(lander.connection):
                _forget(lander.connection, row.identity.file_id, export)
                counts = _read_with(lander, row, export, reader)
                _check_share(lander, row, export, counts)
                counts = _without_forgotten_rows(lander, row, export, counts)
                parameters = _parameters(lander, row)
                if name_words(lander.connection, export, reader.source, lander.key, parameters):
                    lander.with_words.pop(export.table, None)
                landed = replace(
                    row,
                    reader=reader.name,
                    encoding=reader.encoding,
                    rows_landed=counts.landed,
                    rows_rejected=counts.rejected,
                    rows_skipped=counts.skipped + table.rows_above,
                    unknown_columns=unknown_headers(table.match, lander.key),
                    absent_columns=absent_columns(export, table.match),
                    sheets=table.sheets_named(lander.key),
                    cells_dropped=_cells_dropped(lander.connection, export, row.identity.file_id),
                )
                file_ledger.write_file(lander.connection, landed)
                if size_and_time(row.place.path.stat()) != (row.identity.bytes, row.identity.modified_ns):
                    raise FileChangedError
        except _UnprovenReaderError:
            continue
        except _MostlyBadError as error:
            _copy_masked(lander, row, export, table, scratch)
            raise FileRefusedError(error.reason) from None
        except duckdb.Error as error:
            # A strict reader has many ways to say that a file is not what it takes.
            if reader.text is None or is_of_machine(error):
                raise
            continue
        return landed
    raise FileRefusedError(
        Message("its rows cannot be told apart with certainty: save it again as CSV UTF-8 or as .xlsx")
    )


def _read_with(lander: Lander, row: LandedFile, export: Export, reader: Reader) -> _Counts:
    """Insert the good rows and write down the bad ones, and prove that no record is missing."""
    if export.table not in lander.with_words:
        lander.with_words[export.table] = with_words_that_landed(lander.connection, export)
    sql = statements(lander.with_words[export.table], row.label.shop_id, reader.source)
    inserted = _execute(lander, row, sql.insert)[0]
    below: int | None = None
    expected: int | None = None
    if reader.text is not None:
        path, shape = reader.text
        below = shape.lines - reader.source.header_end
        # Every line a good row: nothing can be missing, merged, rejected or skipped. No second reading is needed.
        if inserted == below:
            return _Counts(landed=inserted)
        expected = records_by_quotes(path, reader.source.header_end) - shape.blank_lines
    else:
        expected = reader.records
        if inserted == expected:
            return _Counts(landed=inserted)
    records, skipped, rejected, others = _execute(lander, row, sql.count)
    if records != expected or inserted + skipped + rejected != records:
        raise _UnprovenReaderError
    # Below a header that comes again the columns may stand in another order, and only the whole row tells that it is a
    # note: the tolerant reader looks.
    if others and reader.text is not None:
        raise _UnprovenReaderError
    if rejected:
        # With line breaks inside cells only the tolerant reader knows on which line a record starts.
        if below is not None and records != below:
            raise _UnprovenReaderError
        _execute(lander, row, sql.reject)
    return _Counts(landed=inserted, rejected=rejected, skipped=skipped)


def _check_share(lander: Lander, row: LandedFile, export: Export, counts: _Counts) -> None:
    """Hold a file to the limit that the gate holds its shop to: refused, it withholds no other shop's score.

    Raises:
        _MostlyBadError: more than the allowed share of its rows was rejected.
    """
    read = counts.landed + counts.rejected
    for limit in lander.limits.of(export.platform, export.name):
        is_limit = limit.check_name == "rejected_rows" and limit.severity != "warn"
        if is_limit and read >= limit.from_rows and counts.rejected > limit.value * read:
            sql = statement(__name__, "most_frequent_reason")
            found = lander.connection.execute(sql, {"file_id": row.identity.file_id}).fetchone()
            raise _MostlyBadError(
                Message(
                    "{rejected:,} of its {rows:,} rows are bad, most often because {reason}: export again; nothing of "
                    "it was imported",
                    rejected=counts.rejected,
                    rows=read,
                    reason=Told(*found) if found else "",
                )
            )


def _without_forgotten_rows(lander: Lander, row: LandedFile, export: Export, counts: _Counts) -> _Counts:
    """Leave out the rows of shops that were taken back from this very file; they count as skipped."""
    if row.identity.file_id not in lander.with_forgotten_rows:
        return counts
    deleted = lander.connection.execute(
        f"delete from {export.table} where _file_id = $1 and {SHOP_COLUMN} in "
        "(select shop_id from log.forgotten_rows where file_id = $1)",
        [row.identity.file_id],
    ).fetchone()
    forgotten = int(deleted[0]) if deleted else 0
    return replace(counts, landed=counts.landed - forgotten, skipped=counts.skipped + forgotten)


def refuse_file(lander: Lander, row: LandedFile, reason: Message) -> LandedFile:
    """Write down why a file does not land, in the ledger and in quarantine; nothing of it stays in the raw tables."""
    refused = replace(row, status="refused", reason=reason.en, reason_zh=reason.zh)
    quarantine.write_reason(lander.settings.quarantine, row.label, row.name, row.identity, reason)
    with _transaction(lander.connection):
        export = lander.exports.get((row.label.platform or "", row.label.export_name or ""))
        _forget(lander.connection, row.identity.file_id, export)
        file_ledger.write_file(lander.connection, refused)
    return refused


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
    sql = statements(export, row.label.shop_id, reader.source)
    _execute(lander, row, f"copy ({sql.copy}) to {literal(str(copy))} (format csv, header true)")
    quarantine.keep_copy(copy, lander.settings.quarantine, row.label, row.name, row.identity)


def _cells_dropped(connection: duckdb.DuckDBPyConnection, export: Export, file_id: str) -> int:
    counted = connection.execute(
        f"select coalesce(sum(_cells_dropped), 0) from {export.table} where _file_id = ?", [file_id]
    ).fetchone()
    return int(counted[0]) if counted else 0


def _forget(connection: duckdb.DuckDBPyConnection, file_id: str, export: Export | None) -> None:
    if export is not None:
        connection.execute(f"delete from {export.table} where _file_id = ?", [file_id])
    connection.execute("delete from raw.rejected_rows where file_id = ?", [file_id])


def _execute(lander: Lander, row: LandedFile, sql: str) -> tuple[int, ...]:
    """Run a statement with the parameters it names and return its first row."""
    named = parameters_of(sql, _parameters(lander, row))
    first: tuple[int, ...] | None = lander.connection.execute(sql, named).fetchone()
    return first or ()


def _parameters(lander: Lander, row: LandedFile) -> dict[str, str | bytes | None]:
    return {
        "file_id": row.identity.file_id,
        "file_name": row.name,
        "shop_id": row.label.shop_id,
        "inner_block": lander.key.inner,
        "outer_block": lander.key.outer,
    }


@contextmanager
def _planned_quickly(connection: duckdb.DuckDBPyConnection, size: int) -> Iterator[None]:
    """Leave out what plans a statement better, for a file so small that planning takes longer than reading."""
    if size > SMALL_FILE:
        yield
        return
    connection.execute(f"set disabled_optimizers = '{LEFT_OUT_OF_PLANS}'")
    try:
        yield
    finally:
        connection.execute("reset disabled_optimizers")


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def _scratch(temporary: Path) -> Iterator[Path]:
    """Make a folder for one file that only the owner can read, and remove it whatever happens."""
    folder = Path(tempfile.mkdtemp(dir=temporary, prefix="landing-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
