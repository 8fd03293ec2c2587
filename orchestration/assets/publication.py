"""The published file as an asset, after everything that goes into it.

How a file is written and swapped belongs in `shopscore.publishing`.
"""

from datetime import timedelta

from dagster import (
    AssetKey,
    AssetsDefinition,
    BackfillPolicy,
    FreshnessPolicy,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    asset,
)
from dbt.contracts.graph.manifest import Manifest

from orchestration.failing import noting_failure
from orchestration.keys import WAREHOUSE_POOL
from shopscore.cutoff import DUE_AT, daily
from shopscore.run import Run
from shopscore.settings import TIME_ZONE
from shopscore.steps import publish_marts

PUBLICATION = AssetKey("publication")

# The layer that is published: its folder below models.
MARTS = "marts"

# Published from noon on.
FRESHNESS = FreshnessPolicy.cron(daily(DUE_AT), lower_bound_delta=timedelta(hours=1), timezone=TIME_ZONE)


def make_publication_asset(
    manifest: Manifest, models: AssetsDefinition, dates: PartitionsDefinition[str] | None
) -> AssetsDefinition:
    """Make the asset that stands for the published file.

    Args:
        manifest: the parsed project, which describes every table and column.
        models: the dbt assets; the families of the marts come before the publication.
        dates: the assessment dates as partitions.
    """

    @asset(
        key=PUBLICATION,
        deps=[key for key in models.keys if key.path[0] == MARTS],
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
            published = publish_marts(run, manifest)
        return MaterializeResult(
            metadata={
                "generation_id": published.generation_id,
                "assessment_date": run.settings.as_of.isoformat(),
                "history_days": run.settings.history_days,
                "tables": len(published.rows),
                "dagster/row_count": sum(published.rows.values()),
                "bytes": published.bytes,
            }
        )

    return publication
