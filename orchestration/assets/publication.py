"""The published file as an asset, after everything that goes into it.

How a file is written and swapped belongs in `orchestration.publishing`.
"""

from collections.abc import Mapping

from dagster import AssetsDefinition, MaterializeResult, ResourceParam, asset
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest

from orchestration.publishing import TableDescription, publish
from orchestration.run import Run, record_publication
from orchestration.settings import now

PUBLISHED_SCHEMAS = ("marts", "dims", "ops")


def make_publication_asset(manifest: Manifest, models: AssetsDefinition) -> AssetsDefinition:
    """Make the asset that stands for the published file.

    Args:
        manifest: the parsed project, which describes every table and column.
        models: the dbt assets; those of the published schemas come before the publication.
    """
    published = [key for key in models.keys if key.path[0] in PUBLISHED_SCHEMAS]

    @asset(deps=published, group_name="publication", kinds={"duckdb"}, name="publication")
    def publication(run: ResourceParam[Run]) -> MaterializeResult[None]:
        """One file with every mart, swapped in whole; readers of the last one are not disturbed."""
        published_at = now()
        generation_id = f"{published_at:%Y%m%dT%H%M%S}-{run.run_id}"
        with run.progress.step("Publishing") as step:
            record_publication(run, generation_id)
            run.publication = publish(run.settings, _descriptions(manifest), generation_id, published_at)
            rows = sum(run.publication.rows.values())
            step.summary = f"{len(run.publication.rows)} tables, {rows:,} rows, generation {generation_id}"
        return MaterializeResult(
            metadata={"generation_id": generation_id, "rows": rows, "bytes": run.publication.bytes}
        )

    return publication


def _descriptions(manifest: Manifest) -> Mapping[str, TableDescription]:
    return {
        f"{node.schema}.{node.identifier}": TableDescription(
            text=node.description, columns={name: column.description for name, column in node.columns.items()}
        )
        for node in manifest.nodes.values()
        if node.schema in PUBLISHED_SCHEMAS and node.resource_type == NodeType.Model
    }
