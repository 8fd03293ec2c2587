"""The dbt project as assets, its data tests as asset checks, built in this process.

How dbt is called belongs in `orchestration.dbt_project`, what a result means in `orchestration.quality.results`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetsDefinition,
    Failure,
    MaterializeResult,
    ResourceParam,
)
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test
from dbt.contracts.graph.manifest import Manifest

from orchestration.dbt_project import NodeResult, build
from orchestration.quality.results import CheckResult, closes_gate, failing_examples, record_checks
from orchestration.run import Run
from orchestration.warehouse import open_warehouse

CHECK_RESULTS = {"pass": "passed", "fail": "failed", "warn": "failed", "skipped": "skipped"}


class LayerTranslator(DagsterDbtTranslator):
    """Groups models by the layer they stand in, and the seeds as rules."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the model's first folder, or `rules` for a seed."""
        return "rules" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]


def make_model_assets(manifest: Manifest, manifest_path: Path) -> AssetsDefinition:
    """Make one asset per seed and model, and one asset check per data test.

    Args:
        manifest: the parsed project, handed to dbt again when it builds.
        manifest_path: the file that dbt wrote it to.
    """
    translator = LayerTranslator()

    @dbt_assets(manifest=manifest_path, dagster_dbt_translator=translator, name="build_models")
    def build_models(run: ResourceParam[Run]) -> Iterator[MaterializeResult[None] | AssetCheckResult]:
        """Build and check; a failed model fails the run, a failed check of severity error closes the gate."""
        with run.progress.step("Building and checking the models") as step:
            results = build(run.settings, manifest, lambda name, status: _tell(run, name, status))
            checks, row_counts = _take_stock(run, manifest, results)
            step.summary = _summary(results)
        for result in results:
            if result.status == "success":
                node = manifest.nodes[result.unique_id].to_dict()
                yield MaterializeResult(
                    asset_key=translator.get_asset_key(node),
                    metadata={"seconds": result.seconds, "rows": row_counts.get((node["schema"], node["alias"]), 0)},
                )
        yield from _asset_checks(manifest, translator, checks)
        _judge(run, results, list(checks.values()))

    return build_models


def _tell(run: Run, name: str, status: str) -> None:
    if status not in ("success", "pass", "skipped"):
        run.progress.note(f"{status.upper()} {name}")


def _take_stock(
    run: Run, manifest: Manifest, results: Sequence[NodeResult]
) -> tuple[dict[str, CheckResult], dict[tuple[str, str], int]]:
    """Write the checks to the books; return them by test, and the rows of every table by schema and name."""
    with open_warehouse(run.settings) as connection:
        checks = {
            result.unique_id: _check(manifest, result, connection)
            for result in results
            if result.resource_type == "test"
        }
        record_checks(connection, run.run_id, list(checks.values()))
        counted = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
    return checks, {(schema, table): rows for schema, table, rows in counted}


def _check(manifest: Manifest, result: NodeResult, connection: duckdb.DuckDBPyConnection) -> CheckResult:
    test = manifest.nodes[result.unique_id]
    attached = manifest.nodes.get(getattr(test, "attached_node", None) or "")
    outcome = CHECK_RESULTS.get(result.status, "not_run")
    return CheckResult(
        check_name=result.name,
        checked_table=f"{attached.schema}.{attached.identifier}" if attached else None,
        severity=str(getattr(test.config, "severity", "error")).lower(),
        result=outcome,
        failing_rows=result.failing_rows,
        description=test.description or None,
        message=failing_examples(connection, result.sql) if outcome == "failed" and result.sql else result.message,
    )


def _summary(results: Sequence[NodeResult]) -> str:
    built = sum(result.status == "success" for result in results)
    passed = sum(result.status == "pass" for result in results)
    warned = sum(result.status == "warn" for result in results)
    bad = sum(result.status in ("fail", "error", "runtime error") for result in results)
    return f"{built} tables built, {passed} checks passed, {warned} warn, {bad} failed"


def _asset_checks(
    manifest: Manifest, translator: DagsterDbtTranslator, checks: Mapping[str, CheckResult]
) -> Iterator[AssetCheckResult]:
    properties = manifest.writable_manifest().to_dict()
    for unique_id, check in checks.items():
        key = get_asset_check_key_for_test(properties, translator, unique_id, project=None)
        if key and check.result != "skipped":
            yield AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=check.result == "passed",
                severity=AssetCheckSeverity.ERROR if closes_gate(check) else AssetCheckSeverity.WARN,
                metadata={"failing_rows": check.failing_rows or 0, "message": check.message or ""},
            )


def _judge(run: Run, results: Sequence[NodeResult], checks: Sequence[CheckResult]) -> None:
    broken = [r for r in results if r.resource_type != "test" and r.status not in ("success", "skipped")]
    if broken:
        raise Failure(f"{broken[0].resource_type} {broken[0].name} failed: {broken[0].message}", allow_retries=False)
    run.gate_closed_by = [check for check in checks if closes_gate(check)]
    if run.gate_closed_by:
        names = ", ".join(check.check_name for check in run.gate_closed_by)
        raise Failure(f"the quality gate is closed by {names}", allow_retries=False)
