"""The dbt project as assets, its data tests as asset checks, built in this process.

How dbt is called belongs in `shopscore.dbt_project`, what a result means in `shopscore.quality.results`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from dagster import (
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    BackfillPolicy,
    Failure,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    multi_asset,
)
from dagster_dbt import DagsterDbtTranslator, DbtProject
from dagster_dbt.asset_utils import build_dbt_specs
from dbt.contracts.graph.manifest import Manifest

from orchestration.assets.doors import (
    as_asset_check,
    check_what_arrived,
    check_what_leaves,
    departure_check_specs,
    door_check_results,
    judge,
    selected,
)
from orchestration.assets.exports import EXPORTS, LEDGER, WAREHOUSE_POOL
from orchestration.failing import noting_failure
from shopscore.dbt_project import DbtError, NodeResult, build, drop_models
from shopscore.language import Message, tr
from shopscore.quality.results import CheckResult, failing_examples, record_checks
from shopscore.run import Run
from shopscore.settings import Settings
from shopscore.transient import says_transient
from shopscore.warehouse import open_warehouse

CHECK_RESULTS = {"pass": "passed", "fail": "failed", "warn": "failed", "skipped": "skipped"}
BUILT = ("success", "skipped")

# dagster-dbt's own name for the node that a spec was made from.
UNIQUE_ID = "dagster_dbt/unique_id"


class LayerTranslator(DagsterDbtTranslator):
    """Shows each model in the group of its layer, described as its readers know it."""

    def __init__(self, dates: PartitionsDefinition[str] | None) -> None:
        """Give every model these partitions: one build computes as many of the dates as are asked for."""
        super().__init__()
        self._dates = dates

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return `rules` for a seed, the layer for a model, and for a mart also which part of the marts."""
        if dbt_resource_props["resource_type"] == "seed":
            return "rules"
        layer, part = dbt_resource_props["fqn"][1:3]
        return f"marts_{part}" if layer == "marts" else str(layer)

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """Return the description alone: the SQL is in the file that the metadata names."""
        return str(dbt_resource_props["description"])

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add the file in which the node is written."""
        file = dbt_resource_props.get("original_file_path", "")
        return {**super().get_metadata(dbt_resource_props), "file": file}

    def get_partitions_def(self, _: Mapping[str, Any]) -> PartitionsDefinition[str] | None:
        """Return the assessment dates."""
        return self._dates

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> AssetSpec:
        """Add where a seed comes from."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.merge_attributes(kinds={"csv"}) if unique_id.startswith("seed.") else spec

    def get_asset_check_spec(
        self, asset_spec: AssetSpec, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None
    ) -> AssetCheckSpec | None:
        """Describe a check by the description of its test."""
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        return spec and spec._replace(description=manifest["nodes"][unique_id].get("description") or spec.description)


@dataclass(frozen=True)
class _Keys:
    """Dagster's names for dbt's nodes and tests, by dbt's own."""

    assets: Mapping[str, AssetKey]
    checks: Mapping[str, AssetCheckKey]


def make_model_assets(
    settings: Settings, manifest: Manifest, dates: PartitionsDefinition[str] | None
) -> AssetsDefinition:
    """Make one asset per seed and model, and one asset check per data test.

    They are one step that always runs whole, whatever was selected of it: a score is only as right as everything below
    it. Selecting decides only what is reported.

    Args:
        settings: where dbt wrote its manifest, and the day whose limits name the checks.
        manifest: the parsed project, handed to dbt again when it builds.
        dates: the assessment dates as partitions.
    """
    specs, check_specs = build_dbt_specs(
        translator=LayerTranslator(dates),
        manifest=json.loads((settings.dbt_target / "manifest.json").read_text(encoding="utf-8")),
        select="fqn:*",
        exclude="",
        selector="",
        io_manager_key=None,
        project=None,
    )
    keys = _Keys(
        assets={spec.metadata[UNIQUE_ID]: spec.key for spec in specs},
        checks={spec.metadata[UNIQUE_ID]: spec.key for spec in check_specs},
    )

    departure_specs = departure_check_specs(settings)

    @multi_asset(
        name="build_models",
        specs=specs,
        check_specs=[*check_specs, *departure_specs],
        backfill_policy=BackfillPolicy.single_run(),
        pool=WAREHOUSE_POOL,
        can_subset=True,
    )
    def build_models(
        context: AssetExecutionContext, run: ResourceParam[Run]
    ) -> Iterator[MaterializeResult[None] | AssetCheckResult]:
        """Check what arrived, build, check what was built; a failed check of severity error closes the gate."""
        with noting_failure(run, "build_models"):
            # A backfill may build without landing; what landed before it is checked all the same.
            if not run.arrivals_are_checked:
                judge(run, check_what_arrived(run))
            with run.progress.step(tr("Building and verifying the models")) as step:
                if run.rebuild:
                    drop_models(run.settings)
                results = build(run.settings, manifest, lambda name, status: _tell(run, name, status))
                broken = _broken(results)
                if broken and says_transient(broken.message):
                    raise DbtError(_why(broken))
                checks, rows_of = _take_stock(run, manifest, results)
                step.summary = _summary(results)
            for result in results:
                key = keys.assets.get(result.unique_id)
                if result.status == "success" and key in context.selected_asset_keys:
                    yield _materialization(manifest, keys, result, rows_of)
            yield from selected(context, _asset_checks(keys, checks))
            if broken:
                raise Failure(_why(broken), allow_retries=False)
            judge(run, list(checks.values()))
            leaving = check_what_leaves(run)
            yield from selected(context, door_check_results(departure_specs, leaving))
            judge(run, leaving)
            run.is_checked = True

    return build_models


def make_source_specs(manifest: Manifest) -> list[AssetSpec]:
    """Return an asset for each table that the models read and no export is: the books of the warehouse."""
    exports = {AssetKey([export.platform, export.name]) for export in EXPORTS.values()}
    sources = {AssetKey([source.source_name, source.name]): source for source in manifest.sources.values()}
    return [
        AssetSpec(key, group_name="books", description=source.description, kinds={"duckdb"})
        for key, source in sources.items()
        if key not in exports and key != LEDGER
    ]


_STATUSES = {
    "warn": Message("warning"),
    "fail": Message("failed"),
    "error": Message("error"),
    "runtime error": Message("error"),
}


def _tell(run: Run, name: str, status: str) -> None:
    if status not in ("success", "pass", "skipped"):
        run.progress.note(tr("{status}: {check}", status=_STATUSES.get(status, status), check=name))


def _broken(results: Sequence[NodeResult]) -> NodeResult | None:
    return next((r for r in results if r.resource_type != "test" and r.status not in BUILT), None)


def _why(broken: NodeResult) -> str:
    return f"{broken.resource_type} {broken.name} failed: {broken.message}"


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


def _materialization(
    manifest: Manifest, keys: _Keys, result: NodeResult, rows_of: Mapping[tuple[str, str], int]
) -> MaterializeResult[None]:
    node = manifest.nodes[result.unique_id]
    rows = rows_of.get((node.schema, node.alias))
    # A view has no rows of its own. Columns are in the definition: here they would be most of what a run writes.
    return MaterializeResult(
        asset_key=keys.assets[result.unique_id],
        metadata={"seconds": round(result.seconds, 3), **({} if rows is None else {"dagster/row_count": rows})},
    )


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
    return tr(
        "{built} tables built, {passed} checks passed, {warned} with warnings, {failed} failed",
        built=built,
        passed=passed,
        warned=warned,
        failed=bad,
    )


def _asset_checks(keys: _Keys, checks: Mapping[str, CheckResult]) -> Iterator[AssetCheckResult]:
    for unique_id, check in checks.items():
        key = keys.checks.get(unique_id)
        if key and check.result != "skipped":
            yield as_asset_check(key, check)
