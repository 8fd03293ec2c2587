"""What is measured inside a process of its own: `python -m benchmarks.sides SIDE ARGUMENTS`.

Each side prints one line of JSON: CPU seconds of the work alone, without what Python imports, and peak memory of the
process. Who runs them, how often and what is made of it belongs in `bench.py`.
"""

import csv
import json
import re
import resource
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.by_hand import (
    SQL,
    TOLERANCE,
    UnequalError,
    collect_facts,
    compare,
    score_facts,
    write_facts,
)
from benchmarks.pages import seconds_of_pages
from shopscore.contracts import REFERENCE, load_exports
from shopscore.landing import land
from shopscore.limits import Limits
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.sql_files import identifier, literal
from shopscore.warehouse import fetch

MEGABYTE = 1024
QUESTIONS = re.compile(r"^### (?P<number>\d+)\..*?^```sql\n(?P<sql>.*?)^```$", re.MULTILINE | re.DOTALL)
NOTHING = ["", "-"]

Figures = dict[str, float]


def cpu_of(work: Callable[[], None]) -> float:
    """Return the CPU seconds, user and system, that some work took in this process."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def landing(home: str, as_of: str) -> Figures:
    """Land what lies in the landing folder of a home and has not landed yet."""
    counted: Figures = {}

    def work() -> None:
        summary = land(Settings(Path(home), date.fromisoformat(as_of)), load_exports(PROJECT_DIR / "models"), "bench")
        if summary.refused or summary.rows_rejected:
            raise SystemExit(f"not a clean landing: {summary.refused} files refused, {summary.rows_rejected} rows")
        counted.update(files=summary.landed, rows=summary.rows)

    return {"cpu": cpu_of(work), **counted}


def typed_read(folder: str, database: str) -> Figures:
    """Read the same files into tables of the contract's types by DuckDB's reader alone, each export's at once."""
    exports = load_exports(PROJECT_DIR / "models")
    rows = 0

    def work() -> None:
        nonlocal rows
        with duckdb.connect(database, config=_config(Path(database).parent)) as connection:
            for (platform, name), export in exports.items():
                files = sorted(map(str, Path(folder, platform).glob(f"*/{name}/*.csv")))
                files += sorted(map(str, Path(folder, platform, name).glob("*.csv")))
                if not files:
                    continue
                types = {header: column.sql_type for column in export.columns for header in column.headers}
                with Path(files[0]).open(encoding="utf-8", newline="") as lines:
                    headers = next(csv.reader(lines))
                # yes and no are words of the platform, and a share in a list of the user's may be 2 %: no reader knows
                typed = {header: types.get(header, "VARCHAR").replace("BOOLEAN", "VARCHAR") for header in headers}
                if platform == REFERENCE:
                    typed = dict.fromkeys(headers, "VARCHAR")
                columns = ", ".join(f"{literal(header)}: {literal(kind)}" for header, kind in typed.items())
                connection.execute(
                    f"create table {identifier(f'{platform}_{name}')} as from read_csv({files!r}, auto_detect=false, "
                    f"header=true, delim=',', quote='\"', escape='\"', columns={{{columns}}}, nullstr={NOTHING!r})"
                )
                counted = connection.execute(f"select count(*) from {identifier(f'{platform}_{name}')}").fetchone()
                rows += counted[0] if counted else 0

    return {"cpu": cpu_of(work), "rows": rows}


def by_hand(home: str, as_of: str, scratch: str) -> Figures:
    """Make the scores of all days by hand, compare them with the published ones, and leave the facts in scratch."""
    settings = Settings(Path(home), date.fromisoformat(as_of))
    with duckdb.connect(str(Path(scratch) / "by_hand.duckdb"), config=_config(Path(scratch))) as connection:
        facts = cpu_of(lambda: collect_facts(connection, settings.warehouse, settings.as_of, settings.history_days))
        scores = cpu_of(lambda: score_facts(connection))
        peak = _peak()
        compared = compare(connection, settings.published)
        write_facts(connection, Path(scratch))
    return {"cpu": facts + scores, "scores_cpu": scores, "peak": peak, **compared}


def equal_to_polars(scratch: str) -> Figures:
    """Compare the totals by Polars with those by hand.

    Raises:
        UnequalError: one is not the same.
    """
    with duckdb.connect() as connection:
        connection.execute(f"set file_search_path = {literal(scratch)}")
        connection.execute((SQL / "compare" / "macros.sql").read_text(encoding="utf-8"))
        connection.execute(f"set variable tolerance = {TOLERANCE}")
        counted = fetch(connection, (SQL / "compare" / "polars.sql").read_text(encoding="utf-8"))[0]
    if counted["unequal"] or not counted["totals"]:
        raise UnequalError(f"{counted['unequal']} of {counted['totals']} totals by Polars are not equal")
    return {"cpu": 0.0, "totals": counted["totals"]}


def questions(home: str) -> Figures:
    """Ask the published file every question of the docs, one after the other; the slowest is told apart."""
    text = (PROJECT_DIR / "docs" / "questions.md").read_text(encoding="utf-8")
    statements = [found["sql"] for found in QUESTIONS.finditer(text)]
    with duckdb.connect(str(Settings(Path(home), date.min).published), read_only=True) as connection:
        costs = [cpu_of(partial(_ask, connection, statement)) for statement in statements]
    slowest = max(range(len(costs)), key=costs.__getitem__)
    return {"cpu": sum(costs), "questions": len(costs), "slowest": costs[slowest], "slowest_question": slowest + 1}


def pages(home: str) -> Figures:
    """Run every page as the server does, without a browser; the slowest is told apart, in seconds a reader waits."""
    found: dict[str, float] = {}
    cpu = cpu_of(lambda: found.update(seconds_of_pages(Path(home))))
    return {"cpu": cpu, "pages": len(found), "slowest": max(found.values())}


SIDES: Mapping[str, Callable[..., Figures]] = {
    "landing": landing,
    "typed_read": typed_read,
    "by_hand": by_hand,
    "equal_to_polars": equal_to_polars,
    "questions": questions,
    "pages": pages,
}


def _ask(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    connection.execute(statement).fetchall()


def _config(folder: Path) -> dict[str, str | bool | int | float | list[str]]:
    return Limits().settings(folder)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def main(arguments: list[str]) -> None:
    """Run one side and print its figures."""
    figures = SIDES[arguments[0]](*arguments[1:])
    print(json.dumps({"peak": _peak()} | figures))


if __name__ == "__main__":
    main(sys.argv[1:])
