"""Reads a generation back, as its readers will: before anyone else can open it, and under its published name.

It checks that the copy is whole. Whether the figures are right is checked on the warehouse, before publication.
"""

import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb

from shopscore.faults import FaultKind, fault_in, find_fault
from shopscore.language import tr
from shopscore.publishing.errors import PublicationError
from shopscore.publishing.generation import GENERATION_COLUMN, LABEL_TABLE, STORAGE_VERSION
from shopscore.sql_files import statement
from shopscore.warehouse import open_published

READ_LABEL = f"select {GENERATION_COLUMN} from {LABEL_TABLE}"

READER_SECONDS = 60
# A process of its own: within one process DuckDB hands out a file that is open already, whatever its name means now.
# It ends itself when it takes too long: no clock of this process is waited on, which may be set meanwhile.
AS_A_READER = f"""
import signal, sys
signal.alarm({READER_SECONDS})
import duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(connection.execute("{READ_LABEL}").fetchone()[0])
"""


def read_generation_id(file: Path) -> str:
    """Return the generation a published file says it is, also while another program has it open for writing.

    Raises:
        duckdb.Error: the file is not a publication.
    """
    try:
        return _read_label(file)
    except duckdb.Error as error:
        fault = find_fault(error, file)
        if fault is None or fault.kind is not FaultKind.LOCKED:
            raise
    # The lock is on the file, not on its bytes; the name is one that the next publication removes.
    copy = file.with_name(f".building-copy-of-{file.name}")
    try:
        shutil.copyfile(file, copy)
        return _read_label(copy)
    finally:
        copy.unlink(missing_ok=True)


def find_reading_fault(published: Path, generation_id: str) -> str | None:
    """Open the published name as a reader of another program does.

    Args:
        published: the file, in its place.
        generation_id: what it should say of itself.

    Returns:
        Why a reader gets something else, and what to do, in one line; None when all is well.
    """
    reader = subprocess.run(  # noqa: S603 - this very Python
        [sys.executable, "-c", AS_A_READER, str(published)], capture_output=True, text=True, check=False
    )
    if reader.returncode == -signal.SIGALRM:
        return f"{published} gave a reader no answer within {READER_SECONDS} s"
    if reader.returncode == 0:
        found = reader.stdout.strip()
        return None if found == generation_id else f"{published} says that it is {found}, not {generation_id}"
    fault = fault_in(reader.stderr, published)
    return fault.text if fault else f"{published} cannot be read: {(reader.stderr.strip().splitlines() or ['?'])[-1]}"


def _read_label(file: Path) -> str:
    with open_published(file) as connection:
        row = connection.execute(READ_LABEL).fetchone()
    if row is None:
        raise duckdb.InvalidInputException(tr("{file} does not say which publication it is", file=file.name))
    return str(row[0])


def audit(file: Path, expected_rows: Mapping[str, int]) -> None:
    """Check a generation against the warehouse's row counts.

    Args:
        file: the finished, closed generation.
        expected_rows: rows by `schema.table`; the file's own label is not among them.

    Raises:
        PublicationError: a table is missing, has another number of rows, no `generation_id` or no comment, or the
            file has a format that older clients cannot open.
    """
    with open_published(file) as connection:
        faults = [
            *_format_faults(connection),
            *_row_faults(connection, expected_rows),
            *_column_faults(connection),
        ]
    if faults:
        raise PublicationError(tr("the copy is incomplete: {faults}", faults=tuple(faults)))


def _format_faults(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select tags['storage_version'] from duckdb_databases() where database_name = current_database()"
    ).fetchall()
    # DuckDB writes 'v1.5.0+': the oldest version that can read the file.
    return [f"storage version is {version}" for (version,) in rows if version != f"{STORAGE_VERSION}+"]


def _row_faults(connection: duckdb.DuckDBPyConnection, expected_rows: Mapping[str, int]) -> list[str]:
    present = {
        f"{schema}.{table}"
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    }
    faults = [f"{name} is missing" for name in expected_rows if name not in present]
    for name in sorted(present & expected_rows.keys()):
        schema, _, table = name.partition(".")
        row = connection.execute(f'select count(*) from "{schema}"."{table}"').fetchone()
        count = row[0] if row else 0
        if count != expected_rows[name]:
            faults.append(f"{name} has {count} rows, the warehouse {expected_rows[name]}")
    return faults


def _column_faults(connection: duckdb.DuckDBPyConnection) -> list[str]:
    unstamped = connection.execute(
        statement(__name__, "unstamped_tables"), {"generation_column": GENERATION_COLUMN}
    ).fetchall()
    silent = connection.execute(statement(__name__, "silent_names")).fetchall()
    return [f"{name} has no {GENERATION_COLUMN}" for (name,) in unstamped] + [
        f"{name} has no comment" for (name,) in silent
    ]
