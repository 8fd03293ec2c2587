"""The dbt project as assets, a layer or a family each, with one check for all data tests of it; built in one step.

How dbt is called belongs in `shopscore.dbt_project`, what a result means in `shopscore.steps.build`. Single models and
tests are rows of the ledger, not assets and checks: each event costs as much as a small model.
"""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

from dagster import (
    AssetCheckResult,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    AssetsDefinition,
    AssetSpec,
    BackfillPolicy,
    MaterializeResult,
    MetadataValue,
    PartitionsDefinition,
    ResourceParam,
    multi_asset,
)
from dbt.contracts.graph.manifest import Manifest

from orchestration.checks import as_asset_check, group_by_asset, planned_results, selected
from orchestration.failing import noting_failure
from orchestration.keys import LEDGER, LEDGER_GROUP, WAREHOUSE_POOL
from shopscore.contracts import Exports
from shopscore.dbt_project import NodeResult
from shopscore.quality import CheckResult, CheckSpec
from shopscore.run import Run
from shopscore.steps import (
    BuildOutcome,
    StepError,
    build_models,
    check_run_marts,
    check_run_sources,
    stop_at_closed_gate,
)

RULES = "rules"
# Of these layers each folder is a family; the models of the others stand in one family, whose folders read each other.
LAYERS_OF_FAMILIES = ("insights", "marts")
DATA_TESTS = "data_tests"


def make_model_assets(
    manifest: Manifest,
    exports: Exports,
    mart_checks: Sequence[CheckSpec],
    dates: PartitionsDefinition[str] | None,
) -> AssetsDefinition:
    """Make one asset per family of seeds and models, with one asset check for its data tests.

    They are one step that always runs whole, whatever was selected of it: a score is only as right as everything below
    it. Selecting decides only what is reported.

    Args:
        manifest: the parsed project, handed to dbt again when it builds.
        exports: the export contracts.
        mart_checks: checks of the marts, made by the same step.
        dates: the assessment dates as partitions: one build computes as many of them as are asked for.
    """
    families = families_of(manifest)
    assets = {f"{node.schema}.{node.alias}": families[unique_id] for unique_id, node in _tables(manifest).items()}
    planned = group_by_asset(mart_checks, lambda spec: assets[spec.checked_table])
    tests = {unique_id: family_of_test(manifest, families, unique_id) for unique_id in _tests(manifest)}
    test_specs = [
        AssetCheckSpec(
            DATA_TESTS,
            asset=key,
            description=f"All data tests of {'/'.join(key.path)}. {'/'.join(key.path)} 的全部数据测试。",
        )
        for key in sorted(set(tests.values()))
    ]

    specs = _specs(manifest, families, dates)

    @multi_asset(
        name="build_models",
        specs=specs,
        check_specs=[*test_specs, *(spec for spec, _ in planned)],
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
            yield from _materializations(context, [spec.key for spec in specs], families, outcome)
            yield from selected(context, _data_tests(test_specs, tests, outcome))
            if outcome.broken:
                raise StepError(outcome.broken)
            stop_at_closed_gate(run, list(outcome.checks.values()))
            results = check_run_marts(run)
            yield from selected(context, planned_results(planned, results))
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


def families_of(manifest: Manifest) -> Mapping[str, AssetKey]:
    """Return the asset of each seed and model, by its unique id."""
    return {unique_id: _family(node) for unique_id, node in _tables(manifest).items()}


def _family(node: Any) -> AssetKey:
    if node.resource_type == "seed":
        return AssetKey([RULES])
    layer, *folders = node.fqn[1:-1]
    return AssetKey([layer, *folders] if layer in LAYERS_OF_FAMILIES else [layer])


def _tables(manifest: Manifest) -> Mapping[str, Any]:
    return {key: node for key, node in manifest.nodes.items() if node.resource_type in ("seed", "model")}


def _tests(manifest: Manifest) -> list[str]:
    nodes: Mapping[str, Any] = manifest.nodes
    return [key for key, node in nodes.items() if node.resource_type == "test"]


def family_of_test(manifest: Manifest, families: Mapping[str, AssetKey], unique_id: str) -> AssetKey:
    """Return the family that a test is of: that of its model, or the last one that it reads."""
    test: Any = manifest.nodes[unique_id]
    attached = families.get(getattr(test, "attached_node", None) or "")
    if attached is not None:
        return attached
    read = [families[node] for node in test.depends_on.nodes if node in families]
    return read[-1] if read else AssetKey([RULES])


def _specs(
    manifest: Manifest, families: Mapping[str, AssetKey], dates: PartitionsDefinition[str] | None
) -> list[AssetSpec]:
    """Return the assets, each after those that it reads: Dagster wants to hear of them in that order."""
    sources = {key: AssetKey([one.source_name, one.name]) for key, one in manifest.sources.items()}
    members: dict[AssetKey, list[str]] = {}
    above: dict[AssetKey, set[AssetKey]] = {}
    for unique_id, node in _tables(manifest).items():
        family = families[unique_id]
        members.setdefault(family, []).append(node.name)
        read = [families.get(one) or sources.get(one) for one in getattr(node.depends_on, "nodes", ())]
        above.setdefault(family, set()).update(key for key in read if key is not None and key != family)
    return [
        AssetSpec(
            family,
            deps=sorted(above[family]),
            group_name=family.path[0],
            description=f"{len(members[family])} tables of {'/'.join(family.path)}: "
            f"{', '.join(sorted(members[family]))}. {'/'.join(family.path)} 的 {len(members[family])} 张表。",
            kinds={"csv"} if family.path[0] == RULES else {"dbt", "duckdb"},
            partitions_def=dates,
        )
        for family in TopologicalSorter(above).static_order()
        if family in members
    ]


def _materializations(
    context: AssetExecutionContext,
    in_order: Sequence[AssetKey],
    families: Mapping[str, AssetKey],
    outcome: BuildOutcome,
) -> Iterator[MaterializeResult[None]]:
    built: dict[AssetKey, list[NodeResult]] = {}
    for result in outcome.built:
        built.setdefault(families[result.unique_id], []).append(result)
    # What stands was not built and is there all the same: the publication waits to hear of it.
    told = built.keys() if outcome.broken else {*in_order}
    for key in (key for key in in_order if key in told and key in context.selected_asset_keys):
        results = built.get(key, [])
        rows = {result.name: outcome.rows.get(result.unique_id) for result in results}
        lines = [f"| {one.name} | {rows[one.name] or ''} | {one.seconds:.3f} |" for one in results]
        yield MaterializeResult(
            asset_key=key,
            metadata={
                "seconds": round(sum(result.seconds for result in results), 3),
                "dagster/row_count": sum(filter(None, rows.values())),
                "tables": MetadataValue.md("\n".join(["| table | rows | seconds |", "|---|---|---|", *lines])),
            },
        )


def _data_tests(
    specs: Sequence[AssetCheckSpec], tests: Mapping[str, AssetKey], outcome: BuildOutcome
) -> Iterator[AssetCheckResult]:
    found: dict[AssetKey, list[CheckResult]] = {}
    for unique_id, check in outcome.checks.items():
        if check.result != "skipped":
            found.setdefault(tests[unique_id], []).append(check)
    return (as_asset_check(spec.key, found[spec.asset_key]) for spec in specs if spec.asset_key in found)
