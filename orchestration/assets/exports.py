"""The landed exports as assets: one step lands every new file.

How a file is read belongs in `shopscore.landing`, how old an export may be in `shopscore.freshness`.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

from dagster import (
    AssetExecutionContext,
    AssetKey,
    AssetMaterialization,
    AssetsDefinition,
    AssetSpec,
    BackfillPolicy,
    Failure,
    FreshnessPolicy,
    MaterializeResult,
    PartitionsDefinition,
    ResourceParam,
    multi_asset,
)

from orchestration.failing import noting_failure
from shopscore.contracts import Export, load_exports
from shopscore.freshness import limits_on, load_limits
from shopscore.landing import FileOutcome, LandingSummary, land
from shopscore.landing.origin import has_ever_landed
from shopscore.language import pick, tr, trn
from shopscore.onboarding.beginning import ALL_REFUSED
from shopscore.progress import Progress
from shopscore.run import Run, record_landing
from shopscore.settings import PROJECT_DIR, today
from shopscore.warehouse import open_warehouse

SECONDS_BETWEEN_NOTES = 5
WAREHOUSE_POOL = "warehouse"

EXPORTS = load_exports(PROJECT_DIR / "models")

# Every landing writes it, also one that finds nothing new: the models wait for it.
LEDGER = AssetKey(["ledger", "landed_files"])


def make_export_specs() -> list[AssetSpec]:
    """Return one asset per export, with the age at which it is late.

    An export is materialised only when a file of it lands, so its age is that of its newest file. They are not
    outputs of the landing step: one that brings nothing must not hold the models up.
    """
    allowed = limits_on(load_limits(), today())
    return [_spec(export, allowed.get((export.platform, export.name))) for export in EXPORTS.values()]


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


def make_landing_asset(dates: PartitionsDefinition[str] | None) -> AssetsDefinition:
    """Make the step that lands every new file and writes the ledger.

    Args:
        dates: the assessment dates as partitions, so that a range of them lands, builds and publishes in one run;
            landing by itself names no date.
    """

    @multi_asset(
        name="land_exports",
        pool=WAREHOUSE_POOL,
        specs=[
            AssetSpec(
                LEDGER,
                group_name="exports",
                description="The ledger of files: every file that arrived, landed or refused. Landing writes it and, "
                "for each export that brought something, the raw table. 文件台账：每个到达的文件及其结果。",
                kinds={"duckdb"},
                partitions_def=dates,
            )
        ],
        backfill_policy=BackfillPolicy.single_run(),
    )
    def land_exports(context: AssetExecutionContext, run: ResourceParam[Run]) -> Iterator[MaterializeResult[None]]:
        """Land every new file of the landing folder; refused files are in the books, the others go on."""
        with noting_failure(run, "land_exports"):
            landing = _land(run)
            _stop_where_nothing_ever_landed(run)
        for export in EXPORTS.values():
            files = [
                file
                for file in landing.files
                if (file.status, file.platform, file.export) == ("landed", export.platform, export.name)
            ]
            if files:
                context.log_event(AssetMaterialization([export.platform, export.name], metadata=_figures(files)))
        yield MaterializeResult(
            asset_key=LEDGER,
            metadata={
                **_figures([file for file in landing.files if file.status == "landed"]),
                "files_refused": landing.refused,
                "files_known": landing.known,
            },
        )

    return land_exports


def _land(run: Run) -> LandingSummary:
    teller = _Teller(run.progress)
    with run.progress.step(tr("Importing exports")) as step:
        run.landing = land(run.settings, EXPORTS, run.run_id, full=run.full, on_file=teller.tell)
        record_landing(run, run.landing)
        if run.landing.deleted:
            run.progress.note(
                trn(
                    "{count} file landed {days} days ago or earlier, and is deleted from landing",
                    "{count} files landed {days} days ago or earlier, and are deleted from landing",
                    len(run.landing.deleted),
                    days=run.settings.landing_keep_days,
                )
            )
        step.summary = tr(
            "{files:,} files imported, {refused:,} refused; {rows:,} rows imported, {rejected:,} rejected",
            files=run.landing.landed,
            refused=run.landing.refused,
            rows=run.landing.rows,
            rejected=run.landing.rows_rejected,
        )
    return run.landing


def _stop_where_nothing_ever_landed(run: Run) -> None:
    """End a refresh of a home in which every file was refused, now and ever: its scores would be about nobody.

    Raises:
        Failure: it is one.
    """
    if not run.is_refresh or not run.landing or not run.landing.files or run.landing.landed:
        return
    with open_warehouse(run.settings) as connection:
        run.has_nothing = not has_ever_landed(connection)
    if run.has_nothing:
        raise Failure(ALL_REFUSED.said(), allow_retries=False)


def _figures(files: list[FileOutcome]) -> dict[str, float]:
    return {
        "files_landed": len(files),
        "rows_landed": sum(file.rows_landed for file in files),
        "rows_rejected": sum(file.rows_rejected for file in files),
        "seconds": round(sum(file.seconds for file in files), 3),
    }


class _Teller:
    """Tells of each refused file at once, and of the others every few seconds."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = 0
        self._rows = 0
        self._told_at = time.monotonic()

    def tell(self, outcome: FileOutcome) -> None:
        # What a launched run prints is kept by Dagster.
        name = outcome.path if self._progress.has_reader else outcome.name
        if outcome.status == "refused":
            self._progress.note(
                tr("refused: {name}: {reason}", name=name, reason=pick(outcome.reason, outcome.reason_zh))
            )
        self._files += outcome.status == "landed"
        self._rows += outcome.rows_landed
        if time.monotonic() - self._told_at > SECONDS_BETWEEN_NOTES:
            self._told_at = time.monotonic()
            self._progress.note(
                tr(
                    "{files:,} files, {rows:,} rows so far; now at {name}",
                    files=self._files,
                    rows=self._rows,
                    name=name,
                )
            )
