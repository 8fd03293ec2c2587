"""The checks of sources and of marts as Dagster's asset checks: one for all checks of an asset.

What is checked, and how, belongs in `shopscore.quality`; data tests of dbt are checks of `assets/models.py`. Each check
by itself is a row of the ledger; what did not pass is named here with what to do about it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

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
    remedy_of,
    source_check_specs,
)
from shopscore.run import Run
from shopscore.steps import check_run_sources, stop_at_closed_gate

QUALITY_CHECKS = "quality_checks"

# So many checks that did not pass are told of an asset; a reader of more looks into the ledger.
NAMED = 10

# Each spec with the names of the checks that it stands for.
Planned = Sequence[tuple[AssetCheckSpec, Sequence[str]]]


def make_source_checks(exports: Exports, limits: Limits) -> AssetChecksDefinition:
    """Make the checks between landing and the models.

    Args:
        exports: the export contracts.
        limits: of the day; they name the checks.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    tables = {export.table: AssetKey([export.platform, export.name]) for export in exports.values()}
    planned = group_by_asset(source_check_specs(exports, limits), lambda spec: tables[spec.checked_table])
    # The models wait for the ledger and so for what blocks on it; the exports are no outputs of any step.
    gate = AssetCheckSpec(
        "source_checks_close_no_gate",
        asset=LEDGER,
        blocking=True,
        description="No check of what arrived keeps the last publication in place. 到达数据的检查均未阻止发布。",
    )

    @multi_asset_check(
        name="check_sources", specs=[gate, *(spec for spec, _ in planned)], can_subset=True, pool=WAREHOUSE_POOL
    )
    def check_sources(context: AssetCheckExecutionContext, run: ResourceParam[Run]) -> Iterator[AssetCheckResult]:
        """Check what arrived since the last publication; an error stops the run before anything is built."""
        with noting_failure(run, "check_sources"):
            results = check_run_sources(run, exports)
            yield from selected(context, planned_results(planned, results))
            stop_at_closed_gate(run, results)
            yield AssetCheckResult(asset_key=LEDGER, check_name=gate.name, passed=True)

    return check_sources


def selected(
    context: AssetExecutionContext | AssetCheckExecutionContext, results: Iterator[AssetCheckResult]
) -> Iterator[AssetCheckResult]:
    """Return the results that the run was asked to report; the others are in the ledger all the same."""
    wanted = {(key.asset_key, key.name) for key in context.selected_asset_check_keys}
    return (result for result in results if (result.asset_key, result.check_name) in wanted)


def group_by_asset(checks: Sequence[CheckSpec], asset_of: Callable[[CheckSpec], AssetKey]) -> Planned:
    """Return one spec for all checks of each asset, with the names of those checks.

    Args:
        checks: as `shopscore.quality` names them.
        asset_of: the asset that a check is about.
    """
    names: dict[AssetKey, list[str]] = {}
    for check in checks:
        names.setdefault(asset_of(check), []).append(check.check_name)
    return [
        (
            AssetCheckSpec(
                QUALITY_CHECKS,
                asset=key,
                description=f"{len(of_asset)} checks of {'/'.join(key.path)}, by name in ops.quality_results. "
                f"{'/'.join(key.path)} 的 {len(of_asset)} 项检查。",
            ),
            of_asset,
        )
        for key, of_asset in sorted(names.items())
    ]


def planned_results(planned: Planned, results: Sequence[CheckResult]) -> Iterator[AssetCheckResult]:
    """Return a result for each planned spec; a check that the assessment date has no limit for did not run."""
    found: Mapping[str, CheckResult] = {result.check_name: result for result in results}
    for spec, names in planned:
        yield as_asset_check(spec.key, [found.get(name) or _without_limit(name) for name in names])


def as_asset_check(key: AssetCheckKey, checks: Sequence[CheckResult]) -> AssetCheckResult:
    """Return the results of all checks of an asset as one, in Dagster's words: the worst of them decides.

    What did not pass is named with its table, with what was found and with what to do.
    """
    bad = [check for check in checks if check.result != "passed"]
    bad.sort(key=closes_gate, reverse=True)
    return AssetCheckResult(
        asset_key=key.asset_key,
        check_name=key.name,
        passed=not bad,
        severity=AssetCheckSeverity.ERROR if any(map(closes_gate, bad)) else AssetCheckSeverity.WARN,
        metadata={
            "checks": len(checks),
            "failing_rows": sum(check.failing_rows or 0 for check in bad),
            **{f"{number}. {check.check_name}": _told(check) for number, check in enumerate(bad[:NAMED], start=1)},
            **({"and_more": f"{len(bad) - NAMED} more: shopscore quality"} if len(bad) > NAMED else {}),
        },
    )


def _told(check: CheckResult) -> str:
    """Say of a check which table it is about, what it found, how bad that is and what to do next."""
    remedy = remedy_of(check)
    said = [f"{check.checked_table or 'several tables'}: {check.result} ({check.severity})", check.message or ""]
    return "\n".join([*filter(None, said), *([f"{remedy.en} {remedy.zh}"] if remedy else [])])


def _without_limit(name: str) -> CheckResult:
    return CheckResult(
        name,
        None,
        "warn",
        "skipped",
        None,
        None,
        "no limit holds on the assessment date: seeds/rules/quality_limits.csv says from when to when each holds",
    )
