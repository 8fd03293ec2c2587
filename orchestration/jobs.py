"""Which assets run together. When they do belongs in `schedules.py` and `sensors.py`."""

from dagster import AssetSelection, DagsterRun, define_asset_job

from orchestration.assets.publication import PUBLICATION
from orchestration.keys import LEDGER

REFRESH_JOB = "daily_refresh"
LANDING_JOB = "land_new_files"

refresh_job = define_asset_job(
    REFRESH_JOB,
    AssetSelection.all() | AssetSelection.all_asset_checks(),
    description="Land, build, check, publish; for today or for the assessment dates asked for.",
)
landing_job = define_asset_job(
    LANDING_JOB,
    AssetSelection.assets(LEDGER).without_checks(),
    description="Land the files that have arrived; publish nothing.",
)


def publishes(launched: DagsterRun) -> bool:
    """Tell whether a launched run is meant to end in a publication, from what was selected for it."""
    if launched.asset_selection is None:
        return launched.job_name != LANDING_JOB
    return PUBLICATION in launched.asset_selection
