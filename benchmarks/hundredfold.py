"""Proves that every data test holds on a hundred times the sample, rounding and coincidence included.

Usage: `python benchmarks/hundredfold.py [copies]`, `make proof-hundredfold`. The sample of `make run` lands once; then
every landed row is copied under other shops, creators, orders and files, and one refresh of the command line computes,
checks and publishes all of it: dbt's data tests and the checks of what arrives and of what leaves. It prints what did
not hold, CPU and peak memory, and ends with the refresh's exit code. No time is asserted.

Every other copy is exact, so that values tie in every industry. In the rest a part of the orders, sessions and tickets
is moved to where rounding and coincidence lie: times of the same second, the last second before a limit, the limit and
the second after, midnight, the edges of the service hours, and seconds before and after noon.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from shopscore.contracts import load_exports
from shopscore.landing import land
from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.warehouse import open_warehouse

COPIES = 100
AS_OF = date(2021, 11, 15)
MEGABYTE = 1024

# Columns that make a copy somebody else; what is shared by all shops (carriers, reasons, words) stays.
OWN_IDS = (
    "shop_id", "subject_id", "creator_id", "parent_order_id", "order_id", "review_id", "after_sale_id", "complaint_id",
    "session_id", "help_id", "appeal_id", "waybill_no", "product_id", "buyer_hash", "agent_id", "_file_id", "file_id",
    "sha256",
)  # fmt: skip
# What decides where the times of a row are moved: all rows of one order alike.
OWNERS = ("order_id", "session_id", "after_sale_id", "review_id", "appeal_id")
# Of all platforms and shops at once: a copy would say the same thing twice.
SHARED_TABLES = ("reference_exemptions", "reference_benchmarks", "rejected_rows")

EDGES = (
    "00:00:00", "00:00:01", "23:59:59", "11:59:56", "12:00:00", "12:00:04", "07:59:59", "08:00:00", "22:59:59",
    "23:00:00",
)  # fmt: skip
# Added to 10:00 of the day of each time, so that waits are whole days or half ones, give or take a second or four.
OFFSETS = ("0", "-1", "1", "-4", "43200", "43199", "43201")
REPLY_SECONDS = (179, 180, 181)

LARGEST_TABLES = """
    select schema_name || '.' || table_name as name, estimated_size from duckdb_tables()
    where schema_name = 'raw' order by estimated_size desc limit 4
"""
FAILED = """
    select check_name, severity, failing_rows, left(message, 400) as message from log.quality_results
    where result <> 'passed' and run_id = (select run_id from log.runs order by started_at desc limit 1)
    order by severity, check_name
"""


def main(arguments: list[str]) -> None:
    """Make the data, refresh it in a process of its own, and say what held."""
    copies = int(arguments[0]) if arguments else COPIES
    with tempfile.TemporaryDirectory(prefix="hundredfold-", dir=os.environ.get("SHOPSCORE_PROOF_FOLDER")) as folder:
        settings = Settings(Path(folder), AS_OF)
        write_sample(settings.landing, until=AS_OF)
        land(settings, load_exports(PROJECT_DIR / "models"), "proof")
        with open_warehouse(settings) as connection:
            multiply(connection, copies)
            for table, rows in connection.execute(LARGEST_TABLES).fetchall():
                print(f"{rows:>12,}  {table}", flush=True)
        exit_code = _refresh(settings)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{used.ru_utime + used.ru_stime:.0f} s CPU, {used.ru_maxrss / MEGABYTE:,.0f} MB peak")
        with open_warehouse(settings) as connection:
            for name, severity, rows, message in connection.execute(FAILED).fetchall():
                print(f"{severity:<6} {name}  {rows}" + (f"  {message}" if severity == "error" else ""))
    raise SystemExit(exit_code)


def multiply(connection: duckdb.DuckDBPyConnection, copies: int) -> None:
    """Copy every landed row and its file's ledger row until there are that many times as many."""
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where schema_name = 'raw' "
        "union all select 'log', 'landed_files' order by all"
    ).fetchall()
    for schema, table in tables:
        described = connection.execute(f'describe "{schema}"."{table}"').fetchall()
        columns = {column: kind for column, kind, *_ in described}
        owned = [column for column in columns if column in OWN_IDS]
        if not owned or table in SHARED_TABLES:
            continue
        changed = {column: _renamed(column) for column in owned} | _moved(table, columns)
        replaced = ", ".join(f'{expression} as "{column}"' for column, expression in changed.items())
        connection.execute(
            f'insert into "{schema}"."{table}" select landed.* replace ({replaced}) '
            f'from "{schema}"."{table}" as landed cross join range(1, {copies}) as numbers(copy)'
        )


def _renamed(column: str) -> str:
    # "0" is how the console writes no creator; a word such as a bulk folder's name is nobody's
    return f"""case when "{column}" in ('0', '_all') then "{column}" else "{column}" || '_' || copy end"""


def _moved(table: str, columns: dict[str, str]) -> dict[str, str]:
    """Return what each time of a table becomes in the copies that are not exact."""
    owner = next((column for column in OWNERS if column in columns), None)
    times = [column for column, kind in columns.items() if kind == "TIMESTAMP"]
    if owner is None or table == "landed_files" or not times:
        return {}
    lot = f'hash("{owner}", copy) % 64'
    first = f"coalesce({', '.join(_quoted(times))})"
    moved = {}
    for place, column in enumerate(times):
        at = f'"{column}"'
        edge = f"[{', '.join(repr(edge) for edge in EDGES)}][1 + (hash({at}, copy) % {len(EDGES)})::integer]"
        offset = f"[{', '.join(OFFSETS)}][1 + (hash({at}, copy, {place}) % {len(OFFSETS)})::integer]"
        moved[column] = f"""
            case
                when {at} is null or copy % 2 = 0 then {at}
                when {lot} < 6 then cast(cast({at} as date) || ' ' || {edge} as timestamp)
                when {lot} < 10 then {first}
                when {lot} < 18 then cast(cast({at} as date) as timestamp) + to_seconds(36000 + {offset})
                else {at} + to_seconds((hash("{owner}", copy) % 5)::integer)
            end
        """
    if "first_human_reply_at" in columns and "handed_to_human_at" in columns:
        seconds = (
            f"[{', '.join(map(str, REPLY_SECONDS))}][1 + (hash(session_id, copy) % {len(REPLY_SECONDS)})::integer]"
        )
        moved["first_human_reply_at"] = f"""
            case
                when first_human_reply_at is not null and copy % 2 = 1 and {lot} >= 18 and {lot} < 40
                    then handed_to_human_at + to_seconds({seconds} + (hash("{owner}", copy) % 5)::integer)
                else {moved["first_human_reply_at"]}
            end
        """
    return moved


def _quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _refresh(settings: Settings) -> int:
    command = [sys.executable, "-c", "from shopscore.cli import main; main()", "refresh", "--as-of", str(AS_OF)]
    environment = os.environ | {"SHOPSCORE_HOME": str(settings.home)}
    return subprocess.run(command, cwd=PROJECT_DIR, env=environment, check=False).returncode  # noqa: S603 itself


if __name__ == "__main__":
    main(sys.argv[1:])
