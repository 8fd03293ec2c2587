"""Assessment dates as Dagster's daily partitions, and what a run launched for some of them has to score.

A date is a partition from its noon on, when it is published. What is computed for a date belongs in the models.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dagster import DailyPartitionsDefinition
from dagster._core.storage.tags import (
    ASSET_PARTITION_RANGE_END_TAG,
    ASSET_PARTITION_RANGE_START_TAG,
    PARTITION_NAME_TAG,
)

from shopscore.settings import TIME_ZONE, Settings

NOON = 12

ASSESSMENT_DATES = DailyPartitionsDefinition(
    start_date="2020-01-01", timezone=TIME_ZONE, hour_offset=NOON, end_offset=1
)


def dates_asked_for(run_tags: Mapping[str, str]) -> tuple[date, date] | None:
    """Return the first and the last assessment date that a run was launched for; None when it names none."""
    single = run_tags.get(PARTITION_NAME_TAG)
    first = run_tags.get(ASSET_PARTITION_RANGE_START_TAG, single)
    last = run_tags.get(ASSET_PARTITION_RANGE_END_TAG, single)
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def cover(settings: Settings, first: date, last: date, newest_published: date | None) -> Settings:
    """Return settings whose published history holds the asked-for dates and takes no newer date away.

    Each date is scored point in time whatever the last one is, so a range of the past is published by a longer
    history, never by an earlier end.

    Args:
        settings: of an ordinary run.
        first: first assessment date asked for.
        last: last one.
        newest_published: last assessment date of the current publication; None when there is none.
    """
    as_of = max(last, newest_published or last)
    return replace(settings, as_of=as_of).reaching_back_to(first)
