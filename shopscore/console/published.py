"""Opens the published file for a command and reads what every answer starts with: which publication, which day.

Questions about scores belong in the modules that ask them.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from shopscore.console.errors import CommandError
from shopscore.faults import FaultKind, find_fault
from shopscore.language import tr
from shopscore.warehouse import Config, fetch, open_published

# A publication of before an upgrade lacks them until the next refresh; so it does the youngest column.
YOUNGEST_COLUMN = ("dims", "rule_versions", "note_zh")
YOUNGEST_MARTS = frozenset(
    {
        "indicator_accounting",
        "indicator_breakdown",
        "indicator_windows",
        "list_status",
        "own_targets",
        "score_adjustments",
        "score_drivers",
        "score_forecast",
        "score_targets",
        "threshold_alerts",
        "value_drivers",
    }
)
PRESENT_MARTS = "select table_name from duckdb_tables() where schema_name = 'marts'"
PRESENT_COLUMNS = "select schema_name, table_name, column_name from duckdb_columns()"


@dataclass(frozen=True)
class Label:
    """Which publication a file is."""

    generation_id: str
    published_at: datetime


@contextmanager
def open_current(path: Path, bounds: Config | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file, read-only and without access to other files.

    Args:
        path: the file.
        bounds: settings of DuckDB that bound what a query may take.

    Raises:
        CommandError: there is none, or it cannot be opened.
    """
    if not path.exists():
        raise nothing_published(path)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(open_published(path, bounds))
        except duckdb.OutOfMemoryException:
            # It is for whoever set the bound to say so.
            raise
        except duckdb.Error as error:
            raise CommandError(say_why_unreadable(error, path)) from error
        yield connection


def nothing_published(path: Path) -> CommandError:
    """Return what to say where there is no published file: where to begin, or what to run."""
    home = path.parent.parent
    if not home.is_dir():
        return CommandError(tr("there is no folder {path}: set SHOPSCORE_HOME, or mount its disk", path=home))
    # Imported here because what reads exports costs time that a reader of scores need not wait for.
    from shopscore.onboarding.beginning import what_comes_first  # noqa: PLC0415

    return CommandError(what_comes_first(home).said())


def say_why_unreadable(error: duckdb.Error, path: Path) -> str:
    """Return one line on a published file that does not open: why, and what to do."""
    fault = find_fault(error, path)
    if fault is not None and fault.kind is FaultKind.DAMAGED and str(path) + ".wal" not in fault.text:
        return tr(
            "{path} cannot be opened: run shopscore refresh, which writes it again (it is damaged or not a database)",
            path=path,
        )
    if fault is not None:
        return fault.text
    if isinstance(error, duckdb.InvalidInputException):
        return " ".join(str(error).split())
    return tr("{path} cannot be opened: run shopscore refresh ({error})", path=path, error=" ".join(str(error).split()))


def read_label(connection: duckdb.DuckDBPyConnection) -> Label:
    """Return which publication the open file is."""
    (row,) = fetch(connection, "select generation_id, published_at from ops.publication")
    return Label(**row)


def choose_date(connection: duckdb.DuckDBPyConnection, wanted: date | None) -> date:
    """Return the assessment date to show: the wanted one, or the newest.

    Raises:
        CommandError: no score of that date is published; the message says which dates are.
    """
    (dates,) = fetch(
        connection,
        "select min(assessment_date) as first, max(assessment_date) as last, "
        "coalesce(bool_or(assessment_date = ?), false) as found from marts.scores",
        [wanted],
    )
    if dates["last"] is None:
        raise CommandError(tr("the publication holds no scores: add exports and run shopscore refresh"))
    if wanted is not None and not dates["found"]:
        raise CommandError(
            tr(
                "no scores of {date}: published are {first} to {last}",
                date=wanted,
                first=dates["first"],
                last=dates["last"],
            )
        )
    return wanted or dates["last"]


def check_version(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise a `CommandError` that asks for a refresh where an older version, without the youngest marts, published."""
    present = {row["table_name"] for row in fetch(connection, PRESENT_MARTS)}
    columns = {tuple(row.values()) for row in fetch(connection, PRESENT_COLUMNS)}
    if not present >= YOUNGEST_MARTS or YOUNGEST_COLUMN not in columns:
        raise CommandError(tr("an older version of shopscore wrote the publication: run shopscore refresh"))
