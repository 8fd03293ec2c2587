"""Keeps the result of every check of a run in the ledger.

How a check is made belongs in the models' tests; whether a result closes the gate is told by `closes_gate` alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

EXAMPLES = 3


@dataclass(frozen=True)
class Withheld:
    """An export of a shop whose rows fail a check, so that what is made of them is not shown.

    Attributes:
        platform: platform of the shop.
        shop_id: the shop.
        export: the export.
        check_name: the check.
        first_day: day of the first such row; None when rows are not dated, then no day is free of them.
        file_ids: the landed files that hold them; checked again until they pass.
    """

    platform: str
    shop_id: str
    export: str
    check_name: str
    first_day: date | None
    file_ids: tuple[str, ...]


@dataclass(frozen=True)
class CheckResult:
    """How one check ended.

    Attributes:
        check_name: name of the check.
        checked_table: `schema.table` that it looks at; None when it looks at several without a main one.
        severity: `error` blocks a publication, `withhold` keeps shops' indicators out of it, `warn` does neither.
        result: `passed`, `failed`, `not_run` (it could not run) or `skipped` (something before it failed).
        failing_rows: rows that break it; None when it did not run.
        description: what it checks.
        message: what it found.
        withheld: the shops whose indicators it keeps out.
        description_zh: what it checks, in Chinese; None where it is not said.
        message_zh: what it found, in Chinese; None where it is not said.
        shops: the shops that it found it in.
    """

    check_name: str
    checked_table: str | None
    severity: str
    result: str
    failing_rows: int | None
    description: str | None
    message: str | None
    withheld: tuple[Withheld, ...] = ()
    description_zh: str | None = None
    message_zh: str | None = None
    shops: tuple[str, ...] = ()


def closes_gate(check: CheckResult) -> bool:
    """Tell whether this result keeps the last publication in place: an error found, or a check that could not run."""
    return check.result == "not_run" or (check.severity == "error" and check.result == "failed")


def failing_examples(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the first rows that break a check as text, `column=value` by `column=value`.

    Args:
        connection: an open warehouse; it holds no personal data in clear.
        query: returns the rows that break the check.
    """
    found = connection.execute(f"select * from ({query}) order by all limit {EXAMPLES}")
    names = [column[0] for column in found.description or ()]
    rows = [", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True)) for row in found.fetchall()]
    return "; ".join(rows)


def record_checks(connection: duckdb.DuckDBPyConnection, run_id: str, checks: Sequence[CheckResult]) -> None:
    """Write the results of a run to `log.quality_results`."""
    if checks:
        connection.executemany(
            "insert into log.quality_results (run_id, check_name, checked_table, severity, result, failing_rows, "
            "description, message, description_zh, message_zh) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [
                    run_id,
                    check.check_name,
                    check.checked_table,
                    check.severity,
                    check.result,
                    check.failing_rows,
                    check.description,
                    check.message,
                    check.description_zh,
                    check.message_zh,
                ]
                for check in checks
            ],
        )


def record_withheld(connection: duckdb.DuckDBPyConnection, run_id: str, checks: Sequence[CheckResult]) -> None:
    """Write which exports of which shops are withheld to `log.withheld_exports`, in place of what it said before."""
    connection.begin()
    connection.execute("delete from log.withheld_exports")
    rows = [
        [run_id, found.platform, found.shop_id, found.export, found.check_name, found.first_day, file_id]
        for check in checks
        for found in check.withheld
        for file_id in found.file_ids
    ]
    if rows:
        connection.executemany("insert into log.withheld_exports values (?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
