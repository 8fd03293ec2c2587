"""The published file as an asset, after everything that goes into it.

How a file is written and swapped belongs in `shopscore.publishing`.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from dagster import (
    AssetsDefinition,
    BackfillPolicy,
    Failure,
    FreshnessPolicy,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    asset,
)
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from orchestration.assets.exports import WAREHOUSE_POOL
from orchestration.failing import noting_failure
from shopscore.language import tr
from shopscore.publishing import Naming, TableDescription, publish
from shopscore.run import Run, record_publication
from shopscore.settings import TIME_ZONE, now

PUBLISHED_SCHEMAS = ("marts", "dims", "ops", "actions")

# Published at noon, and somebody reads it at one.
FRESHNESS = FreshnessPolicy.cron("0 13 * * *", lower_bound_delta=timedelta(hours=1), timezone=TIME_ZONE)


def make_publication_asset(
    manifest: Manifest, models: AssetsDefinition, dates: PartitionsDefinition[str] | None
) -> AssetsDefinition:
    """Make the asset that stands for the published file.

    Args:
        manifest: the parsed project, which describes every table and column.
        models: the dbt assets; those of the published schemas come before the publication.
        dates: the assessment dates as partitions.
    """
    published = [key for key in models.keys if key.path[0] in PUBLISHED_SCHEMAS]

    @asset(
        name="publication",
        deps=published,
        group_name="publication",
        kinds={"duckdb"},
        partitions_def=dates,
        backfill_policy=BackfillPolicy.single_run(),
        freshness_policy=FRESHNESS,
        pool=WAREHOUSE_POOL,
        description="One file with every mart, swapped in whole; readers of the last one are not disturbed. "
        "发布文件：含全部数据集市，整体替换，不影响正在读取者。",
    )
    def publication(run: ResourceParam[Run]) -> MaterializeResult[None]:
        with noting_failure(run, "publication"):
            if not run.is_checked:
                raise Failure(
                    "only what the same run has built and checked is published: launch the job daily_refresh",
                    allow_retries=False,
                )
            published_at = now()
            generation_id = f"{published_at:%Y%m%dT%H%M%S}-{run.run_id}"
            with run.progress.step(tr("Publishing")) as step:
                record_publication(run, generation_id, published_at)
                run.publication = publish(run.settings, describe(manifest), generation_id, published_at)
                rows = sum(run.publication.rows.values())
                step.summary = tr(
                    "{tables} tables, {rows:,} rows, generation {generation}",
                    tables=len(run.publication.rows),
                    rows=rows,
                    generation=generation_id,
                )
        return MaterializeResult(
            metadata={
                "generation_id": generation_id,
                "assessment_date": run.settings.as_of.isoformat(),
                "history_days": run.settings.history_days,
                "tables": len(run.publication.rows),
                "dagster/row_count": rows,
                "bytes": run.publication.bytes,
            }
        )

    return publication


def describe(manifest: Manifest) -> Mapping[str, TableDescription]:
    """Return what every published table says about itself, by `schema.table`: the texts of its yml.

    Every table gets the names of the ids that it has. A column with `published_as: keyed_hash` in its meta leaves the
    warehouse hashed.
    """
    namings = find_namings(manifest)
    return {
        f"{node.schema}.{node.identifier}": TableDescription(
            text=node.description,
            columns={name: column.description for name, column in node.columns.items()},
            namings=namings,
            hashed=frozenset(
                name for name, column in node.columns.items() if column.meta.get("published_as") == "keyed_hash"
            ),
        )
        for node in manifest.nodes.values()
        if node.schema in PUBLISHED_SCHEMAS and node.resource_type == NodeType.Model
    }


def find_namings(manifest: Manifest) -> Sequence[Naming]:
    """Return what the models and seeds with `names` in their meta call an id: key, and published column → their own."""
    return [
        Naming(
            relation=f"{node.schema}.{node.identifier}",
            key=tuple(names["key"]),
            names=names["columns"],
            texts={name: node.columns[column].description for name, column in names["columns"].items()},
        )
        for node in manifest.nodes.values()
        if node.resource_type in (NodeType.Model, NodeType.Seed) and (names := node.config.meta.get("names"))
    ]
