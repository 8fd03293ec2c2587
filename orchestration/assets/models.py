"""The dbt project as assets, its data tests as asset checks, built in one step.

How dbt is called belongs in `shopscore.dbt_project`, what a result means in `shopscore.steps.build`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dagster import (
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    BackfillPolicy,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    multi_asset,
)
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets
from dbt.contracts.graph.manifest import Manifest

from orchestration.checks import as_asset_check, planned_results, selected
from orchestration.failing import noting_failure
from orchestration.keys import LEDGER, LEDGER_GROUP, WAREHOUSE_POOL
from shopscore.contracts import Exports
from shopscore.run import Run
from shopscore.settings import Settings
from shopscore.steps import (
    BuildOutcome,
    StepError,
    build_models,
    check_run_marts,
    check_run_sources,
    stop_at_closed_gate,
)

# dagster-dbt's own name for the node that a spec was made from.
UNIQUE_ID = "dagster_dbt/unique_id"


class LayerTranslator(DagsterDbtTranslator):
    """Shows each model in the group of its layer, described as its readers know it."""

    def __init__(self, dates: PartitionsDefinition[str] | None) -> None:
        """Give every model these partitions: one build computes as many of the dates as are asked for."""
        super().__init__()
        self._dates = dates

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return `rules` for a seed, for a model its layer: the folder below `models`."""
        return "rules" if dbt_resource_props["resource_type"] == "seed" else str(dbt_resource_props["fqn"][1])

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


def make_model_assets(
    settings: Settings,
    manifest: Manifest,
    exports: Exports,
    mart_checks: Sequence[AssetCheckSpec],
    dates: PartitionsDefinition[str] | None,
) -> AssetsDefinition:
    """Make one asset per seed and model, and one asset check per data test.

    They are one step that always runs whole, whatever was selected of it: a score is only as right as everything below
    it. Selecting decides only what is reported.

    Args:
        settings: where dbt wrote its manifest.
        manifest: the parsed project, handed to dbt again when it builds.
        exports: the export contracts.
        mart_checks: checks of the marts, made by the same step.
        dates: the assessment dates as partitions.
    """
    specs, test_specs = _dbt_specs(settings, dates)
    assets = {spec.metadata[UNIQUE_ID]: spec.key for spec in specs}
    tests = {spec.metadata[UNIQUE_ID]: spec.key for spec in test_specs}

    @multi_asset(
        name="build_models",
        specs=specs,
        check_specs=[*test_specs, *mart_checks],
        backfill_policy=BackfillPolicy.single_run(),
        pool=WAREHOUSE_POOL,
        can_subset=True,
    )
    def build_models_of_the_day(
        context: AssetExecutionContext, run: ResourceParam[Run]
    ) -> Iterator[MaterializeResult[None] | AssetCheckResult]:
        """Check what arrived, build, check what was built; a failed check of severity error closes the gate."""
        with noting_failure(run, "build_models"):
            # A backfill may build without landing; what landed before it is checked all the same.
            if not run.sources_are_checked:
                stop_at_closed_gate(run, check_run_sources(run, exports))
            outcome = build_models(run, manifest)
            yield from _materializations(context, assets, outcome)
            yield from selected(context, _asset_checks(tests, outcome))
            if outcome.broken:
                raise StepError(outcome.broken)
            stop_at_closed_gate(run, list(outcome.checks.values()))
            results = check_run_marts(run)
            yield from selected(context, planned_results(mart_checks, results))
            stop_at_closed_gate(run, results)
            run.is_checked = True

    return build_models_of_the_day


def make_source_specs(manifest: Manifest, exports: Exports) -> list[AssetSpec]:
    """Return an asset for each table that the models read and no export is: those of the ledger."""
    landed = {AssetKey([platform, name]) for platform, name in exports}
    sources = {AssetKey([source.source_name, source.name]): source for source in manifest.sources.values()}
    return [
        AssetSpec(key, group_name=LEDGER_GROUP, description=source.description, kinds={"duckdb"})
        for key, source in sources.items()
        if key not in landed and key != LEDGER
    ]


def _dbt_specs(
    settings: Settings, dates: PartitionsDefinition[str] | None
) -> tuple[Sequence[AssetSpec], Sequence[AssetCheckSpec]]:
    """Return what dagster-dbt makes of the manifest: assets of seeds and models, checks of their tests."""

    @dbt_assets(manifest=settings.dbt_target / "manifest.json", dagster_dbt_translator=LayerTranslator(dates))
    def declared() -> Iterator[MaterializeResult[None]]:
        yield from ()

    return list(declared.specs), list(declared.check_specs)


def _materializations(
    context: AssetExecutionContext, assets: Mapping[str, AssetKey], outcome: BuildOutcome
) -> Iterator[MaterializeResult[None]]:
    for result in outcome.built:
        key = assets.get(result.unique_id)
        if key in context.selected_asset_keys:
            rows = outcome.rows.get(result.unique_id)
            # Columns are in the definition: here they would be most of what a run writes.
            yield MaterializeResult(
                asset_key=key,
                metadata={
                    "seconds": round(result.seconds, 3),
                    **({} if rows is None else {"dagster/row_count": rows}),
                },
            )


def _asset_checks(tests: Mapping[str, AssetCheckKey], outcome: BuildOutcome) -> Iterator[AssetCheckResult]:
    for unique_id, check in outcome.checks.items():
        if unique_id in tests and check.result != "skipped":
            yield as_asset_check(tests[unique_id], check)
