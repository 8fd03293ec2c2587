"""What the scores of one subject are made of on one assessment date, down to the cases.

Nothing is computed here: the figures are those of the marts. Who the subject is belongs in `subjects.py`, what moved it
and what is to come in `outlook.py`, drawing in `explanation_view.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import duckdb

from shopscore.console.errors import CommandError
from shopscore.console.origins import Account, Origin, read_account, read_origins
from shopscore.console.outlook import Outlook, read_outlook
from shopscore.console.published import choose_date, fetch, read_label
from shopscore.console.subjects import Subject, find_subject
from shopscore.console.tasks import Task, read_tasks
from shopscore.console.values import Values, find_most_against, read_values
from shopscore.console.wording import VISIBLE_CHANGE, Figure
from shopscore.language import tr

CASES_SHOWN = 10
LEAVING_SOON = timedelta(days=7)

# A publication of before an upgrade lacks them until the next refresh; so it does the youngest column.
YOUNGEST_COLUMN = ("indicator_scores", "points_lost")
YOUNGEST_MARTS = frozenset(
    {
        "indicator_accounting",
        "indicator_breakdown",
        "list_status",
        "own_targets",
        "score_drivers",
        "score_forecast",
        "score_targets",
        "threshold_alerts",
        "value_drivers",
    }
)
PRESENT_MARTS = "select table_name from duckdb_tables() where schema_name = 'marts'"
PRESENT_COLUMNS = "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"

# What the platform shows first, then what matters most; of a system, the rule in force first, then what-if ones.
SYSTEMS = """
    select
        system_id, rule_version, name_en, name_zh, method, floor, ceiling, is_what_if,
        source = 'assumption' as is_assumption, note,
        score, status, valid_orders, minimum_orders, change_1d, change_7d, change_14d, change_30d,
        peer_mean, peer_count, peer_rank, is_official, weight_covered, rule_changed
    from marts.scores
    inner join dims.systems using (system_id)
    inner join dims.rule_versions using (system_id, rule_version)
    where
        assessment_date = $assessment_date and system_id = coalesce($system_id, system_id)
        and scores.platform = $platform and scores.subject_type = $subject_type and subject_id = $subject_id
    order by bool_or(is_official) over (partition by system_id) desc, importance, system_id, is_what_if, rule_version
"""

DIMENSIONS = """
    select
        dimension_id, name_en, name_zh, dimension_scores.weight, score, change_1d, peer_mean
    from marts.dimension_scores
    left join dims.dimensions using (system_id, rule_version, dimension_id)
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    order by dimension_scores.weight desc nulls last, dimension_id
"""

INDICATORS = """
    with names as (

        select indicator_id, min(name_en) as name_en, min(name_zh) as name_zh
        from dims.indicators
        where coalesce(platform, $platform) = $platform
        group by indicator_id

    )

    select
        indicator_id, dimension_id, name_en, name_zh, unit, better, window_start, window_end,
        numerator, denominator, value, decayed_value, peer_mean, peer_median, peer_count, percentile,
        weight, score, change_1d, is_missing, missing_reason, missing_export, missing_column,
        weight_in_total, points_lost
    from marts.indicator_scores
    left join names using (indicator_id)
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    order by dimension_id nulls last, indicator_id
"""

# A case is in the scores from enters_on to the day before leaves_on.
EVIDENCE = """
    from marts.indicator_evidence
    where
        platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and indicator_id = $indicator_id
        and enters_on <= $assessment_date and leaves_on > $assessment_date
"""

# our words in words for people; the platform's own, such as the reason of a return, as they are
TALLY = f"""
    select
        state, coalesce(any_value(meaning_en), reason) as reason, coalesce(any_value(meaning_zh), reason) as reason_zh,
        count(*) as cases
    from (select state, reason {EVIDENCE}) as cases
    left join dims.case_reasons using (reason)
    group by state, reason
    order by state, cases desc, reason
"""

LEAVING = f"""
    select count(*) as cases
    {EVIDENCE} and state = 'against' and leaves_on <= $leaving_until
"""

CASES = f"""
    select
        case_kind, case_id, order_id, product_id, coalesce(meaning_en, reason) as reason,
        coalesce(meaning_zh, reason) as reason_zh, effect, cohort_date, leaves_on
    from (select * {EVIDENCE} and state = 'against') as cases
    left join dims.case_reasons using (reason)
    order by case when $better = 'down' then -effect else effect end, cohort_date desc, case_id
    limit $cases_shown
"""


@dataclass(frozen=True)
class Dimension:
    """A dimension of a score; `weight` is its share of the total."""

    dimension_id: str
    name_en: str | None
    name_zh: str | None
    weight: Figure
    score: Figure
    change_1d: Figure
    peer_mean: Figure


@dataclass(frozen=True)
class Indicator:
    """An indicator as scored; `dimension_id` is null where it is shown only, `missing_reason` where it is there."""

    indicator_id: str
    dimension_id: str | None
    name_en: str | None
    name_zh: str | None
    unit: str
    better: str
    window_start: date | None
    window_end: date | None
    numerator: Figure
    denominator: Figure
    value: Figure
    decayed_value: Figure
    peer_mean: Figure
    peer_median: Figure
    peer_count: int | None
    percentile: Figure
    weight: Figure
    score: Figure
    change_1d: Figure
    is_missing: bool
    missing_reason: str | None
    missing_export: str | None
    missing_column: str | None
    weight_in_total: Figure
    points_lost: Figure


@dataclass(frozen=True)
class Drag:
    """What an indicator takes off the best possible total, in points, and its share of the total, 0 to 1."""

    indicator_id: str
    effective_weight: Figure
    points: Figure


@dataclass(frozen=True)
class Tally:
    """Number of cases of a state (`against`, `excluded`) with one reason."""

    state: str
    reason: str | None
    reason_zh: str | None
    cases: int


@dataclass(frozen=True)
class Case:
    """A case that counts against the subject; `leaves_on` is the first date on which it no longer does."""

    case_kind: str
    case_id: str
    order_id: str | None
    product_id: str | None
    reason: str | None
    reason_zh: str | None
    effect: Figure
    cohort_date: date
    leaves_on: date


@dataclass(frozen=True)
class Evidence:
    """The cases behind the indicator that costs most; without points, behind the one with most cases.

    `cases` are the ones that weigh most, newest first; `account` says what became of all cases, `origins` who or what
    is behind most of the damage.
    """

    indicator_id: str
    against: int
    excluded: int
    leaving_within_7_days: int
    reasons: Sequence[Tally]
    cases: Sequence[Case]
    account: Account | None
    origins: Sequence[Origin]


@dataclass(frozen=True)
class SystemExplanation:
    """One system under one rule version; `drag` is empty where there is no score."""

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
    score: Figure
    status: str
    valid_orders: int | None
    minimum_orders: int | None
    change_1d: Figure
    change_7d: Figure
    change_14d: Figure
    change_30d: Figure
    peer_mean: Figure
    peer_count: int | None
    peer_rank: int | None
    is_official: bool
    weight_covered: Figure
    rule_changed: bool
    dimensions: Sequence[Dimension]
    indicators: Sequence[Indicator]
    drag: Sequence[Drag]
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
    _check_marts(connection)
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
    systems = [
        _explain_system(connection, key, row) for row in fetch(connection, SYSTEMS, key | {"system_id": system_id})
    ]
    return Explanation(day, label.generation_id, label.published_at, subject, systems, read_tasks(connection, key))


def _check_marts(connection: duckdb.DuckDBPyConnection) -> None:
    present = {row["table_name"] for row in fetch(connection, PRESENT_MARTS)}
    columns = {(row["table_name"], row["column_name"]) for row in fetch(connection, PRESENT_COLUMNS)}
    if not present >= YOUNGEST_MARTS or YOUNGEST_COLUMN not in columns:
        raise CommandError(tr("an older version of shopscore wrote the publication: run shopscore refresh"))


def check_system(connection: duckdb.DuckDBPyConnection, system_id: str | None) -> None:
    """Raise a `CommandError` that names the systems there are when that one is none of them; None means all."""
    known = [row["system_id"] for row in fetch(connection, "select distinct system_id from dims.systems order by 1")]
    if system_id is not None and system_id not in known:
        raise CommandError(tr("there is no system '{system}'; there are {known}", system=system_id, known=tuple(known)))


def _explain_system(
    connection: duckdb.DuckDBPyConnection, key: dict[str, Any], system: dict[str, Any]
) -> SystemExplanation:
    version_key = key | {"system_id": system["system_id"], "rule_version": system["rule_version"]}
    dimensions = [Dimension(**row) for row in fetch(connection, DIMENSIONS, version_key)]
    indicators = [Indicator(**row) for row in fetch(connection, INDICATORS, version_key)]
    drag = _find_drag(indicators)
    if system["score"] is None:
        worst = find_most_against(connection, version_key)
    else:
        worst = drag[0].indicator_id if drag and costs_something(drag[0]) else None
    evidence = next(
        (_read_evidence(connection, version_key, one) for one in indicators if one.indicator_id == worst), None
    )
    return SystemExplanation(
        **system,
        dimensions=dimensions,
        indicators=indicators,
        drag=drag,
        evidence=evidence,
        outlook=read_outlook(connection, version_key),
        values=read_values(connection, version_key),
    )


def costs_something(drag: Drag) -> bool:
    """Tell whether the indicator takes anything off the total that a reader would see."""
    return drag.points is not None and float(drag.points) >= VISIBLE_CHANGE


def _find_drag(indicators: Sequence[Indicator]) -> list[Drag]:
    """Return what each indicator costs, the costliest first; the points add up to ceiling - total."""
    drags = [
        Drag(one.indicator_id, one.weight_in_total, one.points_lost)
        for one in indicators
        if one.points_lost is not None
    ]
    return sorted(drags, key=lambda drag: (-float(drag.points or 0), drag.indicator_id))


def _read_evidence(connection: duckdb.DuckDBPyConnection, version_key: dict[str, Any], worst: Indicator) -> Evidence:
    indicator_key = version_key | {"indicator_id": worst.indicator_id}
    # evidence is of the rules in force: a case is evidence whatever the version
    evidence_key = {name: value for name, value in indicator_key.items() if name not in ("system_id", "rule_version")}
    reasons = [Tally(**row) for row in fetch(connection, TALLY, evidence_key)]
    leaving_until = version_key["assessment_date"] + LEAVING_SOON
    (leaving,) = fetch(connection, LEAVING, evidence_key | {"leaving_until": leaving_until})
    cases = fetch(connection, CASES, evidence_key | {"better": worst.better, "cases_shown": CASES_SHOWN})
    return Evidence(
        indicator_id=worst.indicator_id,
        against=sum(row.cases for row in reasons if row.state == "against"),
        excluded=sum(row.cases for row in reasons if row.state == "excluded"),
        leaving_within_7_days=leaving["cases"],
        reasons=reasons,
        cases=[Case(**row) for row in cases],
        account=read_account(connection, indicator_key),
        origins=read_origins(connection, indicator_key),
    )
