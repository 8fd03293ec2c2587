"""What the assets share, as Dagster hands it to them: the run.

What a run holds belongs in `shopscore.run`; one that a person starts is handed over by `in_process.py`.
"""

import sys
from collections.abc import Iterator

from dagster import DagsterRun, InitResourceContext, resource

from orchestration.instance import hold_run
from orchestration.jobs import publishes
from orchestration.partitions import dates_asked_for
from shopscore.home import only_for_the_owner
from shopscore.progress import Progress
from shopscore.run import Run, open_run, tell_channels
from shopscore.settings import Settings, load_settings

# A launched run waits for one that a person started: no person waits for it.
LAUNCHED_WAIT = 3600.0

BACKFILL_TAG = "dagster/backfill"


@resource(description="One run: settings from the environment and the run's partitions, the lock, the ledger.")
def run_resource(context: InitResourceContext) -> Iterator[Run]:
    """Open a run that Dagster launched: for the assessment dates it names, or for today."""
    only_for_the_owner()
    launched = context.run
    settings, adds_dates = load_settings(), False
    if launched is not None:
        # Held until the process ends: Dagster writes that a run has ended after it has let go of its resources.
        hold_run(settings, launched.run_id)
        settings, adds_dates = settings_of(launched, settings)
    is_refresh = launched is None or publishes(launched)
    progress = Progress(sys.stderr, has_reader=False)
    with open_run(settings, progress, adds_dates=adds_dates, is_refresh=is_refresh, wait=LAUNCHED_WAIT) as run:
        yield run
    # A backfill scores days that the channels have long told of.
    if is_refresh and not (launched is not None and BACKFILL_TAG in launched.tags):
        tell_channels(run)


def settings_of(launched: DagsterRun, settings: Settings) -> tuple[Settings, bool]:
    """Return the settings for the dates that a launched run names, and whether it adds them to the publication.

    The run of today, like the command without a date, publishes the usual history up to today and nothing after it;
    a run of past dates adds them.
    """
    dates = dates_asked_for(launched.tags)
    if dates is None:
        return settings, False
    first, last = dates
    if last == settings.as_of:
        return settings.reaching_back_to(first), False
    return settings.exactly(first, last), True
