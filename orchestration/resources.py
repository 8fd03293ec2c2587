"""What the assets share, as Dagster hands it to them."""

import sys
from collections.abc import Iterator
from datetime import date

import duckdb
from dagster import AssetKey, DagsterRun, InitResourceContext, resource
from dagster._core.storage.tags import BACKFILL_ID_TAG

from orchestration.partitions import cover, dates_asked_for
from shopscore.home import only_for_the_owner
from shopscore.progress import Progress
from shopscore.refresh import tell_channels
from shopscore.run import Run, open_run
from shopscore.settings import Settings, load_settings
from shopscore.warehouse import open_published

# A launched run waits for one that a person started; nobody sits in front of it.
LAUNCHED_WAIT = 3600.0

PUBLICATION = AssetKey("publication")
LANDING_JOB = "land_new_files"


@resource(description="One run: settings from the environment and the run's partitions, the lock, the books.")
def run_resource(context: InitResourceContext) -> Iterator[Run]:
    """Open a run that Dagster launched: for the assessment dates it names, or for today."""
    only_for_the_owner()
    launched = context.run
    settings = load_settings()
    if launched is not None:
        settings = settings_of(launched, settings)
    is_refresh = launched is None or publishes(launched)
    with open_run(settings, Progress(sys.stderr), is_refresh=is_refresh, wait=LAUNCHED_WAIT) as run:
        yield run
    # A backfill scores days that everybody has long heard of.
    if is_refresh and not (launched is not None and BACKFILL_ID_TAG in launched.tags):
        tell_channels(run)


def settings_of(launched: DagsterRun, settings: Settings) -> Settings:
    """Return the settings for the assessment dates that a launched run is for."""
    dates = dates_asked_for(launched.tags)
    return cover(settings, *dates, newest_published_date(settings)) if dates else settings


def publishes(launched: DagsterRun) -> bool:
    """Tell whether a launched run is meant to end in a publication, from what was selected for it."""
    if launched.asset_selection is None:
        return launched.job_name != LANDING_JOB
    return PUBLICATION in launched.asset_selection


def newest_published_date(settings: Settings) -> date | None:
    """Return the last assessment date of the current publication; None when there is none that can be read."""
    try:
        with open_published(settings.published) as connection:
            row = connection.execute("select max(assessment_date) from marts.scores").fetchone()
    except duckdb.Error:
        return None
    return row[0] if row else None
