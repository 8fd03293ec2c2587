"""Tells what the checks of the last run found, and where the site of the checks is.

Reads the ledger only: no check runs here, and Great Expectations is not imported.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import Timeout

from shopscore.home import home_lock
from shopscore.language import pick, tr
from shopscore.names import severity
from shopscore.quality.data_docs import INDEX, SITE
from shopscore.settings import Settings
from shopscore.sql_files import statement
from shopscore.warehouse import open_published

LAST_RUN = "select run_id, started_at, as_of, status from {ledger}.runs order by started_at desc, run_id limit 1"


@dataclass(frozen=True)
class CheckLine:
    """One check of the run, as the ledger has it."""

    check_name: str
    checked_table: str | None
    severity: str
    result: str
    failing_rows: int | None
    message: str | None
    message_zh: str | None = None


@dataclass(frozen=True)
class QualityReport:
    """The checks of the last run.

    Attributes:
        run_id: the run; None when nothing ever ran.
        started_at: when it began.
        as_of: its assessment date.
        status: how it ended.
        checks: its checks, what did not pass first.
        index: page to open; None when no site was written.
    """

    run_id: str | None
    started_at: datetime | None
    as_of: date | None
    status: str | None
    checks: tuple[CheckLine, ...]
    index: Path | None

    @property
    def lines(self) -> list[str]:
        """The report for a terminal."""
        if self.run_id is None:
            return [tr("nothing has been checked yet: run `shopscore refresh`")]
        counts = {word: sum(check.result == word for check in self.checks) for word in ("passed", "not_run", "skipped")}
        failed = [check for check in self.checks if check.result == "failed"]
        of = {word: sum(check.severity == word for check in failed) for word in ("warn", "withhold", "error")}
        found = [check for check in self.checks if check.result in ("failed", "not_run")]
        return [
            tr(
                "run {run} of {time}, as of {date}: {checks} checks, {passed} passed, {warnings} with warnings, "
                "{withheld} withheld, {failed} failed, {not_run} not run, {skipped} skipped",
                run=self.run_id,
                time=self.started_at,
                date=self.as_of,
                checks=len(self.checks),
                passed=counts["passed"],
                warnings=of["warn"],
                withheld=of["withhold"],
                failed=of["error"],
                not_run=counts["not_run"],
                skipped=counts["skipped"],
            ),
            *(f"{_word(check)}  {check.check_name}: {pick(check.message, check.message_zh)}" for check in found),
            tr("pages: {path}", path=self.index) if self.index else tr("no pages have been written yet"),
        ]


def read_report(settings: Settings) -> QualityReport:
    """Read the checks of the last run: from the warehouse, or from the publication while a refresh runs."""
    index = settings.home / SITE / INDEX
    page = index if index.is_file() else None
    try:
        # Held while reading: a reader of the warehouse would make a refresh that starts now fail.
        with home_lock(settings), open_published(settings.warehouse) as connection:
            return _read(connection, "log", page)
    except (Timeout, duckdb.Error, FileNotFoundError):
        pass
    try:
        with open_published(settings.published) as connection:
            return _read(connection, "ops", page)
    except duckdb.Error:
        return QualityReport(None, None, None, None, (), page)


def _read(connection: duckdb.DuckDBPyConnection, schema: str, page: Path | None) -> QualityReport:
    run = connection.execute(LAST_RUN.format(ledger=schema)).fetchone()
    if run is None:
        return QualityReport(None, None, None, None, (), page)
    run_id, started_at, as_of, status = run
    sql = statement(__name__, "checks_of_run", quality_results=f"{schema}.quality_results")
    found = connection.execute(sql, {"run_id": run_id})
    names = [name for name, *_ in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    checks: list[dict[str, Any]] = [{field.name: row.get(field.name) for field in fields(CheckLine)} for row in rows]
    shown = tuple(CheckLine(**check) for check in checks)
    return QualityReport(run_id, started_at, as_of, status, shown, page)


def _word(check: CheckLine) -> str:
    if check.result == "not_run":
        return tr("not run")
    return severity(check.severity)
