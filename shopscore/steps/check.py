"""Checks the sources before the models are built, and the marts before they are published; writes both into the ledger.

What is checked, and how, belongs in `shopscore.quality`.
"""

from collections.abc import Callable, Sequence

import duckdb

from shopscore.contracts import Exports
from shopscore.language import tr
from shopscore.names import severity
from shopscore.quality import (
    SITE,
    CheckResult,
    Limits,
    check_marts,
    check_sources,
    closes_gate,
    load_limits,
    record_checks,
    record_withheld,
    write_words,
)
from shopscore.run import Run
from shopscore.settings import PROJECT_DIR
from shopscore.steps.errors import StepError
from shopscore.vocabulary import read_unknown_words, read_withheld
from shopscore.warehouse import open_warehouse

SEEDS = PROJECT_DIR / "seeds"

Check = Callable[[duckdb.DuckDBPyConnection, Limits], Sequence[CheckResult]]


def check_run_sources(run: Run, exports: Exports) -> Sequence[CheckResult]:
    """Check what arrived since the last publication; a shop that fails is withheld, see `closes_gate` for the rest."""
    site = run.settings.home / SITE

    def check(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Sequence[CheckResult]:
        results = check_sources(connection, exports, limits, site=site)
        record_withheld(connection, run.run_id, results)
        return results

    results = _check(run, tr("Validating what arrived"), check)
    run.sources_are_checked = True
    return results


def check_run_marts(run: Run) -> Sequence[CheckResult]:
    """Check the marts against their rules and the last publication."""
    site = run.settings.home / SITE

    def check(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Sequence[CheckResult]:
        run.withheld, run.unknown_words = read_withheld(connection), read_unknown_words(connection)
        write_words(site, run.withheld, run.unknown_words)
        return check_marts(connection, run.settings.published, limits, site=site)

    return _check(run, tr("Verifying what leaves"), check)


def stop_at_closed_gate(run: Run, checks: Sequence[CheckResult]) -> None:
    """End the run when a check closes the gate.

    Raises:
        StepError: one does; `run.gate_closed_by` says which.
    """
    run.gate_closed_by = [check for check in checks if closes_gate(check)]
    if run.gate_closed_by:
        raise StepError(
            tr(
                "the quality gate is closed by {checks}: `shopscore quality` says what each of them found",
                checks=tuple(check.check_name for check in run.gate_closed_by),
            )
        )


def _check(run: Run, title: str, check: Check) -> Sequence[CheckResult]:
    with run.progress.step(title) as step, open_warehouse(run.settings) as connection:
        results = check(connection, load_limits(SEEDS, run.settings.as_of))
        record_checks(connection, run.run_id, results)
        bad = [result for result in results if result.result != "passed"]
        for result in bad:
            run.progress.note(f"{severity(result.severity)}: {result.check_name}")
        failed = sum(map(closes_gate, bad))
        step.summary = tr(
            "{passed} checks passed, {warned} with warnings, {failed} failed",
            passed=len(results) - len(bad),
            warned=len(bad) - failed,
            failed=failed,
        )
    return results
