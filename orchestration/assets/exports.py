"""The landed exports as assets: one step lands every new file.

How a file is read belongs in `shopscore.landing`, how old an export may be in `shopscore.freshness`.
"""

from collections.abc import Iterator
from datetime import timedelta

from dagster import (
    AssetExecutionContext,
    AssetMaterialization,
    AssetsDefinition,
    AssetSpec,
    BackfillPolicy,
    FreshnessPolicy,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    multi_asset,
)

from orchestration.failing import noting_failure
from orchestration.keys import LEDGER, LEDGER_GROUP, WAREHOUSE_POOL
from shopscore.contracts import Export, Exports
from shopscore.freshness import limits_on, load_limits
from shopscore.landing import FileOutcome
from shopscore.run import Run
from shopscore.settings import today
from shopscore.steps import land_exports as land_exports_of


def make_export_specs(exports: Exports) -> list[AssetSpec]:
    """Return one asset per export, with the age at which it is late.

    An export is materialised only when a file of it lands, so its age is that of its newest file. They are not
    outputs of the landing step: one that brings nothing must not hold the models up.
    """
    allowed = limits_on(load_limits(), today())
    return [_spec(export, allowed.get((export.platform, export.name))) for export in exports.values()]


def _spec(export: Export, late_after_days: int | None) -> AssetSpec:
    return AssetSpec(
        [export.platform, export.name],
        group_name="exports",
        description=export.description,
        kinds={"duckdb", "csv"},
        freshness_policy=None
        if late_after_days is None
        else FreshnessPolicy.time_window(fail_window=timedelta(days=late_after_days + 1)),
    )


def make_landing_asset(exports: Exports, dates: PartitionsDefinition[str] | None) -> AssetsDefinition:
    """Make the step that lands every new file and writes the ledger.

    Args:
        exports: the export contracts.
        dates: the assessment dates as partitions, so that a range of them lands, builds and publishes in one run;
            landing by itself names no date.
    """

    @multi_asset(
        name="land_exports",
        pool=WAREHOUSE_POOL,
        specs=[
            AssetSpec(
                LEDGER,
                group_name=LEDGER_GROUP,
                description="The ledger of files: every file that arrived, landed or refused. Landing writes it and, "
                "for each export that brought something, the raw table. 文件台账：每个到达的文件及其结果。",
                kinds={"duckdb"},
                partitions_def=dates,
            )
        ],
        backfill_policy=BackfillPolicy.single_run(),
    )
    def land_exports(context: AssetExecutionContext, run: ResourceParam[Run]) -> Iterator[MaterializeResult[None]]:
        """Land every new file of the landing folder; refused files are in the ledger, the others go on."""
        with noting_failure(run, "land_exports"):
            landing = land_exports_of(run, exports)
        landed = [file for file in landing.files if file.status == "landed"]
        for platform, name in exports:
            files = [file for file in landed if (file.platform, file.export) == (platform, name)]
            if files:
                context.log_event(AssetMaterialization([platform, name], metadata=_figures(files)))
        yield MaterializeResult(
            asset_key=LEDGER,
            metadata={**_figures(landed), "files_refused": landing.refused, "files_known": landing.known},
        )

    return land_exports


def _figures(files: list[FileOutcome]) -> dict[str, float]:
    return {
        "files_landed": len(files),
        "rows_landed": sum(file.rows_landed for file in files),
        "rows_rejected": sum(file.rows_rejected for file in files),
        "seconds": round(sum(file.seconds for file in files), 3),
    }
