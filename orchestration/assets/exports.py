"""The landed exports as assets: one step lands every new file.

How a file is read belongs in `orchestration.landing`.
"""

import time
from collections.abc import Iterator

from dagster import AssetSpec, MaterializeResult, ResourceParam, multi_asset

from orchestration.contracts import Export, load_exports
from orchestration.landing import FileOutcome, land
from orchestration.progress import Progress
from orchestration.run import Run, record_landing
from orchestration.settings import PROJECT_DIR

SECONDS_BETWEEN_NOTES = 5

EXPORTS = load_exports(PROJECT_DIR / "models")


def _spec(export: Export) -> AssetSpec:
    return AssetSpec(
        [export.platform, export.name],
        group_name="exports",
        description=export.description,
        kinds={"duckdb", "csv"},
    )


@multi_asset(name="land_exports", specs=[_spec(export) for export in EXPORTS.values()])
def land_exports(run: ResourceParam[Run]) -> Iterator[MaterializeResult[None]]:
    """Land every new file of the landing folder; refused files are in the books, the others go on."""
    teller = _Teller(run.progress)
    with run.progress.step("Landing exports") as step:
        run.landing = land(run.settings, EXPORTS, run.run_id, full=run.full, on_file=teller.tell)
        record_landing(run, run.landing)
        step.summary = (
            f"{run.landing.landed} files landed, {run.landing.refused} refused; "
            f"{run.landing.rows:,} rows landed, {run.landing.rows_rejected:,} rejected"
        )
    for export in EXPORTS.values():
        files = [
            file
            for file in run.landing.files
            if (file.status, file.platform, file.export) == ("landed", export.platform, export.name)
        ]
        yield MaterializeResult(
            asset_key=[export.platform, export.name],
            metadata={
                "files_landed": len(files),
                "rows_landed": sum(file.rows_landed for file in files),
                "rows_rejected": sum(file.rows_rejected for file in files),
            },
        )


class _Teller:
    """Tells of each refused file at once, and of the others every few seconds."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = 0
        self._rows = 0
        self._told_at = time.monotonic()

    def tell(self, outcome: FileOutcome) -> None:
        if outcome.status == "refused":
            self._progress.note(f"REFUSED {outcome.path}: {outcome.reason}")
        self._files += outcome.status == "landed"
        self._rows += outcome.rows_landed
        if time.monotonic() - self._told_at > SECONDS_BETWEEN_NOTES:
            self._told_at = time.monotonic()
            self._progress.note(f"{self._files:,} files, {self._rows:,} rows so far; now at {outcome.path}")
