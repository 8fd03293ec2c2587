"""What moved the values of a subject's indicators, where they go, and how far they are from its own targets.

A shop without peers has no score, and has all of this. Nothing is computed here: the figures are those of the marts.
Drawing belongs in `values_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from shopscore.console.published import fetch
from shopscore.console.wording import Figure

OF_THE_SCORE = """
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
"""

MOVERS = f"""
    select
        indicator_id, unit, better, value_before, value, change, left_window, corrected, entered,
        left_numerator, left_denominator, entered_numerator, entered_denominator
    from marts.value_drivers
    {OF_THE_SCORE} and days = 7
    order by dimension_id nulls last, indicator_id
"""

AHEAD = f"""
    select indicator_id, unit, better, target_date, days_ahead, value
    from marts.indicator_forecast
    {OF_THE_SCORE} and dimension_id is not null
    order by dimension_id, indicator_id, target_date
"""

OWN_TARGETS = f"""
    select
        indicator_id, unit, better, value, target_value, distance, state, crosses_on, crosses_to, needed,
        needed_by_date, by_date, good_event_en, good_event_zh
    from marts.own_targets
    {OF_THE_SCORE}
    order by dimension_id nulls last, indicator_id
"""

MOST_AGAINST = f"""
    select indicator_id
    from marts.indicator_accounting
    inner join marts.indicator_scores using (
        assessment_date, system_id, rule_version, subject_type, subject_id, platform, indicator_id
    )
    {OF_THE_SCORE} and dimension_id is not null and counted_against > 0
    order by case when unit = 'hours' then 1 else 0 end, counted_against desc, indicator_id
    limit 1
"""


@dataclass(frozen=True)
class ValueMover:
    """What an indicator's value did in 7 days, in its unit, and what did it: the parts add up to the change."""

    indicator_id: str
    unit: str
    better: str
    value_before: Figure
    value: Figure
    change: Figure
    left_window: Figure
    corrected: Figure
    entered: Figure
    left_numerator: Figure
    left_denominator: Figure
    entered_numerator: Figure
    entered_denominator: Figure


@dataclass(frozen=True)
class ValueAhead:
    """An indicator's value on a day to come when nothing new happens."""

    indicator_id: str
    unit: str
    better: str
    target_date: date
    days_ahead: int
    value: Figure


@dataclass(frozen=True)
class OwnTarget:
    """Where an indicator stands to the value the shop has set itself: `state` is `reached`, `short` or `no_value`."""

    indicator_id: str
    unit: str
    better: str
    value: Figure
    target_value: Figure
    distance: Figure
    state: str
    crosses_on: date | None
    crosses_to: str | None
    needed: int | None
    needed_by_date: int | None
    by_date: date | None
    good_event_en: str | None
    good_event_zh: str | None


@dataclass(frozen=True)
class Values:
    """Of the newest date only: movers, days ahead and own targets, by indicator."""

    movers: Sequence[ValueMover]
    forecast: Sequence[ValueAhead]
    own_targets: Sequence[OwnTarget]


def read_values(connection: duckdb.DuckDBPyConnection, version_key: Mapping[str, Any]) -> Values:
    """Read what there is to say of the values, whether they have points or not.

    Args:
        connection: an open published file.
        version_key: assessment_date, system_id, rule_version, platform, subject_type and subject_id of the score.
    """
    return Values(
        movers=[ValueMover(**row) for row in fetch(connection, MOVERS, version_key)],
        forecast=[ValueAhead(**row) for row in fetch(connection, AHEAD, version_key)],
        own_targets=[OwnTarget(**row) for row in fetch(connection, OWN_TARGETS, version_key)],
    )


def find_most_against(connection: duckdb.DuckDBPyConnection, version_key: Mapping[str, Any]) -> str | None:
    """Return the indicator with the most cases against the subject: where no points say what costs most.

    Hours come last: every case of them counts against, however short it was.
    """
    rows = fetch(connection, MOST_AGAINST, version_key)
    return rows[0]["indicator_id"] if rows else None
