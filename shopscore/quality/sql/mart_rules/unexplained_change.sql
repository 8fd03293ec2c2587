-- How much of each total's change since the day before neither an indicator of the subject explains nor what was added
-- and taken off. A total is a weighted mean, so it cannot change by more than the indicator that changed most, unless
-- one appeared, went away or got another weight; a shop in growth has the points of its stage.
with newest_day as (
    select max(assessment_date) as assessment_date
    from "{table}"
),

indicators_today as (
    select indicators.*
    from marts.indicator_scores as indicators
    inner join newest_day on indicators.assessment_date = newest_day.assessment_date
),

indicators_before as (
    select indicators.*
    from marts.indicator_scores as indicators
    inner join newest_day on indicators.assessment_date = newest_day.assessment_date - 1
),

changes as (
    select
        coalesce(today.system_id, before.system_id) as system_id,
        coalesce(today.rule_version, before.rule_version) as rule_version,
        coalesce(today.subject_type, before.subject_type) as subject_type,
        coalesce(today.subject_id, before.subject_id) as subject_id,
        abs(today.score - before.score) as change,
        (today.score is null) <> (before.score is null)
        or coalesce(today.weight <> before.weight, (today.weight is null) <> (before.weight is null)) as is_other
    from indicators_today as today
    full join indicators_before as before
        on
            today.system_id = before.system_id
            and today.rule_version = before.rule_version
            and today.subject_type = before.subject_type
            and today.subject_id = before.subject_id
            and today.indicator_id = before.indicator_id
    where coalesce(today.dimension_id, before.dimension_id) is not null
),

drivers as (
    select
        system_id,
        rule_version,
        subject_type,
        subject_id,
        max(change) as largest,
        bool_or(is_other) as is_other
    from changes
    group by system_id, rule_version, subject_type, subject_id
),

-- what lifts a dimension lifts the total by less
adjusted_items as (
    select
        adjustments.system_id,
        adjustments.rule_version,
        adjustments.subject_type,
        adjustments.subject_id,
        adjustments.item,
        sum(
            case when adjustments.assessment_date = newest_day.assessment_date then 1 else -1 end * adjustments.points
        ) as change
    from marts.score_adjustments as adjustments
    inner join newest_day
        on adjustments.assessment_date in (newest_day.assessment_date, newest_day.assessment_date - 1)
    group by
        adjustments.system_id, adjustments.rule_version, adjustments.subject_type, adjustments.subject_id,
        adjustments.item
),

adjusted as (
    select
        system_id,
        rule_version,
        subject_type,
        subject_id,
        sum(abs(change)) as largest
    from adjusted_items
    group by system_id, rule_version, subject_type, subject_id
)

select
    today.system_id as scope,
    today.assessment_date,
    today.system_id,
    today.rule_version,
    today.subject_type,
    today.subject_id,
    case
        when drivers.is_other or today.status = 'growth' or before.status = 'growth' then 0
        else
            greatest(
                abs(today.score - before.score) - coalesce(drivers.largest, 0) - coalesce(adjusted.largest, 0), 0
            )
    end as value
from "{table}" as today
inner join newest_day on today.assessment_date = newest_day.assessment_date
inner join "{table}" as before
    on
        today.assessment_date = before.assessment_date + 1
        and today.system_id = before.system_id
        and today.rule_version = before.rule_version
        and today.subject_type = before.subject_type
        and today.subject_id = before.subject_id
left join drivers
    on
        today.system_id = drivers.system_id
        and today.rule_version = drivers.rule_version
        and today.subject_type = drivers.subject_type
        and today.subject_id = drivers.subject_id
left join adjusted
    on
        today.system_id = adjusted.system_id
        and today.rule_version = adjusted.rule_version
        and today.subject_type = adjusted.subject_type
        and today.subject_id = adjusted.subject_id
where
    today.score is not null
    and before.score is not null
