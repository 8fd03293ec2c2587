"""Leaves a publication that stands as it is: what a refresh does where nothing is new, without what it does elsewhere.

Whether nothing is new is decided in `shopscore.nothing_new`. Dagster's schedule asks here before it launches a run.
"""

from shopscore.language import tr
from shopscore.nothing_new import Standing
from shopscore.progress import Progress
from shopscore.run import RefreshBusyError, Run, open_run, tell_channels
from shopscore.settings import Settings


def stand_where_nothing_is_new(settings: Settings, progress: Progress) -> str | None:
    """Do what a refresh does where nothing is new, and nothing at all where something is.

    Args:
        settings: paths, and the assessment dates to publish.
        progress: who is told of what the channels took.

    Returns:
        What stands, in one line; None: a refresh has something to do, or another one is running.

    Raises:
        WarehouseError: the warehouse cannot be opened.
        OSError: home cannot be used, or its disk is full.
    """
    if not settings.warehouse.exists() or not settings.published.exists():
        return None
    try:
        with open_run(settings, progress, is_refresh=False, may_stand=True) as run:
            pass
    except RefreshBusyError:
        return None
    if run.standing is None:
        return None
    tell_channels(run)
    return say_standing(run, run.standing)


def say_standing(run: Run, standing: Standing) -> str:
    """Say which publication stands because nothing is new, since when, and with which days."""
    return tr(
        "nothing new: {generation} stands, published {time:%Y-%m-%d %H:%M}, with the days {first} to {last}",
        generation=standing.generation_id,
        time=standing.published_at,
        first=run.settings.first_date,
        last=run.settings.as_of,
    )
