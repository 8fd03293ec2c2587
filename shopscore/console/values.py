"""What moved the values of a subject's indicators, where they go, and how far they are from its own targets.

A shop without peers has no score, and has all of this. Nothing is computed here: the figures are those of the marts.
Drawing belongs in `values_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from shopscore.console.wording import Number
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class ValueMover:
    """What an indicator's value did in 7 days, in its unit, and what did it: the parts add up to the change."""

    indicator_id: str
    unit: str
    better: str
    value_before: Number
    value: Number
    change: Number
    left_window: Number
    corrected: Number
    entered: Number
    left_numerator: Number
    left_denominator: Number
    entered_numerator: Number
    entered_denominator: Number


@dataclass(frozen=True)
class ValueAhead:
    """An indicator's value on a day to come when nothing new happens."""

    indicator_id: str
    unit: str
    better: str
    target_date: date
    days_ahead: int
    value: Number


@dataclass(frozen=True)
class OwnTarget:
    """Where an indicator stands to the value the shop has set itself: `state` is `reached`, `short` or `no_value`."""

    indicator_id: str
    unit: str
    better: str
    value: Number
    target_value: Number
    distance: Number
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
        movers=[ValueMover(**row) for row in fetch(connection, statement(__name__, "value_movers"), version_key)],
        forecast=[ValueAhead(**row) for row in fetch(connection, statement(__name__, "value_forecast"), version_key)],
        own_targets=[OwnTarget(**row) for row in fetch(connection, statement(__name__, "own_targets"), version_key)],
    )


def find_most_against(connection: duckdb.DuckDBPyConnection, version_key: Mapping[str, Any]) -> str | None:
    """Return the indicator with the most cases against the subject: where no points say what costs most.

    Hours come last: every case of them counts against, however short it was.
    """
    rows = fetch(connection, statement(__name__, "most_against"), version_key)
    return rows[0]["indicator_id"] if rows else None
