"""The scores and indicator scores of all published days by plain SQL from the raw tables, as one writes it by hand.

What the house costs is measured against this (`sql/by_hand`), and what it publishes is compared with it: a benchmark
of something else than the same figures would say nothing. Nothing of the models is read; numbers of the rules come
from the seeds, and words of the platforms stand in the SQL, as far as the made-up exports have them.
"""

from datetime import date
from pathlib import Path

import duckdb

from shopscore.settings import PROJECT_DIR
from shopscore.sql_files import literal
from shopscore.warehouse import fetch

SQL = Path(__file__).with_name("sql") / "by_hand"
# Figures of both are rounded to nine decimals, each after sums of its own.
TOLERANCE = 2e-9


class UnequalError(AssertionError):
    """A published figure is not what the SQL by hand makes of the same rows; the message shows some of both."""


def score_by_hand(connection: duckdb.DuckDBPyConnection, warehouse: Path, as_of: date, history_days: int = 120) -> None:
    """Make the tables `indicator_scores` and `scores` of a connection from the raw tables of a warehouse.

    Args:
        connection: to any database; the warehouse is attached as `house`, for reading.
        warehouse: file with the raw tables and the ledger.
        as_of: assessment date; nothing after the day before it is known.
        history_days: days to score, `as_of` the last.
    """
    collect_facts(connection, warehouse, as_of, history_days)
    score_facts(connection)


def collect_facts(connection: duckdb.DuckDBPyConnection, warehouse: Path, as_of: date, history_days: int) -> None:
    """Make the table `facts`, what each subject's cases add by day, and the tables of the rules; as `score_by_hand`."""
    connection.execute(f"attach {literal(str(warehouse))} as house (read_only)")
    connection.execute(f"set variable as_of = date '{as_of}'")
    connection.execute(f"set variable history_days = {history_days}")
    connection.execute(f"set variable seeds = {literal(str(PROJECT_DIR / 'seeds'))}")
    _run(connection, "1_rules", "2_orders", "3_facts")


def score_facts(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the scores of the facts."""
    _run(connection, "4_windows", "5_scores")


def write_facts(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write the facts, the rules and the totals made of them as Parquet, for others to make the same of them."""
    for table in ("subjects", "windows", "rules", "systems", "dimensions", "totals_of_days"):
        connection.execute(f"copy {table} to {literal(str(folder / f'{table}.parquet'))}")
    connection.execute(
        "copy (select * replace (cast(numerator as bigint) as numerator, cast(denominator as bigint) as denominator) "
        f"from facts) to {literal(str(folder / 'facts.parquet'))}"
    )


def _run(connection: duckdb.DuckDBPyConnection, *names: str) -> None:
    for name in names:
        connection.execute((SQL / f"{name}.sql").read_text(encoding="utf-8"))


def compare(connection: duckdb.DuckDBPyConnection, published: Path) -> dict[str, int]:
    """Compare the tables by hand with those of a published file; return the number of rows compared of each.

    An indicator without a single case may be left out of the published table.

    Raises:
        UnequalError: a row or a figure is not the same.
    """
    connection.execute(f"attach {literal(str(published))} as published (read_only)")
    connection.execute(f"set variable tolerance = {TOLERANCE}")
    connection.execute((SQL / "compare" / "macros.sql").read_text(encoding="utf-8"))
    compared = {}
    for table in ("indicator_scores", "scores"):
        statement = (SQL / "compare" / f"{table}.sql").read_text(encoding="utf-8")
        connection.execute(f"create or replace temp table compared as {statement}")
        counted = fetch(connection, "select count(*) as rows, count_if(is_unequal) as unequal from compared")[0]
        if counted["unequal"] or not counted["rows"]:
            shown = fetch(connection, "select * from compared where is_unequal limit 3")
            lines = "\n".join(str({name: str(value) for name, value in row.items()}) for row in shown)
            raise UnequalError(f"{counted['unequal']} of {counted['rows']} rows of {table} are not equal:\n{lines}")
        compared[table] = counted["rows"]
    return compared
