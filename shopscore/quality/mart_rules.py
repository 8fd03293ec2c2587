"""What a mart has to keep, each rule one query: the marts' rows with how far each departs from the rule.

Every query returns `scope` (a system, or `all`), `value` and the columns that name a row, and no more. How far is too
far stands in the seed of limits; comparing and naming rows belongs in `departure.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopscore.language import Message
from shopscore.quality.row_rules import identifier

KEY = "assessment_date, system_id, rule_version, subject_type, subject_id"
LAST = "last_publication"
ALL = "'all' as scope"
SCALES = "select system_id, rule_version, floor, ceiling from rules.systems"


@dataclass(frozen=True)
class MartRule:
    """One rule of a mart.

    Attributes:
        query: makes the query from the table and the limit's subject.
        description: the rule in words.
        at_least: the limits are the least allowed.
        needs_last: it compares with the last publication, and says nothing without one.
    """

    query: Callable[[str, Sequence[str]], str]
    description: Message
    at_least: bool = False
    needs_last: bool = False


def _rows(table: str, _: Sequence[str]) -> str:
    return f"select {ALL}, count(*) as value from {table}"


def _rows_kept(table: str, _: Sequence[str]) -> str:
    return f"""
        select {ALL}, (select count(*) from {table}) / nullif(count(*), 0) as value
        from {LAST}.{table}
    """


def _one_row_per_key(table: str, subject: Sequence[str]) -> str:
    key = ", ".join(identifier(name) for name in subject)
    return f"select {ALL}, {key}, count(*) - 1 as value from {table} group by {key}"


def _scores_on_scale(table: str, _: Sequence[str]) -> str:
    return f"""
        select system_id as scope, {KEY}, greatest(systems.floor - score, score - systems.ceiling, 0) as value
        from {table}
        inner join ({SCALES}) as systems using (system_id, rule_version)
        where score is not null
    """


def _scale_is_known(table: str, _: Sequence[str]) -> str:
    return f"""
        select system_id as scope, {KEY}, case when systems.floor is null then 1 else 0 end as value
        from {table}
        left join ({SCALES}) as systems using (system_id, rule_version)
    """


def _status_agrees(table: str, _: Sequence[str]) -> str:
    return f"""
        select
            system_id as scope, {KEY},
            ((status in ('scored', 'partial', 'estimated')) is distinct from (score is not null))::integer as value
        from {table}
    """


def _weights_sum_to_one(table: str, subject: Sequence[str]) -> str:
    parts = ", ".join(f"parts.{name.strip()}" for name in (*KEY.split(","), *subject))
    # a dimension without a score has no weight, and neither have its indicators
    present = " and ".join(f"parts.{name} is not null" for name in subject) or "true"
    scored = "having count(parts.score) > 0" if subject else ""
    return f"""
        select parts.system_id as scope, {parts}, abs(sum(parts.weight) - 1) as value
        from {table} as parts
        semi join (select * from marts.scores where score is not null) as scored using ({KEY})
        where {present}
        group by {parts}
        {scored}
    """


def _ratio_within_one(table: str, _: Sequence[str]) -> str:
    return f"""
        select system_id as scope, {KEY}, indicator_id, greatest(numerator - denominator, -numerator, 0) as value
        from {table}
        where unit = 'ratio'
    """


def _no_subject_lost(table: str, _: Sequence[str]) -> str:
    """Return the subjects of the last publication, on its newest day that is no later than ours."""
    return f"""
        select system_id as scope, platform, system_id, subject_type, subject_id, 1 as value
        from {LAST}.{table}
        where assessment_date = (
            select max(assessment_date) from {LAST}.{table}
            where assessment_date <= (select max(assessment_date) from {table})
        )
        except
        select system_id, platform, system_id, subject_type, subject_id, 1
        from {table}
        where assessment_date = (select max(assessment_date) from {table})
    """


def _unexplained_change(table: str, _: Sequence[str]) -> str:
    """Return how much of each total's change since the day before no indicator of the subject explains.

    A total is a weighted mean, so it cannot change by more than the indicator that changed most, unless one appeared,
    went away or got another weight.
    """
    subject = ("system_id", "rule_version", "subject_type", "subject_id")
    same_before = " and ".join(f"today.{name} = before.{name}" for name in subject)
    same_drivers = " and ".join(f"today.{name} = drivers.{name}" for name in subject)
    key = ", ".join(f"today.{name.strip()}" for name in KEY.split(","))
    return f"""
        with newest as (select max(assessment_date) as day from {table}),
        drivers as (
            select
                {KEY},
                max(change) as largest,
                bool_or(is_other) as is_other
            from (
                select
                    coalesce(today.assessment_date, before.assessment_date + 1) as assessment_date,
                    system_id, rule_version, subject_type, subject_id,
                    abs(today.score - before.score) as change,
                    (today.score is null) <> (before.score is null)
                    or today.weight is distinct from before.weight as is_other
                from (select * from marts.indicator_scores where assessment_date = (select day from newest)) as today
                full join (
                    select * from marts.indicator_scores where assessment_date = (select day - 1 from newest)
                ) as before using (system_id, rule_version, subject_type, subject_id, indicator_id)
                where coalesce(today.dimension_id, before.dimension_id) is not null
            )
            group by all
        )
        select
            today.system_id as scope,
            {key},
            case
                when drivers.is_other then 0
                else greatest(abs(today.score - before.score) - coalesce(drivers.largest, 0), 0)
            end as value
        from {table} as today
        inner join {table} as before on today.assessment_date = before.assessment_date + 1 and {same_before}
        left join drivers
            on today.assessment_date = drivers.assessment_date
            and {same_drivers}
        where
            today.assessment_date = (select day from newest)
            and today.score is not null
            and before.score is not null
    """


MART_RULES = {
    "rows": MartRule(_rows, Message("there are rows"), at_least=True),
    "rows_kept": MartRule(_rows_kept, Message("rows against the last publication"), at_least=True, needs_last=True),
    "one_row_per_key": MartRule(_one_row_per_key, Message("one row per key")),
    "scores_on_scale": MartRule(_scores_on_scale, Message("a score lies inside floor and ceiling of its rule version")),
    "scale_is_known": MartRule(_scale_is_known, Message("a score has a rule version that has a scale")),
    "status_agrees": MartRule(
        _status_agrees, Message("a score is there exactly when the status says scored or partial")
    ),
    "weights_sum_to_one": MartRule(_weights_sum_to_one, Message("the weights behind a score sum to 1")),
    "ratio_within_one": MartRule(_ratio_within_one, Message("0 <= numerator <= denominator of a ratio")),
    "no_subject_lost": MartRule(
        _no_subject_lost, Message("no subject of the last publication is lost"), needs_last=True
    ),
    "unexplained_change": MartRule(
        _unexplained_change, Message("no total changed since the day before by more than its largest driver explains")
    ),
}
