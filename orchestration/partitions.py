"""Assessment dates as Dagster's daily partitions, and which of them a launched run names.

Which days a run then publishes is decided in `shopscore.settings`, what is computed for a date in the models.
"""

from collections.abc import Mapping
from datetime import date

from dagster import DailyPartitionsDefinition

from shopscore.settings import TIME_ZONE

# Dagster's names for what a run was launched for.
PARTITION_TAG = "dagster/partition"
RANGE_START_TAG = "dagster/asset_partition_range_start"
RANGE_END_TAG = "dagster/asset_partition_range_end"

# Today is one from midnight on: the command scores it at any hour. Days before the first and after today are scored
# by the command all the same, and are no partitions.
ASSESSMENT_DATES = DailyPartitionsDefinition(start_date="2020-01-01", timezone=TIME_ZONE, end_offset=1)


def dates_asked_for(run_tags: Mapping[str, str]) -> tuple[date, date] | None:
    """Return the first and the last assessment date that a run was launched for; None when it names none."""
    single = run_tags.get(PARTITION_TAG)
    first = run_tags.get(RANGE_START_TAG, single)
    last = run_tags.get(RANGE_END_TAG, single)
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None
