"""The checks of what arrives and of what leaves, as asset checks of the exports and of the marts.

What is checked, and how, belongs in `shopscore.quality`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import duckdb
from dagster import (
    AssetCheckExecutionContext,
    AssetCheckKey,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    Failure,
    ResourceParam,
    multi_asset_check,
)

from orchestration.assets.exports import EXPORTS, LEDGER, WAREHOUSE_POOL
from orchestration.failing import noting_failure
from shopscore.language import tr
from shopscore.names import severity
from shopscore.quality import (
    SITE,
    CheckResult,
    CheckSpec,
    Limits,
    check_marts,
    check_sources,
    closes_gate,
    load_limits,
    mart_check_specs,
    record_checks,
    record_withheld,
    source_check_specs,
    write_words,
)
from shopscore.run import Run
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.vocabulary import read_unknown_words, read_withheld
from shopscore.warehouse import open_warehouse

SEEDS = PROJECT_DIR / "seeds"

Check = Callable[[duckdb.DuckDBPyConnection, Limits], Sequence[CheckResult]]


def make_arrival_checks(settings: Settings) -> AssetChecksDefinition:
    """Make the checks of the first door, between landing and the models.

    Args:
        settings: the day whose limits name the checks.

    Raises:
        LimitsError: the limits are unusable.
    """
    specs = _specs(source_check_specs(EXPORTS, load_limits(SEEDS, settings.as_of)))
    # The models wait for the ledger and so for what blocks on it; the exports are no outputs of any step.
    gate = AssetCheckSpec(
        "source_checks_close_no_gate",
        asset=LEDGER,
        blocking=True,
        description="No check of what arrived keeps the last publication in place. 到达数据的检查均未阻止发布。",
    )

    @multi_asset_check(name="check_sources", specs=[gate, *specs], can_subset=True, pool=WAREHOUSE_POOL)
    def check_arrivals_of_the_day(
        context: AssetCheckExecutionContext, run: ResourceParam[Run]
    ) -> Iterator[AssetCheckResult]:
        """Check what arrived since the last publication; an error stops the run before anything is built."""
        with noting_failure(run, "check_sources"):
            results = check_what_arrived(run)
            yield from selected(context, door_check_results(specs, results))
            judge(run, results)
            yield AssetCheckResult(asset_key=LEDGER, check_name=gate.name, passed=True)

    return check_arrivals_of_the_day


def departure_check_specs(settings: Settings) -> list[AssetCheckSpec]:
    """Return one check per spec of the second door.

    Raises:
        LimitsError: the limits are unusable.
    """
    return _specs(mart_check_specs(load_limits(SEEDS, settings.as_of)))


def judge(run: Run, checks: Sequence[CheckResult]) -> None:
    """End the step when a check closes the gate.

    Raises:
        Failure: it does; `run.gate_closed_by` says which.
    """
    run.gate_closed_by = [check for check in checks if closes_gate(check)]
    if run.gate_closed_by:
        names = ", ".join(check.check_name for check in run.gate_closed_by)
        raise Failure(f"the quality gate is closed by {names}", allow_retries=False)


def _specs(specs: Sequence[CheckSpec]) -> list[AssetCheckSpec]:
    return [
        AssetCheckSpec(
            spec.check_name,
            asset=asset_of(spec.checked_table),
            description=f"{spec.description.en} {spec.description.zh}",
        )
        for spec in specs
    ]


def selected(
    context: AssetExecutionContext | AssetCheckExecutionContext, results: Iterator[AssetCheckResult]
) -> Iterator[AssetCheckResult]:
    """Return the results that the run was asked to report; the others are in the books all the same."""
    wanted = {(key.asset_key, key.name) for key in context.selected_asset_check_keys}
    return (result for result in results if (result.asset_key, result.check_name) in wanted)


def asset_of(table: str) -> AssetKey:
    """Return the asset that a table of the warehouse is shown as: its export, or the table itself."""
    exports = {export.table: AssetKey([export.platform, export.name]) for export in EXPORTS.values()}
    return exports.get(table, AssetKey(table.split(".")))


def check_what_arrived(run: Run) -> Sequence[CheckResult]:
    """Check what arrived since the last publication, with its rows in the books."""
    site = run.settings.home / SITE

    def check(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Sequence[CheckResult]:
        results = check_sources(connection, EXPORTS, limits, site=site)
        record_withheld(connection, run.run_id, results)
        return results

    results = _check(run, tr("Validating what arrived"), check)
    run.arrivals_are_checked = True
    return results


def check_what_leaves(run: Run) -> Sequence[CheckResult]:
    """Check the marts against their rules and the last publication, with its rows in the books."""
    site = run.settings.home / SITE

    def check(connection: duckdb.DuckDBPyConnection, limits: Limits) -> Sequence[CheckResult]:
        run.withheld, run.unknown_words = read_withheld(connection), read_unknown_words(connection)
        write_words(site, run.withheld, run.unknown_words)
        return check_marts(connection, run.settings.published, limits, site=site)

    return _check(run, tr("Verifying what leaves"), check)


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


def door_check_results(specs: Sequence[AssetCheckSpec], results: Sequence[CheckResult]) -> Iterator[AssetCheckResult]:
    """Return a result for each planned check, also for one that the assessment date has no limit for."""
    found: Mapping[str, CheckResult] = {result.check_name: result for result in results}
    for spec in specs:
        result = found.get(spec.name)
        if result is None:
            yield AssetCheckResult(
                asset_key=spec.asset_key,
                check_name=spec.name,
                passed=False,
                severity=AssetCheckSeverity.WARN,
                metadata={"message": "no limit holds on the assessment date"},
            )
        else:
            yield as_asset_check(spec.key, result)


def as_asset_check(key: AssetCheckKey, check: CheckResult) -> AssetCheckResult:
    """Return a check's result in Dagster's words."""
    return AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=check.result == "passed",
        severity=AssetCheckSeverity.ERROR if closes_gate(check) else AssetCheckSeverity.WARN,
        metadata={
            "result": check.result,
            "failing_rows": check.failing_rows or 0,
            "message": check.message or "",
        },
    )
