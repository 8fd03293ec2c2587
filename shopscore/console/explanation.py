"""What the scores of one subject are made of on one assessment date, down to the cases.

Nothing is computed here: the figures are those of the marts. Who the subject is belongs in `subjects.py`, the cases in
`evidence.py`, what moved it and what is to come in `outlook.py`, drawing in `explanation_view.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from shopscore.console.errors import CommandError
from shopscore.console.evidence import Evidence, read_evidence
from shopscore.console.json_text import json_key
from shopscore.console.outlook import Outlook, read_outlook
from shopscore.console.published import check_version, choose_date, read_label
from shopscore.console.subjects import Subject, find_subject
from shopscore.console.tasks import Task, read_tasks
from shopscore.console.values import Values, find_most_against, read_values
from shopscore.console.wording import VISIBLE_CHANGE, Number
from shopscore.language import tr
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class Dimension:
    """A dimension of a score; `weight` is its share of the total."""

    dimension_id: str
    name_en: str | None
    name_zh: str | None
    weight: Number
    score: Number
    change_1d: Number
    peer_mean: Number


@dataclass(frozen=True)
class OtherWindow:
    """An indicator over a window that is only shown; nothing of it is in a score."""

    window_name: str
    window_start: date
    window_end: date
    numerator: Number
    denominator: Number
    value: Number
    missing_reason: str | None


@dataclass(frozen=True)
class Indicator:
    """An indicator as scored.

    Attributes:
        dimension_id: null where it is shown only.
        missing_reason: null where it is there.
        absent_columns: `export.column` of what the exports lack, so that the indicator took it that there is none.
    """

    indicator_id: str
    dimension_id: str | None
    name_en: str | None
    name_zh: str | None
    unit: str
    better: str
    window_start: date | None
    window_end: date | None
    numerator: Number
    denominator: Number
    value: Number
    decayed_value: Number
    peer_mean: Number
    peer_median: Number
    peer_count: int | None
    percentile: Number
    weight: Number
    score: Number
    change_1d: Number
    is_missing: bool
    missing_reason: str | None
    missing_export: str | None
    missing_column: str | None
    weight_in_total: Number
    points_lost: Number
    absent_columns: str | None
    other_windows: Sequence[OtherWindow]


@dataclass(frozen=True)
class Gate:
    """What a grade asks of the total (`item` is `total`) or a dimension; `is_reached` is null where it has no score."""

    grade: float
    name_en: str | None
    name_zh: str | None
    item: str
    item_en: str | None
    item_zh: str | None
    limit_value: Number
    value: Number
    is_reached: bool | None


@dataclass(frozen=True)
class PointsLost:
    """What an indicator takes off the best possible total, in points, and its share of the total, 0 to 1."""

    indicator_id: str
    weight_in_total: Number = field(metadata=json_key("effective_weight"))
    points: Number


@dataclass(frozen=True)
class Adjustment:
    """What was taken off a score, its points below 0, or added to it.

    Attributes:
        item: what it moves, `total` or a dimension, whose names follow.
        points: what counted after the caps; 0 for what stands behind one.
        expires_on: the last day on which it counts; null for what counts as long as its condition holds.
        ends_on: the first day without it.
    """

    kind: str
    kind_en: str | None
    kind_zh: str | None
    item: str
    item_en: str | None
    item_zh: str | None
    happened_on: date
    points: Number
    expires_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class SystemExplanation:
    """One system under one rule version; `points_lost` is empty where there is no score."""

    system_id: str
    rule_version: str
    name_en: str | None
    name_zh: str | None
    method: str
    floor: float | Decimal
    ceiling: float | Decimal
    is_what_if: bool
    is_assumption: bool
    note: str | None
    note_zh: str | None
    is_never_official: bool
    score: Number
    status: str
    valid_orders: int | None
    minimum_orders: int | None
    change_1d: Number
    change_7d: Number
    change_14d: Number
    change_30d: Number
    peer_mean: Number
    peer_count: int | None
    peer_rank: int | None
    is_official: bool
    weight_covered: Number
    rule_changed: bool
    reported_score: Number
    estimate_error: Number
    bonus: Number
    deductions: Number
    grade: Number
    dimensions: Sequence[Dimension]
    indicators: Sequence[Indicator]
    points_lost: Sequence[PointsLost] = field(metadata=json_key("drag"))
    adjustments: Sequence[Adjustment]
    gates: Sequence[Gate]
    evidence: Evidence | None
    outlook: Outlook
    values: Values


@dataclass(frozen=True)
class Explanation:
    """All systems of one subject on one assessment date; the fields are the keys of `explain --json`."""

    assessment_date: date
    generation_id: str
    published_at: datetime
    subject: Subject
    systems: Sequence[SystemExplanation]
    tasks: Sequence[Task]


def read_explanation(
    connection: duckdb.DuckDBPyConnection, wanted: str, system_id: str | None, wanted_date: date | None
) -> Explanation:
    """Read everything about one subject on a date, the newest when None, in one system or all of them.

    Raises:
        CommandError: the system, the date or the subject is not there, the subject is ambiguous, or the published file
            was written by an older version.
    """
    check_version(connection)
    check_system(connection, system_id)
    day = choose_date(connection, wanted_date)
    label = read_label(connection)
    subject = find_subject(connection, wanted, day, system_id)
    key = {
        "assessment_date": day,
        "platform": subject.platform,
        "subject_type": subject.subject_type,
        "subject_id": subject.subject_id,
    }
    rows = fetch(connection, statement(__name__, "explained_systems"), key | {"system_id": system_id})
    systems = [_explain_system(connection, key, row) for row in rows]
    return Explanation(day, label.generation_id, label.published_at, subject, systems, read_tasks(connection, key))


def check_system(connection: duckdb.DuckDBPyConnection, system_id: str | None) -> None:
    """Raise a `CommandError` that names the systems there are when that one is none of them; None means all."""
    known = [row["system_id"] for row in fetch(connection, "select distinct system_id from dims.systems order by 1")]
    if system_id is not None and system_id not in known:
        raise CommandError(tr("there is no system '{system}'; there are {known}", system=system_id, known=tuple(known)))


def _read_indicators(connection: duckdb.DuckDBPyConnection, version_key: dict[str, Any]) -> list[Indicator]:
    windows = fetch(connection, statement(__name__, "explained_windows"), version_key)

    def other_than(row: dict[str, Any]) -> list[OtherWindow]:
        return [
            OtherWindow(**{name: value for name, value in window.items() if name != "indicator_id"})
            for window in windows
            if window["indicator_id"] == row["indicator_id"]
            and (window["window_start"], window["window_end"]) != (row["window_start"], row["window_end"])
        ]

    rows = fetch(connection, statement(__name__, "explained_indicators"), version_key)
    return [Indicator(**row, other_windows=other_than(row)) for row in rows]


def _explain_system(
    connection: duckdb.DuckDBPyConnection, key: dict[str, Any], system: dict[str, Any]
) -> SystemExplanation:
    version_key = key | {"system_id": system["system_id"], "rule_version": system["rule_version"]}
    indicators = _read_indicators(connection, version_key)
    points_lost = _costliest_first(indicators)
    if system["score"] is None:
        worst = find_most_against(connection, version_key)
    else:
        worst = points_lost[0].indicator_id if points_lost and costs_something(points_lost[0]) else None
    better = {one.indicator_id: one.better for one in indicators}
    return SystemExplanation(
        **system,
        dimensions=[
            Dimension(**row) for row in fetch(connection, statement(__name__, "explained_dimensions"), version_key)
        ],
        indicators=indicators,
        points_lost=points_lost,
        adjustments=[
            Adjustment(**row) for row in fetch(connection, statement(__name__, "explained_adjustments"), version_key)
        ],
        gates=[Gate(**row) for row in fetch(connection, statement(__name__, "explained_gates"), version_key)],
        evidence=read_evidence(connection, version_key, worst, better[worst]) if worst in better else None,
        outlook=read_outlook(connection, version_key),
        values=read_values(connection, version_key),
    )


def costs_something(lost: PointsLost) -> bool:
    """Tell whether the indicator takes anything off the total that a reader would see."""
    return lost.points is not None and float(lost.points) >= VISIBLE_CHANGE


def _costliest_first(indicators: Sequence[Indicator]) -> list[PointsLost]:
    """Return what each indicator costs, the costliest first; with the adjustments they add up to ceiling - total."""
    lost = [
        PointsLost(one.indicator_id, one.weight_in_total, one.points_lost)
        for one in indicators
        if one.points_lost is not None
    ]
    return sorted(lost, key=lambda one: (-float(one.points or 0), one.indicator_id))
