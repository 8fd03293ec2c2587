"""The checks of sources and of marts as Dagster's asset checks.

What is checked, and how, belongs in `shopscore.quality`; data tests of dbt are checks of `assets/models.py`.
"""

from collections.abc import Iterator, Mapping, Sequence

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckKey,
    AssetCheckResult,
    AssetChecksDefinition,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    ResourceParam,
    multi_asset_check,
)

from orchestration.failing import noting_failure
from orchestration.keys import LEDGER, WAREHOUSE_POOL
from shopscore.contracts import Exports
from shopscore.quality import (
    CheckResult,
    CheckSpec,
    Limits,
    closes_gate,
    mart_check_specs,
    remedy_of,
    source_check_specs,
)
from shopscore.run import Run
from shopscore.steps import check_run_sources, stop_at_closed_gate


def make_source_checks(exports: Exports, limits: Limits) -> AssetChecksDefinition:
    """Make the checks between landing and the models.

    Args:
        exports: the export contracts.
        limits: of the day; they name the checks.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    specs = _specs(source_check_specs(exports, limits), exports)
    # The models wait for the ledger and so for what blocks on it; the exports are no outputs of any step.
    gate = AssetCheckSpec(
        "source_checks_close_no_gate",
        asset=LEDGER,
        blocking=True,
        description="No check of what arrived keeps the last publication in place. 到达数据的检查均未阻止发布。",
    )

    @multi_asset_check(name="check_sources", specs=[gate, *specs], can_subset=True, pool=WAREHOUSE_POOL)
    def check_sources(context: AssetCheckExecutionContext, run: ResourceParam[Run]) -> Iterator[AssetCheckResult]:
        """Check what arrived since the last publication; an error stops the run before anything is built."""
        with noting_failure(run, "check_sources"):
            results = check_run_sources(run, exports)
            yield from selected(context, planned_results(specs, results))
            stop_at_closed_gate(run, results)
            yield AssetCheckResult(asset_key=LEDGER, check_name=gate.name, passed=True)

    return check_sources


def make_mart_check_specs(exports: Exports, limits: Limits) -> list[AssetCheckSpec]:
    """Return the checks between the models and the publication; the step that builds the models makes them.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    return _specs(mart_check_specs(limits), exports)


def selected(
    context: AssetExecutionContext | AssetCheckExecutionContext, results: Iterator[AssetCheckResult]
) -> Iterator[AssetCheckResult]:
    """Return the results that the run was asked to report; the others are in the ledger all the same."""
    wanted = {(key.asset_key, key.name) for key in context.selected_asset_check_keys}
    return (result for result in results if (result.asset_key, result.check_name) in wanted)


def planned_results(specs: Sequence[AssetCheckSpec], results: Sequence[CheckResult]) -> Iterator[AssetCheckResult]:
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
                metadata={
                    "message": "no limit holds on the assessment date",
                    "next_step": "seeds/rules/quality_limits.csv says from when to when each limit holds",
                },
            )
        else:
            yield as_asset_check(spec.key, result)


def as_asset_check(key: AssetCheckKey, check: CheckResult) -> AssetCheckResult:
    """Return a check's result in Dagster's words."""
    remedy = remedy_of(check)
    return AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=check.result == "passed",
        severity=AssetCheckSeverity.ERROR if closes_gate(check) else AssetCheckSeverity.WARN,
        metadata={
            "result": check.result,
            "failing_rows": check.failing_rows or 0,
            "message": check.message or "",
            **({"next_step": f"{remedy.en} {remedy.zh}"} if remedy else {}),
        },
    )


def _specs(specs: Sequence[CheckSpec], exports: Exports) -> list[AssetCheckSpec]:
    """Return Dagster's specs: a check is about its export, or about the table itself."""
    assets = {export.table: AssetKey([export.platform, export.name]) for export in exports.values()}
    return [
        AssetCheckSpec(
            spec.check_name,
            asset=assets.get(spec.checked_table, AssetKey(spec.checked_table.split("."))),
            description=f"{spec.description.en} {spec.description.zh}",
        )
        for spec in specs
    ]
